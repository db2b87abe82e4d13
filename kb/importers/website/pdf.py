"""The text of a PDF by pages, with its title and date; what cannot be used is refused with the reason."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from accessibility.hearing import fold
from kb.importers.website.dates import date_in, plausible
from kb.importers.website.extracting import Content, Section, named_by
from kb.importers.website.heads import PageError
from kb.importers.website.pdf_lines import paragraphs
from kb.importers.website.text import clean, shortened

MOST_PAGES = 300
TIME_S = 60
"""For one file."""
LEAST_LETTERS = 20
"""Of a page, on average: fewer, and it is pictures of pages."""
LEAST_WORDS_SHARE = 0.2
"""Of what stands between spaces: fewer, and the letters have no meaning outside the file's own fonts."""
MOST_TITLE_WORDS = 14
_CHILD = Path(__file__).with_name("pdf_child.py")
_NO_TITLE = re.compile(
    r"microsoft|word -|powerpoint|excel|mise en page|sans[ -]titre|untitled|document ?\d*$|scan|numéris|"
    r"\.(?:docx?|odt|indd|pub|pptx?|xlsx?|pdf|qxp)\b|^[\W\d_]*$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME_SHARE = 0.6
"""Of the words of a file's name: a line of the first page that has so many is its title, with its accents."""


class PdfRefusedError(Exception):
    """A PDF that cannot be used, today or tomorrow; the reason."""


def is_pdf_address(url: str) -> bool:
    """Whether an address looks like that of a PDF."""
    return urlsplit(url).path.lower().endswith(".pdf")


def pdf_content(data: bytes, url: str, today: date) -> Content:
    """Title, date and text of a PDF, a section for each page.

    PdfRefusedError for one that is protected, damaged, too long, without text or in another language; PageError when
    it could not be read in time.
    """
    found = _read(data)
    if "error" in found:
        raise PdfRefusedError(found["error"])
    if found["language"][:2].lower() not in ("", "fr"):
        raise PdfRefusedError(f"it is in another language ({clean(found['language'])[:10]})")
    pages = [page.encode("utf-8", "replace").decode("utf-8") for page in found["pages"]]
    _check_text(pages)
    lines = paragraphs(pages)
    sections = tuple(Section("", each, f"page {number}") for number, each in enumerate(lines, 1) if each)
    written = date_in(clean(" ".join(pages)), today)
    dated = written or plausible(_day(found["dated"]), today)
    return Content(_title(clean(found["title"]), lines, url), dated, sections, written is not None)


def _read(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", str(_CHILD), str(MOST_PAGES), str(TIME_S)]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, timeout=2 * TIME_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise PageError(f"it could not be read within {TIME_S} s") from error
    except OSError as error:
        raise PageError(f"its reader cannot be started ({error.strerror})") from error
    if ran.returncode == -signal.SIGXCPU:
        raise PageError(f"it could not be read within {TIME_S} s")
    if ran.returncode:
        raise PdfRefusedError("it is damaged (its reader broke down over it)")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _check_text(pages: Sequence[str]) -> None:
    letters = sum(map(str.isalpha, "".join(pages)))
    if letters < LEAST_LETTERS * max(len(pages), 1):
        raise PdfRefusedError("it has no text (a scan?): ask for the file it was printed from")
    tokens = " ".join(pages).split()
    if sum(bool(_WORD.search(token)) for token in tokens) < LEAST_WORDS_SHARE * len(tokens):
        raise PdfRefusedError("its letters cannot be told (fonts without their alphabet)")


def _title(told: str, pages: Sequence[Sequence[str]], url: str) -> str:
    """What it says of itself, unless a program said it; else the line that its name stands for; else its name."""
    if told and len(told.split()) > 1 and not _NO_TITLE.search(told):
        return shortened(told)
    name = named_by(url)
    words = set(_WORD.findall(fold(name)))
    lines = (line for line in (pages[0] if pages else ()) if len(line.split()) <= MOST_TITLE_WORDS)
    best = max(lines, key=lambda line: _share(words, line), default="")
    if words and _share(words, best) >= _NAME_SHARE:
        return shortened(best[:1].upper() + best[1:].lower() if best.isupper() else best)
    return shortened(name)


def _share(words: set[str], line: str) -> float:
    return len(words & set(fold(line).split())) / len(words) if words else 0.0


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
