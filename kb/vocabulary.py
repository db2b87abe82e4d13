"""The words of all passages, and which of them was meant by a word that was heard.

Recognition writes what it knows: "fraie long" for "frelons", "quand tine" for "cantine". A heard word, or a run of
them, therefore means every word of the passages that sounds the same, and an unknown one those that are alike.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from rapidfuzz import fuzz, process

from kb.database import Database, Row
from kb.french_stems import Word

LIKENESS = 0.8
"""Words less alike than this (0 to 1, letters and sounds) are different words."""
HOMOPHONE = 0.94
"""How surely the word was meant that sounds the very same."""
NEAR = 0.85
"""The same for a word that is only alike: this times its likeness."""
SHORTEST_NEAR = 4
"""Phonemes: shorter words are like too many others."""
MOST_NEAR = 3
_LENGTHS = 2  # phonemes more or less


@dataclass(frozen=True)
class _Words:
    letters: list[str]
    stems: list[str]
    sounds: list[str]


class Vocabulary:
    """The words of the passages of one state of the store. Shared by all threads, read-only."""

    def __init__(self, rows: Sequence[Row], passages: int, further: Sequence[Word] = ()) -> None:
        """`further`: words that no passage need have, but that mean something (those with synonyms)."""
        self.passages = passages
        self._counts: dict[str, int] = {}
        self._by_sound: dict[str, list[str]] = {}
        lengths: dict[int, list[Row]] = {}
        known = {row["letters"] for row in rows}
        rows = [*rows, *(_row(each) for each in further if each.letters not in known)]
        for row in rows:
            self._counts[row["stem"]] = max(row["passages"], self._counts.get(row["stem"], 0))
            alike = self._by_sound.setdefault(row["sounds"], [])
            if row["stem"] not in alike:
                alike.append(row["stem"])
            lengths.setdefault(len(row["sounds"]), []).append(row)
        self._by_length = {
            length: _Words(*([row[column] for row in same] for column in ("letters", "stem", "sounds")))
            for length, same in lengths.items()
        }
        self.near = lru_cache(maxsize=8192)(self._near)

    def __contains__(self, stem: object) -> bool:
        return stem in self._counts

    def count(self, stem: str) -> int:
        """How many passages have a stem."""
        return self._counts.get(stem, 0)

    def rarity(self, stem: str) -> float:
        """How much a stem tells; one that no passage has is as rare as can be."""
        return self.rarity_of(self.count(stem))

    def rarity_of(self, count: int) -> float:
        """How much something tells that so many passages have."""
        return math.log(1 + self.passages / max(count, 1))

    def share(self, stem: str) -> float:
        """The share of passages that have the stem."""
        return self._counts.get(stem, 0) / max(self.passages, 1)

    def sounding(self, sounds: str) -> list[str]:
        """Stems of the words that sound exactly so."""
        return self._by_sound.get(sounds, [])

    def _near(self, letters: str, sounds: str, least: float = LIKENESS) -> tuple[tuple[str, float], ...]:
        """Stems of the words most like one that nobody wrote, each with its likeness."""
        if len(sounds) < SHORTEST_NEAR:
            return ()
        found: dict[str, float] = {}
        for length in range(len(sounds) - _LENGTHS, len(sounds) + _LENGTHS + 1):
            words = self._by_length.get(length)
            if words is None:
                continue
            for _, ratio, place in process.extract(
                sounds, words.sounds, scorer=fuzz.ratio, score_cutoff=100 * least - 8, limit=8
            ):
                spelled = fuzz.ratio(letters, words.letters[place])
                likeness = (0.75 * max(ratio, spelled) + 0.25 * min(ratio, spelled)) / 100
                if likeness >= least:
                    stem = words.stems[place]
                    found[stem] = max(found.get(stem, 0.0), likeness)
        return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:MOST_NEAR])


def _row(word: Word) -> Row:
    return {"letters": word.letters, "stem": word.stem, "sounds": word.sounds, "passages": 0}


_shared: dict[str, tuple[str, Vocabulary]] = {}
_lock = Lock()


def shared(database: Database, revision: str, further: Sequence[Word]) -> Vocabulary:
    """The vocabulary of a store in the state `revision`; read once by a process, whoever asks. StoreError."""
    path = str(database.path.resolve())
    with _lock:
        known = _shared.get(path)
    if known is not None and known[0] == revision:
        return known[1]
    rows = database.rows("SELECT letters, stem, sounds, passages FROM passage_words")
    total = database.row("SELECT count(*) AS passages FROM passages")
    vocabulary = Vocabulary(rows, int(total["passages"]) if total else 0, further)
    with _lock:
        _shared[path] = (revision, vocabulary)
    return vocabulary
