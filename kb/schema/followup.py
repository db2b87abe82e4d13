"""What follows a request: questions for the agents, supporters and notes of reports, consultations."""

STATEMENTS = (
    # What callers asked that the line could not answer: the agents' list.
    """CREATE TABLE questions (
        id INTEGER PRIMARY KEY,
        call_id INTEGER NOT NULL REFERENCES calls,
        text TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        done_at TEXT,
        done_by TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX questions_state ON questions (state)",
    # Other callers who told of the same report, each counted once a call and once a telephone.
    """CREATE TABLE incident_supporters (
        id INTEGER PRIMARY KEY,
        incident_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        call_id INTEGER NOT NULL REFERENCES calls,
        phone TEXT NOT NULL,
        at TEXT NOT NULL,
        UNIQUE (incident_id, call_id)
    ) STRICT""",
    "CREATE UNIQUE INDEX incident_supporters_phone ON incident_supporters (incident_id, phone) WHERE phone <> ''",
    """CREATE TABLE incident_notes (
        id INTEGER PRIMARY KEY,
        incident_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        call_id INTEGER NOT NULL REFERENCES calls,
        at TEXT NOT NULL,
        words TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX incident_notes_incident ON incident_notes (incident_id)",
    # What a caller said of two reports near each other: the same problem, or another one.
    """CREATE TABLE incident_links (
        incident_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        other_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        relation TEXT NOT NULL,           -- doublon or distinct
        at TEXT NOT NULL,
        PRIMARY KEY (incident_id, other_id)
    ) STRICT""",
    "CREATE INDEX incidents_kind ON incidents (kind, state)",
    # Projects, works and consultations under way (kb/consultations.py says what is kept of an answer).
    """CREATE TABLE consultations (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,               -- projet, travaux or consultation
        title TEXT NOT NULL,
        place TEXT NOT NULL,
        aliases TEXT NOT NULL,            -- separated by |
        description TEXT NOT NULL,
        starts TEXT NOT NULL,             -- days
        ends TEXT NOT NULL,
        questions TEXT NOT NULL,          -- JSON
        source TEXT NOT NULL,
        checked TEXT NOT NULL,
        secret TEXT NOT NULL DEFAULT ''   -- key of the hashes below; empty before the first
    ) STRICT""",
    # No row number: the order of arrival would tell who said what.
    """CREATE TABLE consultation_participants (
        consultation_id INTEGER NOT NULL REFERENCES consultations ON DELETE CASCADE,
        token TEXT NOT NULL,
        state TEXT NOT NULL,              -- répondu, refusé or proposé
        PRIMARY KEY (consultation_id, token)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE consultation_totals (
        consultation_id INTEGER NOT NULL REFERENCES consultations ON DELETE CASCADE,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (consultation_id, question, answer)
    ) STRICT, WITHOUT ROWID""",
)
