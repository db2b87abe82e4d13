"""A case told: is it possible, what to bring, the rest as far as it is wanted, then a message or an appointment."""

from collections.abc import Callable
from dataclasses import replace

from accessibility.hearing import fold
from dialogue.flows import procedure_facets as facets
from dialogue.flows import procedure_list as listing
from dialogue.flows import procedure_stages as stages
from dialogue.flows import sending
from dialogue.flows.agent import CallbackFlow
from dialogue.flows.appointment import AppointmentFlow, Context
from dialogue.flows.base import NEITHER_KEY, PlainFlow
from dialogue.flows.procedure_facets import Facet
from dialogue.flows.procedure_message import message_of
from dialogue.flows.procedure_stages import TOGETHER, Stage, Told
from dialogue.flows.procedure_teller import Teller
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, decide
from kb.procedures.due import out_of_date
from kb.procedures.model import Procedure

AT_ONCE = 3
"""So many documents are dictated without asking for a pencil first."""
ADVICE_AT_ONCE = 2
SAYS_MORE = 3
"""Words of "non, mon fils": a lone yes or no is no correction."""
SHORT = 4
"""Words of "voilà, je suis prête"."""
_ENOUGH = frozenset(
    "c est bon;c est bon merci;ca ira;ca ira merci;ca va;ca va merci;c est tout;non c est tout;merci;merci beaucoup;"
    "non merci c est tout;rien d autre;ca suffit;non ca ira;non ca ira merci;non c est bon;"
    "non c est bon merci".split(";")
)
"""To an offer these decline, and all offers of the kind."""
_NOT_WANTED = ("pas besoin", "pas la peine", "inutile", "je connais", "je sais deja", "pas la liste", "je ne veux pas")


class CaseFlow(PlainFlow):
    """Tells one case. `correct` is asked whether words that answer nothing mean another case."""

    name = "procedure"
    topic = "votre démarche"

    def __init__(
        self,
        code: str,
        procedure: Procedure,
        case: str,
        asked: Facet | None,
        correct: Callable[[Talk, Answer], bool],
    ) -> None:
        self._code, self._procedure, self._case_code = code, procedure, case
        self._case = procedure.facts_of(case)
        self._teller = Teller(procedure, self._case)
        self._asked = asked
        self._correct = correct
        self._told = Told(self._case)
        self._past: list[Told] = []

    @property
    def done(self) -> bool:
        """Whether all was told, or another case took its place."""
        return self._told.stage == "done"

    @property
    def subject(self) -> str:
        """What a person would be told the call is about."""
        return self._case.label

    def open(self, talk: Talk) -> None:
        """Say which case it is, then whether it is possible, or first of all what was asked; then the list begins."""
        asked = self._asked
        talk.say("procedure_understood", label=self._case.label)
        talk.achieve("answer")
        if asked is not None and self._case.possible and facets.says(self._case, asked):
            self._teller.facts(talk, (asked,))
            self._teller.warn(talk)
            self._told = replace(self._told, facets=frozenset({asked}), stage="list_too")
            if not self._teller.documents:
                self._advance(talk, "list_too")
            return
        self._teller.verdict(talk)
        if not self._case.possible:
            self._advance(talk, "where")
        elif asked == "send" and talk.send_by:
            self._told = replace(self._told, stage="send")
        else:
            self._begin_list(talk)

    def next(self, talk: Talk) -> Question | None:
        """The question of this stage; None when all is told."""
        return stages.question(self._told, talk)

    # ------------------------------------------------------------------ what was answered

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow the answer, or tell what was asked instead. False: not understood."""
        before = self._told
        if self._again(talk, answer) or self._asked_for(talk, answer):
            understood = True
        elif len(answer.text.split()) >= SAYS_MORE and answer.texts and self._correct(talk, answer):
            self._told = replace(self._told, stage="done")
            return True
        else:
            understood = self._reply(talk, answer)
        if self._told != before:
            self._past.append(before)
        return understood

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: the list goes on, what is only offered is left."""
        self._follow(talk, self._told.stage in ("ready", "fetch", "list"), answer)

    def back(self, talk: Talk) -> bool:
        """Back to the question before; a piece of the list is dictated again."""
        if not self._past:
            return False
        self._told = self._past.pop()
        if self._told.stage == "list":
            self._dictate(talk, self._told.piece)
        return True

    def follow_up(self, talk: Talk, answer: Answer) -> bool:
        """A question about the same case, after all was told: "et c'est combien ?"."""
        facet = facets.asked(answer.texts)
        other = decide(talk.understanding.request(answer.texts)) if facet else None
        if facet is None or (isinstance(other, Act) and other.meaning != INTENT + self._code):
            return False
        if not self._asked_for(talk, answer):
            return False
        if not self.done:
            talk.begin(self)
        return True

    def _again(self, talk: Talk, answer: Answer) -> bool:
        """ "Répétez le deuxième", "la photo, c'est-à-dire ?", "redites toute la liste"."""
        documents, texts = self._teller.documents, answer.texts
        if not documents or not texts or not self._case.possible:
            return False
        again, listed = listing.wants_again(texts), self._told.stage == "list"
        if again and listing.wants_all(texts):
            self._dictate(talk, 0)
            return True
        named = again or (answer.yes_no() is None and facets.asked(texts) is None)
        piece = self._teller.pieces[self._told.piece] if listed else range(len(documents))
        place = listing.item_asked(texts, documents, piece) if named else None
        if place is not None:
            talk.note(f"item={place + 1}")
            self._teller.item(talk, place)
            self._told = replace(self._told, aside=True)
        elif again and listed:
            self._dictate(talk, self._told.piece)
        return place is not None or (again and listed)

    def _asked_for(self, talk: Talk, answer: Answer) -> bool:
        """A question of the caller's own: just that is told, then the pending question comes again."""
        facet = facets.asked(answer.texts)
        unwanted = not self._case.possible or any(words in fold(answer.text) for words in _NOT_WANTED)
        if facet is None or (facet == "documents" and unwanted):
            return False
        if facet == self._told.stage == "send":
            return self._reply_to_send(talk, answer)
        talk.note(f"asked={facet}")
        match facet:
            case "documents":
                self._dictate(talk, 0) if self._teller.pieces else self._teller.few(talk)
                return True
            case "send":
                self._send(talk, answer)
            case "source":
                self._teller.source(talk)
            case "appointment":
                self._book(talk)
            case _:
                self._tell(talk, facet)
        self._told = replace(self._told, aside=True)
        return True

    def _tell(self, talk: Talk, facet: Facet) -> None:
        """One fact; when it is what was being offered, all of the offer."""
        if facet in TOGETHER.get(self._told.stage, ()):
            self._follow(talk, True, Answer())
        elif facets.says(self._case, facet):
            self._teller.facts(talk, (facet,))
            self._told = replace(self._told, facets=self._told.facets | {facet})
        else:
            self._teller.no_fact(talk, facet)

    def _reply(self, talk: Talk, answer: Answer) -> bool:
        """Yes or no to the question of the stage."""
        stage = self._told.stage
        if stage == "send":
            return self._reply_to_send(talk, answer)
        enough = stage in TOGETHER and any(fold(text) in _ENOUGH for text in answer.texts[:1])
        reply = False if enough or answer.dont_know() else answer.yes_no()
        if reply is None and stage == "fetch" and 0 < len(answer.text.split()) <= SHORT:
            reply = True
        if reply is None:
            return False
        talk.note(f"{stage}={'yes' if reply else 'no'}")
        if enough:
            self._advance(talk, "advice")
        else:
            self._follow(talk, reply, answer)
        return True

    def _reply_to_send(self, talk: Talk, answer: Answer) -> bool:
        channel = sending.channel_in(talk, answer)
        if channel is None and answer.yes_no() is not False and answer.keys != NEITHER_KEY:
            return False
        if channel is not None:
            self._send_by(talk, channel)
        self._advance(talk, "send")
        return True

    # ------------------------------------------------------------------ what follows

    def _follow(self, talk: Talk, reply: bool, answer: Answer) -> None:
        """Do what a yes or no to the stage's question amounts to."""
        match self._told.stage:
            case "ready":
                self._follow_ready(talk, reply, answer)
            case "fetch":
                if reply:
                    self._dictate(talk, 0)
            case "list":
                self._follow_piece(talk, reply)
            case stage if reply:
                self._accept(talk, stage)
            case "list_too":  # one thing was asked, and no more is wanted
                self._advance(talk, "advice" if self._out_of_date(talk) else "appointment")
            case stage:
                self._advance(talk, stage)

    def _accept(self, talk: Talk, stage: Stage) -> None:
        match stage:
            case "list_too":
                self._begin_list(talk)
            case "advice":
                self._advise(talk)
            case "callback":
                talk.begin(CallbackFlow(talk, "out of date", self._case.label, agreed=True))
                self._advance(talk, stage)
            case "appointment":
                self._advance(talk, stage)
                self._book(talk)
            case _:
                untold = self._told.untold(stage)
                self._teller.facts(talk, untold)
                self._told = replace(self._told, facets=self._told.facets.union(untold))
                self._advance(talk, stage)

    def _follow_ready(self, talk: Talk, reply: bool, answer: Answer) -> None:
        if reply:
            self._dictate(talk, 0)
        elif any(words in fold(answer.text) for words in _NOT_WANTED):
            self._advance(talk, "list_too")
        else:
            self._told = replace(self._told, stage="fetch")

    def _follow_piece(self, talk: Talk, noted: bool) -> None:
        piece = self._told.piece
        if not noted:
            talk.say("procedure_list_again")
            self._dictate(talk, piece)
        elif piece + 1 < len(self._teller.pieces):
            self._dictate(talk, piece + 1)
        else:
            self._advance(talk, "list_too")

    def _begin_list(self, talk: Talk) -> None:
        count = len(self._teller.documents)
        if count > AT_ONCE:
            self._told = replace(self._told, stage="ready", aside=False)
        elif count > 1:
            self._dictate(talk, 0)
        else:
            self._teller.few(talk)
            self._advance(talk, "list_too")

    def _dictate(self, talk: Talk, piece: int) -> None:
        self._teller.piece(talk, piece)
        self._told = replace(self._told, stage="list", piece=piece, aside=False)

    def _advise(self, talk: Talk) -> None:
        """How long it is valid, and a little advice at a time."""
        start = self._told.advice
        if "validity" in self._told.untold("advice"):
            self._teller.facts(talk, ("validity",))
        self._teller.advice(talk, start, start + ADVICE_AT_ONCE)
        self._told = replace(
            self._told, advice=start + ADVICE_AT_ONCE, facets=self._told.facets | {"validity"}, aside=False
        )
        if self._told.advice >= len(self._case.advice):
            self._told = replace(self._told, facets=self._told.facets | {"advice"})
            self._advance(talk, "advice")

    def _send(self, talk: Talk, answer: Answer) -> None:
        """The list is asked for as a message."""
        channel = sending.channel_in(talk, answer) or sending.only(talk)
        if channel is not None:
            self._send_by(talk, channel)
        elif talk.send_by:
            self._told = replace(self._told, stage="send")
        else:
            talk.say("sending_impossible")

    def _send_by(self, talk: Talk, channel: sending.Channel) -> None:
        talk.begin(sending.SendingFlow(talk, channel, message_of(talk, self._procedure, self._case)))
        self._told = replace(self._told, sent=True)

    def _out_of_date(self, talk: Talk) -> bool:
        return out_of_date(self._case, talk.now().date())

    def _bookable(self, talk: Talk) -> bool:
        """Whether the case needs an appointment and a desk of this town gives it."""
        desks, desk = talk.store.desks, self._case.appointment
        return bool(desk) and (desks.get(desk or "") or desks.serving(self._code)) is not None

    def _book(self, talk: Talk) -> None:
        if not self._bookable(talk):
            self._tell(talk, "where")
            return
        documents = tuple(document.say for document in self._teller.documents)
        AppointmentFlow.begin(talk, self._case.appointment or "", Context(self._code, self._case_code, documents))
        self._told = replace(self._told, booked=True)

    def _advance(self, talk: Talk, stage: Stage) -> None:
        self._told = self._told.after(stage, talk, bookable=self._bookable(talk))
        if self.done:
            self._correct = lambda talk, answer: False  # the questions of the tree are over
            talk.follow_up = self.follow_up
