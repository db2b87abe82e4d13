"""Messages to send, and the one list of ticket numbers over everything that has one."""

STATEMENTS = (
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        call_id INTEGER REFERENCES calls,
        channel TEXT NOT NULL,            -- email or sms
        recipient TEXT NOT NULL,          -- address, or number in E.164
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        attachment TEXT NOT NULL,         -- an iCalendar text, or empty
        about TEXT NOT NULL,              -- what it is withdrawn by, or empty
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        due_at TEXT NOT NULL,             -- UTC, as the times below, so that they compare as texts
        next_try_at TEXT NOT NULL,
        leased_until TEXT NOT NULL,       -- empty: no sender has it
        expires_at TEXT NOT NULL,         -- empty: never too late
        tries INTEGER NOT NULL,
        last_error TEXT NOT NULL,
        sent_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX outbox_due ON outbox (state, next_try_at)",
    "CREATE INDEX outbox_about ON outbox (about) WHERE about <> ''",
    """CREATE TABLE tickets (
        number TEXT PRIMARY KEY,
        kind TEXT NOT NULL,               -- report, appointment or registration
        record_id INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO tickets SELECT ticket, 'report', id FROM incidents WHERE ticket IS NOT NULL",
)
