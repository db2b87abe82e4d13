"""What callers say about a report they know of: repaired, there still, nothing more, no number at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import replies, restating
from dialogue.flows.request_words import is_question
from dialogue.french import courtesies, phrase_files
from dialogue.french.numbers import numbers_in
from dialogue.french.phrases import without
from dialogue.french.words import FILLERS, folded, words
from dialogue.questions import Answer

FILE = Path(__file__).with_name("answers.toml")
_ADDITION = 2
"""Words of the shortest thing to add."""
_NOT_FIXED = ("ne", "n", "pas", "jamais", "mais", "a moitie")
"""With one of these it is not surely repaired: "c'est réparé, mais à moitié"."""
_DONE_BY_THEM = re.compile(
    r"\b(?:ils|elles|on|vous|les services|les agents|la mairie|quelqu un) (?:l |les |m |nous |me )?(?:a|ont|avez)"
    r" (?:bien |tout |enfin |deja )*(?:re)?(?:repar|bouch|debouch|remplac|nettoy|enlev|ramass|redress|effac|repeint"
    r"|goudronn|vid|remis|degag|elagu|chang|recoll)\w*"
)
"""What they did is done: "ils ont rebouché le trou"."""
LONG = 4
"""Letters of a word that tells something."""
_SMALL = FILLERS | frozenset(
    "bien mais alors bonjour madame monsieur merci toujours encore probleme dossier numero signalement rapport".split()
)
_TO_CHANGE = frozenset("voudrais veux voulais aimerais adresse lieu endroit rue chose detail mon quelque pour".split())
"""Words that only say that something is to be put right."""
_ADD = ("ajouter", "un detail", "une precision", "preciser")
_WITHOUT_NUMBER = (
    "pas de numero", "pas le numero", "pas mon numero", "pas note", "perdu", "plus le numero", "plus mon numero",
    "pas de dossier", "pas sous les yeux", "pas sur moi", "l ai pas", "les ai pas",
)  # fmt: skip


_NOT_WITHDRAWN = re.compile(
    r"\bn (?:annul|supprim|oubli|retir|enlev|abandonn)\w*"
    r"|\b(?:annulez|supprimez|oubliez|retirez|enlevez) (?:surtout )?pas\b"
    r"|\b(?:passeport|carte|rendez vous|inscription|mariage)\b"
)
""" "N'annulez pas", or a file that is no report's."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; answers.toml says what each is for."""

    fixed: re.Pattern[str]
    gone: re.Pattern[str]
    worse: re.Pattern[str]
    still: re.Pattern[str]
    again: re.Pattern[str]
    by_them: re.Pattern[str]
    withdrawn: re.Pattern[str]
    adding: re.Pattern[str]
    corrected: re.Pattern[str]
    forgotten: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "fixed": "repare", "gone": "plus_la", "worse": "pire", "still": "encore", "again": "revient",
    "by_them": "par_vous", "withdrawn": "retire", "adding": "ajoute", "corrected": "corrige", "forgotten": "oublie",
}  # fmt: skip


def says_fixed(answer: Answer) -> bool | None:
    """Repaired, there still, or neither; a plain yes or no does not count."""
    known, readings = load(), [fold(text) for text in answer.texts[:2]]
    there = any(known.still.search(reading) or known.again.search(reading) for reading in readings)
    if any(known.gone.search(each) and not known.worse.search(known.gone.sub(" ", each)) for each in readings):
        return None if any("toujours" in reading for reading in readings) else True
    if there:
        return False
    done = any(known.fixed.search(reading) for reading in readings) or any(map(_DONE_BY_THEM.search, readings[:1]))
    return True if done and not _said(answer, _NOT_FIXED) else None


def back_again(answer: Answer) -> bool:
    """Whether something that was repaired is there again: "ça s'est réteint"."""
    return says_fixed(answer) is False and any(load().again.search(fold(text)) for text in answer.texts[:2])


def repaired_by_them(answer: Answer) -> bool:
    """Whether the words tell that the town repaired it, or was told of it, before."""
    return any(load().by_them.search(fold(text)) for text in answer.texts[:2])


def withdraws(answer: Answer) -> bool:
    """ "Laissez tomber mon signalement": it is not wanted any more, whether repaired or not."""
    return any(
        load().withdrawn.search(fold(text)) and not _NOT_WITHDRAWN.search(fold(text)) for text in answer.texts[:2]
    )


def more_than_still(answer: Answer) -> bool:
    """Whether it is told how it is there still, too: "c'est toujours là et c'est pire"."""
    rest = load().again.sub(" ", load().still.sub(" ", fold(answer.text)))
    return any(len(word) >= LONG and word not in _SMALL for word in rest.split())


def added(answer: Answer) -> str:
    """What is to be added, where it comes with the wish: "rajoutez que ça grésille"; empty where none is."""
    if not answer.texts or answer.yes_no() is False:
        return ""
    begun = load().adding.match(fold(answer.text))
    if begun is not None:
        said = len(fold(answer.text)[: begun.end()].split())
    elif answer.yes_no() and folded(answer.text)[:1] == ["oui"] and not _said(answer, _ADD):
        said = 1
    else:
        return ""
    rest = words(answer.text)[said:]
    kinds = courtesies.read(" ".join(rest))
    if begun is None and (not kinds.rest or restating.load().wished(kinds.rest) or is_question([kinds.rest])):
        return ""  # "oui au revoir", "oui je voudrais parler à quelqu'un": nothing to add
    tells = any(len(word) >= LONG and word not in _SMALL for word in folded(" ".join(rest)))
    return " ".join(rest).replace("' ", "'") if tells and len(rest) >= _ADDITION else ""


def puts_right(answer: Answer) -> bool:
    """Whether something told before is put right, or what was forgotten is told: "c'était au 21, pas au 12"."""
    said = fold(answer.text) if answer.texts else ""
    known = load()
    if not (known.corrected.search(said) or known.forgotten.search(said)):
        return False
    rest = known.forgotten.sub(" ", known.corrected.sub(" ", said)).split()
    return bool(numbers_in(answer.text)) or any(len(word) >= LONG and word not in _SMALL | _TO_CHANGE for word in rest)


def wants_to_add(answer: Answer) -> bool:
    """ "Oui", or "j'ai un détail à ajouter"."""
    return bool(answer.yes_no()) or _said(answer, _ADD)


def without_number(answer: Answer) -> bool:
    """ "Non", "je ne l'ai pas", "je l'ai perdu": no ticket number at hand."""
    return answer.yes_no() is False or answer.dont_know() or _said(answer, _WITHOUT_NUMBER)


def nothing_more(answer: Answer) -> bool:
    """ "Non", "c'est tout", "merci", "pas pour le moment": nothing beside courtesies that would tell something.

    "Non, il clignote toujours" tells something, and so does "oui".
    """
    if not answer.texts:
        return answer.yes_no() is False
    spelled = folded(answer.text)
    left = without(spelled, replies.load()["case.nothing"])
    said = courtesies.read(" ".join(left))
    if answer.yes_no() is not False:
        thanks = "thanks" in said and not said.rest
        if "yes" in said or not (thanks or "done" in said or len(left) < len(spelled)):
            return False
    return not any(len(word) >= LONG and word not in _SMALL for word in folded(said.rest))


def _said(answer: Answer, phrases: Sequence[str]) -> bool:
    readings = [f" {fold(text)} " for text in answer.texts[:2]]
    return any(f" {phrase} " in reading for reading in readings for phrase in phrases)
