"""Doubt where a yes would commit: at a read-back, or before something is cancelled (`[doubt]` in replies.toml).

"Oui, enfin je crois" is no yes there: nothing is done, and it is asked again. Who doubts a second time is asked for a
plain yes or no, and then a doubtful yes is one. All of it is counted for what was read, not for the question alone.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from dialogue import replies
from dialogue.french import answers
from dialogue.french.phrases import phrase_at
from dialogue.french.words import folded
from dialogue.questions import Answer, Question
from dialogue.replies import Kind
from dialogue.talk import Talk

DOUBTS = 2
"""So many doubts about what was read are met; then a yes is a yes."""
READ_AGAIN = 2
"""So many times what was read is read again because it is asked for."""
_KINDS: tuple[Kind, ...] = ("doubt.firm", "doubt.says", "doubt.pauses")
_EXCEPT = frozenset({"sauf", "excepte"})
_TAKING_BACK = _EXCEPT | {"plutot"}
_BUT = "mais"


def sure(talk: Talk, question: Question, answer: Answer, *, looked: bool = False) -> bool | None:
    """Yes or no; None for a yes that is taken back in part or doubted, too.

    `looked`: a change of what was read was already looked for; "oui, mais" without a word of one is a yes then.
    """
    reply = answer.yes_no()
    if not reply or not answer.texts:
        return reply
    left = [(kind, word) for kind, word in _parted(answer.text) if kind != "doubt.firm"]
    spelled = [word for kind, word in left if kind is None]
    if _taken_back(spelled, looked=looked):
        return None
    doubted = _doubts(answer.text) and _times(talk, question) < DOUBTS
    return None if doubted else reply


def heard(talk: Talk, question: Question, answer: Answer) -> bool:
    """Reassure who doubts: nothing is done yet. It is read again, and at the second doubt `plainly` asked.

    False: no doubt, or one too many.
    """
    if not answer.texts or not _doubts(answer.text) or _times(talk, question) >= DOUBTS:
        return False
    talk.doubts[_about(question)] += 1
    talk.note("doubt")
    if _times(talk, question) < DOUBTS:
        talk.say("doubted")
    return True


def plainly(talk: Talk, question: Question, wording: str = "doubt_plainly") -> Question:
    """The question as it is asked after two doubts: for a plain yes or no."""
    return replace(question, wording=wording) if _times(talk, question) >= DOUBTS else question


def asks_what(answer: Answer) -> bool:
    """Whether it is asked what was just read back: "c'est quel jour déjà ?"."""
    return replies.says("doubt.asks", answer.texts[:1])


def read_again(talk: Talk, question: Question) -> bool:
    """Count that what was read is read once more; false when that was done often enough."""
    told = ("read", _about(question))
    talk.doubts[told] += 1
    return talk.doubts[told] <= READ_AGAIN


def excepted(answer: Answer) -> str:
    """What a yes leaves out, folded: "l adresse" of "oui, sauf l'adresse"; empty when it leaves nothing out."""
    spelled = folded(answer.text) if answer.texts else []
    place = next((place for place, word in enumerate(spelled) if word in _EXCEPT), len(spelled))
    return " ".join(spelled[place + 1 :])


def _about(question: Question) -> Hashable:
    return (question.name, *sorted(question.slots.items()))


def _times(talk: Talk, question: Question) -> int:
    return talk.doubts[_about(question)]


def _doubts(text: str) -> bool:
    """Whether a doubt is left: what only puts off an answer ("attendez", "ah bon ?") is none once a yes follows."""
    parts = list(_parted(text))
    kinds = [kind for kind, _ in parts]
    if "doubt.says" in kinds:
        return True
    if "doubt.pauses" not in kinds:
        return False
    after = parts[len(kinds) - kinds[::-1].index("doubt.pauses") :]
    return not answers.yes_no(" ".join(word for _, word in after))


def _taken_back(spelled: Sequence[str], *, looked: bool) -> bool:
    """Whether a part of the yes is taken back: "oui, mais plutôt l'après-midi"."""
    if not _TAKING_BACK.isdisjoint(spelled):
        return True
    if _BUT not in spelled:
        return False
    after = spelled[spelled.index(_BUT) + 1 :]
    return not looked or replies.says("doubt.change", [" ".join(after)])


def _parted(text: str) -> Iterator[tuple[Kind | None, str]]:
    """The expressions of the lists, the longest at each word, and the words between them."""
    spelled, known, place = folded(text), replies.load(), 0
    while place < len(spelled):
        length, kind = max((phrase_at(spelled, place, known[kind]), kind) for kind in _KINDS)
        yield (kind, " ".join(spelled[place : place + length])) if length else (None, spelled[place])
        place += max(length, 1)
