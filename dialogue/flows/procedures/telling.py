"""The steps of telling a case: the list piece by piece, facts, advice, a message, an appointment, what comes next."""

from dataclasses import replace

from dialogue.flows import agent, sending
from dialogue.flows.agent import CallbackFlow
from dialogue.flows.appointments import choosing
from dialogue.flows.procedures import facets, listing
from dialogue.flows.procedures.booked import Booked
from dialogue.flows.procedures.deeds import CaseDeeds
from dialogue.flows.procedures.facets import Asked, Facet
from dialogue.flows.procedures.stages import TOGETHER, Stage, Told
from dialogue.flows.procedures.teller import Teller
from dialogue.talk import Talk
from kb.procedures.model import Document, Procedure

AT_ONCE = 3
"""So many documents are dictated without asking for a pencil first."""
ADVICE_AT_ONCE = 2


class Telling:
    """How far a case is told, and every step of it. What the caller says is understood elsewhere."""

    def __init__(
        self, code: str, procedure: Procedure, case: str, known: frozenset[Facet], booked: Booked | None = None
    ) -> None:
        self.case = procedure.facts_of(case)
        place_told: frozenset[Facet] = frozenset({"where"} if booked else ())
        self.told = Told(self.case, facets=known | place_told, booked=booked is not None)
        self._booked = booked
        self._teller = Teller(procedure, self.case)
        self._deeds = CaseDeeds(code, procedure, case)
        self.said: tuple[tuple[str, ...], ...] = ()
        """What was said on the way: a wish for a time is kept until an appointment is taken."""

    # ------------------------------------------------------------------ beginning

    def open(self, talk: Talk, asked: Asked | None) -> None:
        """Say which case it is, then whether it is possible, or first of all what was asked; then the list begins."""
        facet = asked.facet if asked else None
        if self._booked is not None:
            self.told = replace(self.told, sent=self._booked.confirmed_later(talk))
        talk.say("procedure_understood", label=self.case.label)
        talk.achieve("answer")
        if facet is not None and self.case.possible and facets.says(self.case, facet):
            self._teller.facts(talk, (facet,))
            self._teller.warn(talk)
            self.told = replace(self.told, facets=self.told.facets | {facet})
            self._offer_list(talk)
            return
        self._teller.verdict(talk)
        if not self.case.possible:
            self.advance(talk, "where")
        elif asked is None or not self._open_with(talk, asked):
            self._begin_list(talk)

    def _open_with(self, talk: Talk, asked: Asked) -> bool:
        """What was asked for while the case was not known yet: a message, an appointment."""
        match asked.facet:
            case "send" if talk.send_by:
                self.send(talk, asked.texts)
                if self.told.sent:
                    self.advance(talk, "send")
            case "appointment" if self._deeds.bookable(talk):
                self._offer_list(talk)
                self.book(talk, asked.texts)
            case "by_appointment":
                self._by_appointment(talk)
                self._offer_list(talk)
            case _:
                return False
        return True

    def _offer_list(self, talk: Talk) -> None:
        """After something else was told first."""
        self.told = replace(self.told, stage="list_too")
        if not self._teller.documents:
            self.advance(talk, "list_too")

    # ------------------------------------------------------------------ what was asked

    def ask(self, talk: Talk, facet: Facet, texts: tuple[str, ...]) -> None:
        """Tell what the caller asks; the pending question comes again after it."""
        talk.note(f"asked={facet}")
        match facet:
            case "documents":
                self.dictate(talk, 0) if self._teller.pieces else self._teller.few(talk)
                return
            case "send":
                self.send(talk, texts)
            case "source":
                self._teller.source(talk)
            case "appointment":
                self.book(talk, texts)
            case "by_appointment":
                self._by_appointment(talk)
                self._offer_appointment(talk)
            case _:
                self._tell(talk, facet)
        self.told = replace(self.told, aside=True)

    def _tell(self, talk: Talk, facet: Facet) -> None:
        """One fact; when it is what was being offered, all of the offer."""
        if facet in TOGETHER.get(self.told.stage, ()):
            self.follow(talk, reply=True)
        elif facets.says(self.case, facet):
            self._teller.facts(talk, (facet,))
            self.told = replace(self.told, facets=self.told.facets | {facet})
        else:
            self._teller.no_fact(talk, facet)

    def _by_appointment(self, talk: Talk) -> None:
        """Whether one is needed; and that it can be made here, which is then offered whatever else is not wanted."""
        bookable = self._deeds.bookable(talk)
        self._teller.by_appointment(talk, bookable=bookable)
        self.told = replace(self.told, may_book=self.told.may_book or bookable)

    def _offer_appointment(self, talk: Talk) -> None:
        """Only when nothing else is left to tell: else it is offered in its turn."""
        told = self.told
        if told.stage == "done" and self.case.possible and self._deeds.bookable(talk) and not told.booked:
            self.told = replace(told, stage="appointment")

    @property
    def documents(self) -> tuple[Document, ...]:
        """What is to be brought."""
        return self._teller.documents

    def item(self, talk: Talk, texts: tuple[str, ...], *, named: bool = False) -> bool:
        """Explain the document that the words name; `named`: by nothing else. False when they name none."""
        documents = self._teller.documents
        near = self._teller.pieces[self.told.piece] if self.told.stage == "list" else range(len(documents))
        place = listing.item_asked(texts, documents, near)
        if place is None or not self.listable or (named and not listing.names(texts, documents[place])):
            return False
        talk.note(f"item={place + 1}")
        self._teller.item(talk, place)
        self.told = replace(self.told, aside=True)
        return True

    @property
    def listable(self) -> bool:
        """Whether there is a list to dictate."""
        return self.case.possible and bool(self._teller.documents)

    def send(self, talk: Talk, texts: tuple[str, ...]) -> None:
        """The list is asked for as a message, with or without the channel."""
        channel = sending.channel_named(talk, texts) or sending.only(talk)
        if channel is not None:
            self.send_by(talk, channel)
        elif talk.send_by:
            self.told = replace(self.told, stage="send")
        else:
            talk.say("sending_impossible")

    def send_by(self, talk: Talk, channel: sending.Channel) -> None:
        """Send it."""
        self._deeds.send(talk, channel)
        self.told = replace(self.told, sent=True)

    def book(self, talk: Talk, texts: tuple[str, ...] = ()) -> None:
        """Begin to book, for this case unless `texts` name something else; where to go when none can be booked."""
        if self._deeds.book(talk, texts, choosing.hours_wished(talk, (*self.said, texts) if texts else self.said)):
            self.told = replace(self.told, booked=True)
        else:
            self._teller.facts(talk, ("where",))

    # ------------------------------------------------------------------ what follows

    def follow(self, talk: Talk, *, reply: bool, unwanted: bool = False) -> None:
        """Do what a yes or no to the stage's question amounts to. `unwanted`: it was said that no list is wanted."""
        match self.told.stage:
            case "ready" if reply:
                self.dictate(talk, 0)
            case "ready" if unwanted:
                self.advance(talk, "list_too")
            case "ready":
                self.told = replace(self.told, stage="fetch")
            case "fetch" if reply:
                self.dictate(talk, 0)
            case "fetch":
                self._cannot_write(talk)
            case "list":
                self._follow_piece(talk, reply)
            case stage if reply:
                self._accept(talk, stage)
            case "list_too":  # one thing was asked, and no more is wanted
                last: Stage = "send" if self.told.may_book else "appointment"
                self.advance(talk, "advice" if self.told.out_of_date(talk) else last)
            case stage:
                self.advance(talk, stage)

    def _follow_piece(self, talk: Talk, noted: bool) -> None:
        piece = self.told.piece
        if not noted and self.told.repeated != piece:
            talk.say("procedure_list_again")
            self.dictate(talk, piece)
            self.told = replace(self.told, repeated=piece)
        elif not noted and talk.send_by and not self.told.sent:  # who cannot write it down may get it in writing
            self.told = replace(self.told, stage="send", aside=False)
        elif piece + 1 < len(self._teller.pieces):
            self.dictate(talk, piece + 1)
        else:
            self.advance(talk, "list_too")

    def _cannot_write(self, talk: Talk) -> None:
        """Nothing to write with, said twice: the list is sent, or a person calls back; it is not waited for again."""
        talk.note("cannot write")
        if talk.send_by and not self.told.sent:
            talk.say("procedure_cannot_write")
            self.told = replace(self.told, stage="send", aside=False)
            return
        self.advance(talk, "list_too")
        agent.offer_person(talk, "procedure_cannot_write", "cannot write", self.case.label)

    def _accept(self, talk: Talk, stage: Stage) -> None:
        match stage:
            case "list_too":
                self._begin_list(talk)
            case "advice":
                self._advise(talk)
            case "callback":
                talk.begin(CallbackFlow(talk, "out of date", self.case.label, agreed=True))
                self.advance(talk, stage)
            case "appointment":
                self.advance(talk, stage)
                self.book(talk)
            case _:
                untold = self.told.untold(stage)
                self._teller.facts(talk, untold)
                self.told = replace(self.told, facets=self.told.facets.union(untold))
                self.advance(talk, stage)

    def _begin_list(self, talk: Talk) -> None:
        count = len(self._teller.documents)
        if count > AT_ONCE:
            self.told = replace(self.told, stage="ready", aside=False)
        elif count > 1:
            self.dictate(talk, 0)
        else:
            self._teller.few(talk)
            self.advance(talk, "list_too")

    def dictate(self, talk: Talk, piece: int) -> None:
        """Say a piece of the list; whether it is noted is asked next."""
        self._teller.piece(talk, piece)
        self.told = replace(self.told, stage="list", piece=piece, aside=False)

    def _advise(self, talk: Talk) -> None:
        """How long it is valid, and a little advice at a time."""
        start = self.told.advice
        if "validity" in self.told.untold("advice"):
            self._teller.facts(talk, ("validity",))
        self._teller.advice(talk, start, start + ADVICE_AT_ONCE)
        known: frozenset[Facet] = self.told.facets | {"validity"}
        self.told = replace(self.told, advice=start + ADVICE_AT_ONCE, facets=known, aside=False)
        if self.told.advice >= len(self.case.advice):
            self.told = replace(self.told, facets=known.union(("advice",)))
            self.advance(talk, "advice")

    def advance(self, talk: Talk, stage: Stage) -> None:
        """Leave a stage for the next one that has something to offer."""
        self.told = self.told.after(stage, talk, bookable=self._deeds.bookable(talk))
