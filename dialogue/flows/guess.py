"""A guess at what is meant, asked with yes or no: who says only where it is, or which case, agrees."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from dialogue.events import Utterance
from dialogue.flows import place, surely
from dialogue.flows.base import Then, YesNo
from dialogue.flows.meanings import intent_of, label_of
from dialogue.flows.procedures.tree import tells
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT

LONGEST = 7
"""Words of an answer that tells a place or a case, and nothing else: "c'est au douze rue des Lilas"."""
_SOMEWHERE = frozenset({"incident", "followup"})
"""Flows of what lies in a street or place."""

Serve = Callable[[Talk, str, Answer], None]
"""Serve a meaning, from the words it was asked in."""


def at(talk: Talk, meaning: str, answer: Answer, serve: Serve, refuse: Then) -> YesNo:
    """The question whether `meaning` was meant by the words of `answer`."""

    def agreed(talk: Talk, more: str) -> None:
        serve(talk, meaning, Answer(Utterance.typed(f"{answer.text} {more}")))

    return _Guess(
        "confirm_kind" if meaning.startswith(INCIDENT) else "confirm_intent",
        lambda talk: serve(talk, meaning, answer),
        refuse,
        {"label": label_of(talk, meaning)},
        guesses=(meaning,),
        instead="any",
        agreed=agreed,
        fits=partial(_fits, meaning),
    )


@dataclass
class _Guess(YesNo):
    agreed: Callable[[Talk, str], None] = field(kw_only=True)
    """What follows words said instead of a yes, with them."""
    fits: Callable[[Talk, Answer], bool] = field(kw_only=True)
    """Whether words say no more than what the meaning would ask for."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes, no, or the place or case."""
        few = bool(answer.texts) and len(answer.text.split()) <= LONGEST
        if not few or answer.yes_no() is not None or not self.fits(talk, answer):
            return super().take(talk, question, answer)
        self.answered = True
        talk.note(f"{self.wording}=told")
        self.agreed(talk, answer.text)
        return True


def _fits(meaning: str, talk: Talk, answer: Answer) -> bool:
    """Whether the words answer what this meaning would ask, and tell nothing else."""
    if meaning in talk.refused:
        return False
    served_by = intent_of(talk, meaning)
    if served_by in _SOMEWHERE:
        return _placed(talk, answer)
    return served_by == "procedure" and _case_told(meaning, talk, answer)


def _placed(talk: Talk, answer: Answer) -> bool:
    """Whether a street or place beyond doubt is told."""
    return place.volunteered(answer.texts, talk.store.gazetteer).entry is not None


def _case_told(meaning: str, talk: Talk, answer: Answer) -> bool:
    """Whether a question of the procedure is answered, and nothing else surely wanted: "renouvellement"."""
    guess = surely.request(talk, answer.texts)
    procedure = talk.catalogue.procedures[talk.catalogue.intents[meaning.removeprefix(INTENT)].about]
    return (guess is None or guess.meaning == meaning) and tells(procedure, answer.texts, talk.now())
