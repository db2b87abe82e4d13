"""All sentences of the assistant, read from the files of dialogue/texts."""

import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from dialogue import wording_keys
from dialogue.actions import Sentence

FOLDER = Path(__file__).with_name("texts")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[\[{«A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ])")


class OwnWords(str):
    """A caller's own words in a slot: the sentence is nobody else's, and no store may keep it."""

    __slots__ = ()


FIXED_SLOTS = frozenset({"town", "label", "fact", "service", "day", "hours"})
"""Slots filled with public facts only: a sentence with no other slot says nothing of a caller, and may be kept."""
_FORESEEN_SLOTS = frozenset({"town", "label"})
"""Of these the few values are known ahead of any call."""


class WordingError(Exception):
    """The wording file cannot be used. One sentence naming file, key and what to do."""


def split_sentences(text: str) -> list[str]:
    """Sentences of a wording text; a sentence ends with . ! ? or … before a capital or a slot."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def slots_of(text: str) -> set[str]:
    """Names between braces in a wording text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class Wording:
    """Sentences by key. One instance a conversation: variants take turns."""

    def __init__(self, texts: Mapping[str, tuple[str, ...]], town: str) -> None:
        self._texts = texts
        self._town = town
        self._used: Counter[str] = Counter()

    @classmethod
    def load(cls, town: str, folder: Path = FOLDER) -> "Wording":
        """Read the files and check them: every key the program says, no slot it does not fill. Raises WordingError.

        A file is read again when its size or time has changed: what an agent edits counts from the next call on.
        """
        texts: dict[str, tuple[str, ...]] = {}
        for name in wording_keys.FILES:
            texts |= _current(folder / name)
        return cls(texts, town)

    def anew(self) -> "Wording":
        """The same texts for another conversation: every variant has its first turn again."""
        return Wording(self._texts, self._town)

    @property
    def town(self) -> str:
        """Name of the town hall, as it is said."""
        return self._town

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def keys(self) -> Iterator[str]:
        """All keys."""
        return iter(self._texts)

    def variants(self, key: str) -> tuple[str, ...]:
        """The texts of a key as written. Raises KeyError."""
        return self._texts[key]

    def say(self, key: str, *, variant: int | None = None, **slots: str) -> tuple[Sentence, ...]:
        """The sentences of `key`, slots filled; the next variant unless one is named."""
        return self.fill(key, slots, variant)

    def fill(self, key: str, slots: Mapping[str, str], variant: int | None = None) -> tuple[Sentence, ...]:
        """As `say`, the slots given as a mapping."""
        variants = self._texts[key]
        if variant is None:
            variant = self._used[key]
            self._used[key] += 1
        return self._filled(variants[_turn_of(variant, len(variants), key in _LADDERS)], slots)

    def last_variant(self, key: str) -> int:
        """Which variant of `key` was said last; the first when none was."""
        return max(self._used[key] - 1, 0)

    def _filled(self, text: str, slots: Mapping[str, str]) -> tuple[Sentence, ...]:
        filled = {"town": self._town, **slots}
        common = {name for name in FIXED_SLOTS if not isinstance(filled.get(name), OwnWords)}
        return tuple(
            Sentence(_tidy(sentence.format(**filled)), fixed=slots_of(sentence) <= common)
            for sentence in split_sentences(text)
        )

    def unstored(self, key: str, **slots: str) -> tuple[Sentence, ...]:
        """The sentences of `key` that carry this caller's own words or numbers; takes no turn of the variants."""
        return tuple(each for each in self._filled(self._texts[key][0], slots) if not each.fixed)

    def literal(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text from a data file, said as they stand."""
        return tuple(Sentence(sentence) for sentence in split_sentences(text))

    def fixed(self, labels: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """Every sentence that is the same for all callers; `labels` gives the labels each key is said with."""
        for key, variants in self._texts.items():
            for text in variants:
                for sentence in split_sentences(text):
                    slots = slots_of(sentence)
                    if "label" in slots and slots <= _FORESEEN_SLOTS:
                        for label in labels.get(key, ()):
                            yield _tidy(sentence.format(town=self._town, label=label))
                    elif slots <= _FORESEEN_SLOTS:
                        yield _tidy(sentence.format(town=self._town))


def _current(file: Path) -> Mapping[str, tuple[str, ...]]:
    try:
        state = file.stat()
    except OSError as error:
        raise WordingError(f"{file} cannot be read: {error}.") from error
    return _checked(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _checked(file: Path, _changed_ns: int, _size: int) -> Mapping[str, tuple[str, ...]]:
    """The texts of a file in the state that time and size tell; a mistake is looked for again each time."""
    texts = _read(file)
    mistake = next(wording_keys.problems(texts, file), None)
    if mistake:
        raise WordingError(mistake)
    return MappingProxyType(texts)


def _read(file: Path) -> dict[str, tuple[str, ...]]:
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordingError(f"{file} cannot be read: {error}.") from error
    texts: dict[str, tuple[str, ...]] = {}
    for key, value in tables.items():
        if isinstance(value, dict):
            texts |= {f"{key}.{name}": (str(text),) for name, text in value.items()}
        elif isinstance(value, list) and value and all(isinstance(text, str) for text in value):
            texts[key] = tuple(value)
        else:
            raise WordingError(f'{file}: key {key} must be a list of texts, such as ["Bonjour."].')
    return texts


_LADDERS = frozenset({"silence", "noise", "quiet", "unclear"})
"""Keys whose variants get more explicit: after the last the others take turns, but the first never comes back."""


def _turn_of(time: int, count: int, ladder: bool) -> int:
    """Which of `count` variants is said the `time`-th time (from 0); never the same twice running."""
    if not ladder or time < count or count < 3:
        return min(time, count - 1) if ladder else time % count
    return 1 + (time - 1) % (count - 1)


def _tidy(sentence: str) -> str:
    """A slot may open a sentence: give it its capital."""
    return sentence[:1].upper() + sentence[1:]
