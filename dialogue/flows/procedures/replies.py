"""What callers say to the questions of a case told: yes, no, "c'est bon merci", "je connais la liste"."""

from pathlib import Path

from accessibility.hearing import fold
from dialogue.flows.procedures.stages import TOGETHER, Stage
from dialogue.french import courtesies, phrase_files
from dialogue.french.answers import hedged
from dialogue.french.phrases import Phrase, has_phrase
from dialogue.french.words import folded
from dialogue.questions import Answer

SHORT = 4
"""Words of "voilà, je suis prête"."""
_ENOUGH = frozenset(
    "c est bon;c est bon merci;ca ira;ca ira merci;ca va;ca va merci;c est tout;non c est tout;merci;merci beaucoup;"
    "non merci c est tout;rien d autre;ca suffit;non ca ira;non ca ira merci;non c est bon;"
    "non c est bon merci".split(";")
)
"""To an offer these decline, and all offers of the kind."""
_NO_MORE_LIST = frozenset("non merci;non merci c est tout;non c est tout;ca suffit;c est tout;stop;arretez".split(";"))
"""To "c'est noté ?" these end the list."""
_NOTED = frozenset(
    "merci;c est bon;c est bon merci;ca va;ca y est;voila;allez y;c est fait;d accord merci;"
    "c est note;note;oui c est note;oui note;c est bien note;j ai note;oui j ai note".split(";")
)
FILE = Path(__file__).with_name("replies.toml")


def enough(stage: Stage, answer: Answer) -> bool:
    """Whether nothing more of the kind is to be told."""
    known = _ENOUGH if stage in TOGETHER else _NO_MORE_LIST if stage in ("ready", "fetch", "list") else ()
    return any(fold(text) in known for text in answer.texts[:1])


def unwanted(answer: Answer) -> bool:
    """Whether the list is not wanted: "non, je la connais"."""
    return _says(answer, "unwanted")


def later(answer: Answer) -> bool:
    """Whether it is put off: "je verrai ça avec ma fille", "je vais d'abord réunir les papiers"."""
    return _says(answer, "later")


def waiting(answer: Answer) -> bool:
    """Whether something to write with is still being looked for: "non, pas encore"."""
    return _says(answer, "waiting")


def only_that(answer: Answer) -> bool:
    """Whether nothing but what was asked is wanted: "juste le prix"."""
    return _says(answer, "only")


def aside(answer: Answer) -> bool:
    """Whether a question is put that no file answers: "elle est enceinte, ça change quelque chose ?"."""
    return _says(answer, "aside")


def contradicts(answer: Answer) -> bool:
    """Whether what was understood is said to be wrong: "non, il est malien je vous ai dit"."""
    return _says(answer, "contradicts") and answer.yes_no() is not True


def _says(answer: Answer, kind: str) -> bool:
    spelled = folded(answer.text) if answer.texts else []
    return has_phrase(spelled, load()[kind])


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(
        file, "unwanted", "later", "waiting", "only", "already", "turns", "negates", "aside", "contradicts"
    )


def _writes(stage: Stage, answer: Answer) -> bool:
    """ "C'est bon, j'ai mon carnet"; "voilà, j'ai tout écrit, merci"."""
    if not answer.texts or hedged(answer.texts):
        return False
    return courtesies.only(answer.text, "ready", "back") or (
        stage == "list" and courtesies.only(answer.text, "noted", "back", "done", "approval")
    )


def reply_at(stage: Stage, answer: Answer) -> bool | None:
    """Yes or no; "je ne sais pas" is a no, and anything short a yes from who fetches a pencil. None: neither."""
    reply = False if answer.dont_know() else answer.yes_no()
    if reply is None and stage in ("ready", "list") and (fold(answer.text) in _NOTED or _writes(stage, answer)):
        return True
    if (
        reply is None
        and stage == "list"
        and _says(answer, "already")
        and not (unwanted(answer) or hedged(answer.texts))
    ):
        return True
    if stage == "fetch" and _writes(stage, answer):
        return True
    if reply is None and stage == "fetch" and 0 < len(answer.text.split()) <= SHORT:
        return True
    return reply
