"""Measurements of whole calls as data: for `--json`, and a line each in docs/quality.jsonl; older forms are read."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ivr.bench_calls import Quality
from ivr.bench_errors import HistoryError
from ivr.simulation.shares import Share

HISTORY = "quality.jsonl"
SUMMARY = "quality.md"
FORMAT = 2
"""Of a line. Lines without it are of the first one: success, repairs and medians alone, by condition."""
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
WORDS = ("said", "heard", "answered")
"""Of a failed call, left out of the history: the page has them."""
_QUALITY = TypeAdapter(Quality)


def as_data(quality: Quality) -> dict[str, Any]:
    """The measurement for JSON: shares with their value and interval beside their counts."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(quality)))
    _with_values(data)
    return data


def _with_values(data: Any) -> None:
    if isinstance(data, dict) and data.keys() == {"hits", "of"}:
        share = Share(data["hits"], data["of"])
        data["value"], data["interval"] = round(share.value, 4), [round(each, 4) for each in share.interval]
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            _with_values(each)


def line(quality: Quality) -> str:
    """What the history keeps: every figure with its counts, neither what this machine spent nor anyone's words."""
    data = asdict(quality)
    for each in data["conditions"]:
        del each["cost"]
    data["worst"] = [{key: value for key, value in each.items() if key not in WORDS} for each in data["worst"]]
    return json.dumps({"format": FORMAT} | data, ensure_ascii=False)


def read(file: Path) -> list[Quality]:
    """All measurements of a history, the oldest first; none where there is no file. Raises HistoryError."""
    if not file.exists():
        return []
    found = []
    for number, text in enumerate(_text(file).splitlines(), 1):
        if text.strip():
            found.append(_read(text, f"{file}, line {number}"))
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise HistoryError(f"{file} is not UTF-8 text: put back the version that was committed.") from error


def _read(text: str, where: str) -> Quality:
    try:
        data = json.loads(text)
        if data.get("format", FORMAT) != FORMAT:
            raise HistoryError(f"{where} is of format {data['format']}, not {FORMAT}: use the version that wrote it.")
        return _QUALITY.validate_python(data if "format" in data else _of_the_first_form(data))
    except HistoryError:
        raise
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        reason = f"{place} is missing or of another form"
    except json.JSONDecodeError as error:
        reason = f"it is not JSON from column {error.colno} on"
    except (KeyError, TypeError, AttributeError, ValueError):
        reason = "its figures are missing"
    raise HistoryError(f"{where} is no measurement of `bench calls` ({reason}): mend it, or take the line out.")


def _of_the_first_form(data: dict[str, Any]) -> dict[str, Any]:
    """Repairs were averages, medians had no interval, and the automation rate was called `helped_alone`."""
    conditions = []
    for name, old in data["conditions"].items():
        good = old["success"]["hits"]
        figures = {key: old[key] for key in ("success", "wrong")} | {"automated": old["helped_alone"]}
        for key in ("turns", "seconds"):
            figures[key] = {"median": old[key], "of": good} if good and old[key] else None
        repairs = round(old["repairs"] * old["success"]["of"])
        conditions.append({"name": name, "all": figures, "repairs": repairs})
    return data | {"conditions": conditions}


def check(folder: Path) -> None:
    """Before hours of calls: whether their figures can be kept there. Raises HistoryError."""
    read(folder / HISTORY)
    _around(folder / SUMMARY)
    if not os.access(folder, os.W_OK):
        raise HistoryError(f"{folder} cannot be written to: give another folder, or its rights.")


def keep(folder: Path, quality: Quality, tell: Callable[[list[Quality]], str]) -> Path:
    """Add a measurement to the history in a folder, and write its summary anew; the summary's path.

    `tell` makes the text of all measurements, the latest last. What stands outside the two marks of the summary is
    left as it is. Raises HistoryError, or what `tell` raises; then, and when writing fails, the files are as they were.
    """
    history, summary = folder / HISTORY, folder / SUMMARY
    before, after = _around(summary)
    told = f"{before}{BEGIN}\n{tell([*read(history), quality])}{END}{after}"
    text = _text(history) if history.exists() else ""
    text += "" if not text or text.endswith("\n") else "\n"
    write_all({summary: told, history: f"{text}{line(quality)}\n"})
    return summary


def _around(summary: Path) -> tuple[str, str]:
    """What stands before and after the marks."""
    if not summary.exists():
        return "# How well calls go\n\n", "\n"
    before, begins, rest = _text(summary).partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        raise HistoryError(
            f"{summary} lacks the marks {BEGIN} and {END}, in this order: put them where the figures go."
        )
    return before, after


def write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    write_all({file: text})


def write_all(texts: Mapping[Path, str]) -> None:
    """Write files, all of them or none: each whole beside its place first, then into their places in this order."""
    unfinished = {file: file.with_name(f"{file.name}.{os.getpid()}.part") for file in texts}
    try:
        for file, text in texts.items():
            unfinished[file].write_text(text, "utf-8")
        for file, whole in unfinished.items():
            whole.replace(file)
    finally:
        for part in unfinished.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
