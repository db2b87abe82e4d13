"""The text of a page by headings, without its menus, banners and scripts (trafilatura)."""

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from kb.importers.website.dates import date_in, is_date_line, plausible
from kb.importers.website.heads import PageError
from kb.importers.website.text import clean, shortened

MOST_CELLS = 8
"""Columns of a table that can still be said."""


@dataclass
class Section:
    """What stands under one heading, a line each paragraph, item or row."""

    heading: str
    lines: list[str] = field(default_factory=list)
    place: str = ""
    """Where in a file it stands: "page 3". Empty: on the page itself."""


@dataclass(frozen=True)
class Content:
    """The text of a page."""

    title: str
    dated: date | None
    sections: tuple[Section, ...]
    written: bool = True
    """Whether the date stands in the text, and is not just told by a machine."""


def extract(tree: Any, url: str, today: date, listed: date | None = None) -> Content:
    """The content of a page; no section when it has no text. `listed`: its date in the site map.

    PageError when the page is more than the library can bear.
    """
    import trafilatura  # slow to load, and needed by this alone

    written = date_in(_all_text(tree), today)
    title = _heading_of(tree)
    try:
        document = _document(trafilatura, tree, url, today)
    except Exception as error:  # whatever one strange page does to the library must not keep the others out
        raise PageError(f"its text cannot be found ({type(error).__name__})") from error
    if document is None or document.body is None:
        return Content(shortened(title or named_by(url)), written, ())
    title = shortened(title or clean(document.title or "") or named_by(url))
    dated = written or plausible(_day(document.date), today) or plausible(listed, today)
    return Content(title, dated, tuple(_sections(document.body, title)), written is not None)


def _document(library: Any, tree: Any, url: str, today: date) -> Any:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a bad page is said by us
    return library.bare_extraction(
        deepcopy(tree),
        url=url,
        with_metadata=True,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": False, "max_date": today.isoformat()},
        config=_config(),
    )


@cache
def _config() -> Any:
    """Pages of a few sentences are pages too."""
    from trafilatura.settings import use_config

    config = use_config()
    for name, value in {"MIN_EXTRACTED_SIZE": "20", "MIN_OUTPUT_SIZE": "10", "EXTRACTION_TIMEOUT": "0"}.items():
        config.set("DEFAULT", name, value)
    return config


def _heading_of(tree: Any) -> str:
    """The only main heading; a page that has several, or none, is named by its title."""
    headings = {clean(" ".join(each.itertext())) for each in tree.iter("h1")} - {""}
    return headings.pop() if len(headings) == 1 else ""


def _all_text(tree: Any) -> str:
    pieces = (each.text or "" for each in tree.iter() if each.tag in ("script", "style"))
    unwanted = frozenset(pieces)
    return clean(" ".join(piece for piece in tree.itertext() if piece not in unwanted))


def named_by(url: str) -> str:
    """A title from the last part of an address."""
    last = unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    name = clean(last.replace("-", " ").replace("_", " "))
    return name[:1].upper() + name[1:] or urlsplit(url).netloc


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def _sections(body: Any, title: str) -> Iterator[Section]:
    section = Section("")
    for kind, line in _lines(body):
        if kind == "head":
            if section.lines:
                yield section
            section = Section("" if line.lower() == title.lower() else shortened(line))
        elif not is_date_line(line):
            section.lines.append(line)
    if section.lines:
        yield section


def _lines(element: Any) -> Iterator[tuple[str, str]]:
    """Headings and lines of text, in order."""
    for child in element:
        if child.tag in ("body", "div", "main", "list", "quote"):
            own = clean(child.text or "")
            yield from [("line", own)] if own else []
            yield from _lines(child)
        elif child.tag == "table":
            yield from (("line", row) for row in _rows(child))
        else:
            kind = "head" if child.tag == "head" else "line"
            text = "".join(child.itertext()) if kind == "line" else " ".join(child.itertext()).replace("\n", " ")
            yield from ((kind, line) for line in map(clean, text.split("\n")) if line)


def _rows(table: Any) -> Iterator[str]:
    """Each row as a sentence: "Adulte : 3,50 euros", with more columns "Adulte : semaine 3 euros, dimanche 4 euros"."""
    header: list[str] = []
    for row in table.iter("row"):
        cells = [(clean(" ".join(cell.itertext())), cell.get("role") == "head") for cell in row.iter("cell")]
        texts = [text for text, _ in cells][:MOST_CELLS]
        if not any(texts):
            continue
        if all(is_head for text, is_head in cells if text) and not header:
            header = texts
        elif len(texts) <= 2 or not header:
            yield " : ".join(filter(None, texts))
        else:
            named = zip(header[1:], texts[1:], strict=False)
            yield f"{texts[0]} : " + ", ".join(f"{name} {text}".strip() for name, text in named if text)
