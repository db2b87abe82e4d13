"""The order of candidate passages for a question, and how far the best can be trusted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kb.database import Row
from kb.query import Query, Unit

CANDIDATES = 30
"""Taken from the full-text index."""
IN_TITLE, IN_SECTION, IN_TEXT = 1.0, 0.85, 0.75
"""What a word heard is worth by where the passage has it."""
LATER_READING = 0.97
"""Each further reading of the n-best is believed a little less."""
SHORTEST_SOUND = 6
"""Phonemes: shorter titles align with anything."""

# Fitted by logistic regression on the tuning half of ivr/bench_data (`run_ivr.py bench retrieval` reports the other).
WEIGHTS = (6.0, 1.0, 1.5, 4.0)
"""Of recall, share of the title, sound, and BM25 beside the best candidate's."""
CONFIDENCE = (-3.15, 1.11, 0.74, 2.35)
"""Constant; of the share of the title; of the distance to the best other candidate; of the evidence."""
FURTHEST = 3.0
"""Distances beyond this say no more."""


@dataclass(frozen=True)
class Candidate:
    """A passage as the index has it."""

    row: Row
    bm25: float
    title: tuple[str, ...]
    in_title: frozenset[str]
    in_section: frozenset[str]
    in_text: frozenset[str]

    @classmethod
    def of(cls, row: Row) -> "Candidate":
        """From a row of the table, with its `bm25` (the more the better)."""
        title = tuple(dict.fromkeys(row["title_stems"].split()))
        section, text = frozenset(row["section_stems"].split()), frozenset(row["text_stems"].split())
        return cls(row, float(row["bm25"]), title, frozenset(title), section, text)


@dataclass(frozen=True)
class Features:
    """How well a passage fits a question; each is 0 to 1, but for the evidence."""

    recall: float
    """Share of what was said, by rarity, that the passage has."""
    title: float
    """Share of the title, by rarity, that was said."""
    sound: float
    """Likeness of the title's phonemes with those of what was said."""
    bm25: float
    """Beside the best candidate's."""
    evidence: float
    """What was said and the passage has, counted in words as rare as can be (0 to many)."""

    @property
    def total(self) -> float:
        """What the order goes by."""
        values = (self.recall, self.title, self.sound, self.bm25)
        return sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))


def ranked(candidates: Sequence[Candidate], queries: Sequence[Query]) -> list[tuple[Row, float]]:
    """The candidates, best first, each with the likelihood (0 to 1) that it is the right one."""
    if not candidates:
        return []
    best_bm25 = max(each.bm25 for each in candidates)
    fits = [_best_fit(each, queries, best_bm25) for each in candidates]
    order = sorted(range(len(candidates)), key=lambda place: (-fits[place][0], place))
    best = fits[order[0]][0]
    second = fits[order[1]][0] if len(order) > 1 else 0.0
    return [
        (candidates[place].row, round(trust(fits[place][1], fits[place][0] - (best if rank else second)), 4))
        for rank, place in enumerate(order)
    ]


def trust(fit: Features, distance: float) -> float:
    """The likelihood that a passage is right; `distance`: of its total from that of the best other one."""
    constant, of_title, of_distance, of_evidence = CONFIDENCE
    distance = max(-FURTHEST, min(FURTHEST, distance))
    return 1 / (1 + math.exp(-(constant + of_title * fit.title + of_distance * distance + of_evidence * fit.evidence)))


def _best_fit(candidate: Candidate, queries: Sequence[Query], best_bm25: float) -> tuple[float, Features]:
    fits = [features(candidate, query, best_bm25) for query in queries]
    return max(((fit.total * LATER_READING**rank, fit) for rank, fit in enumerate(fits)), key=lambda scored: scored[0])


def features(candidate: Candidate, query: Query, best_bm25: float) -> Features:
    """How well a candidate fits one reading."""
    said = sum(unit.weight for unit in query.units)
    heard = sum(unit.weight * _worth(candidate, unit) for unit in query.units)
    sound = candidate.row["title_sounds"]
    aligned = fuzz.partial_ratio(sound, query.sounds) / 100 if len(query.sounds) >= len(sound) >= SHORTEST_SOUND else 0
    return Features(
        recall=heard / said if said else 0.0,
        title=_share_of_title(candidate, query),
        sound=aligned or fuzz.ratio(sound, query.sounds) / 100,
        bm25=candidate.bm25 / best_bm25 if best_bm25 > 0 else 0.0,
        evidence=heard / query.vocabulary.rarity_of(1),
    )


def _worth(candidate: Candidate, unit: Unit) -> float:
    in_title = unit.match(candidate.in_title)
    if in_title >= IN_SECTION:
        return IN_TITLE * in_title
    everywhere = candidate.in_title | candidate.in_section | candidate.in_text
    return max(in_title, IN_SECTION * unit.match(candidate.in_section), IN_TEXT * unit.match(everywhere))


def _share_of_title(candidate: Candidate, query: Query) -> float:
    whole = said = 0.0
    for stem in candidate.title:
        rarity = query.vocabulary.rarity(stem)
        whole += rarity
        said += rarity * max((_meant(unit, stem, candidate) for unit in query.units), default=0.0)
    return said / whole if whole else 0.0


def _meant(unit: Unit, stem: str, candidate: Candidate) -> float:
    """How surely a unit means a stem; a phrase means its stems only where the passage has all of it."""
    best = unit.stems.get(stem, 0.0)
    for phrase, likely in unit.phrases.items():
        if stem in phrase and likely > best and all(each in candidate.in_title for each in phrase):
            best = likely
    return best
