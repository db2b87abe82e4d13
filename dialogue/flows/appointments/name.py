"""The name of who comes: kept as it was heard, since nobody can be sure of a name on the telephone."""

import re
from datetime import datetime
from difflib import SequenceMatcher

from accessibility.hearing import fold
from dialogue.french import names
from dialogue.french.answers import dont_know, yes_no
from dialogue.french.dates import when
from dialogue.french.numbers import numbers_in
from dialogue.french.phrases import phrase_at
from dialogue.french.words import folded
from dialogue.questions import EXPECT_OPEN, Answer, Question

_NO_NAME = frozenset(
    ("le premier", "le deuxieme", "quel nom", "le mien", "merci", "voila", "rien", "personne", "hier", "nom", "prenom")
)
_IN_NO_NAME = frozenset(
    """je j m il elle on nous vous est ai suis c ca ce cet cette mon ma mes moi votre notre quoi quel quelle que qu
    pas plus ne n y un une comment combien pourquoi quand ou faut voudrais veux rendez trop tard tot autre erreur
    faux passeport carte mairie heure heures date jour""".split()
)
"""Folded words of requests and remarks: what has one of them is no name."""
UNNAMED = "nom non donné"
_MOST_WORDS = 8
_CORRECTED = 0.6
"""From here on two names are one that was misheard: "Lebrun" and "Lebrin"."""


def name_question() -> Question:
    """The question, settled with the words heard."""
    return Question("rdv_name", "rdv_ask_name", {}, EXPECT_OPEN, "rdv_ask_name_retry", 2, help="rdv")


_AFTER = re.compile(r".*\b(?:au nom de|au nom d'|m'appelle|m' appelle|nom c'est) *", re.IGNORECASE)


_CALLED = re.compile(r".*\bs['’] ?appelle(?:nt)? +", re.IGNORECASE)
"""Before the name of somebody else: "c'est pour ma femme, elle s'appelle Duval"."""


def renamed(answer: Answer) -> str:
    """The name of a correction, "non, c'est au nom de Marcel Fournier"; empty when none is said after such words."""
    if answer.utterance is None or not _AFTER.match(answer.text):
        return ""
    return _tidy(names.bare(_AFTER.sub("", answer.text.strip())))


def name_in(answer: Answer, now: datetime) -> str:
    """The name, in the caller's own words without what leads to it; empty when none was said: "oui", "demain"."""
    if answer.utterance is None or dont_know(answer.text):
        return ""
    said = names.bare(_CALLED.sub("", answer.text))
    no_name = yes_no(said) is not None or bool(numbers_in(said)) or _IN_NO_NAME.intersection(folded(said))
    return "" if no_name or when(said, now) is not None else _tidy(said)


_TITLED = re.compile(r"^(?:non\b[ ,]*)?(?:c'est |c' est )?(?:madame|monsieur|mademoiselle|mme|m\.)\s+\w", re.IGNORECASE)
_REFUSED = re.compile(r"^non\b[ ,]*(?:(?:moi )?c'est|c' est|au nom d|je m|mon nom|le nom)", re.IGNORECASE)


def corrected_name(answer: Answer, now: datetime) -> str:
    """The name said instead of the one read back: "Madame Lebrun", "non c'est Lebrun"; empty when none is."""
    said = answer.text.strip()
    told = _TITLED.match(said) or _REFUSED.match(said) or names.commented(said)
    return name_in(answer, now) if told else ""


def late_correction(answer: Answer, before: str, now: datetime) -> str:
    """A name much like the one before, said where something else was asked: "non, c'est Bernardin" after "Bernard"."""
    name = corrected_name(answer, now) if answer.texts and before else ""
    alike = any(SequenceMatcher(None, fold(name), fold(word)).ratio() >= _CORRECTED for word in before.split())
    return with_first_name(name, before) if name and alike and fold(name) != fold(before) else ""


def with_first_name(name: str, before: str) -> str:
    """A family name that was corrected, after the first name given before: "Lebrin" of "Marcel Lebrun"."""
    words = before.split()
    titled = phrase_at(folded(before), 0, names.load().titles) > 0
    if len(name.split()) != 1 or len(words) <= 1 or titled or before == UNNAMED:
        return name
    likeness = [SequenceMatcher(None, fold(name), fold(word)).ratio() for word in words]
    likest = likeness.index(max(likeness))
    if likeness[likest] < _CORRECTED:
        return name
    return " ".join([*words[:likest], name, *words[likest + 1 :]])


def _tidy(said: str) -> str:
    name = said.strip(" ,.")
    if not name or fold(name) in _NO_NAME or len(name.split()) > _MOST_WORDS:
        return ""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in name.split())
