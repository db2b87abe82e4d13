"""What a caller says when a case was told: whether it goes on from it, or is a request of its own."""

from collections.abc import Sequence

from dialogue.flows.procedures import facets, listing
from dialogue.french.phrases import phrase_at, phrases
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, AskAgain, decide
from kb.procedures.model import Document, Procedure

GOES_ON_WITHIN = 2
"""First words that take up what was told."""
_GOES_ON = phrases(
    "et pour; et si; et quand; non; en fait; finalement; pardon; plutot; enfin; ah non; mais si; mais pour"
)


def wants_something_else(talk: Talk, code: str, procedure: Procedure, answer: Answer, *, corrects: bool) -> bool:
    """Whether the words are a request of their own: clearly, or at all when they do not go on from the case.

    `corrects`: they give an answer that led to the case otherwise.
    """
    if facets.only(answer.texts, procedure.keywords):
        return False
    facet, guess = facets.asked(answer.texts), decide(talk.understanding.request(answer.texts))
    if not isinstance(guess, Act):
        return facet is None and not isinstance(guess, AskAgain) and not _takes_up(answer)
    intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT))
    if facet == "appointment" and intent is not None and intent.flow == "appointment":
        return not intent.about.startswith("book")
    mine = guess.meaning == INTENT + code
    return not mine or facet is None or corrects


def asks_price_of_another(talk: Talk, code: str, documents: Sequence[Document], answer: Answer) -> bool:
    """Whether the price asked is that of another procedure, and of nothing to bring: "et la garderie le matin ?"."""
    if facets.asked(answer.texts) != "cost":
        return False
    guess = decide(talk.understanding.request(answer.texts))
    if not isinstance(guess, Act) or guess.meaning == INTENT + code:
        return False
    intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT))
    other = intent is not None and intent.flow == "procedure"
    return other and listing.item_asked(answer.texts, documents, range(0)) is None


def _takes_up(answer: Answer) -> bool:
    """Whether the words take up what was told: "et pour un enfant ?", "en fait je l'ai perdue"."""
    spelled = folded(answer.text)
    return any(phrase_at(spelled, place, _GOES_ON) for place in range(min(GOES_ON_WITHIN, len(spelled))))
