"""Simulated calls told to people and machines."""

from statistics import mean
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ivr.simulation.figures import figures
from ivr.simulation.runner import Held
from ivr.simulation.text import as_heard

HERE = "  ◄ here"


def record(held: Held) -> dict[str, Any]:
    """One call as data for JSON."""
    planned, call = held.planned, held.outcome
    return {
        "name": planned.scenario.name,
        "file": str(planned.file),
        "number": planned.number,
        "half": planned.scenario.half,
        "kind": planned.scenario.caller.kind,
        "ok": not held.failures,
        "failures": [each.what for each in held.failures],
        "outcome": call.outcome,
        "intents": call.intents,
        "needs_person": call.needs_person,
        "turns": call.turns,
        "seconds": round(call.seconds, 1),
        "exchanges": [
            {
                "said": each.said,
                "resident": str(each.move) if each.move else "",
                "heard": each.heard,
                "understood": each.understood,
            }
            for each in call.exchanges
        ],
    }


def conversation(console: Console, held: Held) -> None:
    """What failed, and the conversation with the point where it went wrong."""
    planned = held.planned
    title = planned.scenario.name + (f", call {planned.number}" if planned.number else "")
    console.print(f"\n[bold]{escape(title)}[/] [dim]{escape(str(planned.file))}[/]", soft_wrap=True, highlight=False)
    for failure in held.failures:
        console.print(f"[bold red]Not as expected:[/] {escape(failure.what)}.", soft_wrap=True, highlight=False)
    marked = {failure.at for failure in held.failures}
    for index, each in enumerate(held.outcome.exchanges):
        here = f"[red]{HERE}[/]" if index in marked else ""
        console.print(
            f"  Guichet   {escape(each.said)}{here if not each.move else ''}", soft_wrap=True, highlight=False
        )
        if each.move:
            other = each.heard if each.heard and each.heard != as_heard(each.move.say) else ""
            parts = [*([f"heard « {other} »"] if other else []), *([each.understood] if each.understood else [])]
            note = f" [dim]({escape(': '.join(parts))})[/]" if parts else ""
            said = escape(str(each.move))
            console.print(f"  [magenta]Résident  {said}[/]{note}{here}", soft_wrap=True, highlight=False)


def summary(console: Console, calls: list[Held]) -> None:
    """How many calls went as expected, by folder and by kind of caller."""
    table = Table("calls", "of", "as expected", "without a person", "turns")
    groups: dict[str, list[Held]] = {}
    for held in calls:
        groups.setdefault(held.planned.file.parent.name, []).append(held)
    for held in calls:
        groups.setdefault(f"caller: {held.planned.scenario.caller.kind}", []).append(held)
    for name, members in [*sorted(groups.items()), ("all", calls)]:
        group = figures(members)
        turns = mean(each.outcome.turns for each in members)
        shares = (f"{share.value:.1%}" for share in (group.success, group.alone))
        table.add_row(name, str(len(members)), *shares, f"{turns:.1f}")
    console.print(table)
