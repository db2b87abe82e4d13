"""Passages that agents write: TOML files, each one page of the town's site cut into answers.

[page]
url = "https://www.commune.example/piscine"
section = "Sport et loisirs"
date = 2026-11-03            # when the page was last brought up to date
valid_until = 2027-08-31     # optional: the last day on which it holds

[passage.tarifs]             # a code of its own: its address is then .../piscine#tarifs
title = "Les tarifs de la piscine"
text = "L'entrée coûte 3,50 euros. ..."
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from accessibility.hearing import fold
from kb.importers.reading import FileRefusedError, Progress, Refused, Summary, none_usable
from kb.importers.toml_text import line_of, read_toml
from kb.passages import Passage
from kb.store import Store

DEMO_SOURCE = "demo_commune"
_MESSAGES = {"missing": "is missing", "extra_forbidden": "is unknown here"}


def _with_letters(text: str) -> str:
    if not fold(text):
        raise ValueError("a text with words is needed")
    return " ".join(text.split()) if "\n" not in text else text.strip()


Day = date
Text = Annotated[str, AfterValidator(_with_letters)]


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    section: Text
    date: Day
    valid_until: Day | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: Text
    text: Text
    date: Day | None = None
    valid_until: Day | None = None


def import_passages(
    store: Store, path: Path, fetched_at: datetime, progress: Progress | None = None, source: str = ""
) -> Summary:
    """Bring the passages of a file, or of all .toml files of a folder, up to date, in one transaction.

    `source`: the name they are kept under, by default that of the file or folder; what is no longer there leaves.
    A wrong passage is left out and named, and what was known of it before stays. FileRefusedError when there is
    nothing that can be imported; StoreError when nothing could be stored.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise FileRefusedError(f"{path} has no .toml file; write passages as docs/agent.md shows.")
    passages: list[Passage] = []
    refused: list[Refused] = []
    spared: set[str] = set()
    for number, file in enumerate(files, 1):
        for found in _read(file):
            if isinstance(found, Passage):
                passages.append(found)
            else:
                refused.append(found[0])
                spared.add(found[1])
        if progress:
            progress(number, len(files))
    if not passages:
        raise none_usable(path, "passage", refused)
    counts = store.passages.synchronise(source or path.name, passages, fetched_at, spared)
    return Summary(counts.new, counts.changed, counts.same, counts.gone, tuple(refused), kept=counts.kept)


def _read(file: Path) -> Iterator[Passage | tuple[Refused, str]]:
    """The passages of one file; for a wrong one what is wrong, and its address."""
    text, tables = read_toml(file)
    for name in tables:
        if name not in ("page", "passage"):
            line = line_of(text, name)
            raise FileRefusedError(f"{file}, line {line}: there is no table {name!r}; use [page] and [passage.CODE].")
    try:
        page = _Page.model_validate(tables.get("page", {}))
    except ValidationError as error:
        line = line_of(text, "page", _key(error))
        raise FileRefusedError(f"{file}, line {line}: [page] {_reason(error)}.") from error
    entries: dict[str, Any] = tables.get("passage", {})
    if not isinstance(entries, dict):
        raise FileRefusedError(f"{file}: a passage needs a code; write a table [passage.CODE] for each.")
    for code, values in entries.items():
        url = f"{page.url}#{code}"
        try:
            entry = _Entry.model_validate(values)
        except ValidationError as error:
            line = line_of(text, f"passage.{code}", _key(error))
            yield Refused(file, line, f"passage.{code} {_reason(error)}"), url
            continue
        dates = entry.date or page.date, entry.valid_until or page.valid_until
        yield Passage(url, entry.title, page.section, entry.text, *dates)


def _key(error: ValidationError) -> str:
    return str(next(iter(error.errors()[0]["loc"]), ""))


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "is no table"
    message = _MESSAGES.get(first["type"], first["msg"].removeprefix("Value error, "))
    return f"{key}: {message}"
