"""How well requests are understood, against plain baselines over the same examples in the same run."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import sqlite_utils
from rapidfuzz import fuzz, process

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue
from dialogue.understanding.examples import Example, Ranked
from dialogue.understanding.request import RequestUnderstanding
from ivr.labelled import NOTHING, Judged, Rank, Request, judge


@dataclass(frozen=True)
class Score:
    """One method over one group of utterances. Shares from 0 to 1, times in milliseconds."""

    method: str
    group: str
    utterances: int
    first: float
    """The right meaning is ranked first."""
    acted: float
    """Acted upon, and rightly."""
    helped: float
    """Acted upon rightly, or the right one was among what was asked."""
    wrong: float
    """Acted upon with confidence, and wrongly."""
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Confusion:
    """A meaning taken for another, and how often."""

    meant: str
    taken_for: str
    times: int
    example: str


@dataclass(frozen=True)
class Report:
    """The whole measurement."""

    scores: tuple[Score, ...]
    confusions: tuple[Confusion, ...]
    intents: int


def measure(catalogue: Catalogue, requests: Sequence[Request]) -> Report:
    """Judge every request with the product and with the baselines."""
    understanding = RequestUnderstanding(catalogue)
    methods: dict[str, Rank] = {
        "guichet": understanding.request,
        "rapidfuzz alone": _rapidfuzz(understanding.ranker.examples),
        "BM25 alone": _bm25(understanding.ranker.examples),
    }
    groups = list(dict.fromkeys(request.group for request in requests))
    scores, confusions = [], Counter[tuple[str, str]]()
    examples: dict[tuple[str, str], str] = {}
    for method, rank in methods.items():
        for group in groups:
            judged, times = _judged(rank, [request for request in requests if request.group == group])
            scores.append(_score(method, group, judged, rank, times))
            if method == "guichet":
                for each in judged:
                    taken = (each.request.meaning or NOTHING, each.guess)
                    if each.verdict in ("wrong", "asked wrong"):
                        confusions[taken] += 1
                        examples.setdefault(taken, each.request.text)
    listed = tuple(Confusion(*pair, times, examples[pair]) for pair, times in confusions.most_common())
    return Report(tuple(scores), listed, len({request.meaning for request in requests if request.meaning}))


def _judged(rank: Rank, requests: Sequence[Request]) -> tuple[list[Judged], list[float]]:
    judged, times = [], []
    for request in requests:
        started = time.perf_counter()
        judged.append(judge(rank, request))
        times.append((time.perf_counter() - started) * 1000)
    return judged, times


def _score(
    method: str,
    group: str,
    judged: Sequence[Judged],
    rank: Rank,
    times: Sequence[float],
) -> Score:
    verdicts = Counter(each.verdict for each in judged)
    first = sum(_ranked_first(rank, each.request) for each in judged)
    right = verdicts["again"] if group == NOTHING else verdicts["acted"]
    helped = right if group == NOTHING else right + verdicts["asked"]
    total = len(judged)
    p95 = quantiles(times, n=20)[-1] if total > 1 else times[0]
    return Score(
        method,
        group,
        total,
        first / total,
        right / total,
        helped / total,
        verdicts["wrong"] / total,
        median(times),
        p95,
    )


def _ranked_first(rank: Rank, request: Request) -> bool:
    ranking = rank([request.text])
    return bool(ranking) and ranking[0].label == request.meaning


def _rapidfuzz(examples: Sequence[Example]) -> Rank:
    """The most alike example by letters, words in any order."""
    labels, texts = zip(*((example.label, fold(example.text)) for example in examples), strict=True)

    def rank(said: Sequence[str]) -> list[Ranked]:
        found = process.extract(fold(said[0]), texts, scorer=fuzz.token_set_ratio, limit=20)
        return _best_of_each((labels[place], score / 100, text) for text, score, place in found)

    return rank


def _bm25(examples: Sequence[Example]) -> Rank:
    """SQLite's full-text search over the examples: the best is acted upon, since BM25 knows no measure of its own."""
    database = sqlite_utils.Database(memory=True)
    database.table("examples").insert_all(
        {"label": example.label, "text": fold(example.text)} for example in examples
    ).enable_fts(["text"])

    def rank(said: Sequence[str]) -> list[Ranked]:
        words = " OR ".join(f'"{word}"' for word in fold(said[0]).split())
        if not words:
            return []
        rows = database.table("examples").search(words, limit=20, quote=False)
        return _best_of_each((row["label"], 1.0 - 0.1 * place, row["text"]) for place, row in enumerate(rows))

    return rank


def _best_of_each(found: Iterable[tuple[str, float, str]]) -> list[Ranked]:
    best: dict[str, Ranked] = {}
    for label, score, text in found:
        best.setdefault(label, Ranked(label, score, text))
    return list(best.values())
