"""`kb check`: which facts a person must look at again."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, fixed_clock, settings_from
from ivr.cli.kb import kb_app
from ivr.cli.tables import show_rows

if TYPE_CHECKING:
    from ivr.config import Settings
    from kb.expiring import Expiring
    from kb.procedures.due import Due
    from kb.store import Store

SOMETHING_DUE = 1


@kb_app.command("check")
def check(
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    now: Annotated[str, typer.Option(help="As if it were this day, such as 2027-02-01T09:00.")] = "",
    ahead: Annotated[int, typer.Option(min=0, max=366, help="Also what is due so many days from now.")] = 0,
) -> None:
    """List what is due for checking. Exit code 1 when something is.

    In the procedures: prices, delays, forms. In the database: services, collections, menus, contacts, transport and
    pages whose validity ends, which callers are told may be out of date; and events that people are registered for
    and their calendar has no more. Files that cannot be used are named with their line (exit code 2).
    """
    from ivr.conversations import local_time
    from kb.procedures.due import due
    from kb.procedures.loader import folders_of, load

    today = (fixed_clock(now) if now else local_time()).date()
    settings = settings_from(config, data)
    procedures = load(folders_of(settings.folders.data), today)
    found = due(procedures, today + timedelta(days=ahead))
    facts = _facts(settings, today, timedelta(days=ahead))
    if as_json:
        for each in found:
            print(json.dumps({"kind": "démarche"} | asdict(each), ensure_ascii=False, default=str))
        for fact in facts:
            print(json.dumps(asdict(fact), ensure_ascii=False, default=str))
    elif found or facts:
        _show(found, facts)
    else:
        print(f"Rien à vérifier : {len(procedures)} démarches à jour, et toutes les informations de la base.")
    if found or facts:
        raise typer.Exit(SOMETHING_DUE)


def _facts(settings: "Settings", today: date, ahead: timedelta) -> "list[Expiring]":
    from kb.expiring import expiring
    from kb.store import Store

    if not settings.database.exists():  # looking makes no database
        return []
    with Store.open(settings.database) as store:
        return expiring(store.database, today, ahead) + _vanished_events(store, today)


def _vanished_events(store: "Store", today: date) -> "list[Expiring]":
    """Times that a calendar has no more though people are registered: they must be told."""
    from kb.expiring import Expiring
    from kb.importers.event_records import at_midnight

    return [
        Expiring("inscriptions", f"{event.title}, plus dans l'agenda : prévenir les inscrits (events registrations "
                 f"{event.id})", event.start.date(), event.provenance.checked, event.provenance.source)
        for event in store.events.vanished(at_midnight(today))
    ]  # fmt: skip


def _show(found: "list[Due]", facts: "list[Expiring]") -> None:
    if found:
        rows = [
            (each.procedure, each.case, each.what, str(each.by), str(each.checked or ""), "\n".join(each.sources))
            for each in found
        ]
        show_rows(("Démarche", "Cas", "À vérifier", "Avant le", "Vérifié le", "Source"), rows, "Démarches à vérifier")
    if facts:
        told = [(fact.kind, fact.name, str(fact.by), str(fact.checked or ""), fact.source) for fact in facts]
        show_rows(("Sorte", "Nom", "Valable jusqu'au", "Vérifié le", "Source"), told, "Informations à vérifier")
