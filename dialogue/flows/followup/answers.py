"""What callers say about a report they know of: repaired, there still, nothing more, no number at hand."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue import replies
from dialogue.french import courtesies
from dialogue.french.phrases import without
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer

_FIXED = (
    "est repare", "sont repare", "a ete repare", "ont ete repare", "ca remarche", "remarche", "c est regle",
    "c est fait", "ils ont repare", "probleme est regle", "refonctionne", "c est bon maintenant",
)  # fmt: skip
_NOT_FIXED = ("ne", "n", "pas", "jamais", "mais", "a moitie")
"""With one of these it is not surely repaired: "c'est réparé, mais à moitié"."""
_REPAIRED = re.compile(r"\brepare(?:e|s|es)\b")
_DONE_BY_THEM = re.compile(
    r"\b(?:ils|elles|on|vous|les services|les agents|la mairie|quelqu un) (?:l |les |m |nous |me )?(?:a|ont|avez)"
    r" (?:bien |tout |enfin |deja )*(?:re)?(?:repar|bouch|debouch|remplac|nettoy|enlev|ramass|redress|effac|repeint"
    r"|goudronn|vid|remis|degag|elagu|chang|recoll)\w*"
)
"""What they did is done: "ils ont rebouché le trou"."""
_STILL = (
    "toujours la", "encore la", "toujours pas", "pas repare", "toujours en panne", "toujours casse",
    "pas ete repare", "n est pas regle", "rien n a change", "ca ne marche pas", "ca marche pas", "recommence",
    "toujours pareil",
)  # fmt: skip
LONG = 4
"""Letters of a word that tells something."""
_SMALL = FILLERS | frozenset(
    "bien mais alors bonjour madame monsieur merci toujours encore probleme dossier numero signalement rapport".split()
)
_ADD = ("ajouter", "un detail", "une precision", "preciser")
_WITHOUT_NUMBER = (
    "pas de numero", "pas le numero", "pas mon numero", "pas note", "perdu", "plus le numero", "plus mon numero",
    "pas de dossier", "pas sous les yeux", "pas sur moi", "l ai pas", "les ai pas",
)  # fmt: skip


def says_fixed(answer: Answer) -> bool | None:
    """Repaired, there still, or neither; a plain yes or no does not count."""
    if _said(answer, _STILL):
        return False
    done = _said(answer, _FIXED) or any(_DONE_BY_THEM.search(fold(text)) for text in answer.texts[:1])
    return True if done and not _said(answer, _NOT_FIXED) else None


def more_than_still(answer: Answer) -> bool:
    """Whether it is told how it is there still, too: "c'est toujours là et c'est pire"."""
    rest = f" {fold(answer.text)} "
    for phrase in _STILL:
        rest = rest.replace(f" {phrase} ", " ")
    return any(len(word) >= LONG and word not in _SMALL for word in rest.split())


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
    readings = [f" {_REPAIRED.sub('repare', fold(text))} " for text in answer.texts[:2]]
    return any(f" {phrase} " in reading for reading in readings for phrase in phrases)
