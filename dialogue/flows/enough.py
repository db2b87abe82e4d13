"""What is said to "anything else?": nothing more, thanks alone, a remark, or a no behind which something is wanted."""

from collections.abc import Callable, Sequence

from dialogue.flows import request_words
from dialogue.french import answers, courtesies
from dialogue.french.courtesies import Said
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INTENT, Act, AskAgain, decide

FEW_WORDS = 4
"""A yes or no of so few words to "anything else?" says nothing more."""
LONGEST_REMARK = 6
"""Words beside "ah super"."""
CONSOLED = frozenset({f"{INTENT}chat_seul"})
"""Small talk that a good-bye must not pass over."""
LEAVING = "command=goodbye"
"""Noted when the universal command was said."""


def nothing_more(answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
    """Whether nothing is wanted any more. "Non, mais à quelle heure est la messe" wants something."""
    said = courtesies.read(answer.text) if answer.texts else Said((), "")
    no = answer.yes_no() is False or said.kinds[:1] == ("no",) or "done" in said
    if no:
        return not _goes_on(answer, said, understand)
    return "thanks" in said and "yes" not in said and not said.rest


def only_approves(answer: Answer) -> bool:
    """Whether "très bien" or the like is all that is said: no answer to "anything else?", and no misunderstanding."""
    said = courtesies.read(answer.text) if answer.texts else Said((), "")
    return bool(said.kinds) and not said.rest and "yes" not in said


def remark(answer: Answer) -> bool:
    """Whether a few words of approval are all that it amounts to: "ah super, ma fille va être contente"."""
    said = courtesies.read(answer.text) if answer.texts else Said((), "")
    approves = "approval" in said or "thanks" in said
    return approves and said.length <= LONGEST_REMARK and not request_words.is_question(answer.texts)


def takes_leave(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether a farewell was said: who takes leave is asked nothing more."""
    return LEAVING in talk.understood or any(courtesies.read(text).leaves for text in texts[:2])


def in_distress(talk: Talk, words: str) -> str:
    """The meaning of words that tell of being sad or alone, beside a farewell or a no; empty where none does."""
    guess = decide(talk.understanding.request((words,))) if words else None
    told = guess.meaning if isinstance(guess, Act) else ""
    return told if told in CONSOLED else ""


def _goes_on(answer: Answer, said: Said, understand: Callable[[], list[Ranked]]) -> bool:
    """Whether something is wanted behind a no."""
    if not said.rest or len(answer.text.split()) <= FEW_WORDS:
        return False
    if "not_told" in courtesies.read(answer.text, "not_told") or request_words.is_question(answer.texts):
        return True
    guess = decide(understand())
    if "done" in said:
        return isinstance(guess, Act)
    return (answers.hedged(answer.texts) and said.length > FEW_WORDS) or not isinstance(guess, AskAgain)
