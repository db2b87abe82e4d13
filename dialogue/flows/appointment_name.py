"""The name of who comes: kept as it was heard, since nobody can be sure of a name on the telephone."""

import re

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.questions import Answer, Expectation, Question

_EXPECT_NAME = Expectation(UNHURRIED)
_LEAD = re.compile(
    r"^(?:(?:euh|alors|oui|ben|bah|voilà|c'est|c' est|ce sera|ça sera|au nom de|au nom d'|je m'appelle|je m' appelle|"
    r"mon nom est|mon nom c'est|le nom c'est|mettez|pour|moi c'est|notez|nom de famille)\b[ ,:]*)+",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    ("oui", "non", "je ne sais pas", "le premier", "le deuxieme", "quel nom", "le mien", "mon nom", "pourquoi")
)
_MOST_WORDS = 8


def name_question() -> Question:
    """The question, settled with the words heard."""
    return Question("rdv_name", "rdv_ask_name", {}, _EXPECT_NAME, "rdv_ask_name_retry", 2, help="rdv")


_AFTER = re.compile(r".*\b(?:au nom de|au nom d'|m'appelle|m' appelle|nom c'est) *", re.IGNORECASE)


def renamed(answer: Answer) -> str:
    """The name of a correction, "non, c'est au nom de Marcel Fournier"; empty when none is said after such words."""
    if answer.utterance is None or not _AFTER.match(answer.text):
        return ""
    return _tidy(_AFTER.sub("", answer.text.strip()))


def name_in(answer: Answer) -> str:
    """The name, in the caller's own words without what leads to it; empty when none was said."""
    if answer.utterance is None:
        return ""
    return _tidy(_LEAD.sub("", answer.text.strip()))


def _tidy(said: str) -> str:
    name = said.strip(" ,.")
    if not name or fold(name) in _NO_NAME or len(name.split()) > _MOST_WORDS:
        return ""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in name.split())
