"""What callers say to the questions of a case told: yes, no, "c'est bon merci", "je connais la liste"."""

from accessibility.hearing import fold
from dialogue.flows.procedure_stages import Stage
from dialogue.questions import Answer

SHORT = 4
"""Words of "voilà, je suis prête"."""
_ENOUGH = frozenset(
    "c est bon;c est bon merci;ca ira;ca ira merci;ca va;ca va merci;c est tout;non c est tout;merci;merci beaucoup;"
    "non merci c est tout;rien d autre;ca suffit;non ca ira;non ca ira merci;non c est bon;"
    "non c est bon merci".split(";")
)
"""To an offer these decline, and all offers of the kind."""
_NOT_WANTED = ("pas besoin", "pas la peine", "inutile", "je connais", "je sais deja", "pas la liste", "je ne veux pas")


def enough(answer: Answer) -> bool:
    """Whether nothing more is to be told."""
    return any(fold(text) in _ENOUGH for text in answer.texts[:1])


def unwanted(answer: Answer) -> bool:
    """Whether the list is not wanted: "non, je la connais"."""
    return any(words in fold(answer.text) for words in _NOT_WANTED)


def reply_at(stage: Stage, answer: Answer) -> bool | None:
    """Yes or no; "je ne sais pas" is a no, and anything short a yes from who fetches a pencil. None: neither."""
    reply = False if answer.dont_know() else answer.yes_no()
    if reply is None and stage == "fetch" and 0 < len(answer.text.split()) <= SHORT:
        return True
    return reply
