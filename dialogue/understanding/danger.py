"""Danger first: gas, live wires, fire, collapse, injury, assault, heard anywhere in what is said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from dialogue.catalogue import Catalogue, Danger
from dialogue.french.words import FILLERS, folded
from dialogue.understanding.word_sets import MASKED, WITHIN, Rule, Spoken, WordSet

SOUND_LIKE = 93.0
"""Likeness by sound (0 to 100) from which a long phrase was heard."""
LONG_SOUND, SHORT_SOUND = 9, 7
"""Phonemes: between the two only the very same sounds count; shorter phrases must match by letters, or everyday
words would call the fire brigade."""
SPREAD = 2
"""Words that the recognizer may have made more, or fewer, of a phrase."""
READINGS = 3
FAR = 40
"""Words within which the rules under `far` are told: a long breath."""
AROUND = FILLERS | frozenset("oui allo vite s il vous plait mon dieu venez y a c est ici la madame monsieur".split())
"""Words that may surround a cry for help."""


@dataclass(frozen=True)
class _Phrase:
    letters: tuple[str, ...]
    sound: str


@dataclass(frozen=True)
class _Ear:
    """One danger, made ready to be listened for: sounds and word sets are worked out once."""

    phrases: tuple[_Phrase, ...]
    sounding: tuple[_Phrase, ...]
    """Those long enough to be known by sound."""
    cries: tuple[list[str], ...]
    rules: tuple[Rule, ...]
    asks: tuple[Rule, ...]
    """Reason enough to ask, not to alarm."""
    always: tuple[Rule, ...]
    """Reason to ask whatever else was understood."""
    figures: tuple[Rule, ...]
    """Where these meet, the words of the first set do not count."""
    doubtful: tuple[Rule, ...]
    """Where these meet, the words of the first set are only reason to ask."""
    lasting: bool
    harmless: tuple[tuple[str, ...], ...]
    harmless_sounds: tuple[str, ...]


def dangers_in(texts: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of all dangers heard in the best readings, in the order of the catalogue."""
    heard = [_Heard.of(Spoken.of(text), catalogue) for text in dict.fromkeys(texts[:READINGS])]
    return tuple(code for code, ear in _ears(catalogue).items() if any(_told(ear, each) for each in heard))


def over_in(texts: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of the dangers that the best reading tells before it says that all ended well: worth a question."""
    heard = _Heard.of(Spoken.of(texts[0]), catalogue) if texts else None
    if heard is None or heard.standing is heard.whole:
        return ()
    then = replace(heard, standing=heard.whole)
    return tuple(code for code, ear in _ears(catalogue).items() if _told(ear, then) and not _told(ear, heard))


def doubts_in(texts: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of the dangers that the best reading gives reason to ask about."""
    spoken = Spoken.of(texts[0]) if texts else Spoken((), ())
    if _past(spoken, catalogue):
        return ()
    return tuple(
        code for code, ear in _ears(catalogue).items() if ear.asks and _any_told(ear.asks, _literal(ear, spoken))
    )


def asked_always_in(texts: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of the dangers to ask about though the best reading may well ask for something ordinary."""
    if not texts:
        return ()
    heard = _Heard.of(Spoken.of(texts[0]), catalogue)
    return tuple(code for code, ear in _ears(catalogue).items() if _asked_always(ear, heard))


def _asked_always(ear: _Ear, heard: "_Heard") -> bool:
    if ear.always and (ear.lasting or not heard.past) and _any_told(ear.always, _literal(ear, heard.whole)):
        return True
    return bool(ear.doubtful) and _told(ear, heard, doubtful=True) and not _told(ear, heard)


def figures_in(texts: Sequence[str], catalogue: Catalogue) -> frozenset[str]:
    """Codes of the dangers whose words are a manner of speaking in the best reading."""
    spoken = Spoken.of(texts[0]) if texts else Spoken((), ())
    return frozenset(code for code, ear in _ears(catalogue).items() if _any_told(ear.figures, spoken))


def misheard(texts: Sequence[str], catalogue: Catalogue, *, requested: bool) -> bool:
    """Whether the best reading says that something else was meant: "mais non, je voulais juste savoir".

    `requested`: something is clearly asked for besides; then "mais non" is enough.
    """
    words = catalogue.danger_words
    if requested and _contains(texts, words.contradicted):
        return True
    return bool(texts) and _any_told(_rules(words.misheard), Spoken.of(texts[0]))


def _any_told(rules: Sequence[Rule], spoken: Spoken) -> bool:
    return any(rule.told(spoken) for rule in rules)


def says_none(texts: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the best reading says that there is no danger: "non, pas d'urgence"."""
    return _contains(texts, catalogue.danger_words.withdrawn)


def _contains(texts: Sequence[str], phrases: Sequence[str]) -> bool:
    said = f" {' '.join(folded(texts[0]))} " if texts else ""
    return any(f" {' '.join(folded(phrase))} " in said for phrase in phrases)


def _past(spoken: Spoken, catalogue: Catalogue) -> bool:
    """Whether something is told of another time: "l'an dernier"."""
    past = catalogue.danger_words.past
    return bool(past) and bool(_word_set(past).told(spoken))


def _standing(spoken: Spoken, catalogue: Catalogue) -> Spoken:
    """The same without what is expressly over: "un malaise, et tout s'est bien terminé".

    That reaches back no further than to a word such as "mais" or "maintenant", and forward not at all:
    "l'opération s'est bien passée mais il saigne" tells of a danger.
    """
    words = catalogue.danger_words
    ends = sorted(_word_set(words.over).told(spoken)) if words.over else []
    turns = sorted(_word_set(words.now).found(spoken)) if words.now else []
    began = 0
    for start, end in ends:
        turn = next((turn for turn, _ in turns if began <= turn < start), start)
        spoken = spoken.masked((began, turn), (start, end))
        began = end
    return spoken


def _ears(catalogue: Catalogue) -> dict[str, _Ear]:
    words = catalogue.danger_words
    return {code: _ear(danger, words.harmless, words.figure) for code, danger in catalogue.dangers.items()}


@lru_cache(maxsize=2048)
def _word_set(text: str) -> WordSet:
    return WordSet(text)


def _rules(rules: Sequence[Sequence[str]], ordered: bool = False, within: int = WITHIN) -> tuple[Rule, ...]:
    return tuple(Rule(tuple(map(_word_set, sets)), ordered, within) for sets in rules)


@lru_cache(maxsize=64)
def _ear(danger: Danger, always: tuple[str, ...], figures: tuple[tuple[str, ...], ...]) -> _Ear:
    harmless = (*danger.not_, *always)
    phrases = tuple(_Phrase(tuple(folded(phrase)), "".join(Spoken.of(phrase).sounding)) for phrase in danger.phrases)
    return _Ear(
        phrases=phrases,
        sounding=tuple(phrase for phrase in phrases if len(phrase.sound) >= SHORT_SOUND),
        cries=tuple(_cry(folded(phrase)) for phrase in danger.alone),
        rules=(*_rules(danger.together), *_rules(danger.in_order, ordered=True), *_rules(danger.far, within=FAR)),
        asks=_rules(danger.ask),
        always=_rules(danger.ask_always),
        figures=_rules((*danger.figure, *figures)),
        doubtful=_rules(danger.doubtful),
        lasting=danger.lasting,
        harmless=tuple(tuple(folded(text)) for text in harmless),
        harmless_sounds=tuple("".join(Spoken.of(text).sounding) for text in harmless),
    )


def _cry(letters: Sequence[str]) -> list[str]:
    return [word for word in letters if word not in AROUND]


def _told(ear: _Ear, heard: "_Heard", *, doubtful: bool = False) -> bool:
    """Whether a danger is told; `doubtful`: also in words that are only reason to ask."""
    spoken = _literal(ear, heard.whole if ear.lasting else heard.standing)
    if not doubtful:
        spoken = _beside(ear.doubtful, spoken)
    cry = _cry(spoken.letters)
    if cry and cry in ear.cries:
        return True
    if any(_said(phrase.letters, spoken) for phrase in ear.phrases):
        return True
    if (ear.lasting or not heard.past) and _any_told(ear.rules, spoken):
        return True
    return heard.runs.sound_like(ear, spoken)


def _literal(ear: _Ear, spoken: Spoken) -> Spoken:
    """The same without expressions that mean no danger, and without manners of speaking."""
    return _beside(ear.figures, spoken.without(ear.harmless))


def _beside(rules: Sequence[Rule], spoken: Spoken) -> Spoken:
    """The same without the words of the first set of each rule, where it is met."""
    meant_otherwise = {spans[0] for rule in rules for spans in rule.met(spoken)}
    return spoken.masked(*meant_otherwise) if meant_otherwise else spoken


def _said(phrase: tuple[str, ...], spoken: Spoken) -> bool:
    if phrase[0] not in spoken.known:
        return False
    length = len(phrase)
    return any(
        spoken.letters[start : start + length] == phrase and not _denied_before(spoken, start)
        for start in range(len(spoken.letters) - length + 1)
    )


def _denied_before(spoken: Spoken, start: int) -> bool:
    return spoken.denied((start, len(spoken.letters)))


class _Runs:
    """Neighbouring words of one reading, and how they sound together: worked out once for all dangers."""

    LONGEST = 10
    """Words."""

    def __init__(self, spoken: Spoken) -> None:
        sound = spoken.sounding
        self._spans = [
            (start, end)
            for start in range(len(sound))
            for end in range(start + 1, min(len(sound), start + self.LONGEST) + 1)
        ]
        self._sounds = ["".join(sound[start:end]) for start, end in self._spans]

    def sound_like(self, ear: _Ear, spoken: Spoken) -> bool:
        """Whether some run of words sounds like a phrase, and less like an expression without danger."""
        if not self._spans or not ear.sounding:
            return False
        likeness = process.cdist(
            [phrase.sound for phrase in ear.sounding], self._sounds, scorer=fuzz.ratio, score_cutoff=SOUND_LIKE
        )
        return any(
            self._counts(ear, ear.sounding[phrase], int(run), float(likeness[phrase, run]), spoken)
            for phrase, run in np.argwhere(likeness)
        )

    def _counts(self, ear: _Ear, phrase: _Phrase, run: int, likeness: float, spoken: Spoken) -> bool:
        start, end = self._spans[run]
        if likeness < 100.0 and len(phrase.sound) < LONG_SOUND:
            return False
        if abs(end - start - len(phrase.letters)) > SPREAD or MASKED in spoken.letters[start:end]:
            return False
        if _denied_before(spoken, start):
            return False
        return likeness > max((fuzz.ratio(each, self._sounds[run]) for each in ear.harmless_sounds), default=0.0)


@dataclass(frozen=True)
class _Heard:
    """One reading, made ready for all dangers."""

    whole: Spoken
    standing: Spoken
    """Without what is expressly over."""
    past: bool
    runs: _Runs

    @classmethod
    def of(cls, spoken: Spoken, catalogue: Catalogue) -> "_Heard":
        return cls(spoken, _standing(spoken, catalogue), _past(spoken, catalogue), _Runs(spoken))
