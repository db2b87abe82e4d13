"""`bench calls`: how well whole calls go."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from ivr.cli.app import ConfigOption, JsonOption, settings_from
from ivr.cli.bench import bench_app

if TYPE_CHECKING:
    from ivr.bench_calls import Quality


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
    from rich.progress import track

    from ivr import bench_calls, bench_calls_page
    from ivr.simulation.scenario import FOLDER, chosen

    scenarios = chosen([FOLDER], half)
    counts = {bench_calls.TEXT: len(scenarios) if text is None else text, bench_calls.CLEAN: voice}
    counts |= dict.fromkeys(bench_calls.NOISY, noise) | {bench_calls.TELEPHONE: telephone}
    if not any(counts.values()):
        raise typer.BadParameter("there is no call to hold: give --text, --voice, --noise or --telephone a number.")
    for folder in (page.parent if page else None, keep):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)  # before the calls: a measurement must not be lost on a path
    progress = Console(stderr=True)
    quality, _ = bench_calls.measure(
        settings_from(config, None),
        scenarios,
        {setting: count for setting, count in counts.items() if count},
        half=half,
        seed=seed,
        jobs=jobs,
        watch=lambda each, name, total: iter(track(each, name, total=total, console=progress, transient=True)),
    )
    if page:
        page.write_text(bench_calls_page.page(quality), "utf-8")
    if keep:
        bench_calls_page.keep(keep, quality)
    if as_json:
        print(json.dumps(bench_calls.as_data(quality), ensure_ascii=False))
    else:
        _tell(quality)


def _tell(quality: "Quality") -> None:
    from ivr.bench_calls_page import percent

    table = Table("calls", "of", "success", "and alone", "wrong", "turns", "seconds", "repairs")
    for each in quality.conditions:
        shares = (percent(share) for share in (each.all.success, each.all.helped_alone, each.all.wrong))
        rest = (f"{each.all.turns:.0f}", f"{each.all.seconds:.0f}", str(each.repairs))
        table.add_row(each.name, str(each.all.success.of), *shares, *rest)
    console = Console()
    console.print(table)
    for each in quality.conditions:
        causes = ", ".join(f"{cause} {times}" for cause, times in each.causes.items())
        console.print(f"{each.name}: {causes or 'no failure'}")
    worst = Table("call", "cause", "what failed", title="The ten worst")
    for call in quality.worst:
        worst.add_row(f"{call.name} ({call.condition})", call.cause, call.failure)
    console.print(worst)
