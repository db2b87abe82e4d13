"""Whether a caller wants a person, or to be rung back, among whatever else is said (wanting_person.toml).

A wish for a person is served at any question, however angry: "j'en ai marre de vos questions, passez-moi quelqu'un".
What is said with nothing else is a universal command already (accessibility/commands.toml).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase, phrase_at, phrase_before
from dialogue.french.words import FILLERS, folded, words

FILE = Path(__file__).with_name("wanting_person.toml")
_NEGATED = frozenset({"pas", "plus", "jamais", "sans", "ne", "non"})
"""Right before "me passer" or "rappelez-moi" these refuse it; "pas" after it does too."""


@dataclass(frozen=True)
class Wish:
    """A person is wanted."""

    plainly: bool
    """Nothing says which: "un agent de police", "quelqu'un pour mon passeport" may mean something else."""
    rest: str
    """The other words, as they were said."""
    counts: bool
    """The same words may say how many: "je voudrais une personne" to "combien serez-vous ?"."""


@dataclass(frozen=True)
class Phrases:
    """Folded expressions; wanting_person.toml says what each list is for."""

    passes: frozenset[Phrase]
    speaks: frozenset[Phrase]
    leads: frozenset[Phrase]
    wishes: frozenset[Phrase]
    between: frozenset[Phrase]
    persons: frozenset[Phrase]
    after: frozenset[Phrase]
    callback: frozenset[Phrase]
    reminded: frozenset[Phrase]
    times: frozenset[Phrase]
    awaited: frozenset[Phrase]

    def wish(self, text: str) -> Wish | None:
        """The wish for a person that a text contains; None when it has none."""
        spelled = folded(text)
        for place in range(len(spelled)):
            asking = self._asking(spelled, place)
            end = self._person(spelled, place + asking) if asking else 0
            if not end:
                continue
            follows = phrase_at(spelled, end, self.after) or int(end < len(spelled) and spelled[end] in FILLERS)
            plainly = end == len(spelled) or follows > 0
            only_wished = not phrase_at(spelled, place, self.passes | self.speaks)
            if only_wished and not plainly:
                continue
            spoken = words(text)
            lead = place - phrase_before(spelled, place, self.leads) if not only_wished else place
            said = tuple(spelled[end - 2 : end])
            rest = _joined((*spoken[:lead], *spoken[end + follows :]))
            return Wish(plainly, rest, only_wished and said == ONE)
        return None

    def _asking(self, spelled: Sequence[str], place: int) -> int:
        """The length of what asks for somebody here; 0 when nothing does."""
        before = spelled[place - 1 : place] if place else []
        passes = phrase_at(spelled, place, self.passes)
        if passes:
            return 0 if _NEGATED.intersection(before) else passes
        speaks = phrase_at(spelled, place, self.speaks)
        if speaks:
            led = place == 0 or phrase_before(spelled, self._skipped_back(spelled, place), self.leads)
            return speaks if led else 0
        return phrase_at(spelled, place, self.wishes)

    def _skipped_back(self, spelled: Sequence[str], place: int) -> int:
        """Where small words before this place begin: "je veux **juste** parler à"."""
        while place and (length := phrase_before(spelled, place, self.between)):
            place -= length
        return place

    def _person(self, spelled: Sequence[str], place: int) -> int:
        """The end of the person named here, small words before it passed over; 0 when none is."""
        while length := phrase_at(spelled, place, self.between):
            place += length
        named = phrase_at(spelled, place, self.persons)
        return place + named if named else 0

    def callback_wished(self, text: str) -> str | None:
        """What else is said where to be rung back is asked for; None where it is not: "rappelez-moi la date"."""
        spelled = folded(text)
        for place in range(len(spelled)):
            length = phrase_at(spelled, place, self.callback)
            if not length or _NEGATED.intersection((*spelled[place - 1 : place], *spelled[place + length :][:1])):
                continue
            end = place + length
            if phrase_at(spelled, end, self.times) or not phrase_at(spelled, end, self.reminded):
                return _joined((*words(text)[:place], *words(text)[end:]))
        return None

    def callback_awaited(self, texts: Sequence[str]) -> bool:
        """Whether a call-back was promised that did not come: "on devait me rappeler hier"."""
        return bool(texts) and has_phrase(folded(texts[0]), self.awaited)


ONE = ("une", "personne")
"""It may be a number of people, too."""


def _joined(spoken: Sequence[str]) -> str:
    return " ".join(spoken).replace("' ", "'")


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Phrases:
    """The expressions of the file. Raises PhraseFileError."""
    return Phrases(**phrase_files.phrases(file, *(each.name for each in fields(Phrases))))
