"""What the words of a question give to look up: a subject, or only "combien", "où", "quand" about the last one."""

import re
from collections.abc import Sequence

from accessibility.hearing import alike, fold
from dialogue.flows.request_words import undenied
from dialogue.french.words import folded
from kb import synonyms
from kb.french_stems import CHATTER, COMMON, STOP_WORDS
from kb.passages import Passage

SAME_WORD = 0.7
"""`alike` above which a heard word is one of the passage's."""
_ASKS_ONLY = frozenset(
    "combien quand coute coutent cout couter cher prix tarif tarifs gratuit gratuite payant payante payer paye heure"
    " heures horaire horaires adresse ouvert ouverte ouvre ferme fermee rue endroit loin comment expliquer explique"
    " precision precisions detail details info infos information informations autre reponse accord ok parfait super"
    " ca oh ah".split()
)
"""Folded words that ask something of a subject, and name none."""
_NO_SUBJECT = STOP_WORDS | CHATTER | COMMON | _ASKS_ONLY
_HOURS = re.compile(r"\bouvr|\bouvert|\bferm|horaire|\bheures?\b|\bquand\b|quels? jours?")
_DAY = re.compile(r"(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|feries?|jours?|semaine|week|end")
_PRICE = re.compile(r"combien|prix|tarif|coute|cher|payer|payant|gratuit")
_PRICED = re.compile(r"euro|gratuit|payant")
_PLACE = re.compile(
    r"\bc est ou\b|\bou c est\b|\bou est|adresse|ou se trouve|quel endroit|quelle rue|\bou ca\b|\bou il\b"
)


def subject_words(texts: Sequence[str]) -> list[str]:
    """The folded words of readings that could be looked up."""
    return [word for text in texts for word in undenied(folded(text)) if word not in _NO_SUBJECT and len(word) > 1]


def has_subject(texts: Sequence[str]) -> bool:
    """Whether a reading names anything that could be looked up: "oui" and "et c'est combien" do not."""
    return bool(subject_words(texts[:2]))


def shares_subject(texts: Sequence[str], passage: Passage) -> bool:
    """Whether the passage has a word, or one that sounds like it, of what the question is about."""
    subject = set(subject_words(texts[:2]))
    told = {word for word in folded(f"{passage.title} {passage.section} {passage.text}") if len(word) > 1}
    elsewhere = {word.letters for word in synonyms.load().words}  # pages may call it otherwise
    if not subject.isdisjoint(told | elsewhere):
        return True
    return any(alike(word, other) >= SAME_WORD for word in subject for other in told)


def without_days(text: str) -> str:
    """A text without the words for days and weeks, which name no subject."""
    return " ".join(word for word in folded(text) if not _DAY.fullmatch(word))


def shares_words(texts: Sequence[str], passage: Passage) -> bool:
    """Whether the passage itself has most of the words that the question is about, days aside."""
    subject = {word for text in texts[:1] for word in folded(text) if word not in _NO_SUBJECT and len(word) > 2}
    subject = {word.rstrip("sx") for word in subject if not _DAY.fullmatch(word)}
    told = {word.rstrip("sx") for word in folded(f"{passage.title} {passage.text}")}
    return 2 * len(subject & told) >= len(subject)


def practical_intent(texts: Sequence[str]) -> str:
    """The intent that a question without subject is about when a place is spoken of; empty for none."""
    said = fold(texts[0]) if texts else ""
    if _PLACE.search(said):
        return "adresse_service"
    return "horaires" if _HOURS.search(said) else ""


def repeats(texts: Sequence[str], answer: str) -> bool:
    """Whether a price is asked for that the answer has: it is said once more."""
    return bool(_PRICE.search(fold(texts[0]))) and bool(_PRICED.search(fold(answer)))
