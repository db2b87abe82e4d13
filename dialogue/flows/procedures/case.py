"""A case told to a caller: what they reply, what they ask meanwhile, what they want to hear again or correct."""

from collections.abc import Callable
from dataclasses import replace

from dialogue import restating
from dialogue.flows import sending
from dialogue.flows.base import NEITHER_KEY, Matter, PlainFlow
from dialogue.flows.procedures import facets, following, listing, replies, side, stages, unclear
from dialogue.flows.procedures.booked import Booked
from dialogue.flows.procedures.facets import Asked, Facet
from dialogue.flows.procedures.stages import TOGETHER, Stage, Told
from dialogue.flows.procedures.telling import Telling
from dialogue.french.ages import age_in
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.procedures.model import Procedure

SAYS_MORE = 3
"""Words of "non, mon fils": a lone yes or no is no correction."""

AGE_ALONE = 8
"""Words of "elle a quatre-vingt-deux ans vous savez"."""

_DICTATING: tuple[Stage, ...] = ("ready", "fetch", "list")


class CaseFlow(PlainFlow):
    """Tells one case, without what is `known` already. `correct` is asked whether words mean another case."""

    name = "procedure"
    topic = "votre démarche"

    def __init__(
        self,
        code: str,
        procedure: Procedure,
        case: str,
        known: frozenset[Facet],
        correct: Callable[[Talk, Answer], bool],
        booked: Booked | None = None,
        said: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self._telling = Telling(code, procedure, case, known, booked)
        self._telling.said = said
        self._code, self._correct = code, correct
        self._past: list[Told] = []

    @property
    def done(self) -> bool:
        """Whether all was told, or another case took its place."""
        return self._telling.told.stage == "done"

    def matter(self, talk: Talk) -> Matter:
        """The case."""
        return Matter(self._telling.case.label, self._telling.case.label)

    def open(self, talk: Talk, asked: Asked | None) -> None:
        """Say what comes first: what was asked before the case was known, else whether it is possible."""
        self._telling.open(talk, asked)

    def next(self, talk: Talk) -> Question | None:
        """The question of this stage; None when all is told."""
        return stages.question(self._telling.told, talk)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow the answer, or tell what was asked instead. False: not understood."""
        before = self._telling.told
        if restating.load().reported(answer.text):  # "non, c'est pour signaler ...": none of this was wanted
            return False
        if self._again(talk, answer):
            understood = True
        elif (
            (len(answer.text.split()) >= SAYS_MORE or self._age_told(talk, answer))
            and answer.texts
            and not replies.later(answer)
            and self._correct(talk, answer)
        ):
            self._telling.told = replace(before, stage="done")
            return True
        else:
            understood = self.tell_asked(talk, answer) or self._named(talk, answer) or self._reply(talk, answer)
            if not understood:
                understood = unclear.put_aside(talk, answer, self._telling.case.label)
            understood = understood or self._asked_besides(talk, answer)
            if not understood and self._age_told(talk, answer):
                talk.note("age told")
                talk.say("procedure_corrected")  # "quatre-vingt-deux ans": the case stays the same
                understood = True
        if self._telling.told != before:
            self._past.append(before)
        return understood

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: the list goes on, what is only offered is left."""
        self._telling.follow(talk, reply=self._telling.told.stage in ("ready", "fetch", "list"))

    def back(self, talk: Talk) -> bool:
        """Back to the question before; a piece of the list is dictated again."""
        if not self._past:
            return False
        self._telling.told = told = self._past.pop()
        if told.stage == "list":
            self._telling.dictate(talk, told.piece)
        return True

    # ------------------------------------------------------------------ what was said

    def tell_asked(self, talk: Talk, answer: Answer) -> bool:
        """A question of the caller's own: just that is told, then the pending question comes again. False: none."""
        telling, facet = self._telling, facets.asked(answer.texts)
        if facet == "cost" and following.asks_price_of_another(talk, self._code, telling.documents, answer):
            return False
        if facet is None or (replies.later(answer) and answer.yes_no() is False):
            return False
        if facet == "documents" and (not telling.case.possible or replies.unwanted(answer)):
            return False
        if facet == telling.told.stage == "send":
            return self._reply_to_send(talk, answer)
        known = facet in telling.told.facets and telling.told.stage not in _DICTATING
        if known and (answer.yes_no() is False or replies.only_that(answer)):
            talk.note("nothing but that")
            telling.told = replace(telling.told, stage="done")
            return True
        telling.ask(talk, facet, answer.texts)
        if known:  # heard twice: what is only offered is left
            telling.told = replace(telling.told, stage="done")
        return True

    def _asked_besides(self, talk: Talk, answer: Answer) -> bool:
        """ "Et s'il ne le fait pas, il a une amende ?": told, or kept for an agent; the list goes on after it."""
        telling = self._telling
        fact = side.told((telling.case,), answer) or side.cannot_come((telling.case,), answer.texts)
        if fact:
            talk.note("asked=fact")
            talk.sentences.extend(talk.wording.literal(fact))
            return True
        return not self._age_told(talk, answer) and side.not_known(
            talk, self._code, telling.case.label, answer, told=True
        )

    def _age_told(self, talk: Talk, answer: Answer) -> bool:
        """An age and hardly anything else, said of one's own accord."""
        short = len(answer.text.split()) <= AGE_ALONE
        return bool(answer.texts) and short and age_in(answer.text, talk.now().date()) is not None

    def _again(self, talk: Talk, answer: Answer) -> bool:
        """ "Répétez le deuxième", "la photo, c'est-à-dire ?", "redites toute la liste"."""
        telling = self._telling
        if not telling.listable or not listing.wants_again(answer.texts):
            return False
        if listing.wants_all(answer.texts):
            telling.dictate(talk, 0)
            return True
        listed, told = telling.told.stage == "list", telling.item(talk, answer.texts)
        if listed and not told:
            telling.dictate(talk, telling.told.piece)
        return told or listed

    def _named(self, talk: Talk, answer: Answer) -> bool:
        """ "La photo ?": a document, and nothing that answers."""
        return answer.yes_no() is None and self._telling.item(talk, answer.texts, named=True)

    def _reply(self, talk: Talk, answer: Answer) -> bool:
        """Yes or no to the question of the stage."""
        telling, stage = self._telling, self._telling.told.stage
        telling.said = (*telling.said, answer.texts)
        if stage == "send":
            return self._reply_to_send(talk, answer)
        enough = replies.enough(stage, answer)
        reply = False if enough else replies.reply_at(stage, answer)
        if reply is None and replies.later(answer) and not answer.dont_know():
            reply = False
        if reply is None:
            return False
        if stage == "fetch" and not reply and replies.waiting(answer):
            return True
        talk.note(f"{stage}={'yes' if reply else 'no'}")
        if enough:
            telling.advance(talk, "advice" if stage in TOGETHER else "list_too")
        else:
            telling.follow(talk, reply=reply, unwanted=replies.unwanted(answer))
        return True

    def _reply_to_send(self, talk: Talk, answer: Answer) -> bool:
        channel = sending.channel_in(talk, answer)
        if channel is None and answer.yes_no() is not False and answer.keys != NEITHER_KEY:
            return False
        if channel is not None:
            self._telling.send_by(talk, channel)
        self._telling.advance(talk, "send")
        return True
