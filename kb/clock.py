"""Town-hall time, and moments as they are stored."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kb.database import stamp

PARIS = ZoneInfo("Europe/Paris")


def utc_stamp(at: datetime) -> str:
    """A moment in UTC, ISO 8601: such texts compare as their moments do. ValueError when `at` has no time zone."""
    return stamp(at.astimezone(UTC) if at.tzinfo else at)


def paris(text: str) -> datetime:
    """A stored moment in town-hall time."""
    return datetime.fromisoformat(text).astimezone(PARIS)
