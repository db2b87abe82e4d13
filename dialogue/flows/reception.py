"""The reception: an open question, what the caller wants, and the flow that takes care of it."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from accessibility.hearing import fold
from accessibility.repair import FAILURES_BEFORE_PERSON
from dialogue.actions import HangUp, Sentence
from dialogue.events import Utterance
from dialogue.flows import knowledge, phone
from dialogue.flows.agent import offer_person
from dialogue.flows.base import Choice, PlainFlow, Then, YesNo
from dialogue.flows.projects import taking_part
from dialogue.flows.serving import intent_of, label_of, serve
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INCIDENT, Act, AskAgain, Choose, Confirm, decide
from dialogue.understanding.several import Part, clause_in, requests_in


class ReceptionFlow(PlainFlow):
    """Greets, understands the request, hands it on, and asks what else there is, until there is nothing."""

    name = "reception"

    def __init__(self, greeted: bool = False) -> None:
        self._greeted = greeted
        self._served = 0
        self._wants_more = False
        self._refused: tuple[str, ...] = ()
        self._in_vain = 0
        self._waiting: list[Part] = []
        """Requests of the same breath, still to be served."""
        self._closing = False
        """Nothing more is wanted: what was proposed last decides nothing but the good-bye."""

    def next(self, talk: Talk) -> Question | None:
        """The greeting at first, then "anything else?"; never done by itself."""
        if self._closing:
            self._end(talk)
            return None
        if not self._greeted:
            self._greeted = True
            return Question("request", "greeting", retry="not_understood_request")
        if self._in_vain:
            return Question("request", "say_otherwise", retry="not_understood_request")
        if self._waiting:
            return self._next_of_several(talk, self._waiting.pop(0))
        served = self._served or talk.dangers_told or talk.stored
        if served and not self._wants_more:
            return Question("anything_else", "anything_else", retry="anything_else_retry", help="request")
        return Question("request", "next_request", retry="not_understood_request")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Understand the request, or that there is none. False: not understood."""
        may_be_done = question.name == "anything_else" or self._wants_more
        if may_be_done and talk.follow_up is not None and talk.follow_up(talk, answer):
            self._refused, self._in_vain, self._wants_more = (), 0, False
            return True
        understand = cache(partial(talk.understanding.request, answer.texts, self._refused))
        if may_be_done and self._no_more(talk, answer, understand):
            return True
        if not answer.texts:
            return False
        return self._request(talk, answer, understand)

    def _no_more(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
        """A no, unless a request comes with it: "non, il y a aussi un trou rue Pasteur"."""
        reply = answer.yes_no()
        if reply is False or _that_is_all(answer.texts):
            if len(answer.text.split()) > FEW_WORDS and not isinstance(decide(understand()), AskAgain):
                return False
            talk.note("nothing else")
            if not _takes_leave(talk, answer.texts) and taking_part.offer(talk):
                self._closing = True
            else:
                self._end(talk)
            return True
        if (reply and len(answer.text.split()) <= FEW_WORDS) or _something_else(answer.texts):
            self._wants_more = True
            return True
        return False

    def _end(self, talk: Talk) -> None:
        talk.say("goodbye")
        talk.end(HangUp())

    def _next_of_several(self, talk: Talk, part: Part) -> Question | None:
        answer = Answer(Utterance.typed(part.text))
        slots = {"label": label_of(talk, part.meaning)}
        ask = YesNo("also_asked", lambda talk: self._serve(talk, part.meaning, answer), slots=slots)
        talk.begin(ask)
        return ask.next(talk)

    def _request(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
        parts = requests_in(answer.text, talk.understanding.request)
        if parts and not any(intent_of(talk, part.meaning) == "chat" for part in parts):
            self._several(talk, parts)
            return True
        match decide(understand()):
            case Act(meaning, score) if not (meaning.startswith(INCIDENT) and _asks(answer.texts)):
                talk.note(meaning, score)
                self._serve(talk, meaning, answer)
            case Act(meaning, score) | Confirm(meaning, score):
                confirm = partial(self._confirm, meaning=meaning, answer=answer)
                self._ask(talk, answer, confirm, f"confirm {meaning}", score)
            case Choose(first, second, score):
                choose = partial(self._offer, meanings=(first, second), answer=answer)
                self._ask(talk, answer, choose, f"choose {first} {second}", score)
            case AskAgain() if knowledge.attempt(talk, answer):
                self._was_served()
            case AskAgain(score):
                return self._clause(talk, answer, score)
        return True

    def _clause(self, talk: Talk, answer: Answer, score: float) -> bool:
        """Ask about the clearest part of a long story; a short one was not understood."""
        aside = {*self._refused, *talk.understanding.small_talk}
        part = clause_in(answer.text, partial(talk.understanding.request, without=aside))
        if part is None:
            talk.note("request not understood", score)
            return False
        talk.note(f"confirm {part.meaning}", part.score)
        self._confirm(talk, part.meaning, answer)
        return True

    def _offer(self, talk: Talk, meanings: tuple[str, str], answer: Answer) -> None:
        labels = (label_of(talk, meanings[0]), label_of(talk, meanings[1]))
        slots = {"first": labels[0], "second": labels[1]}
        talk.begin(
            Choice(
                "choose_kind",
                labels,
                lambda talk, option: self._serve(talk, meanings[option], answer),
                self._refusing(*meanings),
                slots,
            )
        )

    def _refusing(self, *meanings: str) -> Then:
        """Not what was meant: these are not offered again, and after the second time in vain a person is."""

        def refuse(talk: Talk) -> None:
            self._refused += meanings
            self._in_vain += 1
            if self._in_vain % FAILURES_BEFORE_PERSON == 0:
                offer_person(talk, "offer", "not understood")

        return refuse

    def _confirm(self, talk: Talk, meaning: str, answer: Answer) -> None:
        key = "confirm_kind" if meaning.startswith(INCIDENT) else "confirm_intent"
        slots = {"label": label_of(talk, meaning)}
        talk.begin(
            YesNo(
                key,
                lambda talk: self._serve(talk, meaning, answer),
                self._refusing(meaning),
                slots,
                instead=lambda talk, said: self._instead(talk, meaning, said),
            )
        )

    def _instead(self, talk: Talk, refused: str, answer: Answer) -> bool:
        """ "Non, je voudrais un rendez-vous": what is wanted is in the refusal."""
        if len(answer.text.split()) <= FEW_WORDS:
            return False
        match decide(talk.understanding.request(answer.texts, (refused,))):
            case Act(meaning, score):
                talk.note(meaning, score)
                self._serve(talk, meaning, answer)
                return True
            case _:
                return False

    def _several(self, talk: Talk, parts: tuple[Part, ...]) -> None:
        """Say what was heard, serve the first, keep the others for later."""
        slots = {name: label_of(talk, part.meaning) for name, part in zip(_ORDER, parts, strict=False)}
        talk.note(f"several {' '.join(part.meaning for part in parts)}", min(part.score for part in parts))
        talk.sentences.extend(talk.wording.fill("two_requests" if len(parts) == 2 else "three_requests", slots))
        self._waiting = list(parts[1:])
        self._serve(talk, parts[0].meaning, Answer(Utterance.typed(parts[0].text)))

    def _serve(self, talk: Talk, meaning: str, answer: Answer) -> None:
        """Hand the request to its flow; small talk is no request."""
        if intent_of(talk, meaning) != "chat":
            self._was_served()
        self._closing = False
        serve(talk, meaning, answer)

    def _ask(self, talk: Talk, answer: Answer, ask: Then, note: str, score: float) -> None:
        """Ask which meaning it was, unless the town's pages answer more surely."""
        if knowledge.attempt(talk, answer, ask):
            self._was_served()
            return
        talk.note(note, score)
        ask(talk)

    def _was_served(self) -> None:
        self._served += 1
        self._wants_more = False
        self._refused, self._in_vain = (), 0

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Most requests end with the question whether the calling number is the right one."""
        return phone.upcoming(talk.caller.number, talk)


LEAVING = "command=goodbye"
"""Noted when the universal command was said."""
_ORDER = ("first", "second", "third")
FEW_WORDS = 4
"""A yes or no of so few words to "anything else?" says nothing more."""


def _that_is_all(texts: Sequence[str]) -> bool:
    return any(" ".join(word for word in folded(text) if word not in FILLERS) in _THAT_IS_ALL for text in texts[:2])


def _takes_leave(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether "au revoir" was said: who takes leave is asked nothing more."""
    return LEAVING in talk.understood or any(" au revoir " in f" {fold(text)} " for text in texts[:2])


def _asks(texts: Sequence[str]) -> bool:
    """Whether the words ask where, when or how much: nobody reports a problem so."""
    said = fold(texts[0]) if texts else ""
    return any(f" {phrase} " in f" {said} " for phrase in _ASKING)


_ASKING = (
    "ou est", "ou sont", "ou se trouve", "ou se trouvent", "ou trouver", "ou y a t il", "ou il y a", "c est ou",
    "a quelle heure", "combien", "quand est ce", "quel jour", "est ce que je peux", "est ce qu on peut",
    "on a le droit",
)  # fmt: skip


def _something_else(texts: Sequence[str]) -> bool:
    return any(phrase in f" {fold(text)} " for text in texts[:2] for phrase in _SOMETHING_ELSE)


_THAT_IS_ALL = frozenset(
    "c est tout;merci c est tout;ce sera tout;c est bon;c est bon merci;merci;merci beaucoup;merci bien;rien;"
    "rien d autre;plus rien;ca ira;ca ira merci;ca va;ca va merci;ca suffit;c est fini;c est parfait merci;"
    "je n ai plus rien;rien du tout;ca sera tout;merci a vous;c est gentil merci;bonne soiree;a bientot".split(";")
)
_SOMETHING_ELSE = (" autre chose ", " une autre question ", " un autre probleme ", " une autre demande ")
