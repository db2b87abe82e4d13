"""Simulated calls told to people and machines."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ivr.simulation.baseline import Baseline
from ivr.simulation.figures import figures
from ivr.simulation.outcome import Exchange
from ivr.simulation.runner import Held
from ivr.simulation.text import as_heard

HERE = "  ◄ here"
NO_RULE = "no rule for this question"
STORED = 6
"""So many values of a record are shown."""


def record(held: Held, *, known: bool = False) -> dict[str, Any]:
    """One call as data for JSON; `known`: a baseline has it as failing."""
    planned, call = held.planned, held.outcome
    return {
        "name": planned.scenario.name,
        "file": str(planned.file),
        "number": planned.number,
        "half": planned.scenario.half,
        "kind": planned.scenario.caller.kind,
        "ok": not held.failures,
        "known": known,
        "failures": [each.what for each in held.failures],
        "failed_at": [each.at + 1 for each in held.failures],
        "outcome": call.outcome,
        "intents": call.intents,
        "needs_person": call.needs_person,
        "turns": call.turns,
        "seconds": round(call.seconds, 1) or None,
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


def conversation(console: Console, held: Held, *, known: bool = False) -> None:
    """What failed, and the conversation with the point where it went wrong; `known`: a baseline has it as failing."""

    def line(text: str) -> None:
        console.print(text, soft_wrap=True, highlight=False)

    planned, call = held.planned, held.outcome
    title = planned.scenario.name + (f", call {planned.number}" if planned.number else "")
    mark = " [yellow](known)[/]" if known else ""
    line(f"\n[bold]{escape(title)}[/]{mark} [dim]{escape(str(planned.file))}[/]")
    for failure in held.failures:
        line(f"[bold red]Not as expected, turn {failure.at + 1}:[/] {escape(failure.what)}.")
    for index, each in enumerate(call.exchanges):
        abouts = {failure.about for failure in held.failures if failure.at == index}
        by_assistant = "said" in abouts or (abouts and not each.move)
        by_resident = abouts - {"said"} and each.move
        line(f"{index + 1:>3} Guichet   {escape(each.said or '(nothing more)')}{_mark(by_assistant)}")
        if each.move:
            line(f"    [magenta]Résident  {escape(str(each.move))}[/]{_note(each)}{_mark(by_resident)}")
    stored = "; ".join(_stored(name, values) for name, values in call.stored.items())
    line(f"    [dim]Ended as {escape(call.outcome)}; stored: {escape(stored or 'nothing')}.[/]")


def _mark(wrong: object) -> str:
    return f"[red]{HERE}[/]" if wrong else ""


def _note(exchange: Exchange) -> str:
    """What was heard instead of the resident's words, what was understood, and what the scenario lacks."""
    move = exchange.move
    assert move is not None
    other = exchange.heard if exchange.heard and exchange.heard not in (as_heard(move.say), move.keys) else ""
    parts = [*([f"heard « {other} »"] if other else []), *([exchange.understood] if exchange.understood else [])]
    notes = [*([": ".join(parts)] if parts else []), *([] if move.foreseen else [NO_RULE])]
    return f" [dim]({escape('; '.join(notes))})[/]" if notes else ""


def _stored(name: str, values: Any) -> str:
    plain = [f"{key} {value}" for key, value in values.items() if isinstance(value, str | int) and value != ""]
    return f"{name} ({', '.join(plain[:STORED])})"


def summary(console: Console, calls: list[Held]) -> None:
    """How many calls went as expected, by folder and by kind of caller; those that expect nothing do not count."""
    calls = [each for each in calls if each.planned.scenario.expects]
    table = Table("calls", "of", "as expected", "without a person", "turns to success")
    groups: dict[str, list[Held]] = {}
    for held in calls:
        groups.setdefault(f"folder: {held.planned.file.resolve().parent.name}", []).append(held)
    for held in calls:
        groups.setdefault(f"caller: {held.planned.scenario.caller.kind}", []).append(held)
    for name, members in [*sorted(groups.items()), ("all", calls)]:
        group = figures(members)
        turns = f"{group.turns.median:.1f}" if group.turns else "none"
        shares = (f"{share.value:.1%}" for share in (group.success, group.automated))
        table.add_row(name, str(len(members)), *shares, turns)
    console.print(table)


def verdict(console: Console, calls: list[Held], known: Baseline | None) -> None:
    """How many calls failed, and how many of them a baseline has as failing."""
    failed = [each for each in calls if each.failures]
    text = f"{len(failed)} of {len(calls)} calls not as expected"
    if known is not None and failed:
        old = sum(map(known.knows, failed))
        text += f": {old} known, {len(failed) - old} new"
    console.print(f"{text}.", highlight=False)
    blind = sum(not each.planned.scenario.expects for each in calls)
    if blind:
        console.print(f"{blind} of them without [expect]: held, and not checked.", highlight=False, markup=False)
