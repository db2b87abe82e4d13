"""`bench calls`: how well whole calls go."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ivr.cli.app import ConfigOption, JsonOption, settings_from
from ivr.cli.bench import bench_app

if TYPE_CHECKING:
    from ivr.bench_calls import Quality
    from ivr.simulation.runner import Held

FEWEST = 50
"""Calls of a measurement that is kept: of fewer, the intervals say nothing."""
INTERRUPTED = 130
"""Exit code of what Ctrl-C ended, as shells have it."""


@bench_app.command("calls")
def calls(
    config: ConfigOption = None,
    text: Annotated[int | None, typer.Option(min=0, help="Calls in text (default: each scenario once).")] = None,
    voice: Annotated[int, typer.Option(min=0, help="Calls with a clean voice.")] = 0,
    noise: Annotated[int, typer.Option(min=0, help="Calls in noise, so many at 15 dB and at 5 dB.")] = 0,
    telephone: Annotated[int, typer.Option(min=0, help="Calls over SIP and RTP, in real time.")] = 0,
    half: Annotated[str, typer.Option(help="Scenarios of one half: tune or report.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that hold calls at a time.")] = 1,
    page: Annotated[Path | None, typer.Option(help="Write a page with charts there.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Folder of quality.md and its history, to add this to.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure whole calls with simulated residents: who gets what they wanted, and why others do not."""
    from ivr import bench_calls, bench_calls_history, bench_calls_page, bench_calls_summary
    from ivr.simulation.scenario import FOLDER, chosen

    scenarios = chosen([FOLDER], half)
    counts = {bench_calls.TEXT: len(scenarios) if text is None else text, bench_calls.CLEAN: voice}
    counts |= dict.fromkeys(bench_calls.NOISY, noise) | {bench_calls.TELEPHONE: telephone}
    if not any(counts.values()):
        raise typer.BadParameter("there is no call to hold: give --text, --voice, --noise or --telephone a number.")
    _ready(page, keep, sum(counts.values()))
    progress = Progress(sum(counts.values()))
    try:
        quality, _ = bench_calls.measure(
            settings_from(config, None),
            scenarios,
            {setting: count for setting, count in counts.items() if count},
            half=half,
            seed=seed,
            jobs=jobs,
            watch=progress.watch,
        )
    except KeyboardInterrupt:
        print(
            f"\nStopped after {progress.done} of {progress.total} calls: nothing was written.",
            file=progress.console.file,
        )
        raise typer.Exit(INTERRUPTED) from None
    if page:
        bench_calls_history.write(page, bench_calls_page.page(quality))
    if keep:
        bench_calls_history.keep(keep, quality, bench_calls_summary.summary)
    if as_json:
        print(json.dumps(bench_calls_history.as_data(quality), ensure_ascii=False))
    else:
        _tell(quality)


def _ready(page: Path | None, keep: Path | None, calls: int) -> None:
    """Before the calls: a measurement must not be lost on a path, or on a history that cannot be added to."""
    from ivr import bench_calls_history

    if page and page.is_dir():
        raise typer.BadParameter(f"{page} is a folder: name the file to write.", param_hint="--page")
    for folder in (page.parent if page else None, keep):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
    if keep:
        if calls < FEWEST:
            raise typer.BadParameter(
                f"{calls} calls are too few to stand before what was measured: hold {FEWEST}, or give --page instead.",
                param_hint="--keep",
            )
        bench_calls_history.check(keep)


class Progress:
    """How far it is, on the error stream."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.console = Console(stderr=True)

    def watch(self, calls: Iterable["Held"], name: str, count: int) -> Iterator["Held"]:
        """The calls of one condition as they are over."""
        from rich.progress import track

        for each in track(
            calls, name, total=count, console=self.console, transient=True, disable=not self.console.is_terminal
        ):
            self.done += 1
            yield each


def _tell(quality: "Quality") -> None:
    from ivr.bench_calls_summary import percent, typical

    table = Table("calls", "of", "success", "automated", "wrong", "turns", "seconds", "repairs", title="95 % intervals")
    for each in quality.conditions:
        shares = (percent(share) for share in (each.all.success, each.all.automated, each.all.wrong))
        rest = (typical(each.all.turns), typical(each.all.seconds), f"{each.repairs_a_call:.2f}")
        table.add_row(each.name, str(each.calls), *shares, *rest)
    console = Console()
    console.print(table)
    for each in quality.conditions:
        causes = ", ".join(f"{cause} {times}" for cause, times in each.causes.items())
        spent = ", ".join(f"{stage} {seconds / each.calls:.1f}" for stage, seconds in each.cost.items())
        console.print(f"{each.name}: failures: {causes or 'none'}; seconds a call: {spent}", soft_wrap=True)
    worst = Table("call", "cause", "what failed", title="The ten worst")
    for call in quality.worst:
        worst.add_row(escape(f"{call.name} ({call.condition})"), call.cause, escape(call.failure))
    console.print(worst if quality.worst else "No call failed.")
