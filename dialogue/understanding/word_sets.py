"""Rules over words that stand near each other: one of each set, whatever comes between ("le gaz sent très fort").

A set is written "fil|fils|ligne électrique": words or short expressions, compared by letters, accents and sound.
"effondr*" is every word that begins so, by letters alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from accessibility.hearing import fold, sounds
from dialogue.french.words import folded, words

WITHIN = 10
"""Words from the first to the last that belong together: about one clause and its complement."""
LONG_WORD = 4
"""Phonemes from which a word is known by sound alone; of shorter words too many sound the same."""
ANY_END = "*"
FIRST_LETTERS = 2
"""Letters that a word with an open end has at least."""
MASKED = "_"
"""Stands where an expression that means something else was."""
_NO_BEFORE = frozenset({("pas", "de"), ("pas", "d"), ("plus", "de"), ("plus", "d"), ("jamais", "de"), ("jamais", "d")})
_CANNOT = frozenset("peux peut pouvons pouvez peuvent pouvais pouvait".split())
"""Before "plus de" these deny nothing: "je n'en peux plus de ses coups"."""
_NO_WORD_BEFORE = frozenset({"aucun", "aucune", "sans", "ni", "pas", "jamais"})
_NO_AFTER = frozenset({"pas", "jamais", "aucun", "aucune"})
_FAR = frozenset({"loin", "tres", "vraiment", "moi", "lui", "elle", "nous", "eux"})
"""After "pas" these deny nothing of the word before: "tombé pas loin", "ils habitent ici, pas moi"."""
_NE_WITHIN = 3
_TOLD_APART = frozenset({"la"})
"""Words that only an accent tells from a frequent one ("là"): without it they were not said."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Spoken:
    """Words one by one: their letters to compare, and as they are written, which is how they sound."""

    letters: tuple[str, ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Spoken":
        """The words of a text."""
        return cls(tuple(folded(text)), tuple(words(text)))

    @cached_property
    def sounding(self) -> tuple[str, ...]:
        """Phonemes of each word."""
        return tuple(word_sounds(word) for word in self.written)

    @cached_property
    def known(self) -> frozenset[str]:
        """Letters of all words: most expressions are ruled out by their first."""
        return frozenset(self.letters)

    @cached_property
    def places(self) -> dict[str, list[Span]]:
        """Where the words of each set were found, by the text of the set: the same set is in many rules."""
        return {}

    def without(self, expressions: Sequence[tuple[str, ...]]) -> "Spoken":
        """The same with every occurrence of the (folded) expressions replaced by words that mean nothing."""
        possible = [expression for expression in expressions if expression[0] in self.known]
        if not possible:
            return self
        letters, written = list(self.letters), list(self.written)
        for expression in possible:
            length = len(expression)
            for place in range(len(letters) - length + 1):
                if tuple(letters[place : place + length]) == expression:
                    letters[place : place + length] = written[place : place + length] = [MASKED] * length
        return Spoken(tuple(letters), tuple(written))

    def masked(self, *spans: Span) -> "Spoken":
        """The same with the words there replaced by words that mean nothing."""
        hidden = {place for start, end in spans for place in range(start, end)}
        letters, written = (
            tuple(MASKED if place in hidden else word for place, word in enumerate(words))
            for words in (self.letters, self.written)
        )
        return Spoken(letters, written)

    def denied(self, span: Span) -> bool:
        """Whether the words there are denied: "aucun fil", "pas de gaz", "ne sent pas", "ne brûle plus"."""
        start, end = span
        before, after = self.letters[:start], self.letters[end : end + 2]
        if before[-2:] in _NO_BEFORE and not (before[-2] == "plus" and before[-3:-2] and before[-3] in _CANNOT):
            return True
        if before and before[-1] in _NO_WORD_BEFORE:
            return True
        if not after:
            return False
        if after[0] in _NO_AFTER:
            return len(after) < 2 or after[1] not in _FAR
        return after[0] == "plus" and not {"ne", "n"}.isdisjoint(before[-_NE_WITHIN:])


def word_sounds(word: str) -> str:
    """Phonemes of one word; an elided one ("qu'") has those of its letters, without a vowel of its own."""
    return word.rstrip("'").replace("qu", "k").replace("c", "s") if word.endswith("'") else sounds(word)


class WordSet:
    """Words and expressions any of which will do."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_first: dict[str, list[Spoken]] = {}
        self._begin: dict[str, list[tuple[str, ...]]] = {}
        for alternative in text.split("|"):
            if alternative.endswith(ANY_END):
                beginning = tuple(folded(alternative))
                self._begin.setdefault(beginning[0][:FIRST_LETTERS], []).append(beginning)
            else:
                self._add(Spoken.of(alternative))

    def _add(self, expression: Spoken) -> None:
        first = expression.sounding[0]
        for key in {expression.letters[0], *([f"/{first}"] if len(first) >= LONG_WORD else [])}:
            self._by_first.setdefault(key, []).append(expression)

    def told(self, spoken: Spoken) -> list[Span]:
        """Where one of them stands and is not denied."""
        places = spoken.places.get(self._text)
        if places is None:
            places = spoken.places[self._text] = [span for span in self.found(spoken) if not spoken.denied(span)]
        return places

    def found(self, spoken: Spoken) -> Iterator[Span]:
        """Where one of them stands (first word, one past the last)."""
        for start, (letters, sound) in enumerate(zip(spoken.letters, spoken.sounding, strict=True)):
            for beginning in self._begin.get(letters[:FIRST_LETTERS], ()):
                end = start + len(beginning)
                said = spoken.letters[start:end]
                if said[:-1] == beginning[:-1] and len(said) == len(beginning) and said[-1].startswith(beginning[-1]):
                    yield start, end
            for expression in (*self._by_first.get(letters, ()), *self._by_first.get(f"/{sound}", ())):
                end = start + len(expression.letters)
                if end <= len(spoken.letters) and all(
                    _same(spoken, start + at, expression, at) for at in range(end - start)
                ):
                    yield start, end


def _same(spoken: Spoken, here: int, expression: Spoken, at: int) -> bool:
    """The same word: by sound when it is long, else by letters, and by accents where any were written."""
    sound = expression.sounding[at]
    if len(sound) >= LONG_WORD and spoken.sounding[here] == sound:
        return True
    written = spoken.written[here]
    accented = fold(written) != written.rstrip("'") or spoken.letters[here] in _TOLD_APART
    return spoken.letters[here] == expression.letters[at] and (not accented or written == expression.written[at])


@dataclass(frozen=True)
class Rule:
    """One word of each set, within a few words; `ordered`: in the order of the sets."""

    sets: tuple[WordSet, ...]
    ordered: bool
    within: int = WITHIN
    """Words from the first to the last."""

    def told(self, spoken: Spoken) -> bool:
        """Whether the words say it, and do not deny it."""
        return next(self.met(spoken), None) is not None

    def met(self, spoken: Spoken) -> Iterator[tuple[Span, ...]]:
        """Where the words stand that say it, one span of each set."""
        places: list[list[Span]] = []
        for each in self.sets:
            found = each.told(spoken)
            if not found:
                return
            places.append(found)
        yield from (spans for spans in product(*places) if self._together(spans))

    def _together(self, spans: tuple[Span, ...]) -> bool:
        in_order = sorted(spans)
        if self.ordered and tuple(in_order) != spans:
            return False
        apart = all(first[1] <= second[0] for first, second in pairwise(in_order))
        return apart and in_order[-1][1] - in_order[0][0] <= self.within
