"""What a call has stored so far: its report, appointment, call-back request or message, as plain data for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kb.appointments import Appointment
from kb.callbacks import Callback
from kb.incidents import Incident
from kb.outbox import Message
from kb.store import Store


def records_of(store: Store, call_id: int) -> dict[str, dict[str, Any]]:
    """The latest report, call-back, appointment and message of a call, by those names, as far as there are."""
    found: dict[str, Sequence[Incident | Callback | Appointment | Message]] = {
        "incident": store.incidents.of_call(call_id),
        "callback": store.callbacks.of_call(call_id),
        "appointment": store.appointments.of_call(call_id),
        "message": store.outbox.of_call(call_id),
    }
    return {name: _plain(asdict(records[-1])) for name, records in found.items() if records}


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in record.items()}
