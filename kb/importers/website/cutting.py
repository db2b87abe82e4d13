"""Sections cut into passages of a few sentences."""

import math
import re
from collections.abc import Iterator
from itertools import islice

from kb.importers.website.extracting import Content, Section
from kb.importers.website.text import shortened
from kb.passages import Passage

MOST_SENTENCES = 6
MOST_PASSAGES = 100
"""Of one page of the site."""
LONGEST_UNIT = 500
"""Characters without the end of a sentence."""
FEWEST_WORDS = 3
"""Of a passage that says anything."""
_END = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMme)(?<!\bart)(?<!\btél)(?<!\bav)(?<=[.!?…])\s+(?=[«\"A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ\d])")


def passages_of(content: Content, url: str, most: int = MOST_PASSAGES) -> list[Passage]:
    """The first `most` passages of a page."""
    passages = (
        Passage(url, _title(content, section), section.place or content.title, text, content.dated)
        for section in content.sections
        for text in _texts(section)
    )
    return list(islice(passages, most))


def _title(content: Content, section: Section) -> str:
    if not section.heading or section.heading.lower() in content.title.lower():
        return content.title
    if content.title.lower() in section.heading.lower():
        return section.heading
    return shortened(f"{content.title} : {section.heading}")


def _texts(section: Section) -> Iterator[str]:
    """Pieces of about equal length; paragraphs stay on lines of their own."""
    units = [unit for line in section.lines for unit in _units(line)]
    pieces = math.ceil(len(units) / MOST_SENTENCES)
    for number in range(pieces):
        first, last = len(units) * number // pieces, len(units) * (number + 1) // pieces
        text = "".join(unit + end for unit, end in units[first:last]).strip()
        if len(text.split()) >= FEWEST_WORDS:
            yield text


def _units(line: str) -> list[tuple[str, str]]:
    """Sentences, and what stands after each: a space, or the end of the line."""
    parts = [part for sentence in _END.split(line) for part in _bounded(sentence)]
    return [(part, "\n" if number == len(parts) else " ") for number, part in enumerate(parts, 1)]


def _bounded(sentence: str) -> Iterator[str]:
    rest = sentence
    while len(rest) > LONGEST_UNIT:
        cut = rest.rfind(" ", 0, LONGEST_UNIT)
        cut = cut if cut > 0 else LONGEST_UNIT
        yield rest[:cut]
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
