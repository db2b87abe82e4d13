"""A procedure: which case the caller is in, in as few questions as what was said allows; then the case is told."""

from dataclasses import dataclass, field, replace

from dialogue.flows.base import Matter, PlainFlow
from dialogue.flows.procedures import asking, both, facets, following, prices, replies, sibling, side, stopping, unclear
from dialogue.flows.procedures.booked import Booked, FollowUp
from dialogue.flows.procedures.case import CaseFlow
from dialogue.flows.procedures.facets import Asked, Facet
from dialogue.flows.procedures.tree import (
    UNKNOWN,
    Position,
    Texts,
    answered,
    corrected,
    foretold,
    reached,
    refusing,
    taken_over,
    walk,
)
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT
from kb.procedures.due import out_of_date
from kb.procedures.model import Case, Document, Procedure, ProcedureQuestion

CLAUSE = 3
"""Words of "il m'en faut un autre pour ma fille": fewer are an answer."""
UNKNOWN_BEFORE_PERSON = 2
"""Questions of the caller's own that nobody can answer here; a further one is not understood."""
UNSURE_BEFORE_PERSON = 2
"""Times "je ne sais pas" at one question before a person is offered."""


@dataclass(frozen=True)
class _Known:
    """What was said and answered so far."""

    said: tuple[Texts, ...]
    given: dict[str, int] = field(default_factory=dict)
    asked: Asked | None = None
    """What the caller wants to know first of all."""
    told: frozenset[Facet] = frozenset()
    """What was told before the case was known, for it is the same in all."""


class ProcedureFlow(PlainFlow):
    """Asks the questions of one procedure that nothing said so far answers."""

    name = "procedure"
    topic = "votre démarche"

    def __init__(
        self,
        code: str,
        procedure: Procedure,
        said: tuple[Texts, ...],
        asked: Asked | None,
        booked: Booked | None = None,
    ) -> None:
        self._code, self._procedure, self._booked = code, procedure, booked
        self._known = _Known(said, asked=asked)
        self._before: FollowUp | None = booked.follow_up if booked else None
        self._came_with: FollowUp | None = None
        self._past: list[_Known] = []
        self._missed = self._unsure = self._unknown = 0
        self._given_up = False
        self._said_before = ""
        """A date that was told, but not exactly enough: "depuis trois ans"."""
        self._asked_before: set[Facet] = set()
        """What was asked at a question of the tree: once it is put off, then the question needs its answer."""
        self._telling: CaseFlow | None = None

    def matter(self, talk: Talk) -> Matter:
        """The procedure."""
        return Matter(self._procedure.label, self._procedure.label)

    @property
    def done(self) -> bool:
        """Whether the case was found, or given up."""
        return self._given_up or self._telling is not None

    # ------------------------------------------------------------------ what to ask

    def next(self, talk: Talk) -> Question | None:
        """The next question of the tree; None when the case was told."""
        if self._telling is not None and not self._telling.done:
            self._undo(talk)  # "retour" took the telling off: the last question comes again
        position = self._position(talk)
        question = self._procedure.question.get(position.code)
        if self._given_up:
            return None
        if question is None:
            self._followed(talk)
            if self._telling is not None:
                both.go_on(talk, self._code, self.told)
            return None
        return asking.asked(talk, position.code, question, again=self._missed > 0)

    @property
    def told(self) -> tuple[Texts, ...]:
        """All that was said of it, the request first."""
        return self._known.said

    def of_other(self, talk: Talk) -> None:
        """Take over whom the procedure was for that this one takes the place of: "pas le passeport, la carte"."""
        given = taken_over(self._procedure, talk.told_of_other, talk.now())
        asked = walk(self._procedure, {}, self._known.said, talk.now()).taken
        self._known = replace(self._known, given={code: option for code, option in given.items() if code not in asked})

    def came_with(self, follow_up: FollowUp | None) -> None:
        """What the words before this procedure went on from: it is over."""
        self._came_with = follow_up

    def _followed(self, talk: Talk) -> None:
        """From now on words may go on from this, or from what was done on the way: an appointment."""
        if talk.follow_up not in (None, self._came_with, self.follow_up):
            self._before = talk.follow_up
        talk.follow_up = self.follow_up

    def _position(self, talk: Talk) -> Position:
        return walk(self._procedure, self._known.given, self._known.said, talk.now())

    # ------------------------------------------------------------------ what was answered

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer and all else it tells. False: not understood."""
        code = question.name.partition(":")[2]
        asked = self._procedure.question[code]
        together = unclear.together(self._said_before, answer)
        refused = refusing(self._procedure, code)
        option = answered(asked, together, talk.now(), self._known.said, refused, again=self._missed > 0)
        if option is not None and side.only_asks(asked, answer, talk.now()):
            option = None
        if option is None and answer.dont_know():
            return self._not_known(talk, code, asked)
        if option is None:
            return (
                self.correct(talk, answer)
                or self.stop(talk, answer)
                or self._other_meant(talk, answer)
                or unclear.put_aside(talk, answer, self._procedure.label)
                or self._asked_meanwhile(talk, answer)
                or self._inexact(talk, code, asked, answer)
                or (self._before is not None and len(answer.text.split()) >= CLAUSE and self._before(talk, answer))
                or self._foretold(talk, code, answer)
                or self._asked_besides(talk, answer)
                or self._miss()
            )
        talk.note(f"{code}={asked.options[option].label or option + 1}")
        self._become(talk, self._with(answer, {**self._known.given, code: option}))
        return True

    def _foretold(self, talk: Talk, code: str, answer: Answer) -> bool:
        """What answers a later question is kept, and this one comes again."""
        if not answer.texts or not foretold(self._procedure, code, answer.texts, talk.now()):
            return False
        if answer.texts in self._known.said:
            return False
        talk.note("told ahead")
        talk.say("procedure_corrected")
        self._become(talk, self._with(answer, self._known.given))
        return True

    def _with(self, answer: Answer, given: dict[str, int]) -> _Known:
        said = (*self._known.said, answer.texts) if answer.texts else self._known.said
        return replace(self._known, said=said, given=given, asked=facets.asked_in(answer.texts) or self._known.asked)

    def _not_known(self, talk: Talk, code: str, asked: ProcedureQuestion) -> bool:
        """ "Je ne sais pas": a way on if there is one, else other words, then a person."""
        talk.note(f"{code}=unsure")
        if asked.unknown:
            self._become(talk, replace(self._known, given={**self._known.given, code: UNKNOWN}))
            return True
        self._unsure += 1
        self._missed += 1
        if self._unsure >= UNSURE_BEFORE_PERSON:
            unclear.offer_person(talk, self._procedure)
        else:
            talk.say("procedure_unsure")
        return True

    def _inexact(self, talk: Talk, code: str, asked: ProcedureQuestion, answer: Answer) -> bool:
        """A date that does not exist, or one that leaves the case open: said so, and asked again."""
        if asked.kind != "date" or not unclear.inexact(talk, answer, again=self._missed > 0, lasts=asked.lasts):
            return False
        if self._missed and asked.unknown:
            return self._not_known(talk, code, asked)
        self._missed += 1
        self._said_before = answer.text
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: the way for who does not know, else a person, else what every case has in common."""
        code = question.name.partition(":")[2]
        asked = self._procedure.question[code]
        if asked.unknown:
            self._not_known(talk, code, asked)
            return
        self._given_up = True
        unclear.offer_person(talk, self._procedure, self.left(talk))

    def left(self, talk: Talk) -> list[Case]:
        """The cases that it may still be."""
        return [self._procedure.facts_of(code) for code in reached(self._procedure, self._position(talk).code)]

    def _documents(self, talk: Talk) -> list[Document]:
        """What may have to be brought."""
        codes = {code for case in self.left(talk) for code in case.documents or ()}
        return [document for code, document in self._procedure.document.items() if code in codes]

    def correct(self, talk: Talk, answer: Answer) -> bool:
        """ "Non, c'est pour mon fils": another answer to a question on the way here. False when it is none."""
        given = self._corrected(talk, answer)
        if given is None:
            return False
        talk.note("corrected")
        told = self._telling
        self._become(talk, self._with(answer, given))
        if self._telling is told:
            talk.say("procedure_corrected")
        return True

    def stop(self, talk: Talk, answer: Answer) -> bool:
        """ "Non, c'est pour l'arrêter": what is said of that, else a person; never what begins it. False: not said."""
        if not stopping.wished(answer, self._procedure):
            return False
        way = stopping.way(self._procedure)
        if way == {}:
            return False
        if way is None:
            self._given_up = True
            stopping.not_known(talk, self._procedure)
        else:
            talk.note("to be stopped")
            self._become(talk, self._with(answer, way))
        return True

    def _other_meant(self, talk: Talk, answer: Answer) -> bool:
        """ "Non, de mariage": this one is dropped. False: no other paper is named."""
        other = sibling.go_on(talk, self._code, answer)
        self._given_up = self._given_up or other
        return other

    def _corrected(self, talk: Talk, answer: Answer) -> dict[str, int] | None:
        """The answers given, with one as the words give it otherwise, or open again; None when they change none."""
        taken, given = self._position(talk).taken, self._known.given
        other = corrected(self._procedure, given, taken, answer.texts, talk.now())
        if other is None and given and self._telling is not None and replies.contradicts(answer):
            last = next(reversed(given))
            rest = {code: option for code, option in given.items() if code != last}
            return rest if walk(self._procedure, rest, self._known.said, talk.now()).code == last else None
        return other

    def follow_up(self, talk: Talk, answer: Answer) -> bool:
        """What goes on from the case told, "et c'est combien ?", or from what came before it. False: nothing."""
        return (self._before is not None and self._before(talk, answer)) or self._goes_on(talk, answer)

    def taken_up(self, talk: Talk, answer: Answer) -> bool:
        """What is asked of it after one thing was answered without it: "et quels papiers ?". False: nothing is."""
        other = following.wants_something_else(talk, self._code, self._procedure, answer, corrects=False)
        if other or facets.asked(answer.texts) is None:
            return False
        self._known = self._with(answer, self._known.given)
        talk.begin(self)
        if not self.tell_common(talk) and self.next(talk) is not None:
            talk.say("procedure_depends")
        self.tell(talk)
        return True

    def _goes_on(self, talk: Talk, answer: Answer) -> bool:
        told = self._telling
        if told is None or not answer.texts or talk.topic != INTENT + self._code:
            return False
        corrects = self._corrected(talk, answer) is not None
        if following.wants_something_else(talk, self._code, self._procedure, answer, corrects=corrects):
            return False
        if facets.asked(answer.texts) != "who" and corrects:
            talk.begin(self)
            return self.correct(talk, answer)
        if not told.tell_asked(talk, answer):
            return False
        if not told.done:
            talk.begin(told)
        return True

    def _asked_meanwhile(self, talk: Talk, answer: Answer) -> bool:
        """ "C'est combien ?" before the case is known: it is told first of all when it is."""
        asked = facets.asked_in(answer.texts)
        if asked is None or following.asks_price_of_another(talk, self._code, self._documents(talk), answer):
            return False
        talk.note(f"asked={asked.facet}")
        if asked.facet in self._asked_before:  # asked again instead of answering: the question comes in other words
            talk.say("procedure_answer_first")
            self._known, self._missed = replace(self._known, asked=asked), self._missed + 1
            return True
        self._asked_before.add(asked.facet)
        self._known, self._missed = replace(self._known, asked=asked), 0
        if not self.tell_common(talk):
            talk.say("procedure_after" if asked.facet in ("send", "appointment") else "procedure_depends")
        return True

    def _asked_besides(self, talk: Talk, answer: Answer) -> bool:
        """ "Et la photo, on peut la faire sur place ?": answered, or said not to be known; the question comes again."""
        left = self.left(talk)
        found = side.document(self._procedure, left, answer)
        fact = side.told(left, answer) or side.cannot_come(left, answer.texts)
        if fact:
            talk.note("asked=fact")
            talk.sentences.extend(talk.wording.literal(fact))
        elif found is not None:
            side.tell_document(talk, found[0], needed=found[1])
        elif self._unknown == UNKNOWN_BEFORE_PERSON or not side.not_known(
            talk, self._code, self._procedure.label, answer
        ):
            return False
        else:
            self._unknown += 1
        self._missed = 0
        return True

    def tell_common(self, talk: Talk) -> bool:
        """Tell what was asked if it is the same for every case that is left. False when it is not, or nothing was."""
        asked = self._known.asked
        if asked is None:
            return False
        if asked.facet == "cost" and self.tell_price(talk):
            return True
        cases = self.left(talk)
        texts = {facets.says(case, asked.facet) for case in cases}
        if len(texts) > 1 or not any(texts) or any(out_of_date(case, talk.now().date()) for case in cases):
            return False
        for text in texts.pop():
            talk.sentences.extend(talk.wording.literal(text))
        self._known = replace(self._known, asked=None, told=self._known.told | {asked.facet})
        return True

    def tell_price(self, talk: Talk) -> bool:
        """Say the figures of a page of the town, where the price is asked and no case of the procedure has any."""
        asked = self._known.asked
        if asked is None or asked.facet != "cost" or prices.stated(self.left(talk)):
            return False
        if not prices.tell(talk, asked.texts, self._procedure.label):
            return False
        self._known = replace(self._known, asked=None, told=self._known.told | {asked.facet})
        return True

    def _miss(self) -> bool:
        self._missed += 1
        return False

    def _become(self, talk: Talk, known: _Known) -> None:
        self._past.append(self._known)
        self._known = known
        self._missed = self._unsure = 0
        self._said_before = ""
        self.tell(talk)

    def tell(self, talk: Talk) -> None:
        """Begin to tell the case, if it is found; who cannot come hears at once what the sheet says of that."""
        self._tell_who_comes(talk)
        position = self._position(talk)
        found = position.code
        if found not in self._procedure.case:
            return
        talk.note(f"case={found}")
        talk.cases_told[self._code] = position
        self._telling = CaseFlow(
            self._code, self._procedure, found, self._known.told, self.correct, self._booked, self._known.said
        )
        talk.begin(self._telling)
        self._telling.open(talk, self._known.asked)
        if self._booked is not None:
            self._booked.found(talk, self._procedure, found)

    def _tell_who_comes(self, talk: Talk) -> None:
        if "who" in self._known.told:
            return
        left = self.left(talk)
        fact = next((who for said in self._known.said if (who := side.cannot_come(left, said))), "")
        if fact:
            talk.note("asked=who")
            talk.sentences.extend(talk.wording.literal(fact))
            self._known = replace(self._known, told=self._known.told | {"who"})

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past:
            return False
        self._known, self._missed, self._unsure = self._past.pop(), 0, 0
        return True

    def _undo(self, talk: Talk) -> None:
        self._telling = None
        if not self.back(talk):  # the request itself told all: ask everything
            self._known = _Known((), {}, None)
