"""Times of events that their calendar has no more, though people are registered: an agent must find out why."""

STATEMENTS = ("ALTER TABLE events ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0",)
