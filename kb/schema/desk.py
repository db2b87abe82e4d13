"""The agents' desk: accounts, attempts to log in, sessions, forms already used, the audit, and digests of calls."""

STATEMENTS = (
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,        -- what one logs in with, in small letters
        full_name TEXT NOT NULL,          -- as colleagues read it
        role TEXT NOT NULL CHECK (role IN ('agent', 'responsable', 'administrateur')),
        password TEXT NOT NULL,           -- argon2id
        must_change INTEGER NOT NULL,     -- somebody else chose the password
        active INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT""",
    # By name, known or not: whoever tries must not learn from it which names exist.
    """CREATE TABLE login_attempts (
        name TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_at TEXT NOT NULL             -- UTC
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE desk_sessions (
        id INTEGER PRIMARY KEY,
        token_hash TEXT NOT NULL UNIQUE,  -- SHA-256: who reads the file cannot take the session
        account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
        form_key TEXT NOT NULL,           -- signs the forms of this session
        created_at TEXT NOT NULL,         -- UTC, as seen_at
        seen_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX desk_sessions_account ON desk_sessions (account_id)",
    """CREATE TABLE desk_forms_used (
        session_id INTEGER NOT NULL REFERENCES desk_sessions ON DELETE CASCADE,
        nonce TEXT NOT NULL,
        PRIMARY KEY (session_id, nonce)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        account_id INTEGER,               -- NULL: nobody was logged in
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        object TEXT NOT NULL,
        detail TEXT NOT NULL,
        address TEXT NOT NULL             -- of the machine it came from
    ) STRICT""",
    "CREATE INDEX audit_action ON audit (action, id)",
    "CREATE INDEX audit_account ON audit (account_id, id)",
    # One row for each call that is over: what lists show of it, and what it is found by.
    """CREATE TABLE call_digests (
        call_id INTEGER PRIMARY KEY REFERENCES calls ON DELETE CASCADE,
        words TEXT NOT NULL,              -- what the caller said, turn after turn
        marks TEXT NOT NULL,              -- outcome, requests and confidence as words that nobody says
        topics TEXT NOT NULL,             -- what was asked for: codes separated by spaces
        turns INTEGER NOT NULL,
        doubt REAL                        -- the least confidence of the call; NULL: nothing was said
    ) STRICT""",
    """CREATE VIRTUAL TABLE call_search USING fts5 (
        words, marks, content='call_digests', content_rowid='call_id',
        tokenize="unicode61 remove_diacritics 2 tokenchars '_'"
    )""",
    """CREATE TRIGGER call_digests_added AFTER INSERT ON call_digests BEGIN
        INSERT INTO call_search (rowid, words, marks) VALUES (new.call_id, new.words, new.marks);
    END""",
    """CREATE TRIGGER call_digests_removed AFTER DELETE ON call_digests BEGIN
        INSERT INTO call_search (call_search, rowid, words, marks) VALUES ('delete', old.call_id, old.words, old.marks);
    END""",
    """CREATE TRIGGER call_digests_changed AFTER UPDATE ON call_digests BEGIN
        INSERT INTO call_search (call_search, rowid, words, marks) VALUES ('delete', old.call_id, old.words, old.marks);
        INSERT INTO call_search (rowid, words, marks) VALUES (new.call_id, new.words, new.marks);
    END""",
    "CREATE INDEX calls_started ON calls (started_at)",
    "CREATE INDEX calls_live ON calls (id) WHERE ended_at IS NULL",
    # What the desk adds to what the line stores.
    "ALTER TABLE callbacks ADD COLUMN taken_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE callbacks ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX callbacks_state ON callbacks (state, id)",
    "CREATE INDEX callbacks_call ON callbacks (call_id)",
    "CREATE INDEX questions_call ON questions (call_id)",
    "CREATE INDEX incidents_call ON incidents (call_id)",
    "CREATE INDEX appointments_call ON appointments (call_id)",
    "CREATE INDEX appointments_starts ON appointments (starts_at)",
)
