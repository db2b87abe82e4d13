"""What a caller wants: the ranking of meanings, and the decision to act, confirm, choose or ask again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue, IncidentKind, Intent
from dialogue.french.phrase_files import pattern_of
from dialogue.french.street_names import end_of_name, find_street
from dialogue.french.words import folded
from dialogue.understanding.always import Expressions
from dialogue.understanding.danger_doubt import DangerDoubt
from dialogue.understanding.deeds import APPOINTMENT, STEP_AHEAD, appointment_named
from dialogue.understanding.examples import Example, Ranked
from dialogue.understanding.ranking import Ranker

INCIDENT = "incident:"
INTENT = "intent:"
NOTHING = ""
"""Label of what asks for nothing: nearer to such a sentence, nothing else is meant."""

ACT = 0.85
"""From here on the best meaning is acted upon: one in seven or fewer such guesses is wrong, and each is said aloud."""
CONFIRM = 0.35
"""From here on it is worth asking "Voulez-vous ... ?"."""
READINGS = 3
"""Readings of the n-best that are looked at: the further ones cost as much and are seldom right."""
PLAIN = 0.99
"""How sure a meaning is whose own expression was said."""
EITHER = 0.2
"""A runner-up as likely as this is offered beside the best."""


@dataclass(frozen=True)
class Act:
    """Sure enough to go on."""

    meaning: str
    score: float


@dataclass(frozen=True)
class Confirm:
    """Likely: ask yes or no."""

    meaning: str
    score: float


@dataclass(frozen=True)
class Choose:
    """Two meanings are about as likely: offer both."""

    first: str
    second: str
    score: float


@dataclass(frozen=True)
class AskAgain:
    """Nothing fits."""

    score: float


Decision = Act | Confirm | Choose | AskAgain


def decide(ranking: Sequence[Ranked]) -> Decision:
    """Act, confirm, choose or ask again, from how sure each meaning is."""
    if not ranking:
        return AskAgain(0.0)
    best, runner_up = ranking[0], ranking[1] if len(ranking) > 1 else None
    if best.score >= ACT:
        return Act(best.label, best.score)
    if runner_up is not None and runner_up.score >= EITHER and best.score + runner_up.score >= CONFIRM:
        return Choose(best.label, runner_up.label, best.score)
    return Confirm(best.label, best.score) if best.score >= CONFIRM else AskAgain(best.score)


class RequestUnderstanding:
    """Understands what callers ask, over the catalogue's examples. Shared by all calls, read-only."""

    def __init__(self, catalogue: Catalogue, kept_in: Path | None = None) -> None:
        kinds = {INCIDENT + code: (*kind.examples, *_heard(catalogue, code)) for code, kind in catalogue.kinds.items()}
        intents = {
            INTENT + code: (*each.examples, *_heard(catalogue, code)) for code, each in catalogue.intents.items()
        }
        of_kinds = {INCIDENT + code: kind.keywords for code, kind in catalogue.kinds.items()}
        of_intents = {INTENT + code: intent.keywords for code, intent in catalogue.intents.items()}
        nothing = {NOTHING: catalogue.nothing} if catalogue.nothing else {}
        self.ranker = Ranker(_examples({**kinds, **intents, **nothing}), {**of_kinds, **of_intents}, kept_in)
        self._danger = DangerDoubt(catalogue, kept_in / "danger" if kept_in else None)
        self._appointments = {INTENT + code: STEP_AHEAD for code in catalogue.intents if code.startswith(APPOINTMENT)}
        entries: dict[str, Intent | IncidentKind] = {INTENT + code: each for code, each in catalogue.intents.items()}
        entries |= {INCIDENT + code: each for code, each in catalogue.kinds.items()}
        self._plain = {
            meaning: Expressions.of(each) for meaning, each in entries.items() if each.surely or each.surely_together
        }
        self._never = {meaning: pattern_of(each.never) for meaning, each in entries.items() if each.never}
        self._only_with = {meaning: pattern_of(each.only_with) for meaning, each in entries.items() if each.only_with}
        self._no_reports = {INTENT + code for code, intent in catalogue.intents.items() if intent.denies_incidents}
        self.small_talk = {INTENT + code for code, intent in catalogue.intents.items() if intent.flow == "chat"}

    def request(self, texts: Sequence[str], without: Collection[str] = ()) -> list[Ranked]:
        """Everything a caller may want, best first, `without` what was refused before.

        Small talk is there only when it is clear: nobody is asked about it.
        """
        without = {*without, *self.never_meant(texts)}
        ahead = self._appointments if appointment_named(texts) else {}
        ranking = self.ranker.rank(_with_and_without_place(texts), ahead, without=without)
        meant = (each for each in ranking if each.label != NOTHING)
        clear = [each for each in meant if each.score >= ACT or each.label not in self.small_talk]
        plain = self._plainly(texts, without, clear)
        return [*plain, *(each for each in clear if each.label not in {known.label for known in plain})]

    def never_meant(self, texts: Sequence[str]) -> list[str]:
        """Meanings that the best reading excludes."""
        said = fold(texts[0]) if texts else ""
        excluded = [meaning for meaning, known in self._never.items() if known.search(said)]
        return excluded + [meaning for meaning, known in self._only_with.items() if not known.search(said)]

    def _plainly(self, texts: Sequence[str], without: Collection[str], clear: Sequence[Ranked]) -> list[Ranked]:
        """The first meaning that the best reading has an expression of which always means it.

        It yields to a clear incident, unless it denies one; small talk to any clear request.
        """
        said = fold(texts[0]) if texts else ""
        acted = [each.label for each in clear[:1] if each.score >= ACT and each.label not in self.small_talk]
        for meaning, known in self._plain.items():
            stronger = [label for label in acted if meaning in self.small_talk or label.startswith(INCIDENT)]
            yields = bool(stronger) and meaning not in self._no_reports
            if meaning not in without and not yields and known.said(said):
                return [Ranked(meaning, PLAIN, said)]
        return []

    def danger(self, texts: Sequence[str]) -> str:
        """Code of a danger that the words may tell of, to be asked about; empty for none."""
        return self._danger.code(texts, lambda: next((each.score for each in self.request(texts)), 0.0))

    def kind(self, texts: Sequence[str], without: Collection[str] = ()) -> list[Ranked]:
        """Incident kinds only, best first; `without` some, as if there were none such."""
        return self.ranker.rank(_with_and_without_place(texts), among=INCIDENT, without=without)


def _heard(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    return catalogue.heard.get(code, ())


def _examples(texts: Mapping[str, Sequence[str]]) -> list[Example]:
    return [Example(label, text) for label, each in texts.items() for text in each]


def _with_and_without_place(texts: Sequence[str]) -> list[str]:
    """Each reading, and the best also without its street: "des tags rue Gambetta" is no less about tags."""
    if not texts:
        return []
    spelled = folded(texts[0])
    start = find_street(spelled)
    if not start:
        return list(texts[:READINGS])
    rest = [*spelled[:start], *spelled[end_of_name(spelled, start) :]]
    return [texts[0], " ".join(rest), *texts[1:READINGS]]


@lru_cache(maxsize=4)
def _made_from(catalogue: "_ByIdentity", kept_in: Path | None) -> RequestUnderstanding:
    return RequestUnderstanding(catalogue.held, kept_in)


def understanding_of(catalogue: Catalogue, kept_in: Path | None = None) -> RequestUnderstanding:
    """The understanding of a catalogue, made once a process; what it learned is kept in a folder for others."""
    return _made_from(_ByIdentity(catalogue), kept_in)


class _ByIdentity:
    """A catalogue as a key: the same object is the same catalogue."""

    def __init__(self, held: Catalogue) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.held is self.held

    def __hash__(self) -> int:
        return id(self.held)
