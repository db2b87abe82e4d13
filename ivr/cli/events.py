"""`events`: who is registered, and whom an agent must tell that an event moved, is cancelled or left the calendar."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, fixed_clock, settings_from
from ivr.cli.tables import show

if TYPE_CHECKING:
    from datetime import datetime

    from kb.events import Event, Registration
    from kb.store import Store

events_app = typer.Typer(no_args_is_help=True, help="Events, and who is registered for them.")
app.add_typer(events_app, name="events")

NowOption = Annotated[str, typer.Option("--now", help="Fix the clock, as 2026-11-23T10:05.")]


@events_app.command("list")
def list_events(
    config: ConfigOption = None, data: DataOption = None, now: NowOption = "", as_json: JsonOption = False
) -> None:
    """Show the events to come that people are registered for; moved, cancelled and vanished ones are marked."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        moment = fixed_clock(now) if now else local_time()
        rows = [_event_row(store, event, moment) for event in store.events.with_registrations(moment)]
    show(rows, ("id", "title", "start", "people", "note"), as_json, "Inscriptions")


@events_app.command("registrations")
def registrations(
    event: Annotated[int, typer.Argument(help="Number of the event, from `events list`.", metavar="EVENT")],
    config: ConfigOption = None,
    data: DataOption = None,
    now: NowOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show who is registered for an event, with the number to call and what they must be told."""
    from ivr.conversations import local_time
    from kb.store import Store

    moment = fixed_clock(now) if now else local_time()
    with Store.open(settings_from(config, data).database) as store:
        try:
            known = store.events.get(event)
        except LookupError:
            raise typer.BadParameter(
                f"there is no event {event}: `events list` shows the numbers.", param_hint="EVENT"
            ) from None
        note = _gone(store, known, moment)
        rows = [_registration_row(known, each, note) for each in store.events.registrations(event)]
    show(rows, ("ticket", "name", "phone", "people", "note"), as_json, f"{known.title}, {_time(known)}")


def _gone(store: "Store", event: "Event", now: "datetime") -> str:
    """Why an event does not take place as it was told; empty when it does."""
    if event.cancelled:
        return "annulé"
    if not event.vanished:
        return ""
    other = store.events.nearest_of_series(event, now)
    return "plus dans l'agenda" + (f", la série continue le {_time(other)}" if other else "")


def _event_row(store: "Store", event: "Event", now: "datetime") -> dict[str, Any]:
    registered = store.events.registrations(event.id)
    moved = any(each.starts_at != event.start for each in registered)
    return {
        "id": event.id,
        "title": event.title,
        "start": _time(event),
        "people": sum(each.people for each in registered),
        "note": _gone(store, event, now) or ("déplacé" if moved else ""),
    }


def _registration_row(event: "Event", registration: "Registration", gone: str) -> dict[str, Any]:
    moved = registration.starts_at != event.start
    note = f"déplacé, inscrit pour le {registration.starts_at:%Y-%m-%d %H:%M}" if moved else ""
    return {
        "ticket": registration.ticket,
        "name": registration.name,
        "phone": registration.phone,
        "people": registration.people,
        "note": gone or note,
    }


def _time(event: "Event") -> str:
    return f"{event.start:%Y-%m-%d}" if event.all_day else f"{event.start:%Y-%m-%d %H:%M}"
