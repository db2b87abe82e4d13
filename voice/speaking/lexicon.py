"""The words whose reading no rule gives: `lexicon.toml`, which an agent can edit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON_FILE = Path(__file__).with_name("lexicon.toml")
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")
_SUFFIX = re.compile(r"(?<=\d) ?(?:BIS|TER|QUATER)\b")  # of a house, not the train
_CAPITALS = re.compile(r"(?<![\w'-])[A-ZÀ-ÖØ-Þ]{2,6}(?![\w-])")


class LexiconError(Exception):
    """The lexicon cannot be used. One sentence for the operator."""


@dataclass(frozen=True)
class Lexicon:
    """What `lexicon.toml` says. Keys in lower case are matched in any case."""

    say: Mapping[str, str]
    sounds: Mapping[str, str]
    """For the voice alone: words as they sound to it."""
    abbreviations: Mapping[str, str]
    feminine: frozenset[str]
    """Feminine nouns, singular and plural, lower case."""


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon of a TOML file. Raises LexiconError naming the file and what is wrong in it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"The pronunciation file {path} cannot be read ({error}): correct it.") from error
    nouns = tables.get("feminine", {}).get("nouns", [])
    say, sounds, abbreviations = (tables.get(name, {}) for name in ("say", "sounds", "abbreviations"))
    for name, table in (("say", say), ("sounds", sounds), ("abbreviations", abbreviations)):
        for key, value in table.items():
            if not key or not isinstance(value, str):
                raise LexiconError(
                    f'The pronunciation file {path} has a wrong value for "{key}" in [{name}]: '
                    f"write a text between quotes, not {value!r}."
                )
    if not isinstance(nouns, list) or not all(isinstance(noun, str) for noun in nouns):
        raise LexiconError(f"The pronunciation file {path} needs a list of texts for nouns in [feminine].")
    plurals = {noun if noun.endswith(("s", "x")) else f"{noun}s" for noun in nouns}
    return Lexicon(say, sounds, abbreviations, frozenset(nouns) | plurals)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon beside this module, read once."""
    return load_lexicon(LEXICON_FILE)


@lru_cache(maxsize=2)
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    names = [key for key in keys if key[0].isupper() and key != key.upper()]
    others = [key for key in keys if key not in names]
    # A name is one behind a hyphen too: "Jules-Ferry".
    return re.compile(rf"(?<!\w)(?:{_choices(names)})(?!\w)|(?<![\w-])(?:{_choices(others)})(?![\w-])")


def _choices(keys: list[str]) -> str:
    longest_first = sorted(keys, key=len, reverse=True)
    choices = [re.escape(key) if key != key.lower() else f"(?i:{re.escape(key)})" for key in longest_first]
    return "|".join(choices) or r"(?!)"


def read_words(text: str) -> str:
    """Words of the lexicon as it says them; other capitals without a vowel by letters ("BTP" → "B T P")."""
    text = _SUFFIX.sub(lambda found: found.group().lower(), text)
    return _CAPITALS.sub(_letters, _replaced(text, lexicon().say))


def sound_words(text: str) -> str:
    """Words that the voice gets wrong as they sound ("Auxerre" → "Aussère")."""
    return _replaced(text, lexicon().sounds)


def _replaced(text: str, table: Mapping[str, str]) -> str:
    def said(found: re.Match[str]) -> str:
        word = found.group()
        return table.get(word) or table[word.lower()]

    return _pattern(tuple(table)).sub(said, text)


def _letters(found: re.Match[str]) -> str:
    word = found.group()
    unreadable = not _VOWELS.intersection(word) and not re.fullmatch("[IVX]+", word)
    return " ".join(word) if unreadable and word != "MM" else word
