"""What an answer to a yes/no question of a procedure amounts to: a no that goes on is not taken by itself.

"Non mais attendez, c'est elle qui habite ici" says no and tells the contrary. What else was said is looked at for
the words of the options; where it tells nothing, the question is asked again, for yes or no. "Vous ne pouvez pas"
never rests on such a no.
"""

from collections.abc import Collection, Sequence

from dialogue import restating
from dialogue.flows.procedures import replies
from dialogue.french import answers, courtesies
from dialogue.french.phrases import has_phrase
from dialogue.french.words import folded
from dialogue.questions import Answer

LONG = 6
"""Words of an answer from which a yes or no counts at its beginning and end only: "lui non plus" ends a story."""
HEAD = 4
"""Words that are its beginning: "ah ben alors non"."""
GOES_ON = 2
"""Telling words beside a no that "mais" makes doubtful: "non mais j'ai perdu mes papiers"."""
TELLS = 4
"""Telling words beside a no that excludes, which may be about something else; "on habite Bourges" is not."""
BESIDE = 1
"""Telling words beside a yes that excludes: they answer something else than what was asked."""
ABOUT = 3
"""Telling words from which "jamais" and the like are about something else: "j'ai jamais été marié"."""


def option(answer: Answer, told: int | None, refusing: Collection[int] = (), *, again: bool = False) -> int | None:
    """The option meant, the first being yes; None when it must be asked.

    `told`: the option that the words tell without the yes or no. `refusing`: options that lead to a refusal only.
    `again`: it was asked for yes or no already.
    """
    said = answer.yes_no()
    reply = None if said is None else 0 if said else 1
    if answer.keys or not answer.texts:
        return reply
    turned = has_phrase(folded(answer.text), replies.load()["turns"])
    if reply is None or told is not None:
        return _by_words(told, reply, refusing, turned=turned)
    return reply if _by_itself(answer.text, reply, reply in refusing, turned=turned, again=again) else None


def _by_words(told: int | None, reply: int | None, refusing: Collection[int], *, turned: bool) -> int | None:
    """Of what the words tell and the yes or no: a refusal only where both agree, and nothing turns it."""
    if turned and told in refusing:
        return None
    if reply is None or reply == told or turned:
        return told
    return None if told in refusing or reply in refusing else reply


def _by_itself(text: str, reply: int, excludes: bool, *, turned: bool, again: bool) -> bool:
    """Whether a yes or no counts although the other words tell nothing."""
    rest = folded(courtesies.read(text, "yes", "no", *courtesies.AROUND).rest)
    if turned and (excludes or (reply == 1 and not again and restating.telling(rest, GOES_ON))):
        return False
    if not _stands_out(text, reply):
        return False
    if not excludes:
        return True
    if reply == 0:  # "oui, je suis propriétaire", where the visitor's country was asked, tells nothing of it
        return again or not restating.telling(rest, BESIDE)
    if not answers.said_plainly(text):
        return not restating.telling(rest, ABOUT)
    return again or not restating.telling(rest, TELLS) or has_phrase(rest, replies.load()["negates"])


def _stands_out(text: str, reply: int) -> bool:
    """Whether the yes or no is all that is said, or how it begins or ends."""
    spelled = folded(text)
    if len(spelled) <= LONG:
        return True
    return any(answers.yes_no(" ".join(part)) is (reply == 0) for part in _edges(spelled))


def _edges(spelled: Sequence[str]) -> tuple[Sequence[str], ...]:
    return spelled[:HEAD], spelled[-1:]
