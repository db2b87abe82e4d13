"""The moment at which all conversations of the tests take place."""

from datetime import datetime, timedelta, timezone

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
