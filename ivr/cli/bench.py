"""`bench`: speed as ratios, and how well things are understood."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from

OnlyOption = Annotated[
    int, typer.Option("--only", min=0, help="About so many of the items, for a quick look; 0: all. No figure to quote.")
]

if TYPE_CHECKING:
    from ivr.bench import Figure

bench_app = typer.Typer(no_args_is_help=True, help="Measure speed and quality against baselines in the same run.")
app.add_typer(bench_app, name="bench")


def _show(figures: "list[Figure]", as_json: bool) -> None:
    if as_json:
        for figure in figures:
            print(json.dumps(asdict(figure)))
        return
    table = Table("what", "median ms", "p95 ms", "ratio to baseline")
    for figure in figures:
        table.add_row(figure.what, f"{figure.p50_ms:.1f}", f"{figure.p95_ms:.1f}", f"{figure.ratio:.2f}")
    Console().print(table)


@bench_app.command("turn")
def turn(
    config: ConfigOption = None,
    data: DataOption = None,
    rounds: Annotated[int, typer.Option(min=1, help="Times each sentence is measured.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Measure a turn of conversation in text: understanding, place, memory."""
    from ivr import bench

    _show(bench.turn(settings_from(config, data), rounds), as_json)


@bench_app.command("speech")
def speech(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Measure synthesis and recognition against real time."""
    from ivr import bench

    _show(bench.speech(settings_from(config, data)), as_json)


@bench_app.command("desk")
def desk(
    config: ConfigOption = None,
    calls: Annotated[int, typer.Option(min=1, help="Calls to make up.")] = 100_000,
    turns: Annotated[int, typer.Option(min=1, help="Turns of each.")] = 10,
    rounds: Annotated[int, typer.Option(min=2, help="Times each page is asked for.")] = 30,
    folder: Annotated[
        Path | None, typer.Option(help="Where the made-up database is kept, for the next run (default: nowhere).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the desk's pages over years of made-up calls (100 000 of 10 turns take two minutes to make)."""
    from ivr import bench_desk

    with tempfile.TemporaryDirectory() as nowhere:
        settings = settings_from(config, None)
        _show(bench_desk.desk(settings, folder or Path(nowhere), calls, turns, rounds), as_json)


@bench_app.command("retrieval")
def retrieval(as_json: JsonOption = False, only: OnlyOption = 0) -> None:
    """Measure how well questions are answered from pages, against BM25 alone and rapidfuzz alone."""
    from ivr import bench_retrieval

    qualities, latencies = bench_retrieval.retrieval(only)
    if as_json:
        for record in (*map(asdict, qualities), *map(asdict, latencies)):
            print(json.dumps(record))
        return
    table = Table("method", "half", "form", "questions", "first", "in 3", "MRR", "answered", "wrong", "rejected")
    table.box, table.padding = None, (0, 1, 0, 0)  # so that it fits a narrow screen
    for quality in qualities:
        shares = (quality.first, quality.first_three, quality.mrr, quality.answered, quality.wrong, quality.rejected)
        figures = (f"{share:.3f}" for share in shares)
        table.add_row(quality.method, quality.half, quality.form, str(quality.questions), *figures)
    speed = Table("what", "median ms", "p95 ms")
    for latency in latencies:
        speed.add_row(latency.what, f"{latency.p50_ms:.1f}", f"{latency.p95_ms:.1f}")
    console = Console()
    console.print(table)
    console.print(speed)


@bench_app.command("understanding")
def understanding(
    as_json: JsonOption = False,
    confusions: Annotated[int, typer.Option(min=0, help="How many confusions to list, the most frequent first.")] = 15,
    fit: Annotated[bool, typer.Option("--fit", help="Fit the confidence anew, and print its coefficients.")] = False,
    only: OnlyOption = 0,
) -> None:
    """Measure how well requests are understood, against BM25 alone and rapidfuzz alone."""
    from dialogue import catalogue
    from ivr import bench_understanding, fit_understanding
    from ivr.bench_sample import sample
    from ivr.labelled import labelled

    known = catalogue.load()
    if fit:
        found = fit_understanding.fit(known)
        print(json.dumps(asdict(found)))
        return
    requests = sample(labelled(known), lambda each: each.group, only)
    report = bench_understanding.measure(known, requests)
    if as_json:
        for record in (*map(asdict, report.scores), *map(asdict, report.confusions)):
            print(json.dumps(record, ensure_ascii=False))
        return
    table = Table("method", "group", "of", "first", "acted", "helped", "wrong", "p95 ms")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    for score in report.scores:
        shares = (f"{share:.3f}" for share in (score.first, score.acted, score.helped, score.wrong))
        table.add_row(score.method, score.group, str(score.utterances), *shares, f"{score.p95_ms:.1f}")
    console = Console()
    console.print(table)
    confused = Table("meant", "taken for", "times", "example", title="Confusions")
    for each in report.confusions[:confusions]:
        confused.add_row(each.meant, each.taken_for, str(each.times), each.example)
    console.print(confused)
