"""A passage, and the record that is stored of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from kb.database import Row
from kb.french_stems import Word, content_words

LONGEST = timedelta(days=730)
"""A page that names no end of its validity is doubted two years after it was brought up to date."""

_PLACE = re.compile(r"page \d+")
"""A section that says where a passage stands in a file, and nothing of what it is about."""


@dataclass(frozen=True)
class Passage:
    """A few sentences of one page that answer one question."""

    url: str
    title: str
    """What the passage is about: "Les tarifs de la piscine"."""
    section: str
    """Where in the site it stands: "Sport et loisirs"; in a PDF: "page 3"."""
    text: str
    dated: date | None = None
    """When the page was last brought up to date."""
    valid_until: date | None = None
    """The last day on which it holds, where it is told, or reckoned from when the page was seen first."""

    @property
    def last_day(self) -> date | None:
        """The last day on which it is given as true; None when nothing is known of its age."""
        return self.valid_until or (self.dated + LONGEST if self.dated else None)

    def outdated(self, today: date) -> bool:
        """Whether it may not be true any more."""
        return self.last_day is not None and today > self.last_day


@dataclass(frozen=True)
class Ages:
    """How old the pages of a source are."""

    pages: int
    undated: int
    """That tell no date: they count from the day they were first seen as they are."""
    outdated: int
    """That are said to be possibly out of date."""


def ages_of(pages: Sequence[Passage], today: date) -> Ages:
    """How old these pages are."""
    undated = sum(each.dated is None for each in pages)
    return Ages(len(pages), undated, sum(each.outdated(today) for each in pages))


def keyed(source: str, passages: Sequence[Passage]) -> list[tuple[str, Passage]]:
    """Passages with keys of their own: several of one section are numbered in their order."""
    seen: Counter[str] = Counter()
    found = []
    for each in passages:
        key = " | ".join((source, each.url, each.section, each.title))
        seen[key] += 1
        found.append((f"{key} | {seen[key]}", each))
    return found


def analysed(passage: Passage) -> tuple[Row, list[Word]]:
    """What is stored of a passage, the columns of the index included, and the words it is made of."""
    plain = {
        "url": passage.url,
        "title": passage.title,
        "section": passage.section,
        "text": passage.text,
        "date": passage.dated.isoformat() if passage.dated else "",
        "valid_until": passage.valid_until.isoformat() if passage.valid_until else "",
    }
    digest = sha256("\0".join(plain.values()).encode("utf-8", "replace")).hexdigest()
    subject = "" if _PLACE.fullmatch(passage.section) else passage.section
    title, section, text = map(content_words, (passage.title, subject, passage.text))
    prepared = {
        "title_stems": _stems(title),
        "section_stems": _stems(section),
        "text_stems": _stems(text),
        "title_sounds": "".join(each.sounds for each in title),
    }
    return {**plain, "hash": digest, **prepared}, [*title, *section, *text]


def _stems(words: Sequence[Word]) -> str:
    return " ".join(each.stem for each in words)


def passage_of(row: Row) -> Passage:
    """As it was stored."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("date", "valid_until")}
    return Passage(row["url"], row["title"], row["section"], row["text"], days["date"], days["valid_until"])
