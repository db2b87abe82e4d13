"""Figures of many calls: what came of them, word errors by question, what was taken for what."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from ivr.simulation.outcome import Exchange
from ivr.simulation.runner import Held
from ivr.simulation.shares import Share, Typical
from ivr.simulation.text import as_heard

NOTHING = "nothing"
_REPAIR = re.compile(r"\brepair=(\w+)")


@dataclass(frozen=True)
class Figures:
    """What came of a group of calls."""

    success: Share
    """Every expectation of the scenario holds."""
    automated: Share
    """`automated` calls: success, and nobody of the town hall need take over."""
    wrong: Share
    """`wrong_with_confidence` calls."""
    turns: Typical | None
    """Of the resident, in calls that succeeded; None: no call did."""
    seconds: Typical | None
    """Of calls that succeeded; None: no call did, or in text."""


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
    repairs: int
    """Times that something was not understood or not heard, in all calls together."""
    repaired: Share = Share(0, 0)
    """Of the resident's turns, those in which that happened."""
    repairs_by_cause: dict[str, int] = field(default_factory=dict)
    false_barge_ins: Share = Share(0, 0)
    """Of the times that the assistant stopped speaking for a sound, those that were no answer."""
    gap_ms: Typical | None = None
    """From the caller's last sound to the answer's first."""
    word_errors: dict[str, Share] = field(default_factory=dict)
    """By question: words wrong of words said; none in text."""
    confused: Share = Share(0, 0)
    """Of the calls in which a kind or meaning was expected, those in which another came."""
    confusions: tuple[Confusion, ...] = ()
    causes: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, Figures] = field(default_factory=dict)
    by_subject: dict[str, Figures] = field(default_factory=dict)
    cost: dict[str, float] = field(default_factory=dict)
    """Seconds of this machine, by stage (`Outcome.spent`), all calls together. Not comparable: not in the history."""

    @property
    def calls(self) -> int:
        """How many were held."""
        return self.all.success.of

    @property
    def repairs_a_call(self) -> float:
        """On average."""
        return self.repairs / max(1, self.calls)

    @property
    def words(self) -> Share:
        """Word errors over all questions."""
        return Share(
            sum(each.hits for each in self.word_errors.values()), sum(each.of for each in self.word_errors.values())
        )


def automated(held: Held) -> bool:
    """Whether the line served the resident alone: all they wanted, and neither a transfer nor a callback.

    The one definition of the automation rate. A call that failed is not automated, however it ended.
    """
    return not held.failures and not held.outcome.needs_person


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
        Share.that(calls, automated),
        Share.that(calls, wrong_with_confidence),
        Typical.of_values([each.outcome.turns for each in good]),
        Typical.of_values([each.outcome.seconds for each in good if each.outcome.seconds]),
    )


def condition(
    name: str, calls: Sequence[Held], causes: Counter[str], cost: Mapping[str, float] | None = None
) -> Condition:
    """Everything about the calls held in one way."""
    answers = [exchange for each in calls for exchange in each.outcome.exchanges if exchange.move]
    repairs = Counter(cause for each in answers for cause in _REPAIR.findall(each.understood))
    interruptions = sum(each.outcome.interruptions for each in calls)
    confused, confusions = _confusions(calls)
    return Condition(
        name,
        figures(calls),
        repairs.total(),
        Share.that(answers, lambda each: bool(_REPAIR.search(each.understood))),
        dict(repairs.most_common()),
        Share(sum(each.outcome.false_alarms for each in calls), interruptions),
        Typical.of_values([gap for each in calls for gap in each.outcome.gaps_ms]),
        _word_errors(answers) if any(each.outcome.seconds for each in calls) else {},
        confused,
        confusions,
        dict(causes.most_common()),
        _grouped(calls, lambda each: each.planned.scenario.caller.kind),
        _grouped(calls, lambda each: each.planned.file.parent.name),
        dict(cost or {}),
    )


def _grouped(calls: Iterable[Held], name: Callable[[Held], str]) -> dict[str, Figures]:
    groups: dict[str, list[Held]] = {}
    for each in calls:
        groups.setdefault(name(each), []).append(each)
    return {key: figures(groups[key]) for key in sorted(groups)}


def _word_errors(answers: Iterable[Exchange]) -> dict[str, Share]:
    """Words wrong and words said, by the question that was answered; what nobody listened to is left out."""
    wrong, said = Counter[str](), Counter[str]()
    for each in answers:
        if each.move and each.move.say and each.heard:
            words = as_heard(each.move.say).replace("'", "' ").split()
            slot = each.question.split(":")[0] or "(unknown)"
            wrong[slot] += min(Levenshtein.distance(words, each.heard.replace("'", "' ").split()), len(words))
            said[slot] += len(words)
    return {slot: Share(wrong[slot], count) for slot, count in said.most_common()}


def _confusions(calls: Iterable[Held]) -> tuple[Share, tuple[Confusion, ...]]:
    """Kinds and meanings that were expected, and what came instead; and of how many calls."""
    pairs, expecting = Counter[tuple[str, str]](), 0
    for held in calls:
        pair = _meant_and_got(held)
        expecting += pair is not None
        if pair and pair[0] != pair[1]:
            pairs[pair] += 1
    found = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return Share(pairs.total(), expecting), tuple(Confusion(*pair, times) for pair, times in found)


def _meant_and_got(held: Held) -> tuple[str, str] | None:
    """The kind that was to be stored, or else the meaning that was to be served, and what was; None: none expected."""
    expect, stored = held.planned.scenario.expect, held.outcome.stored
    for name, key, wanted in (("case", "kind", expect.case), ("appointment", "procedure", expect.appointment)):
        if key in wanted:
            otherwise = _first(held.outcome.intents).removeprefix("incident:") if name == "case" else NOTHING
            return str(wanted[key]), str(stored.get(name, {}).get(key) or otherwise)
    if not expect.intent:
        return None
    return expect.intent, expect.intent if expect.intent in held.outcome.intents else _first(held.outcome.intents)


def _first(intents: Sequence[str]) -> str:
    return intents[0] if intents else NOTHING
