"""The repair ladder: what to do when caller and assistant do not get through to each other.

Each cause (silence, noise, too quiet, unclear) has its own wording and its own count of failures on the
question at hand; wording changes each time. A person is offered after the second failure. The caller is never
cut off; only a line on which nobody has spoken for about a minute is closed, after asking, and one with nothing but
noise for several.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum


class Cause(Enum):
    """Why an answer did not come through. The values are wording keys."""

    SILENCE = "silence"
    NOISE = "noise"
    QUIET = "quiet"
    UNCLEAR = "unclear"


class Step(Enum):
    """What to do about it."""

    REASK = "reask"
    """Say what was wrong, ask the same in other words."""
    OFFER_PERSON = "offer_person"
    SETTLE = "settle"
    """Go on with what there is: the question allows it."""
    LAST_CALL = "last_call"
    """Nobody seems to be there: ask, and say that the call will end."""
    NOBODY = "nobody"
    """Nobody is there: say good-bye."""


FAILURES_BEFORE_PERSON = 2
SILENCES_BEFORE_NOBODY = 6
WORDLESS_BEFORE_NOBODY = 24
"""Silences and noises in a row without a word: a television in an empty room. Who is there has long had the keys and
a person offered, and may need minutes to speak."""
PATIENT_SILENCES = 12
"""After a danger: the caller may be busy saving somebody, with the telephone in a pocket."""


@dataclass
class _Failures:
    """What went wrong on one question."""

    since_offer: int = 0
    by_cause: Counter[Cause] = field(default_factory=Counter)


class RepairLadder:
    """Failures of one conversation, counted for each question until it is answered."""

    def __init__(self) -> None:
        self._questions: defaultdict[str, _Failures] = defaultdict(_Failures)
        self._times: Counter[Cause] = Counter()
        self._silences = 0
        self._wordless = 0
        """Silences and noises since somebody spoke, however faintly."""

    def answered(self, question: str, *, aside: bool = False) -> None:
        """The caller got through on this question: start afresh.

        `aside`: the question was the offer of a person; the trouble it was about is not over.
        """
        self._questions.pop(question, None)
        self._silences = self._wordless = 0
        if not aside:
            self._times.clear()

    def heard_something(self, *, spoke: bool = True) -> None:
        """Somebody is there, whatever was said; not `spoke`: it may be a television, too."""
        self._silences = 0
        if spoke:
            self._wordless = 0

    def fail(
        self, question: str, cause: Cause, settle_after: int | None, *, may_offer: bool = True, patient: bool = False
    ) -> Step:
        """Count a failure and say what to do.

        After `settle_after` unclear answers the question settles for what it has; silence never settles, since
        nothing was said to settle for. `may_offer` is false while a person is being offered already; `patient`
        waits longer before the line is taken for empty.
        """
        failures = self._questions[question]
        failures.by_cause[cause] += 1
        self._times[cause] += 1
        failures.since_offer += 1
        self._silences = self._silences + 1 if cause is Cause.SILENCE else 0
        self._wordless = self._wordless + 1 if cause in (Cause.SILENCE, Cause.NOISE) else 0
        allowed = PATIENT_SILENCES if patient else SILENCES_BEFORE_NOBODY
        wordless = 2 * WORDLESS_BEFORE_NOBODY if patient else WORDLESS_BEFORE_NOBODY
        left = min(allowed - self._silences, wordless - self._wordless)
        if left <= 0:
            return Step.NOBODY
        if left == 1:
            return Step.LAST_CALL
        if settle_after is not None and failures.by_cause[Cause.UNCLEAR] >= settle_after:
            return Step.SETTLE
        if may_offer and failures.since_offer >= FAILURES_BEFORE_PERSON:
            failures.since_offer = 0
            return Step.OFFER_PERSON
        return Step.REASK

    def times(self, cause: Cause) -> int:
        """Failures of this cause since the caller last got through, whatever the question: 1 at the first."""
        return self._times[cause]
