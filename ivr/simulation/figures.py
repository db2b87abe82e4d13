"""Figures of many calls: shares with their confidence, word errors by question, what was taken for what."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from rapidfuzz.distance import Levenshtein

from ivr.simulation.runner import Held
from ivr.simulation.text import as_heard

Z = 1.96
"""Of a confidence of 95 %."""


@dataclass(frozen=True)
class Share:
    """Some of so many, from 0 to 1, with its 95 % interval (Wilson 1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Within which the true share lies, 95 times in a hundred."""
        if not self.of:
            return 0.0, 1.0
        share, count = self.value, self.of
        middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
        half = Z / (1 + Z**2 / count) * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    @classmethod
    def that(cls, calls: Sequence[Held], holds: Callable[[Held], bool]) -> "Share":
        """Of these calls, those for which it holds."""
        return cls(sum(map(holds, calls)), len(calls))


@dataclass(frozen=True)
class Figures:
    """What came of a group of calls."""

    success: Share
    alone: Share
    """Ended without a person being needed."""
    helped_alone: Share
    """Both: what the caller wanted, without a person."""
    wrong: Share
    """Something wrong stored, or said, with confidence."""
    turns: float
    """To success, the median."""
    seconds: float
    """To success, the median; 0 in text."""


@dataclass(frozen=True)
class Confusion:
    """What was expected, and what came instead."""

    meant: str
    got: str
    times: int


@dataclass(frozen=True)
class Condition:
    """All figures of the calls held in one way: in text, clean, in noise."""

    name: str
    all: Figures
    by_kind: dict[str, Figures]
    by_subject: dict[str, Figures]
    word_errors: dict[str, Share]
    """By question: words wrong of words said."""
    confusions: tuple[Confusion, ...]
    repairs: float
    """Times a call, on average, that something was not understood or not heard."""
    false_alarms: int
    gap_ms: tuple[int, int] | None
    """From the caller's last sound to the answer's first: median and 95th percentile."""
    causes: dict[str, int] = field(default_factory=dict)


def wrong_with_confidence(held: Held) -> bool:
    """Whether the call left something wrong behind it that the caller took for right."""
    about = {each.about for each in held.failures}
    unfit = "unsaid" in about and held.outcome.outcome == "answer"
    stored = "stored" in about and held.outcome.outcome not in ("abandoned", "callback", "transfer")
    return stored or unfit or "said" in about


def figures(calls: Sequence[Held]) -> Figures:
    """The figures of a group."""
    good = [each for each in calls if not each.failures]
    return Figures(
        Share(len(good), len(calls)),
        Share.that(calls, lambda each: not each.outcome.needs_person),
        Share.that(calls, lambda each: not each.failures and not each.outcome.needs_person),
        Share.that(calls, wrong_with_confidence),
        float(median([each.outcome.turns for each in good] or [0])),
        float(median([each.outcome.seconds for each in good] or [0])),
    )


def condition(name: str, calls: Sequence[Held], causes: Counter[str]) -> Condition:
    """Everything about the calls held in one way."""
    exchanges = [exchange for each in calls for exchange in each.outcome.exchanges]
    gaps = sorted(gap for each in calls for gap in each.outcome.gaps_ms)
    repairs = sum(exchange.understood.count("repair=") for exchange in exchanges)
    return Condition(
        name,
        figures(calls),
        _grouped(calls, lambda each: each.planned.scenario.caller.kind),
        _grouped(calls, lambda each: each.planned.file.parent.name),
        _word_errors(calls),
        _confusions(calls),
        round(repairs / max(1, len(calls)), 2),
        sum(each.outcome.false_alarms for each in calls),
        (int(median(gaps)), int(quantiles(gaps, n=20)[-1])) if len(gaps) > 1 else None,
        dict(causes.most_common()),
    )


def _grouped(calls: Iterable[Held], name: Callable[[Held], str]) -> dict[str, Figures]:
    groups: dict[str, list[Held]] = {}
    for each in calls:
        groups.setdefault(name(each), []).append(each)
    return {key: figures(groups[key]) for key in sorted(groups)}


def _word_errors(calls: Iterable[Held]) -> dict[str, Share]:
    """Words wrong and words said, by the question that was answered."""
    wrong, said = Counter[str](), Counter[str]()
    for held in calls:
        for each in held.outcome.exchanges:
            if each.move and each.move.say and each.heard:
                words = as_heard(each.move.say).replace("'", "' ").split()
                slot = each.question.split(":")[0] or "(unknown)"
                wrong[slot] += min(Levenshtein.distance(words, each.heard.replace("'", "' ").split()), len(words))
                said[slot] += len(words)
    return {slot: Share(wrong[slot], count) for slot, count in said.most_common()}


def _confusions(calls: Iterable[Held]) -> tuple[Confusion, ...]:
    """Kinds and meanings that were expected, and what came instead."""
    pairs = Counter[tuple[str, str]]()
    for held in calls:
        expect = held.planned.scenario.expect
        meant = str(expect.case.get("kind") or expect.appointment.get("procedure") or expect.intent)
        if meant and held.failures:
            case, booked = held.outcome.stored.get("case", {}), held.outcome.stored.get("appointment", {})
            got = str(case.get("kind") or booked.get("procedure") or " ".join(held.outcome.intents[:1]) or "nothing")
            pairs[meant, got] += got != meant
    return tuple(Confusion(*pair, times) for pair, times in pairs.most_common() if times)
