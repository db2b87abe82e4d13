"""Universal commands: understood at any moment, in everyday words, or by key.

A command counts only when it is most of what was said: "quelqu'un" alone calls an agent, "quelqu'un a jeté des
déchets" does not.
"""

import tomllib
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds


class Command(Enum):
    """What a caller may ask for at any moment."""

    REPEAT = "repeat"
    SLOWER = "slower"
    LOUDER = "louder"
    WAIT = "wait"
    BACK = "back"
    HELP = "help"
    AGENT = "agent"
    GOODBYE = "goodbye"


KEYS = {"0": Command.AGENT, "*": Command.REPEAT}
"""The key # is "go on": it ends the prompt or the number being typed, and never gets here."""

POLITE = frozenset(
    "euh heu ben bah bon alors donc voila oui s il vous te plait svp merci madame monsieur mademoiselle bonjour"
    " pouvez pourriez vous est ce que je voudrais veux aimerais souhaite mais non un peu la me moi".split()
)
"""Words that carry no command by themselves; they are left out on both sides before comparing."""

LIKE = 88.0
"""Likeness (0 to 100), by letters or by sound, from which a short utterance is a command."""


def _bare(text: str) -> str:
    """The words that matter; all of them when nothing else is left."""
    words = fold(text).split()
    return " ".join(word for word in words if word not in POLITE) or " ".join(words)


FILE = Path(__file__).with_name("commands.toml")
_THINGS = "chose"
"""Key of the things that "{chose}" stands for in a phrase."""
_BESIDE = "beside"
"""Key of what may be said beside a command: "plus lentement, **je note**"."""


class CommandsError(Exception):
    """The file of commands cannot be used. One sentence naming file, key and what to do."""


@lru_cache(maxsize=4)
def load(file: Path = FILE) -> tuple[tuple[Command, str, str], ...]:
    """Every phrase: its command, its words that matter, their sounds. Raises CommandsError.

    Called once at start, it keeps a broken file from being found out by a caller.
    """
    table = _table(file)
    known = [command.value for command in Command]
    things = table.pop(_THINGS, [])
    if not _are_texts(things):
        raise CommandsError(f'{file}: key {_THINGS} must be a list of texts, such as ["un stylo"].')
    beside(file)
    table.pop(_BESIDE, None)
    for key in table:
        if key not in known:
            raise CommandsError(f"{file}: key {key} is unknown; use one of {', '.join(known)}.")
    for key in known:
        texts = table.get(key)
        if not texts or not _are_texts(texts):
            raise CommandsError(f'{file}: key {key} must be a list of texts, such as ["répétez"].')
    return tuple(
        (command, bare, sounds(bare))
        for command in Command
        for bare in dict.fromkeys(_bare(each) for phrase in table[command.value] for each in _with(phrase, things))
    )


@lru_cache(maxsize=4)
def beside(file: Path = FILE) -> tuple[str, ...]:
    """The words that matter of what may be said beside a command, the longest first. Raises CommandsError."""
    table = _table(file)
    texts, things = table.get(_BESIDE, []), table.get(_THINGS, [])
    if not _are_texts(texts):
        raise CommandsError(f'{file}: key {_BESIDE} must be a list of texts, such as ["je note"].')
    return tuple(sorted({_bare(each) for text in texts for each in _with(text, things)}, key=len, reverse=True))


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CommandsError(f"{file} cannot be read: {error}.") from error


def _are_texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) and fold(each) for each in found)


def _with(phrase: str, things: Sequence[str]) -> list[str]:
    """The phrase, once for each thing that it may name: "je cherche {chose}"."""
    return [phrase.replace(f"{{{_THINGS}}}", each) for each in things] if f"{{{_THINGS}}}" in phrase else [phrase]


def phrases() -> tuple[str, ...]:
    """A short wording of each command, for the grammar of closed questions."""
    return (
        "répétez",
        "plus lentement",
        "plus fort",
        "attendez",
        "retour",
        "aide",
        "agent",
        "quelqu'un",
        "au revoir",
    )


def _only(said: str, command: Command) -> bool:
    """Whether nothing is left of what was said without this command's phrases: "attendez, je cherche"."""
    rest = f" {said} "
    for each, phrase, _ in sorted(load(), key=lambda known: -len(known[1])):
        if each is command:
            rest = rest.replace(f" {phrase} ", " ")
    if rest == f" {said} ":
        return False
    for phrase in beside():
        rest = rest.replace(f" {phrase} ", " ")
    return not rest.strip()


def command_in(texts: Sequence[str]) -> Command | None:
    """The command said, looking at the two best readings; None when it is something else."""
    for text in texts[:2]:
        said = _bare(text)
        if not said:
            continue
        said_sounds = sounds(said)
        best, found = LIKE, None
        for command, phrase, phrase_sounds in load():
            likeness = fuzz.ratio(said, phrase)
            if len(phrase_sounds) >= 4:
                likeness = max(likeness, 0.97 * fuzz.ratio(said_sounds, phrase_sounds))
            if likeness > best:
                best, found = likeness, command
        found = found or next((command for command in Command if _only(said, command)), None)
        if found is not None:
            return found
    return None


def command_for_key(key: str) -> Command | None:
    """The command of a telephone key, if it has one."""
    return KEYS.get(key)
