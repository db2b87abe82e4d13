"""`kb import`, `kb sources`: loading what the town already publishes, and what was loaded."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ivr.cli.app import WRONG_USE, ConfigOption, DataOption, JsonOption, settings_from
from ivr.cli.kb import kb_app
from ivr.cli.tables import show_rows

if TYPE_CHECKING:
    from ivr.config import Settings
    from kb.importers.loading import Loaded, Wanted
    from kb.importers.reading import Progress as Report
    from kb.importers.website.options import SiteOptions

ALL = "all"
NAMING = frozenset({"ban", "places", "town", "desks", "events", "calendar"})
"""Kinds that bring names of streets, places, services, people or events."""
REFUSED, ENVIRONMENT = 1, 3
_SITE = "For a site: "


@kb_app.command("import")
def import_source(
    kind: Annotated[
        str,
        typer.Argument(
            help="ban: addresses (Base Adresse Nationale); places: landmarks; town: services, closures, contacts, "
            "pharmacies, transport; sectors, rounds: rubbish; menus: school canteens; desks: appointments; "
            "consultations: projects and works; calendar: events (iCalendar); events: events (table); passages: "
            "answers you write; site: a web site; all: everything a sources file lists."
        ),
    ],
    source: Annotated[str, typer.Argument(help="File, folder of passages, or address (https://…).")],
    config: ConfigOption = None,
    data: DataOption = None,
    contact: Annotated[
        str | None, typer.Option(help=_SITE + "e-mail or web address that its webmaster sees in the logs.")
    ] = None,
    max_pages: Annotated[int | None, typer.Option(help=_SITE + "pages at most (1000).")] = None,
    max_depth: Annotated[int | None, typer.Option(help=_SITE + "links from the first page at most (8).")] = None,
    delay: Annotated[float | None, typer.Option(help=_SITE + "seconds between two requests (1).")] = None,
    max_age_days: Annotated[
        int | None, typer.Option(help=_SITE + "a page brought up to date longer ago is possibly out of date (730).")
    ] = None,
    max_undated_days: Annotated[
        int | None,
        typer.Option(help=_SITE + "the same for a page without a date, since its text was first seen (365)."),
    ] = None,
    max_pdfs: Annotated[int | None, typer.Option(help=_SITE + "PDF files at most (200; 0: none).")] = None,
    max_loss_percent: Annotated[
        int | None,
        typer.Option(help="Change nothing when more of what is held would go at once (50; 100 allows everything)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Load what the town publishes. Loading again changes only what changed; the recognizer learns new names."""
    from ivr.conversations import local_time
    from kb.importers.loading import load
    from kb.store import Store

    options = {"contact": contact, "max_pages": max_pages, "max_depth": max_depth, "delay_s": delay}
    options |= {"max_age_days": max_age_days, "max_undated_days": max_undated_days}
    options |= {"max_pdfs": max_pdfs, "max_loss_percent": max_loss_percent}
    given = {name: value for name, value in options.items() if value is not None}
    wanted = _wanted(kind, source, given)
    loaded: list[Loaded] = []
    settings = settings_from(config, data)
    with Store.open(settings.database) as store, _bar(as_json) as report:
        for each in wanted:
            loaded.append(load(store, each, local_time(), report(each.origin), dry_run, listed=kind == ALL))
    for outcome in loaded:
        _tell(outcome, as_json, dry_run)
    named = [outcome for outcome in loaded if outcome.summary and outcome.wanted.kind in NAMING]
    if named and not dry_run and settings.speech.adapt_on_import:
        _teach_the_ear(settings, quiet=as_json)
    code = _exit_code(loaded, several=kind == ALL)
    if code:
        raise typer.Exit(code)


def _teach_the_ear(settings: "Settings", quiet: bool) -> None:
    """The recognizer learns the names that came; when it cannot, what was loaded stays, and the old one goes on."""
    from asr_models.files import ModelError
    from ivr.adapting import adapt
    from ivr.recognizers import BACK, chosen
    from kb.store import Store

    console = Console(stderr=True, quiet=quiet)
    try:
        with Store.open(settings.database) as store, console.status("the recognizer learns the names") as status:
            made = adapt(settings, store, lambda step: status.update(f"the recognizer learns the names: {step}"))
    except ModelError as error:
        typer.echo(f"{error} What was loaded stays; try again with `models adapt`.", err=True)
        return
    if made.folder is None:
        console.print(f"{chosen(settings)} hears the calls and learns no names; {BACK}.")
    elif made.built:
        console.print(f"The recognizer now knows {made.built.words} words; calls that begin from now on use it.")


@kb_app.command("sources")
def sources(
    config: ConfigOption = None,
    data: DataOption = None,
    forget_origin: Annotated[str, typer.Option("--forget", help="Take out this source, as it is shown here.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show what was loaded, from where, when, what went wrong, and how many of its pages are out of date."""
    from ivr.conversations import local_time
    from kb.importers.loading import ages, forget
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        if forget_origin and not forget(store, forget_origin):
            raise typer.BadParameter(
                f"{forget_origin!r} was not loaded; see `kb sources --json`.", param_hint="--forget"
            )
        pages = store.site_pages.counts()
        held = store.sources.all()
        records = [asdict(each) | {"pages": pages.get(each.origin, {})} for each in held]
        for record, age in zip(records, ages(store, held, local_time().date()), strict=True):
            record["ages"] = asdict(age) if age else {}
    if as_json:
        for record in records:
            print(json.dumps(record, ensure_ascii=False, default=str))
    else:
        _show_sources(records)


def _show_sources(records: list[dict[str, Any]]) -> None:
    rows: list[list[str]] = []
    for record in records:
        loaded = f"{record['loaded_at']:%Y-%m-%d %H:%M}" if record["loaded_at"] else "never"
        held = record["new"] + record["changed"] + record["same"]
        pages = ", ".join(f"{count} {state}" for state, count in record["pages"].items())
        ages = [str(record["ages"].get(name, "")) for name in ("undated", "outdated")]
        rows.append([record["kind"], record["origin"], loaded, str(held), str(record["refused"]), pages, *ages])
    show_rows(("kind", "origin", "loaded", "held", "refused", "pages", "undated", "outdated"), rows, "Sources")
    for record in records:
        for problem in filter(None, (record["error"], *record["reasons"])):
            print(f"\n{record['kind']}: {problem}")


def _wanted(kind: str, source: str, given: dict[str, Any]) -> "list[Wanted]":
    from kb.importers.loading import Wanted
    from kb.importers.registry import KINDS
    from kb.importers.sources_file import LOSS, read_sources

    if kind != ALL and kind not in KINDS:
        raise typer.BadParameter(f"{kind!r} cannot be loaded: use {', '.join(KINDS)} or {ALL}.", param_hint="KIND")
    others = [each for each in given if kind == ALL or (each != LOSS and not KINDS[kind].takes_options)]
    if others:
        name = "--" + others[0].replace("_", "-").removesuffix("-s")
        where = "write it into the file" if kind == ALL else f"it is for a site, not for {kind}"
        raise typer.BadParameter(f"{where}.", param_hint=name)
    return read_sources(Path(source)) if kind == ALL else [Wanted(kind, source, _options(given))]


def _options(given: dict[str, Any]) -> "SiteOptions":
    from pydantic import ValidationError

    from kb.importers.website.options import SiteOptions

    try:
        return SiteOptions.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = "--" + str(first["loc"][0]).replace("_", "-").removesuffix("-s")
        raise typer.BadParameter(f"{first['input']!r}: {first['msg']}.", param_hint=name) from None


@contextmanager
def _bar(hidden: bool) -> "Iterator[Callable[[str], Report]]":
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:

        def begin(origin: str) -> "Report":
            task = bar.add_task(escape(origin), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield begin


def _tell(loaded: "Loaded", as_json: bool, dry_run: bool) -> None:
    summary, wanted = loaded.summary, loaded.wanted
    if as_json:
        counts = {name: getattr(summary, name, 0) for name in ("new", "changed", "same", "gone", "kept")}
        lines = summary.refused if summary else ()
        refused = [{"file": str(each.file), "line": each.line, "reason": each.reason} for each in lines]
        record = {"kind": wanted.kind, "origin": wanted.origin, **counts, "refused": refused}
        record |= {"notes": list(summary.notes) if summary else [], "error": loaded.error, "dry_run": dry_run}
        print(json.dumps(record, ensure_ascii=False))
        return
    if summary is None:
        typer.echo(loaded.error, err=True)
        return
    print(
        f"{wanted.origin}: {summary.new} new, {summary.changed} changed, {summary.same} unchanged, "
        f"{summary.gone} gone, {len(summary.refused)} refused"
        + (f", {summary.kept} kept as before" if summary.kept else "")
        + (" (dry run: nothing was changed)" if dry_run else "")
    )
    for note in summary.notes:
        print(f"  left out: {note}")
    for each in summary.refused:
        print(f"  refused: {each}")


def _exit_code(loaded: "list[Loaded]", several: bool) -> int:
    """The worst: 3 for what may work another time, 2 for a wrong source, 1 for something refused within one."""
    if any(each.unreachable for each in loaded):
        return ENVIRONMENT
    if any(each.error for each in loaded):
        return REFUSED if several else WRONG_USE
    return REFUSED if any(each.summary and each.summary.refused for each in loaded) else 0
