"""Doubt where a yes would commit: at a read-back, or before something is cancelled (`[doubt]` in replies.toml).

"Oui, enfin je crois" is no yes there: nothing is done, and it is asked again.
"""

from dialogue import replies
from dialogue.french.answers import hedged
from dialogue.questions import Answer
from dialogue.talk import Talk


def sure(answer: Answer) -> bool | None:
    """Yes or no; None for a yes that is taken back in part or doubted, too."""
    reply = answer.yes_no()
    doubted = hedged(answer.texts) or replies.says("doubt.says", answer.texts[:1])
    return None if reply and doubted else reply


def asks_what(answer: Answer) -> bool:
    """Whether it is asked what was just read back: "c'est quel jour déjà ?"."""
    return replies.says("doubt.asks", answer.texts[:1])


def heard(talk: Talk, question: str, answer: Answer) -> bool:
    """Reassure who doubts, once at each question: nothing is done yet, and it is read again. False: no doubt."""
    if question in talk.doubted or not replies.says("doubt.says", answer.texts[:1]):
        return False
    talk.doubted.add(question)
    talk.note("doubt")
    talk.say("doubted")
    return True
