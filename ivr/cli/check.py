"""`kb check`: which facts of the procedures a person must look at again."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ivr.cli.app import ConfigOption, DataOption, JsonOption, fixed_clock, settings_from
from ivr.cli.kb import kb_app

SOMETHING_DUE = 1


@kb_app.command("check")
def check(
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    now: Annotated[str, typer.Option(help="As if it were this day, such as 2027-02-01T09:00.")] = "",
) -> None:
    """List what is due for checking in the procedures: prices, delays, forms. Exit code 1 when something is.

    Files that cannot be used are named with their line (exit code 2).
    """
    from ivr.conversations import local_time
    from kb.procedures.due import due
    from kb.procedures.loader import folders_of, load

    today = (fixed_clock(now) if now else local_time()).date()
    procedures = load(folders_of(settings_from(config, data).folders.data), today)
    found = due(procedures, today)
    if as_json:
        for each in found:
            print(json.dumps(asdict(each), ensure_ascii=False, default=str))
    elif found:
        table = Table("Démarche", "Cas", "À vérifier", "Avant le", "Vérifié le", "Source", title="À vérifier")
        for each in found:
            checked = str(each.checked) if each.checked else ""
            table.add_row(each.procedure, each.case, each.what, str(each.by), checked, "\n".join(each.sources))
        Console().print(table)
    else:
        print(f"Rien à vérifier : {len(procedures)} démarches à jour.")
    if found:
        raise typer.Exit(SOMETHING_DUE)
