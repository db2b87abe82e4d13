"""What a call has stored so far: its report, appointment, call-back request or message, as plain data for JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ivr.conversations import Held


def case_of(held: Held) -> dict[str, Any] | None:
    """The latest report, call-back, appointment and message of a call; None when there is nothing yet."""
    incidents = held.store.incidents.of_call(held.call_id)
    callbacks = held.store.callbacks.of_call(held.call_id)
    appointments = held.store.appointments.of_call(held.call_id)
    messages = held.store.outbox.of_call(held.call_id)
    if not (incidents or callbacks or appointments or messages):
        return None
    case: dict[str, Any] = {}
    if incidents:
        case["incident"] = _plain(asdict(incidents[-1]))
    if callbacks:
        case["callback"] = _plain(asdict(callbacks[-1]))
    if appointments:
        case["appointment"] = _plain(asdict(appointments[-1]))
    if messages:
        case["message"] = _plain(asdict(messages[-1]))
    return case


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in record.items()}
