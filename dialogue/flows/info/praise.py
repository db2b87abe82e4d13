"""Somebody thanks or congratulates the town: a kind word, passed on to the agents; no report (praise.toml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import restating
from dialogue.flows import surely
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from dialogue.restating import telling
from dialogue.talk import Talk
from kb.questions import REMARK

FILE = Path(__file__).parents[2] / "praise.toml"
_AND = {"et"}
_OBJECT = frozenset("a au aux pour l le la les votre vos ce cette ces ceux toute tous d du mon ma mes".split())
"""What is praised begins with one of these: "je suis pressé" is nothing of the kind."""

_AFTER_MERCI = frozenset({"a", "au", "aux", "pour", "d"})
""" "Merci le passeport il faut quoi" takes leave of one matter and begins another."""

_TELLS = frozenset({"est", "sont", "a", "ont", "marche", "marchent"})
""" "Bravo, la rue est inondée" is bitter."""


@dataclass(frozen=True)
class Words:
    """Folded expressions, and patterns over folded words."""

    around: frozenset[Phrase]
    thanks: frozenset[Phrase]
    for_us: re.Pattern[str]
    never: re.Pattern[str]


@dataclass(frozen=True)
class Praise:
    """Thanks; `of`: what for, or whom, empty where nothing is said of that."""

    of: str


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {"around": "autour", "thanks": "merci", "for_us": "pour_nous", "never": "jamais"}


def told(texts: Sequence[str]) -> Praise | None:
    """The praise that is all the best reading says; None where it says something else.

    It begins with the thanks: "un lampadaire est cassé, merci de passer" reports.
    """
    known, spelled = load(), folded(texts[0]) if texts else []
    place, thanked = 0, False
    while place < len(spelled):
        thanks = phrase_at(spelled, place, known.thanks)
        step = thanks or (0 if thanked else _small(spelled, place)) or int(spelled[place] in FILLERS | _AND)
        if not step:
            break
        thanked = thanked or thanks > 0
        place += step
    rest = " ".join(spelled[place:])
    if not thanked or known.never.search(fold(rest)):
        return None
    of = rest if telling(spelled[place:], 1) else ""
    if of and spelled[place] not in (_AFTER_MERCI if "merci" in spelled[:place] else _OBJECT):
        return None
    if (
        of
        and "bravo" in spelled[:place]
        and spelled[place] not in _AFTER_MERCI
        and _TELLS.intersection(spelled[place:])
    ):
        return None
    return None if known.for_us.search(fold(rest)) else Praise(of)


def _small(spelled: Sequence[str], place: int) -> int:
    """The length of what may come before the thanks: "je voulais juste", "je ne veux rien signaler"."""
    return max(phrase_at(spelled, place, load().around), phrase_at(spelled, place, restating.load().no_report))


def received(talk: Talk, answer: Answer, *, bare: bool) -> bool:
    """Take thanks kindly, and pass on what is praised; whether that is all the words say. `bare`: mere thanks, too."""
    praise = told(answer.texts)
    if praise is None or not (praise.of or bare) or (praise.of and _other_request(talk, answer)):
        return False
    talk.topic = ""  # no meaning of a request
    talk.note("praise")
    if praise.of:
        talk.store.questions.add(talk.call_id, answer.text, REMARK, talk.now())
        talk.say("praise")
        talk.achieve("answer")
    else:
        talk.say("chat_merci")
    return True


def _other_request(talk: Talk, answer: Answer) -> bool:
    """Whether a request or a problem is surely told, not only named: "merci pour la rue, elle est dans le noir"."""
    return bool(_TELLS.intersection(folded(answer.text))) and surely.request(talk, answer.texts) is not None
