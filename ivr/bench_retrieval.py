"""How well questions are answered from the passages, against two plain ways of searching in the same run.

The thresholds of the plain ways are tuned as the program's own were: on the tuning half, the lowest at which at most
3 in 100 answers given are wrong. Both halves are reported; only the reporting half says something.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from dialogue import catalogue
from dialogue.flows.knowledge import ACT
from dialogue.understanding.request import RequestUnderstanding
from ivr.bench_questions import CLEAN, HEARD, REPORT, TUNE, Labelled, Search, bm25_alone, labelled, rapidfuzz_alone
from ivr.bench_sample import sample
from kb.demo_commune.knowledge import FETCHED, FOLDER
from kb.importers.passages_toml import import_passages
from kb.passages import Passage
from kb.store import Store

WRONG_AT_MOST = 0.03
LOOKED_AT = 10
MANY_PASSAGES, MANY_ADDRESSES = 5000, 20_000


@dataclass(frozen=True)
class Quality:
    """One way of searching over one half and form of the questions; shares from 0 to 1."""

    method: str
    half: str
    form: str
    questions: int
    first: float
    """The right passage comes first (of those questions that have one)."""
    first_three: float
    mrr: float
    """Mean of 1 / rank of the right passage."""
    answered: float
    """Answered, and rightly, above the threshold (of those that have an answer)."""
    wrong: float
    """Something wrong said with confidence (of all questions)."""
    rejected: float
    """Not answered (of the questions that have no answer)."""


@dataclass(frozen=True)
class Latency:
    """How long one thing takes, in milliseconds of one core: what other programs do meanwhile does not count."""

    what: str
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Outcome:
    """What became of one question."""

    question: Labelled
    rank: int
    """Of the right passage, from 1; 0: not found."""
    score: float
    """Of the first."""


def retrieval(most: int = 0) -> tuple[list[Quality], list[Latency]]:
    """Measure quality on the demo commune's pages, and latency there and with 5,000 passages and 20,000 addresses.

    `most`: about so many of the questions only, and not the many passages, for a quick look; 0: all.
    """
    questions = sample(labelled(), lambda each: (each.half, each.form, bool(each.page)), most)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        import_passages(store, FOLDER, FETCHED)
        passages = store.passages.all()
        program: Search = searching(store)
        program(questions[0].text)
        methods = {"guichet": program, "BM25": bm25_alone(passages), "rapidfuzz": rapidfuzz_alone(passages)}
        qualities: list[Quality] = []
        latencies: list[Latency] = []
        for name, search in methods.items():
            outcomes, times = asked(search, questions)
            qualities += judged(name, outcomes, ACT if search is program else threshold(outcomes))
            latencies.append(_latency(f"{name}: a question, {len(passages)} passages", times))
        if not most:
            latencies += _crowded(store, passages, questions)
    return qualities, latencies


def searching(store: Store) -> Search:
    """The program's own search."""
    return lambda text: [(found.passage.url, found.score) for found in store.passages.search([text], LOOKED_AT)]


def asked(search: Search, questions: Sequence[Labelled]) -> tuple[list[Outcome], list[float]]:
    """Ask everything; the outcomes, and the milliseconds of each."""
    outcomes, times = [], []
    for question in questions:
        started = time.thread_time()
        found = search(question.text)
        times.append((time.thread_time() - started) * 1000)
        right = (rank for rank, (url, _) in enumerate(found, 1) if question.page and url.endswith(f"/{question.page}"))
        outcomes.append(Outcome(question, next(right, 0), found[0][1] if found else 0.0))
    return outcomes, times


def threshold(outcomes: Sequence[Outcome]) -> float:
    """The lowest score at which so few of the answers given on the tuning half are wrong."""
    tuning = [each for each in outcomes if each.question.half == TUNE]
    for score in sorted({each.score for each in tuning}):
        given = [each for each in tuning if each.score >= score]
        if sum(each.rank != 1 for each in given) <= WRONG_AT_MOST * len(given):
            return score
    return max(each.score for each in tuning) + 1


def judged(method: str, outcomes: Sequence[Outcome], least: float) -> Iterator[Quality]:
    """The figures of each half and form; `least`: the score from which an answer is given."""
    for half in (TUNE, REPORT):
        for form in (CLEAN, HEARD):
            of_form = [each for each in outcomes if (each.question.half, each.question.form) == (half, form)]
            answerable = [each for each in of_form if each.question.page]
            others = [each for each in of_form if not each.question.page]
            yield Quality(
                method,
                half,
                form,
                len(of_form),
                _share(each.rank == 1 for each in answerable),
                _share(1 <= each.rank <= 3 for each in answerable),
                sum(1 / each.rank for each in answerable if each.rank) / len(answerable),
                _share(each.rank == 1 and each.score >= least for each in answerable),
                _share(each.rank != 1 and each.score >= least for each in of_form),
                _share(each.score < least for each in others),
            )


def _share(judged: Iterator[bool]) -> float:
    found = list(judged)
    return sum(found) / len(found)


def _latency(what: str, times: Sequence[float]) -> Latency:
    cut = quantiles(times, n=20)
    return Latency(what, cut[9], cut[18])


def _crowded(store: Store, passages: Sequence[Passage], questions: Sequence[Labelled]) -> list[Latency]:
    """With many passages (the same ones, each in other words in part) and many addresses; new words every time."""
    from ivr.bench_crowd import addresses, crowd

    store.passages.synchronise("crowd", crowd(passages, MANY_PASSAGES - len(passages)), FETCHED)
    with store.database.transaction():
        addresses(store, MANY_ADDRESSES)
    store.gazetteer.match(["rue"])
    understanding = RequestUnderstanding(catalogue.load())
    search = searching(store)
    search("piscine")
    looked, understood, placed, whole = [], [], [], []
    for question in questions:
        began = time.thread_time()
        understanding.request([question.text])
        known = time.thread_time()
        search(question.text)
        found = time.thread_time()
        store.gazetteer.match([question.text])
        ended = time.thread_time()
        understood.append((known - began) * 1000)
        looked.append((found - known) * 1000)
        placed.append((ended - found) * 1000)
        whole.append((found - began) * 1000)
    size = f"{store.passages.count()} passages"
    return [
        _latency("understanding a request", understood),
        _latency(f"guichet: a question, {size}", looked),
        _latency(f"understanding and retrieval, {size}", whole),
        _latency(f"finding a place, {MANY_ADDRESSES} addresses", placed),
    ]
