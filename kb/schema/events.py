"""What goes on in the town, and who takes part."""

STATEMENTS = (
    # One row for each time an event takes place: what recurs has many, with one series.
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,         -- origin, uid and start (by the rule, if it recurs)
        origin TEXT NOT NULL,             -- the file or calendar it came from
        series TEXT NOT NULL,             -- origin and uid: the same for all times of what recurs
        title TEXT NOT NULL,
        kind TEXT NOT NULL,               -- concert, marché ... in small letters; empty when not told
        place TEXT NOT NULL,
        starts_at TEXT NOT NULL,          -- UTC, as ends_at, so that they compare as texts
        ends_at TEXT NOT NULL,            -- not included
        all_day INTEGER NOT NULL,
        children INTEGER NOT NULL,
        price TEXT NOT NULL,              -- as it is said; empty when not told
        description TEXT NOT NULL,
        registration INTEGER NOT NULL,    -- whether one has to register
        capacity INTEGER,                 -- people; NULL: as many as come
        register_until TEXT NOT NULL,     -- last day, or empty
        url TEXT NOT NULL,
        cancelled INTEGER NOT NULL,
        source TEXT NOT NULL,
        checked TEXT NOT NULL,
        valid_until TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX events_times ON events (ends_at, starts_at)",
    """CREATE TABLE registrations (
        id INTEGER PRIMARY KEY,
        ticket TEXT UNIQUE,
        event_id INTEGER NOT NULL REFERENCES events,
        call_id INTEGER REFERENCES calls,
        name TEXT NOT NULL,               -- in the caller's own words
        phone TEXT NOT NULL,              -- E.164, or empty
        people INTEGER NOT NULL CHECK (people > 0),
        state TEXT NOT NULL,              -- inscrit or annulé
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT""",
    """CREATE UNIQUE INDEX registrations_phone ON registrations (event_id, phone)
        WHERE state = 'inscrit' AND phone <> ''""",
    "CREATE INDEX registrations_event ON registrations (event_id)",
)
