"""A question as it was heard, made ready for the search: what each of its words may mean in the passages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.french_stems import CHATTER, COMMON, STOP_WORDS, Word, word
from kb.naming import tokens
from kb.synonyms import Phrase, Synonyms
from kb.vocabulary import HOMOPHONE, LIKENESS, NEAR, Vocabulary

READINGS = 3
"""Of the n-best."""
MOST_WORDS = 60
"""Of one reading: who talks longer has said it by then."""
MOST_LETTERS = 800
SYNONYM = 0.8
"""How surely a synonym means what was said."""
TOO_COMMON = 0.3
"""A stem in a larger share of the passages finds nothing in the index (it still counts in the ranking)."""
LONGEST_RUN = 3
SHORTEST_RUN = 4
"""Words that one word was cut into by recognition, and its phonemes."""
RUN, RUN_LIKENESS = 0.9, 0.86
"""How surely such a word was meant, and how like it a run has to be."""
UNKNOWN = 0.45
"""What a word that no passage has weighs, beside the rarest that one has: it may tell of something else, or nothing."""
COMMON_WORD = 0.35
"""What a verb of every subject weighs ("prendre", "mettre")."""

_LETTER_SOUNDS = {"y": "i"}
"""A word of one letter that is not read as the letter's name."""


@dataclass
class Unit:
    """One thing said: its weight, the stems that may be meant (each with its likelihood), the phrases likewise."""

    weight: float = 0.0
    stems: dict[str, float] = field(default_factory=dict)
    phrases: dict[Phrase, float] = field(default_factory=dict)

    def match(self, where: frozenset[str]) -> float:
        """How surely a text with these stems has what was said."""
        best = max((likely for stem, likely in self.stems.items() if stem in where), default=0.0)
        for phrase, likely in self.phrases.items():
            if likely > best and all(stem in where for stem in phrase):
                best = likely
        return best

    def add(self, phrase: Phrase, likely: float) -> None:
        """What may be meant too."""
        if len(phrase) == 1:
            self.stems[phrase[0]] = max(self.stems.get(phrase[0], 0.0), likely)
        else:
            self.phrases[phrase] = max(self.phrases.get(phrase, 0.0), likely)


@dataclass(frozen=True)
class Query:
    """One reading: its units and its sound. `terms`: what to look up in the index."""

    units: tuple[Unit, ...]
    sounds: str
    terms: tuple[str, ...]
    vocabulary: Vocabulary


def read(texts: Sequence[str], vocabulary: Vocabulary, synonyms: Synonyms) -> list[Query]:
    """What the best readings ask; those without a word that says something are left out."""
    reader = _Reader(vocabulary, synonyms)
    queries = (reader.query(text[:MOST_LETTERS]) for text in dict.fromkeys(texts[:READINGS]))
    return [query for query in queries if query.units]


def _tells(each: Word) -> bool:
    return each.letters not in STOP_WORDS and each.letters not in CHATTER


@dataclass(frozen=True)
class _Reader:
    vocabulary: Vocabulary
    synonyms: Synonyms

    def query(self, text: str) -> Query:
        said = [word(token) for token in tokens(text)[:MOST_WORDS]]
        units: list[Unit] = []
        at = 0
        while at < len(said):
            length, unit = self._expression(said, at) or self._run(said, at) or (1, self._word(said[at]))
            if unit is not None:
                units.append(unit)
            at += length
        sounds = "".join(each.sounds for each in said if _tells(each))
        terms = dict.fromkeys(term for unit in units for term in _terms(unit))
        rare = [term for term in terms if self.vocabulary.share(term) <= TOO_COMMON]
        return Query(tuple(units), sounds, tuple(rare or terms), self.vocabulary)

    def _expression(self, said: Sequence[Word], at: int) -> tuple[int, Unit] | None:
        """Several words from `at` on that together have synonyms, the longest expression first."""
        if said[at].letters in STOP_WORDS:
            return None
        found: tuple[int, Unit] | None = None
        stems: list[str] = []
        for place in range(at, len(said)):
            if said[place].letters in STOP_WORDS:
                continue
            stems.append(said[place].stem)
            if len(stems) > self.synonyms.longest:
                break
            if len(stems) > 1 and tuple(stems) in self.synonyms.meanings:
                found = place - at + 1, self._unit({tuple(stems): 1.0})
        return found

    def _run(self, said: Sequence[Word], at: int) -> tuple[int, Unit] | None:
        """Several words from `at` on that together sound like one, when one of them means nothing here."""
        for length in range(min(LONGEST_RUN, len(said) - at), 1, -1):
            run = said[at : at + length]
            strange = [each for each in run if _tells(each) and each.stem not in self.vocabulary]
            together = "".join(_LETTER_SOUNDS.get(each.letters, each.sounds) for each in run)
            if len(together) < SHORTEST_RUN or not (strange or not _tells(run[0])):
                continue
            meant = dict.fromkeys(self.vocabulary.sounding(together), RUN)
            if not meant and strange and len(together) > SHORTEST_RUN:
                letters = "".join(each.letters for each in run)
                near = self.vocabulary.near(letters, together, RUN_LIKENESS)
                meant = {stem: RUN * likely for stem, likely in near}
            if meant:
                return length, self._unit({(stem,): likely for stem, likely in meant.items()})
        return None

    def _word(self, said: Word) -> Unit | None:
        if not _tells(said):
            return None
        meant: dict[Phrase, float] = {(said.stem,): 1.0}
        for stem in self.vocabulary.sounding(said.sounds):
            meant.setdefault((stem,), HOMOPHONE)
        if len(meant) == 1 and said.stem not in self.vocabulary:
            for stem, likely in self.vocabulary.near(said.letters, said.sounds, LIKENESS):
                meant[(stem,)] = NEAR * likely
        unit = self._unit(meant)
        if said.letters in COMMON:
            unit.weight *= COMMON_WORD
        return unit

    def _unit(self, meant: dict[Phrase, float]) -> Unit:
        """What was said, with its synonyms; it weighs as much as all that it may mean is rare."""
        unit = Unit()
        for phrase, likely in meant.items():
            for each, share in ((phrase, 1.0), *((other, SYNONYM) for other in self.synonyms.meanings.get(phrase, ()))):
                if all(self.vocabulary.count(stem) for stem in each):
                    unit.add(each, likely * share)
        counts = [self.vocabulary.count(stem) for stem in unit.stems]
        counts += [min(map(self.vocabulary.count, phrase)) for phrase in unit.phrases]
        unit.weight = self.vocabulary.rarity_of(sum(counts)) * (1.0 if counts else UNKNOWN)
        return unit


def _terms(unit: Unit) -> list[str]:
    return [*unit.stems, *(stem for phrase in unit.phrases for stem in phrase)]
