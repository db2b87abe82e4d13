"""How the demo looks on a terminal: both sides, what was recognised, confidence, gaps, and the stored report."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dialogue import catalogue
from dialogue.french.phones import speak_phone
from ivr.simulation.scenario import Scenario
from kb.appointments import Appointment
from kb.incidents import Incident
from kb.tickets import grouped


def opening(console: Console, scenario: Scenario) -> None:
    """What is going to happen."""
    console.rule("Guichet vocal")
    console.print(f"Caller's goal: {escape(scenario.goal)}")
    console.print(f"Caller's voice: {scenario.caller.voice}. SIP/RTP on loopback, G.711 A-law.\n")


def show(console: Console, event: dict[str, Any]) -> None:
    """One event of the live conversation."""
    match event["event"]:
        case "turn":
            _turn(console, event)
        case "answering" if event["gap_ms"] is not None:
            console.print(f"  [dim]response gap {event['gap_ms']} ms[/]")
        case "interrupted":
            console.print(f"  [yellow]interrupted[/] by « {escape(event['words'])} »")
        case "resumed":
            console.print("  [yellow]false alarm[/], the prompt goes on")
        case "resident_heard":
            console.print(f"  [dim]the resident heard « {escape(event['text'])} »[/]")
        case "resident_says":
            console.print(f"[bold magenta]Resident[/]  {escape(event['text'])}")
        case "resident_hung_up":
            how = "hangs up" if event["by"] == "assistant" else "the line was closed"
            console.print(f"[bold magenta]Resident[/]  ({how})")


def _turn(console: Console, event: dict[str, Any]) -> None:
    if event["heard"] == "[raccroché]":
        return
    if event["heard"]:
        sure = f" (confidence {event['confidence']:.2f})" if event["confidence"] is not None else ""
        console.print(f"  [cyan]recognised[/] « {escape(event['heard'])} »[dim]{sure}[/]")
        console.print(f"  [dim]understood {escape(event['understood'])}[/]")
    if event["said"]:
        console.print(f"[bold green]Guichet[/]   {escape(event['said'])}")


def stored(console: Console, found: Incident | Appointment | None, recording: Path | None) -> None:
    """The stored report or appointment, and the recording."""
    console.print()
    if found is None:
        console.print("[bold red]Nothing was stored.[/]")
    else:
        report = isinstance(found, Incident)
        table = Table(title="Signalement enregistré" if report else "Rendez-vous réservé", show_header=False)
        for label, value in _rows(found) if isinstance(found, Incident) else _appointment_rows(found):
            table.add_row(label, escape(value))
        console.print(table)
    if recording is not None:
        console.print("Recording (left: resident, right: assistant):")
        console.print(f"  {recording}", soft_wrap=True, highlight=False)


def _appointment_rows(booked: Appointment) -> list[tuple[str, str]]:
    return [
        ("numéro de dossier", grouped(booked.ticket)),
        ("quand", f"{booked.start:%d/%m/%Y à %H h %M}"),
        ("guichet", booked.desk),
        ("démarche", booked.context.procedure),
        ("cas", booked.context.case),
        ("au nom de", booked.name),
        ("rappel", speak_phone(booked.phone) if booked.phone else "non"),
        ("état", booked.state),
    ]


def _rows(incident: Incident) -> list[tuple[str, str]]:
    """The report in words, with the labels of the data files."""
    known = catalogue.load()
    kind = known.kinds.get(incident.kind)
    answers = [(each.ask, incident.details.get(each.code, "")) for each in (kind.questions if kind else ())]
    urgency = known.urgency.get(incident.urgency)  # type: ignore[call-overload]
    return [
        ("numéro de dossier", grouped(incident.ticket) if incident.ticket else "(brouillon)"),
        ("nature", incident.kind_label),
        ("lieu", incident.place or incident.place_words),
        *((question, answer) for question, answer in answers if answer),
        ("urgence", urgency.label if urgency else incident.urgency),
        ("service", known.services.get(incident.service, incident.service)),
        ("rappel", speak_phone(incident.phone) if incident.phone else "non"),
        ("état", incident.state),
        *([("coordonnées", f"{incident.lat:.5f}, {incident.lon:.5f}")] if incident.lat is not None else []),
    ]


def verdict(console: Console, failures: list[str]) -> None:
    """Whether it went as expected."""
    if failures:
        for failure in failures:
            console.print(f"[bold red]Not as expected:[/] {escape(failure)}.")
    else:
        console.print("[bold green]As expected: what the caller wanted was stored.[/]")
