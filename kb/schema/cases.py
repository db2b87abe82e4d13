"""Calls, reports, call-backs and the gazetteer."""

STATEMENTS = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE calls (
        id INTEGER PRIMARY KEY,
        channel TEXT NOT NULL,            -- phone, kiosk or text
        caller TEXT NOT NULL,             -- as the channel gave it; empty when withheld
        worker TEXT NOT NULL,
        line_id TEXT NOT NULL,            -- SIP Call-ID
        started_at TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT NOT NULL DEFAULT '',
        recording TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX calls_open ON calls (worker) WHERE ended_at IS NULL",
    """CREATE TABLE turns (
        call_id INTEGER NOT NULL REFERENCES calls ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        heard TEXT NOT NULL,
        alternatives TEXT NOT NULL,       -- JSON [[text, score], ...]
        confidence REAL,
        understood TEXT NOT NULL,
        said TEXT NOT NULL,
        timings TEXT NOT NULL,            -- JSON {what: value}
        PRIMARY KEY (call_id, number)
    ) STRICT""",
    """CREATE TABLE streets (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,         -- the source's own, so that a renamed street keeps its id
        insee TEXT NOT NULL,
        name TEXT NOT NULL,
        former_town TEXT NOT NULL,        -- tells homonyms of merged communes apart
        lat REAL NOT NULL,
        lon REAL NOT NULL
    ) STRICT""",
    """CREATE TABLE addresses (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        street_id INTEGER NOT NULL REFERENCES streets ON DELETE CASCADE,
        number INTEGER NOT NULL,
        suffix TEXT NOT NULL,             -- bis, ter, a ... or empty
        lat REAL NOT NULL,
        lon REAL NOT NULL
    ) STRICT""",
    "CREATE INDEX addresses_number ON addresses (street_id, number, suffix)",
    """CREATE TABLE places (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        address TEXT NOT NULL,
        aliases TEXT NOT NULL,            -- separated by |
        lat REAL NOT NULL,
        lon REAL NOT NULL
    ) STRICT""",
    # How streets and places are said, ready for matching (kb/naming.py).
    """CREATE TABLE spoken_names (
        id INTEGER PRIMARY KEY,
        street_id INTEGER REFERENCES streets ON DELETE CASCADE,
        place_id INTEGER REFERENCES places ON DELETE CASCADE,
        type TEXT NOT NULL,               -- rue, avenue ... or empty
        letters TEXT NOT NULL,            -- the name without its type
        sounds TEXT NOT NULL,
        whole_sounds TEXT NOT NULL,       -- with its type
        weight REAL NOT NULL,
        CHECK ((street_id IS NULL) <> (place_id IS NULL))
    ) STRICT""",
    "CREATE INDEX spoken_names_street ON spoken_names (street_id)",
    "CREATE INDEX spoken_names_place ON spoken_names (place_id)",
    """CREATE TABLE incidents (
        id INTEGER PRIMARY KEY,
        call_id INTEGER NOT NULL REFERENCES calls,
        ticket TEXT UNIQUE,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        kind_label TEXT NOT NULL,
        details TEXT NOT NULL,            -- JSON {question: answer}
        description TEXT NOT NULL,
        place TEXT NOT NULL,
        place_words TEXT NOT NULL,
        place_matched INTEGER NOT NULL,
        street_id INTEGER REFERENCES streets ON DELETE SET NULL,
        place_id INTEGER REFERENCES places ON DELETE SET NULL,
        house_number TEXT NOT NULL,
        lat REAL,
        lon REAL,
        urgency TEXT NOT NULL,
        service TEXT NOT NULL,
        phone TEXT NOT NULL,
        danger TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX incidents_state ON incidents (state)",
    """CREATE TABLE incident_states (
        id INTEGER PRIMARY KEY,
        incident_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        by TEXT NOT NULL,
        message TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX incident_states_incident ON incident_states (incident_id)",
    """CREATE TABLE callbacks (
        id INTEGER PRIMARY KEY,
        call_id INTEGER NOT NULL REFERENCES calls,
        phone TEXT NOT NULL,
        subject TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        done_at TEXT,
        done_by TEXT NOT NULL DEFAULT ''
    ) STRICT""",
)
