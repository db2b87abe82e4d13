"""Another request behind a yes: "oui, et la piscine, elle ouvre quand ?" is said to come next, and does."""

from dialogue.flows import request_words, surely
from dialogue.flows.meanings import intent_of
from dialogue.french import courtesies
from dialogue.questions import Answer, Question
from dialogue.restating import load
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT
from dialogue.understanding.several import Part

FEWEST = 4
"""Words behind the yes that may be a request."""
_READ_BACK = ("readback", "confirm", "phone")
"""What the names of questions contain at which all that matters is the yes."""
_OF_THE_SAME = {"rdv": frozenset({"appointment", "procedure"})}
"""Flows that belong to what is read back, by the beginning of the question's name: what to bring is offered anyway."""
_AT_ONCE = "agent"
"""Flow that is served at once wherever it is wanted."""


def left_over(talk: Talk, question: Question, answer: Answer) -> Part | None:
    """The sure request that a yes was said with, and that is not about what was read back; None: there is none."""
    if not answer.texts or not answer.yes_no() or not any(name in question.name for name in _READ_BACK):
        return None
    rest = courtesies.read(answer.text).rest
    adds = request_words.adds(rest)
    if len(rest.split()) < FEWEST or not (adds or request_words.is_question([rest]) or load().wished(rest)):
        return None
    guess = surely.request(talk, [rest])
    if guess is None or (not adds and (guess.meaning == talk.topic or guess.meaning.startswith(INCIDENT))):
        return None
    served_by = intent_of(talk, guess.meaning)
    same = _OF_THE_SAME.get(question.name.partition("_")[0], frozenset())
    return None if served_by in {_AT_ONCE} | same else Part(guess.meaning, guess.score, rest)
