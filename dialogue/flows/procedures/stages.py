"""The order in which a case is told: its stages, the question of each, and which comes next."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from accessibility.pacing import OPEN, Patience
from dialogue.flows import sending
from dialogue.flows.procedures.facets import Facet, says
from dialogue.questions import EXPECT_YES_NO, YES_OR_NO, Expectation, Question
from dialogue.talk import Talk
from kb.procedures.due import out_of_date
from kb.procedures.model import Case

Stage = Literal[
    "ready", "fetch", "list", "list_too", "cost", "where", "advice", "callback", "send", "appointment", "done"
]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which they come; the first four are entered by what the caller wants, not one after another."""
TOGETHER: dict[Stage, tuple[Facet, ...]] = {
    "cost": ("cost", "delay"),
    "where": ("where", "who"),
    "advice": ("validity", "advice"),
}
"""What is told at a stage, if it is wanted and was not told before."""
_QUESTIONS: dict[Stage, str] = {
    "ready": "procedure_ready",
    "fetch": "procedure_fetch",
    "list": "procedure_noted",
    "list_too": "procedure_list_too",
    "cost": "procedure_offer_cost",
    "where": "procedure_offer_where",
    "advice": "procedure_offer_advice",
    "callback": "procedure_stale_callback",
    "appointment": "procedure_appointment",
}
_PAIRS: frozenset[Stage] = frozenset({"cost", "where"})
_LISTENING = Expectation(OPEN, EXPECT_YES_NO.phrases)
_FETCHING = Expectation(Patience(end_of_speech_s=1.0, no_input_s=60.0))
"""A pencil is being fetched: a minute, as after "attendez"."""


@dataclass(frozen=True)
class Told:
    """How far the telling of a case is."""

    case: Case
    stage: Stage = "ready"
    piece: int = 0
    """Piece of the list that was dictated last."""
    repeated: int | None = None
    """Piece that was said again because it was not noted."""
    facets: frozenset[Facet] = frozenset()
    """Facts told."""
    advice: int = 0
    """Pieces of advice told."""
    aside: bool = False
    """Something else was told since the question: it comes again in words that stand alone."""
    sent: bool = False
    booked: bool = False
    may_book: bool = False
    """It was said that an appointment can be made here: who declines the rest is still asked about it."""

    def out_of_date(self, talk: Talk) -> bool:
        """Whether what is told may have changed since it was checked."""
        return out_of_date(self.case, talk.now().date())

    def untold(self, stage: Stage) -> tuple[Facet, ...]:
        """What of a stage the case has and the caller does not know yet."""
        return tuple(each for each in TOGETHER.get(stage, ()) if each not in self.facets and says(self.case, each))

    def after(self, stage: Stage, talk: Talk, *, bookable: bool) -> "Told":
        """At the next stage for which this case and this town have something."""
        later = STAGES[STAGES.index(stage) + 1 :]
        following = next(each for each in later if self._wanted(each, talk, bookable=bookable))
        return replace(self, stage=following, aside=False)

    def _wanted(self, stage: Stage, talk: Talk, *, bookable: bool) -> bool:
        possible = self.case.possible
        match stage:
            case "cost" | "where":
                return possible and bool(self.untold(stage))
            case "advice":
                return bool(self.untold(stage))
            case "callback":
                return self.out_of_date(talk)
            case "send":
                return possible and bool(talk.send_by) and not self.sent
            case "appointment":
                return possible and bookable and not self.booked
            case _:
                return stage == "done"


def question(told: Told, talk: Talk) -> Question | None:
    """The question of a stage; None when all is told."""
    stage, name = told.stage, f"procedure_{told.stage}"
    if stage == "done":
        return None
    if stage == "send":
        return sending.offer(talk, name)
    slots = {"fact": str(len(told.case.documents or ()))} if stage == "ready" else {}
    expects = _FETCHING if stage == "fetch" else _LISTENING
    retry = "procedure_noted_retry" if stage == "list" else YES_OR_NO
    return Question(name, _wording(told), slots, expects, retry, settle_after=3, help="procedure")


def _wording(told: Told) -> str:
    """As it is asked: only for what was not told already."""
    if told.stage == "list" and told.aside:
        return "procedure_noted_again"
    if told.stage == "advice" and told.advice:
        return "procedure_more_advice"
    untold = told.untold(told.stage)
    if told.stage in _PAIRS and len(untold) == 1:
        return f"procedure_offer_{untold[0]}_only"
    return _QUESTIONS[told.stage]
