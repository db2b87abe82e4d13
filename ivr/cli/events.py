"""`events`: who is registered, and whom an agent must tell that an event moved or is cancelled."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, fixed_clock, settings_from
from ivr.cli.tables import show

if TYPE_CHECKING:
    from kb.events import Event, Registration
    from kb.store import Store

events_app = typer.Typer(no_args_is_help=True, help="Events, and who is registered for them.")
app.add_typer(events_app, name="events")

NowOption = Annotated[str, typer.Option("--now", help="Fix the clock, as 2026-11-23T10:05.")]


@events_app.command("list")
def list_events(
    config: ConfigOption = None, data: DataOption = None, now: NowOption = "", as_json: JsonOption = False
) -> None:
    """Show the events to come that people are registered for; moved and cancelled ones are marked."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        found = store.events.with_registrations(fixed_clock(now) if now else local_time())
        rows = [_event_row(store, event) for event in found]
    show(rows, ("id", "title", "start", "people", "note"), as_json, "Inscriptions")


@events_app.command("registrations")
def registrations(
    event: Annotated[int, typer.Argument(help="Number of the event, from `events list`.", metavar="EVENT")],
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who is registered for an event, with the number to call and what they must be told."""
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        try:
            known = store.events.get(event)
        except LookupError:
            raise typer.BadParameter(
                f"there is no event {event}: `events list` shows the numbers.", param_hint="EVENT"
            ) from None
        rows = [_registration_row(known, each) for each in store.events.registrations(event)]
    show(rows, ("ticket", "name", "phone", "people", "note"), as_json, f"{known.title}, {_time(known)}")


def _event_row(store: "Store", event: "Event") -> dict[str, Any]:
    registered = store.events.registrations(event.id)
    moved = any(each.starts_at != event.start for each in registered)
    return {
        "id": event.id,
        "title": event.title,
        "start": _time(event),
        "people": sum(each.people for each in registered),
        "note": "annulé" if event.cancelled else "déplacé" if moved else "",
    }


def _registration_row(event: "Event", registration: "Registration") -> dict[str, Any]:
    moved = registration.starts_at != event.start
    note = f"déplacé, inscrit pour le {registration.starts_at:%Y-%m-%d %H:%M}" if moved else ""
    return {
        "ticket": registration.ticket,
        "name": registration.name,
        "phone": registration.phone,
        "people": registration.people,
        "note": "annulé" if event.cancelled else note,
    }


def _time(event: "Event") -> str:
    return f"{event.start:%Y-%m-%d}" if event.all_day else f"{event.start:%Y-%m-%d %H:%M}"
