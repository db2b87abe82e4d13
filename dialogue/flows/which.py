"""Several requests have one name: "un acte d'état civil" is one of three certificates. Which is meant is asked."""

from dialogue.catalogue import Intent
from dialogue.flows.base import Choice
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT

_PLACES = ("first", "second", "third")


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Ask which of the three intents that `about` names is wanted, and serve it with what was said.

    That they are three and known is looked at when the catalogue is loaded: nothing raises in a call.
    """
    codes = intent.about.split()
    labels = tuple(talk.catalogue.intents[code].label for code in codes)

    def chosen(talk: Talk, option: int) -> None:
        if talk.serve is not None:
            talk.serve(talk, INTENT + codes[option], answer)

    guesses = tuple(INTENT + code for code in codes)
    talk.begin(Choice("choose_which", labels, chosen, slots=dict(zip(_PLACES, labels, strict=False)), guesses=guesses))
