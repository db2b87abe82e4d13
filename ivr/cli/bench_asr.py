"""`bench asr`: how well speech is recognised, on the product's own material or on a folder of WAV."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from ivr.cli.app import ConfigOption, JsonOption, settings_from
from ivr.cli.bench import bench_app

if TYPE_CHECKING:
    from datetime import datetime

    from ivr.bench_asr import Report
    from ivr.bench_asr_material import Item
    from ivr.config import Settings
    from kb.store import Store
    from voice.recognition import Recognizer


@bench_app.command("asr")
def asr(
    folder: Annotated[
        Path | None, typer.Argument(help="WAV files with their words in .txt files beside them (default: our own).")
    ] = None,
    config: ConfigOption = None,
    model: Annotated[
        list[Path] | None, typer.Option(help="Folder of a Vosk model to measure (default: the built-in one).")
    ] = None,
    sentences: Annotated[int, typer.Option(min=1, help="Residents' sentences, each on three lines.")] = 60,
    half: Annotated[str, typer.Option(help="Of the residents whose sentences they are: tune or report.")] = "tune",
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 0,
    whisper: Annotated[
        Path | None, typer.Option(help="Folder of a Whisper model (CTranslate2), to hear the same in the same run.")
    ] = None,
    page: Annotated[Path | None, typer.Option(help="Write a page with charts there.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure recognition: words, answers, confidence, false acceptance, time, memory; against Whisper if you like."""
    from ivr import bench_asr, bench_asr_page
    from ivr.bench_asr_judge import whisper as judge
    from ivr.bench_calls import commit
    from ivr.bench_calls_history import write

    if page and page.is_dir():
        raise typer.BadParameter(f"{page} is a folder: name the file to write.", param_hint="--page")
    settings = settings_from(config, None)
    console = Console(stderr=True)
    others: dict[str, tuple[bench_asr.Hears, int | None]] = {"whisper": (judge(whisper), None)} if whisper else {}
    ours = {name: (bench_asr.by_frames(ear), size) for name, (ear, size) in _recognizers(model or []).items()}
    with _memory(settings) as (town, now), console.status("making the material") as status:
        items = list(_items(folder, settings, sentences, half, seed))
        reads = bench_asr.readers(town.gazetteer, now)
        reports = []
        for name, (hears, memory_mb) in {**ours, **others}.items():
            status.update(f"{name}: {len(items)} utterances")
            reports.append(bench_asr.measure(name, hears, items, reads, memory_mb))
    if page:
        write(page, bench_asr_page.page(reports, commit()))
    for report in reports:
        if as_json:
            print(json.dumps(asdict(report) | {"commit": commit()}, ensure_ascii=False))
        else:
            _tell(report)


def _recognizers(folders: list[Path]) -> "dict[str, tuple[Recognizer, int]]":
    """The models to measure, and the megabytes each takes; each is tried first: Kaldi may abort on one."""
    from asr_models import installer
    from ivr.bench_asr_material import RATE
    from ivr.trial import check
    from voice import engine_log
    from voice.vosk_model import load_model
    from voice.vosk_recognizer import VoskRecognizer

    engine_log.silence()
    wanted = {str(each): each for each in folders} or {"built in": installer.built_in_recognizer().folder}
    tried = {name: check(each) for name, each in wanted.items()}
    return {name: (VoskRecognizer(load_model(each), RATE), tried[name]) for name, each in wanted.items()}


def _items(folder: Path | None, settings: "Settings", sentences: int, half: str, seed: int) -> "Iterator[Item]":
    from ivr import bench_asr_material as material
    from ivr.simulation.scenario import FOLDER, chosen
    from ivr.simulation.studio import Studio

    if folder:
        yield from material.folder(folder)
        return
    said = material.sentences_of(chosen([FOLDER], half).values(), sentences, seed)
    callers = material.Callers(Studio(settings, ear=False), seed)
    yield from callers.residents(said)
    yield from callers.lone()
    yield from callers.outside(said)


@contextmanager
def _memory(settings: "Settings") -> "Iterator[tuple[Store, datetime]]":
    """The demo commune's memory, whose streets the sentences name, and the time of the scenarios."""
    from ivr.cli.app import fixed_clock
    from ivr.conversations import Conversations

    with TemporaryDirectory() as scratch:
        folders = settings.folders.model_copy(update={"data": Path(scratch)})
        held = Conversations(settings.model_copy(update={"folders": folders})).begin("bench")
        try:
            yield held.store, fixed_clock("2026-11-23T10:05")
        finally:
            held.store.close()


def _tell(report: "Report") -> None:
    from ivr.bench_calls_summary import percent

    table = Table("group", "of", "words wrong", "without error", "answers read otherwise", "decoding")
    memory = f"; takes {report.memory_mb} MB" if report.memory_mb else ""
    table.title = f"{report.recognizer}, 95 % intervals{memory}"
    for group in report.groups:
        slots = ", ".join(f"{name} {share.hits} of {share.of}" for name, share in group.slots.items())
        shares = (percent(group.words), percent(group.exact))
        table.add_row(group.name, str(group.utterances), *shares, slots, f"{group.real_time:.3f}")
    console = Console()
    console.print(table)
    if report.calibration:
        console.print(f"Expected calibration error of words: {report.calibration.error:.3f}", highlight=False)
