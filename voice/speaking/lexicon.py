"""The words whose reading no rule gives: `lexicon.toml`, which an agent can edit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON_FILE = Path(__file__).with_name("lexicon.toml")
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")
_CAPITALS = re.compile(r"(?<![\w'-])[A-ZÀ-ÖØ-Þ]{2,6}(?![\w-])")


class LexiconError(Exception):
    """The lexicon cannot be used. One sentence for the operator."""


@dataclass(frozen=True)
class Lexicon:
    """What `lexicon.toml` says. Keys in lower case are matched in any case."""

    say: Mapping[str, str]
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
    for name, table in (("say", tables.get("say", {})), ("abbreviations", tables.get("abbreviations", {}))):
        for key, value in table.items():
            if not key or not isinstance(value, str):
                raise LexiconError(
                    f'The pronunciation file {path} has a wrong value for "{key}" in [{name}]: '
                    f"write a text between quotes, not {value!r}."
                )
    if not isinstance(nouns, list) or not all(isinstance(noun, str) for noun in nouns):
        raise LexiconError(f"The pronunciation file {path} needs a list of texts for nouns in [feminine].")
    plurals = {noun if noun.endswith(("s", "x")) else f"{noun}s" for noun in nouns}
    return Lexicon(tables.get("say", {}), tables.get("abbreviations", {}), frozenset(nouns) | plurals)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon beside this module, read once."""
    return load_lexicon(LEXICON_FILE)


@lru_cache(maxsize=1)
def _said_words() -> re.Pattern[str]:
    keys = sorted(lexicon().say, key=len, reverse=True)
    choices = "|".join(re.escape(key) if key != key.lower() else f"(?i:{re.escape(key)})" for key in keys)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])" if keys else r"(?!)")


def read_words(text: str) -> str:
    """Words of the lexicon as it says them; other capitals without a vowel by letters ("BTP" → "B T P")."""
    say = lexicon().say

    def said(found: re.Match[str]) -> str:
        word = found.group()
        return say.get(word) or say[word.lower()]

    return _CAPITALS.sub(_letters, _said_words().sub(said, text))


def _letters(found: re.Match[str]) -> str:
    word = found.group()
    unreadable = not _VOWELS.intersection(word) and not re.fullmatch("[IVX]+", word)
    return " ".join(word) if unreadable and word != "MM" else word
