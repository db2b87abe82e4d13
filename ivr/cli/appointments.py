"""`appointments`: what residents booked, and the agents' calendar."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, moment_of, settings_from
from ivr.cli.tables import show

if TYPE_CHECKING:
    from ivr.config import Settings
    from kb.appointments import Appointment
    from kb.desks import Desk
    from kb.slots import Slot
    from kb.store import Store

appointments_app = typer.Typer(no_args_is_help=True, help="Appointments, and the calendar of each desk.")
app.add_typer(appointments_app, name="appointments")

TicketArgument = Annotated[str, typer.Argument(help="Six-digit number of the appointment.")]
ByOption = Annotated[str, typer.Option(help="Who does it, for the history.")]
MessageOption = Annotated[str, typer.Option(help="Why, for the history.")]
_COLUMNS = ("ticket", "desk", "start", "state", "motive", "name", "phone", "notes")


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
    """Cancel an appointment; its time is free at once.

    Its reminder is withdrawn, and the resident is told by e-mail or SMS if the booking was confirmed so.
    """
    from ivr.conversations import local_time
    from kb.store import Store

    settings = settings_from(config, data)
    with Store.open(settings.database) as store, store.database.transaction():
        before = _appointment(store, ticket)
        try:
            cancelled = store.appointments.cancel(before.id, local_time(), by, message)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="TICKET") from None
        if before.active:
            _tell(store, settings, before, cancelled)
    _show([cancelled], as_json)


@appointments_app.command("move")
def move(
    ticket: TicketArgument,
    start: Annotated[str, typer.Argument(help="The new time, such as 2026-12-03T14:00 (town-hall time).")],
    config: ConfigOption = None,
    data: DataOption = None,
    by: ByOption = "agent",
    message: MessageOption = "",
    force: Annotated[bool, typer.Option("--force", help="Also to a time at which the desk takes nobody.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Give an appointment another free time; exit code 1 when it is taken.

    The resident is told by e-mail or SMS if the booking was confirmed so, and reminded the day before.
    """
    from ivr.conversations import local_time
    from kb.appointments import SlotTakenError
    from kb.store import Store

    settings, now = settings_from(config, data), local_time()
    with Store.open(settings.database) as store, store.database.transaction():
        appointment = _appointment(store, ticket)
        desk = _desk(store, appointment.desk)
        slot = _slot(desk, start, appointment)
        _check(store, desk, slot, now, force)
        try:
            moved = store.appointments.move(appointment.id, desk, slot, now, by, message)
        except SlotTakenError as error:
            print(f"{error}; nothing was changed.")
            raise typer.Exit(1) from None
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="TICKET") from None
        _tell(store, settings, appointment, moved)
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
    config: ConfigOption = None,
    data: DataOption = None,
    desk: Annotated[str, typer.Option(help="Code of the desk, as desks.toml has it (not needed if it is alone).")] = "",
    output: Annotated[
        Path | None, typer.Option(help="File to write, such as titres.ics (default: the standard output).")
    ] = None,
) -> None:
    """Write the calendar of a desk as an iCalendar file. It holds names and numbers: keep it safe."""
    from ivr.conversations import local_time
    from ivr.desk.feed import calendar_of
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        desks = store.desks.all()
        alone = desks[0].code if len(desks) == 1 else ""
        content = calendar_of(store, _desk(store, desk or alone), local_time())
    if output is None:
        typer.echo(content, nl=False)
        return
    output.write_bytes(content)
    print(f"{output}: appointments: {content.count(b'BEGIN:VEVENT')}")


def _desk(store: "Store", code: str) -> "Desk":
    found = store.desks.get(code)
    if found is None:
        known = ", ".join(each.code for each in store.desks.all()) or "none yet: see `kb import desks`"
        wrong = f"there is no desk {code!r}" if code else "which desk is not told"
        raise typer.BadParameter(f"{wrong}; known: {known}.", param_hint="--desk")
    return found


def _appointment(store: "Store", ticket: str) -> "Appointment":
    found = store.appointments.by_ticket(ticket)
    if found is None:
        raise typer.BadParameter(
            f"no appointment has the number {ticket!r}; see `appointments list`.", param_hint="TICKET"
        )
    return found


def _check(store: "Store", desk: "Desk", slot: "Slot", now: datetime, force: bool) -> None:
    """Refuse a time that is past, and one that is no slot of the desk unless forced. Raises typer.BadParameter."""
    from kb.slots import Wish, slots

    if slot.start <= now:
        raise typer.BadParameter(f"{slot.start:%Y-%m-%d %H:%M} is past.", param_hint="START")
    day = slot.start.date()
    if force or any(each.start == slot.start for each in slots(desk, now, Wish(first=day, last=day))):
        return
    offers = store.appointments.offers(desk, now, Wish(first=day), 3) or store.appointments.offers(desk, now, limit=3)
    free = ", ".join(f"{each.start:%Y-%m-%dT%H:%M}" for each in offers) or "none"
    raise typer.BadParameter(
        f"desk {desk.code} takes nobody on {slot.start:%Y-%m-%d at %H:%M}; free times: {free}; --force takes it.",
        param_hint="START",
    )


def _tell(store: "Store", settings: "Settings", before: "Appointment", after: "Appointment") -> None:
    """Queue what tells the resident; the agent reads on the error output whether anything does."""
    from dialogue.flows.appointments.messages import Writer, changed_by_agent

    writer = Writer(store, settings.town.name, after.updated_at)
    channel = changed_by_agent(writer, store.desks.get(after.desk), after, before.start, settings.send_by)
    told = f"The resident is told by {channel}." if channel else "The resident is not told: please do so."
    typer.echo(told, err=True)


def _slot(desk: "Desk", text: str, appointment: "Appointment") -> "Slot":
    from kb.clock import PARIS
    from kb.slots import Slot

    start = moment_of(text, "START").astimezone(PARIS)
    return Slot(desk.code, start, start + (appointment.end - appointment.start))


def _show(appointments: "list[Appointment]", as_json: bool) -> None:
    records = [asdict(each) | {"motive": each.context.motive} for each in appointments]
    if not as_json:
        records = [
            record
            | {"start": f"{record['start']:%Y-%m-%d %H:%M}", "notes": " ; ".join(str(record["notes"]).splitlines())}
            for record in records
        ]
    show(records, _COLUMNS, as_json, "Rendez-vous")
