"""A guess at what is meant, asked with yes or no: who says only where it is agrees ("rue des Lilas")."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.events import Utterance
from dialogue.flows import place
from dialogue.flows.base import Then, YesNo
from dialogue.flows.meanings import intent_of, label_of
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT

LONGEST_PLACE = 7
"""Words of an answer that tells where something is, and nothing else: "c'est au douze rue des Lilas"."""
_SOMEWHERE = frozenset({"incident", "followup"})
"""Flows of what lies in a street or place."""

Serve = Callable[[Talk, str, Answer], None]
"""Serve a meaning, from the words it was asked in."""


def at(talk: Talk, meaning: str, answer: Answer, serve: Serve, refuse: Then) -> YesNo:
    """The question whether `meaning` was meant by the words of `answer`."""

    def placed(talk: Talk, where: str) -> None:
        serve(talk, meaning, Answer(Utterance.typed(f"{answer.text} {where}")))

    return _Guess(
        "confirm_kind" if meaning.startswith(INCIDENT) else "confirm_intent",
        lambda talk: serve(talk, meaning, answer),
        refuse,
        {"label": label_of(talk, meaning)},
        guesses=(meaning,),
        instead="any",
        placed=placed if intent_of(talk, meaning) in _SOMEWHERE and meaning not in talk.refused else None,
    )


@dataclass
class _Guess(YesNo):
    placed: Callable[[Talk, str], None] | None = None
    """What follows a place said instead of a yes, with its words."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes, no, or the place."""
        if self.placed is None or answer.yes_no() is not None or not _only_placed(talk, answer):
            return super().take(talk, question, answer)
        self.answered = True
        talk.note(f"{self.wording}=placed")
        self.placed(talk, answer.text)
        return True


def _only_placed(talk: Talk, answer: Answer) -> bool:
    """Whether a street or place beyond doubt is all that the answer tells."""
    few = 0 < len(answer.text.split()) <= LONGEST_PLACE
    return few and place.volunteered(answer.texts, talk.store.gazetteer).entry is not None
