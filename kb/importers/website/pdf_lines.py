"""Lines as they stand on the pages of a PDF, put together into paragraphs; what each page repeats is left out."""

import re
from collections import Counter
from collections.abc import Sequence

from kb.importers.website.text import clean

LEAST_REPEATS = 3
"""Pages on which the same line makes it a header or a footer, if that is half of them too."""
FULL_LINE = 0.6
"""Share of the longest line from which on a line may go on in the next one, though that begins with a capital."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:/|sur)\s*\d{1,3})?$", re.I)
_BULLET = re.compile(r"^(?:[-–•▪◦‣*·►➢✓]|\d{1,2}[.)°]|[a-z]\))\s+")
_ENDS = (".", "!", "?", ":", ";", "…")
_CUT = re.compile(r"[^\W\d_]-$")
_KEEPS_HYPHEN = frozenset("ci là t il elle ils elles on ce moi vous nous le la les dire même mêmes".split())


def paragraphs(pages: Sequence[str]) -> list[list[str]]:
    """The paragraphs of each page."""
    lines = [[line for line in map(clean, page.split("\n")) if line] for page in pages]
    repeated = _repeated(lines)
    kept = [[line for line in page if not (_PAGE_NUMBER.match(line) or _alike(line) in repeated)] for page in lines]
    return [_joined(page) for page in kept]


def _alike(line: str) -> str:
    return _DIGITS.sub("#", line.lower())


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    counts = Counter(alike for page in pages for alike in {_alike(line) for line in page})
    return {alike for alike, count in counts.items() if count >= LEAST_REPEATS and 2 * count > len(pages)}


def _joined(lines: Sequence[str]) -> list[str]:
    longest = max(map(len, lines), default=0)
    found: list[str] = []
    before = ""
    for line in lines:
        if before and _goes_on(before, line, longest):
            found[-1] = _put_together(found[-1], line)
        else:
            found.append(_BULLET.sub("", line) or line)
        before = line
    return found


def _goes_on(before: str, line: str, longest: int) -> bool:
    """Whether a line goes on with what the one before began."""
    if before.endswith(_ENDS) or _BULLET.match(line):
        return False
    return line[0].islower() or (len(before) >= FULL_LINE * longest and not line[0].isdigit())


def _put_together(text: str, line: str) -> str:
    """A word that was cut at the end of a line is one word again; what is written with a hyphen keeps it."""
    first, last = line.split()[0], text.split()[-1]
    if not (_CUT.search(text) and line[0].islower()):
        return f"{text} {line}"
    compound = first.strip(".,;") in _KEEPS_HYPHEN or "-" in last[:-1]
    return (text if compound else text[:-1]) + line
