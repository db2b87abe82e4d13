"""What a request may mean, before it is served: what was refused or only said not to be meant is left out."""

from collections.abc import Sequence

from dialogue import restating
from dialogue.events import Utterance
from dialogue.flows import surely
from dialogue.flows.meanings import intent_of
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INCIDENT, INTENT, AskAgain, decide
from dialogue.understanding.several import Part

_OF_REPORTS = frozenset({"followup"})
"""Flows besides the report's own that a problem may be told for."""


def told_at_once(talk: Talk, part: Part) -> bool:
    """Whether it is a plain fact that is surely asked for."""
    return bool(part.meaning) and not part.unsure and intent_of(talk, part.meaning) == "information"


def without_refused(talk: Talk, answer: Answer, goes_on: bool) -> Answer:
    """ "Pas le menu, c'est pour les inscrire à la cantine" without the menu; problems are told with what they are not.

    `goes_on`: something was served, which the words may go on from.
    """
    corrected = restating.load().corrected(answer.text) if answer.texts else None
    if corrected is None or talk.topic.startswith(INCIDENT):
        return answer
    guess = surely.wanted(talk, [corrected[1]])
    request = guess is not None and not guess.meaning.startswith(INCIDENT)
    return Answer(Utterance.typed(corrected[1])) if request or goes_on else answer


def understood(talk: Talk, texts: Sequence[str]) -> list[Ranked]:
    """What may be wanted: no report where an offer is asked for, nothing else where one is announced."""
    unwanted = set(talk.unwanted)
    if texts and restating.load().asks_for_offer(texts[0]):
        unwanted.update(INCIDENT + kind for kind in talk.catalogue.kinds)
    elif texts and (problem := restating.load().reported(texts[0])):
        others = {INTENT + code for code, each in talk.catalogue.intents.items() if each.flow not in _OF_REPORTS}
        announced = talk.understanding.request([problem, *texts], unwanted | others)
        if not isinstance(decide(announced), AskAgain):
            return announced
    return talk.understanding.request(texts, unwanted)
