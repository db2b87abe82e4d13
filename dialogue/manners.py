"""Insults and anger, heard in what callers say (manners.toml). An insult is answered calmly, and never hides the answer
that came with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.words import FILLERS, folded, words

FILE = Path(__file__).with_name("manners.toml")
LONE = 3
"""Words of an utterance that is nothing but an insult: "mais quel idiot"."""
_POLITE_NOTHINGS = FILLERS | {"oh", "ah", "eh", "he", "mais", "oui", "non", "va", "quel", "quelle"}

Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Manners:
    """Folded expressions."""

    always: Phrases
    names: Phrases
    addressed: Phrases
    stressed: Phrases
    anger: Phrases
    bare: Phrases
    around: Phrases

    def insult(self, texts: Sequence[str]) -> bool:
        """Whether the best reading insults whom it is said to."""
        return bool(texts) and any(self._insulting(folded(texts[0])))

    def without(self, text: str) -> str:
        """What else was said: the words outside the insults."""
        spoken = words(text)
        kept = (word for word, rude in zip(spoken, self._insulting(folded(text)), strict=True) if not rude)
        return " ".join(kept).replace("' ", "'")

    def _insulting(self, spelled: Sequence[str]) -> list[bool]:
        """For each word, whether it belongs to an insult."""
        rude = [False] * len(spelled)
        bare = tuple(word for word in spelled if word not in _POLITE_NOTHINGS)
        if len(spelled) <= LONE and bare in self.names:
            return [True] * len(spelled)
        spans = [
            (place - self._before(spelled[:place]), place + len(phrase))
            for phrase in self.always
            for place in _places(spelled, phrase)
        ]
        for name in self.names:
            for place in _places(spelled, name):
                before = self._before(spelled[:place])
                spans += [(place - before, place + len(name))] if before else []
        for start, end in spans:
            rude[start:end] = [True] * (end - start)
        return rude

    def _before(self, spelled: Sequence[str]) -> int:
        """So many of the last words address what follows to the assistant: "vous êtes vraiment tous des"."""
        addressed = max((len(each) for each in self.addressed if _ends(spelled, each)), default=0)
        stressed = max((len(each) for each in self.stressed if _ends(spelled, each)), default=0)
        further = self._before(spelled[: len(spelled) - stressed]) if stressed else 0
        return max(addressed, stressed + further if further else 0)

    def angry(self, texts: Sequence[str]) -> bool:
        """Whether the best reading tells of anger."""
        spelled = folded(texts[0]) if texts else []
        return any(_places(spelled, phrase) for phrase in (*self.anger, *self.bare))

    def beside_anger(self, text: str) -> str:
        """What is said besides anger that asks for nothing, and what goes with it: "stop", "de vos questions"."""
        spoken, spelled = words(text), folded(text)
        angry = [False] * len(spelled)
        for phrase in (*self.bare, *self.around):
            for place in _places(spelled, phrase):
                angry[place : place + len(phrase)] = [True] * len(phrase)
        kept = (word for word, told in zip(spoken, angry, strict=True) if not told)
        return " ".join(kept).replace("' ", "'")


def _ends(spelled: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return tuple(spelled[-len(phrase) :]) == phrase


def _places(spelled: Sequence[str], phrase: tuple[str, ...]) -> list[int]:
    """Where a phrase begins."""
    last = len(spelled) - len(phrase)
    return [place for place in range(last + 1) if tuple(spelled[place : place + len(phrase)]) == phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Manners:
    """Read the lists. Raises PhraseFileError."""
    told = phrase_files.lists(file, *_KEYS.values())
    return Manners(**{name: tuple(tuple(folded(each)) for each in told[key]) for name, key in _KEYS.items()})


_KEYS = {
    "always": "insult.always", "names": "insult.names", "addressed": "insult.addressed", "stressed": "insult.renfort",
    "anger": "anger.phrases", "bare": "anger.bare", "around": "anger.around",
}  # fmt: skip
