"""When the event was to begin as people registered: who must be told that it moved."""

STATEMENTS = (
    "ALTER TABLE registrations ADD COLUMN starts_at TEXT NOT NULL DEFAULT ''",
    "UPDATE registrations SET starts_at = coalesce((SELECT starts_at FROM events WHERE events.id = event_id), '')",
)
