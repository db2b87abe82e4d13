"""Appointments as iCalendar (RFC 5545): for agents' calendars, and for the caller's own."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from kb.appointments import CANCELLED, Appointment
from kb.desks import Desk
from kb.tickets import grouped

TO_READ = "à lire dans la liste des rendez-vous"
_PRODUCT = "-//Guichet vocal//Rendez-vous//FR"


def feed(desk: Desk, appointments: Iterable[Appointment]) -> bytes:
    """The calendar of a desk for its agents: who comes, when, why, with which papers. Holds personal data.

    What the caller added ("je viendrai en fauteuil") may tell of health and is not in it: calendar programs copy a
    feed to telephones and to other servers. It says that there is something to read.
    """
    calendar = _calendar(desk.name)
    for appointment in appointments:
        event = _event(appointment, desk)
        event.add("summary", f"{appointment.context.motive or 'Rendez-vous'} : {appointment.name or 'sans nom'}")
        event.add("description", _description(appointment))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation(desk: Desk, appointment: Appointment) -> str:
    """The appointment for the caller's own calendar."""
    calendar = _calendar(desk.name)
    event = _event(appointment, desk)
    event.add("summary", f"Rendez-vous : {appointment.context.motive or desk.name}")
    event.add("description", f"Numéro de dossier : {grouped(appointment.ticket)}")
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode("utf-8")


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(appointment: Appointment, desk: Desk) -> Event:
    event = Event()
    event.add("uid", f"rendez-vous-{appointment.ticket}-{appointment.id}@guichet-vocal")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", _utc(appointment.updated_at))
    event.add("created", _utc(appointment.created_at))
    event.add("last-modified", _utc(appointment.updated_at))
    event.add("dtstart", _utc(appointment.start))
    event.add("dtend", _utc(appointment.end))
    event.add("status", "CANCELLED" if appointment.state == CANCELLED else "CONFIRMED")
    event.add("location", desk.place)
    return event


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _description(appointment: Appointment) -> str:
    context = appointment.context
    lines = (
        ("Dossier", grouped(appointment.ticket)),
        ("État", appointment.state),
        ("Nom, comme il a été entendu", appointment.name),
        ("Téléphone", appointment.phone),
        ("Démarche", context.procedure),
        ("Cas", context.case),
        ("Pièces annoncées", " ; ".join(context.documents)),
        ("Précisions de l'habitant", TO_READ if appointment.notes else ""),
    )
    return "\n".join(f"{label} : {value}" for label, value in lines if value)
