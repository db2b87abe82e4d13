"""What a call has stored so far: its incident report or call-back request, as plain data for JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ivr.conversations import Held


def case_of(held: Held) -> dict[str, Any] | None:
    """The report and call-backs of a call; None when there is nothing yet."""
    incidents = held.store.incidents.of_call(held.call_id)
    callbacks = held.store.callbacks.of_call(held.call_id)
    if not incidents and not callbacks:
        return None
    case: dict[str, Any] = {}
    if incidents:
        case["incident"] = _plain(asdict(incidents[-1]))
    if callbacks:
        case["callback"] = _plain(asdict(callbacks[-1]))
    return case


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in record.items()}
