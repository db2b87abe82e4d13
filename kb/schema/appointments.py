"""Desks that take appointments, and the appointments."""

STATEMENTS = (
    """CREATE TABLE desks (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,         -- the desk's code
        position INTEGER NOT NULL,        -- its place in the file
        data TEXT NOT NULL                -- JSON, as kb.desks.Desk has it
    ) STRICT""",
    """CREATE TABLE appointments (
        id INTEGER PRIMARY KEY,
        ticket TEXT UNIQUE,
        call_id INTEGER REFERENCES calls,
        desk TEXT NOT NULL,
        starts_at TEXT NOT NULL,          -- UTC, as ends_at, so that they compare as texts
        ends_at TEXT NOT NULL,
        seat INTEGER NOT NULL,            -- from 0; a desk has as many as people it sees at a time
        state TEXT NOT NULL,
        motive TEXT NOT NULL,             -- what it is for, as it is said
        procedure TEXT NOT NULL,
        procedure_case TEXT NOT NULL,
        documents TEXT NOT NULL,          -- JSON: what the caller was told to bring
        name TEXT NOT NULL,               -- in the caller's own words
        phone TEXT NOT NULL,              -- E.164, or empty
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        sequence INTEGER NOT NULL         -- of changes, as calendars count them
    ) STRICT""",
    # Never two people on one seat at one hour, whatever the program does.
    "CREATE UNIQUE INDEX appointments_seat ON appointments (desk, starts_at, seat) WHERE state <> 'annulé'",
    "CREATE INDEX appointments_phone ON appointments (phone) WHERE phone <> ''",
    """CREATE TABLE appointment_states (
        id INTEGER PRIMARY KEY,
        appointment_id INTEGER NOT NULL REFERENCES appointments ON DELETE CASCADE,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        by TEXT NOT NULL,
        message TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX appointment_states_appointment ON appointment_states (appointment_id)",
)
