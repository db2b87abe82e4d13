"""After a booking whose case is not known: what to bring is offered, and told in as few questions as it takes."""

from dialogue.flows.base import Matter, PlainFlow
from dialogue.flows.procedures import facets, replies
from dialogue.flows.procedures.booked import Booked, announce
from dialogue.flows.procedures.facets import Asked, Facet
from dialogue.flows.procedures.flow import ProcedureFlow
from dialogue.flows.procedures.tree import Texts, corrected
from dialogue.flows.serving import serve
from dialogue.questions import EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, decide
from kb.appointments import Appointment
from kb.procedures.model import Procedure

_TOLD: frozenset[Facet] = frozenset({"documents", "cost", "delay", "who", "validity", "advice"})
"""What somebody may ask instead of saying yes."""
SHORTEST = 3
"""Words of a request of its own."""


def offer(talk: Talk, booked: Appointment, said: list[Texts]) -> None:
    """Offer to tell what to bring. What was told of the same case in this call is not offered again, but noted."""
    code = booked.context.procedure
    procedure = talk.catalogue.procedures.get(code)
    if procedure is None or booked.context.case or talk.upset:
        return
    told = talk.cases_told.get(code)
    if told is not None and all(corrected(procedure, {}, told.taken, texts, talk.now()) is None for texts in said):
        announce(talk, booked, procedure, told.code)
        return
    talk.begin(PapersOffer(procedure, booked, said))


class PapersOffer(PlainFlow):
    """One question; a yes, or a question about the procedure, begins it. Any other request goes first."""

    name = "papers"

    def __init__(self, procedure: Procedure, booked: Appointment, said: list[Texts]) -> None:
        self._procedure, self._booked, self._said = procedure, booked, said
        self._done = False

    def matter(self, talk: Talk) -> Matter:
        """The procedure."""
        return Matter(self._procedure.label, self._procedure.label)

    def next(self, talk: Talk) -> Question | None:
        """Whether to tell it, until that is answered."""
        if self._done:
            return None
        return Question("papers", "rdv_ask_papers", {}, EXPECT_YES_NO, YES_OR_NO, 3, help="procedure")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Yes with all it tells, no, or something else that is wanted. False: not understood."""
        if len(answer.text.split()) >= SHORTEST and talk.follow_up is not None and talk.follow_up(talk, answer):
            self._done = True  # a second thought about the booking itself: "ah non, demain je travaille"
            return True
        declined = replies.unwanted(answer) or replies.later(answer)
        asked = None if declined else facets.asked_in(answer.texts)
        reply = False if declined else True if asked is not None and asked.facet in _TOLD else answer.yes_no()
        if reply is None and not answer.dont_know():
            return self._something_else(talk, answer)
        self._done = True
        talk.note(f"papers={'yes' if reply else 'no'}")
        if reply:
            self._begin(talk, answer, asked)
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: not told."""
        self._done = True

    def _begin(self, talk: Talk, answer: Answer, asked: Asked | None) -> None:
        said = (*self._said, *([answer.texts] if answer.texts else []))
        code = self._booked.context.procedure
        talk.topic = INTENT + code
        flow = ProcedureFlow(code, self._procedure, said, asked, Booked(self._booked, talk.follow_up))
        talk.begin(flow)
        flow.tell(talk)

    def _something_else(self, talk: Talk, answer: Answer) -> bool:
        """Another request: what was only offered does not come back after it."""
        if len(answer.text.split()) < SHORTEST:
            return False
        match decide(talk.understanding.request(answer.texts)):
            case Act(meaning, score):
                self._done = True
                talk.note(meaning, score)
                serve(talk, meaning, answer)
                return True
            case _:
                return False
