"""The labelled questions of `bench retrieval`, and the plain ways of searching that the program is compared with."""

import sqlite3
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rapidfuzz import fuzz, process

from accessibility.hearing import fold
from kb.passages import Passage

FILE = Path(__file__).with_name("bench_data") / "questions.toml"
CLEAN, HEARD = "clean", "heard"
TUNE, REPORT = "tune", "report"

Search = Callable[[str], list[tuple[str, float]]]
"""From a question to (address, score), the best first."""


@dataclass(frozen=True)
class Labelled:
    """A question, the end of its passage's address (empty: no passage answers), how it is written, its half."""

    text: str
    page: str
    form: str
    half: str


def labelled(file: Path = FILE) -> list[Labelled]:
    """All questions, each clean and as heard. Both forms are in the same half, drawn by a hash."""
    tables = tomllib.loads(file.read_text("utf-8"))
    pairs = [(page, *pair) for page, of_page in tables["answered"].items() for pair in of_page]
    pairs += [("", *pair) for pair in tables["unanswerable"]["questions"]]
    return [
        Labelled(text, page, form, _half(said))
        for page, said, heard in pairs
        for form, text in ((CLEAN, said), (HEARD, heard))
    ]


def _half(said: str) -> str:
    return TUNE if sha256(said.encode()).digest()[0] % 2 else REPORT


def bm25_alone(passages: Sequence[Passage], most: int = 10) -> Search:
    """SQLite's full-text search as it comes: whole words, no stems, no synonyms."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE plain USING fts5(url UNINDEXED, title, section, text)")
    database.executemany(
        "INSERT INTO plain VALUES (?, ?, ?, ?)", [(each.url, each.title, each.section, each.text) for each in passages]
    )

    def search(text: str) -> list[tuple[str, float]]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(fold(text).split()))
        if not words:
            return []
        sql = "SELECT url, -bm25(plain) FROM plain WHERE plain MATCH ? ORDER BY bm25(plain) LIMIT ?"
        return [(str(url), float(score)) for url, score in database.execute(sql, (words, most))]

    return search


def rapidfuzz_alone(passages: Sequence[Passage], most: int = 10) -> Search:
    """rapidfuzz's token_set_ratio over the whole of every passage."""
    texts = [fold(f"{each.title} {each.text}") for each in passages]

    def search(text: str) -> list[tuple[str, float]]:
        found = process.extract(fold(text), texts, scorer=fuzz.token_set_ratio, limit=most)
        return [(passages[place].url, score) for _, score, place in found]

    return search
