"""`appointments`: what residents booked, and the agents' calendar."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from

if TYPE_CHECKING:
    from kb.appointments import Appointment
    from kb.desks import Desk
    from kb.store import Store

appointments_app = typer.Typer(no_args_is_help=True, help="Appointments, and the calendar of each desk.")
app.add_typer(appointments_app, name="appointments")

TicketArgument = Annotated[str, typer.Argument(help="Six-digit number of the appointment.")]
ByOption = Annotated[str, typer.Option(help="Who does it, for the history.")]
MessageOption = Annotated[str, typer.Option(help="Why, for the history.")]
_COLUMNS = ("ticket", "desk", "start", "state", "motive", "name", "phone")


@appointments_app.command("list")
def list_appointments(
    config: ConfigOption = None,
    data: DataOption = None,
    desk: Annotated[str, typer.Option(help="Only this desk (default: all).")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show the appointments to come, cancelled ones included."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        desks = [_desk(store, desk)] if desk else list(store.desks.all())
        found = [each for one in desks for each in store.appointments.of_desk(one.code, local_time())]
    _show(sorted(found, key=lambda each: each.start), as_json)


@appointments_app.command("cancel")
def cancel(
    ticket: TicketArgument,
    config: ConfigOption = None,
    data: DataOption = None,
    by: ByOption = "agent",
    message: MessageOption = "",
    as_json: JsonOption = False,
) -> None:
    """Cancel an appointment; its time is free at once, and its reminder is withdrawn. The resident is not told."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        try:
            cancelled = store.appointments.cancel(_appointment(store, ticket).id, local_time(), by, message)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="TICKET") from None
        store.outbox.withdraw(f"appointment:{cancelled.ticket}")
    _show([cancelled], as_json)


@appointments_app.command("move")
def move(
    ticket: TicketArgument,
    start: Annotated[str, typer.Argument(help="The new time, such as 2026-12-03T14:00 (town-hall time).")],
    config: ConfigOption = None,
    data: DataOption = None,
    by: ByOption = "agent",
    message: MessageOption = "",
    as_json: JsonOption = False,
) -> None:
    """Give an appointment another free time; exit code 1 when it is taken. The resident is not told."""
    from ivr.conversations import local_time
    from kb.appointments import SlotTakenError
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        appointment = _appointment(store, ticket)
        desk = _desk(store, appointment.desk)
        slot = _slot(desk, start, appointment)
        try:
            moved = store.appointments.move(appointment.id, desk, slot, local_time(), by, message)
        except SlotTakenError as error:
            print(f"{error}; nothing was changed.")
            raise typer.Exit(1) from None
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="TICKET") from None
        store.outbox.withdraw(f"appointment:{moved.ticket}")
    _show([moved], as_json)


@appointments_app.command("close")
def close(
    ticket: TicketArgument,
    config: ConfigOption = None,
    data: DataOption = None,
    missed: Annotated[bool, typer.Option("--missed", help="The person did not come.")] = False,
    by: ByOption = "agent",
    as_json: JsonOption = False,
) -> None:
    """Note that the person came, or did not."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        try:
            closed = store.appointments.close(_appointment(store, ticket).id, not missed, local_time(), by)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="TICKET") from None
    _show([closed], as_json)


@appointments_app.command("feed")
def feed(
    desk: Annotated[str, typer.Option(help="Code of the desk, as desks.toml has it.")],
    output: Annotated[Path, typer.Option(help="File to write, such as titres.ics.")],
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Write the calendar of a desk as an iCalendar file. It holds names and numbers: keep it safe."""
    from ivr.conversations import local_time
    from ivr.desk.feed import calendar_of
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        content = calendar_of(store, _desk(store, desk), local_time())
    output.write_bytes(content)
    print(f"{output}: appointments: {content.count(b'BEGIN:VEVENT')}")


def _desk(store: "Store", code: str) -> "Desk":
    found = store.desks.get(code)
    if found is None:
        known = ", ".join(each.code for each in store.desks.all()) or "none yet: see `kb import desks`"
        raise typer.BadParameter(f"there is no desk {code!r}; known: {known}.", param_hint="--desk")
    return found


def _appointment(store: "Store", ticket: str) -> "Appointment":
    found = store.appointments.by_ticket(ticket)
    if found is None:
        raise typer.BadParameter(
            f"no appointment has the number {ticket!r}; see `appointments list`.", param_hint="TICKET"
        )
    return found


def _slot(desk: "Desk", text: str, appointment: "Appointment") -> Any:
    from kb.slots import PARIS, Slot

    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a date and time: write it as 2026-12-03T14:00.", param_hint="START"
        ) from None
    start = start.astimezone(PARIS) if start.tzinfo else start.replace(tzinfo=PARIS)
    return Slot(desk.code, start, start + (appointment.end - appointment.start))


def _show(appointments: "list[Appointment]", as_json: bool) -> None:
    records = [asdict(each) | {"motive": each.context.motive} for each in appointments]
    if as_json:
        for record in records:
            print(json.dumps(record, ensure_ascii=False, default=str))
        return
    table = Table(*_COLUMNS, title="Rendez-vous")
    for record in records:
        table.add_row(
            *(f"{record[each]:%Y-%m-%d %H:%M}" if each == "start" else str(record[each]) for each in _COLUMNS)
        )
    Console().print(table)
