"""The schema, one module for each numbered step. A released step is never changed: the next one is added."""

from kb.schema import (
    appointment_notes,
    appointments,
    cases,
    desk,
    events,
    followup,
    information,
    outbox,
    passages,
    registrations,
    sources,
    upkeep,
    vanished,
)

STEPS: dict[str, tuple[str, ...]] = {
    "0001_calls_incidents_gazetteer": cases.STATEMENTS,
    "0002_information": information.STATEMENTS,
    "0006_followup": followup.STATEMENTS,
    "0003_events": events.STATEMENTS,
    "0004_outbox": outbox.STATEMENTS,
    "0004_appointments": appointments.STATEMENTS,
    "0005_passages": passages.STATEMENTS,
    "0007_sources": sources.STATEMENTS,
    "0008_registrations": registrations.STATEMENTS,
    "0009_upkeep": upkeep.STATEMENTS,
    "0010_vanished_events": vanished.STATEMENTS,
    "0011_appointment_notes": appointment_notes.STATEMENTS,
    "0012_desk": desk.STATEMENTS,
}
"""Name of the step, and its SQL statements; applied in this order."""
