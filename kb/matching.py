"""Finding a street or a place in what was recognised, by letters and by sound.

Every run of words in the utterance (a window) is compared with the core of every name; the words around it
then raise or lower the score: the street type in front, or a neighbour that belongs to some other name.
1 is the very name with its type; from about 0.85 the name is rather sure; below about 0.7 it is a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from kb.naming import (
    SpokenName,
    Token,
    joined_letters,
    joined_sounds,
    link_sounds,
    tokens,
    types_by_sound,
    words_of,
)

Scores = NDArray[np.float32]

_LONGEST = 9  # words: "huit mai mille neuf cent quarante cinq" are seven
_BEST = 60  # names whose whole sound is looked at
_LEAST = 0.5

# The numbers below were tried on the demo commune's 143 streets and 40 places, each said once by one of eight
# synthetic voices over a noisy 8 kHz line and heard by the built-in recognizer. Right first 64 %, in the first
# two 70 %; a wrong entry of 0.86 or more 7 %. A third of the streets have a word it does not know.

# Shares of a street's score. A wrong type costs 0.12, no type 0.14, and what the whole name loses by it.
_CORE, _TYPE, _WHOLE = 0.7, 0.2, 0.1
_OTHER_TYPE, _NO_TYPE = 0.4, 0.3
# A street type in front of a landmark's name means the street: "place de l'église" is not the church.
_LANDMARK_AFTER_TYPE = 0.85
# Neighbours that belong to another name, or to a sentence: "rue Jean Moulin" is not "rue du Moulin", "rue
# Victor Hugo" is not "rue Victor", and "ne marche pas" is not "rue du Marché".
_WORD_BEFORE, _SENTENCE_BEFORE, _WORD_AFTER = 0.92, 0.85, 0.92
# "La gare" within "le parking de la gare", when both are there as surely, is not the station.
_WITHIN_ANOTHER, _SURE, _AS_SURE = 0.9, 0.9, 0.05
_PER_RANK = 0.015  # each further hypothesis of the recognizer is believed a little less

# Words people put around an address; they belong to no name. Those of _INTRO may stand right before one.
_INTRO = frozenset(
    words_of(
        "euh heu ben bah alors donc oui non bonjour c est suis devant derriere pres proche face cote niveau "
        "hauteur angle coin vers sur sous dans chez et ou en croisement numero bis ter quater voila habite "
        "trouve situe"
    )
)
_SPEECH = _INTRO | frozenset(
    words_of(
        "s j m t n y a etes sommes sont il elle on je vous nous ca cela ceci ce cet cette ces un une juste "
        "bout debut fin milieu entre par pour pas plus moins tout toute tres bien la le les l d de du des "
        "au aux mon ma mes notre votre qui que qu ne se exactement plutot ici ailleurs avec depuis "
        "ainsi mais puis merci"
    )
)
_NUMBERS = frozenset(
    words_of(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt "
        "trente quarante cinquante soixante cent cents mille"
    )
)


@dataclass(frozen=True)
class Window:
    """A run of heard words, the street type in front of it (or empty), and what its surroundings cost."""

    letters: str
    sounds: str
    whole_sounds: str
    type: str
    factor: float
    text: str


@dataclass(frozen=True)
class Hit:
    """One spoken name found: its place in the index, its score, the heard words."""

    name: int
    score: float
    heard: str


def windows(heard: Sequence[str]) -> list[Window]:
    """All runs of words worth comparing, each once, from the best hypothesis that has it."""
    found: dict[tuple[str, str, str, bool], Window] = {}
    for rank, text in enumerate(heard):
        words = tokens(text)
        fronts = [_type_before(words, start) for start in range(len(words))]
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
                window = _window(words, start, end, fronts[start], 1 - _PER_RANK * rank)
                if window:
                    key = (
                        window.letters,
                        window.whole_sounds,
                        window.type,
                        window.factor < 1 - _PER_RANK * rank,
                    )
                    found.setdefault(key, window)
    return list(found.values())


def _window(words: tuple[Token, ...], start: int, end: int, front: tuple[str, int], factor: float) -> Window | None:
    run = words[start:end]
    street_type, type_start = front
    if not any(_is_content(word) for word in run) and not (street_type and _says_something(run)):
        return None
    if not street_type:
        factor *= _before(words, start, type_start)
    if end < len(words) and _is_content(words[end]) and not _is_type(words[end]):
        factor *= _WORD_AFTER
    whole = words[type_start:end]
    text = " ".join(word.text for word in whole).replace("' ", "'")
    return Window(joined_letters(run), joined_sounds(run), joined_sounds(whole), street_type, factor, text)


def _type_before(words: tuple[Token, ...], start: int) -> tuple[str, int]:
    """The street type said before a core and where it begins; or empty, and where its small words begin."""
    end = start
    while end and words[end - 1].sounds in link_sounds():
        end -= 1
    for length in (2, 1):
        if end >= length and (found := types_by_sound().get(joined_sounds(words[end - length : end]), "")):
            return found, end - length
    return "", end


def _before(words: tuple[Token, ...], start: int, links_start: int) -> float:
    """What the word before a core without a type costs; `links_start`: where the small words between begin."""
    if links_start and _is_content(words[links_start - 1]):
        return _WORD_BEFORE
    if links_start < start or not start or words[start - 1].letters in _INTRO | _NUMBERS:
        return 1.0
    return _SENTENCE_BEFORE


def _is_type(word: Token) -> bool:
    return word.sounds in types_by_sound()


def _says_something(run: tuple[Token, ...]) -> bool:
    return any(word.sounds not in link_sounds() for word in run)


def _is_content(word: Token) -> bool:
    return not (word.letters in _SPEECH or word.letters in _NUMBERS or _is_type(word))


class NameIndex:
    """All spoken names of a gazetteer, ready to be compared at once."""

    def __init__(self, names: Sequence[SpokenName], is_place: Sequence[bool]) -> None:
        self._letters = [name.letters for name in names]
        self._sounds = [name.sounds for name in names]
        self._wholes = [name.whole_sounds for name in names]
        kinds = {kind: code for code, kind in enumerate(sorted({name.type for name in names} | {""}))}
        self._kinds = kinds
        self._types = np.array([kinds[name.type] for name in names], np.int16)
        self._weights = np.array([name.weight for name in names], np.float32)
        self._is_place = np.array(is_place, bool)
        self._least = np.array([_least_core(len(name.sounds)) for name in names], np.float32)

    def search(self, heard: Sequence[str]) -> list[Hit]:
        """The best window of each name that scores at least 0.5, best first."""
        cut = windows(heard)
        if not cut or not self._letters:
            return []
        scores = self._scores(cut)
        best = scores.argmax(axis=0)
        reached = scores[best, np.arange(scores.shape[1])]
        order = np.argsort(-reached, kind="stable")[:_BEST]
        hits = [self._hit(int(name), cut[best[name]], float(reached[name])) for name in order if reached[name] > 0]
        hits = [_within_another(hit, hits) for hit in hits]
        return sorted((hit for hit in hits if hit.score >= _LEAST), key=lambda hit: -hit.score)

    def _hit(self, name: int, window: Window, score: float) -> Hit:
        """Street scores still lack the likeness of type, small words and core together."""
        if not self._is_place[name]:
            whole = fuzz.ratio(window.whole_sounds, self._wholes[name]) / 100
            score += _WHOLE * whole * window.factor * float(self._weights[name])
        return Hit(name, score, window.text)

    def _scores(self, cut: list[Window]) -> Scores:
        core = self._core([window.letters for window in cut], [window.sounds for window in cut])
        heard_types = np.array([self._kinds.get(window.type, -1) for window in cut], np.int16)[:, None]
        none = np.array([not window.type for window in cut])[:, None]
        share = np.where(heard_types == self._types, 1.0, np.where(none, _NO_TYPE, _OTHER_TYPE))
        street = core * (_CORE + _TYPE * share)
        place = core * np.where(none, 1.0, _LANDMARK_AFTER_TYPE)
        factors = np.array([window.factor for window in cut], np.float32)[:, None]
        scores: Scores = np.where(self._is_place, place, street) * factors * self._weights
        return scores

    def _core(self, letters: list[str], sounds: list[str]) -> Scores:
        """Likeness of each window with each core, 0 where it is too small for a core of that length."""
        by_letters = process.cdist(letters, self._letters, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=40)
        by_sounds = process.cdist(sounds, self._sounds, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=40)
        # As accessibility.hearing.alike weighs them.
        core: Scores = 0.0075 * np.maximum(by_letters, by_sounds) + 0.0025 * np.minimum(by_letters, by_sounds)
        core[core < self._least] = 0
        return core


def _within_another(hit: Hit, hits: Sequence[Hit]) -> Hit:
    """The hit, believed less when its words are a part of a longer name that is there as surely."""
    longer = (
        f" {hit.heard} " in f" {other.heard} " and len(other.heard) > len(hit.heard)
        for other in hits
        if other.score >= max(hit.score, _SURE) - _AS_SURE
    )
    return replace(hit, score=hit.score * _WITHIN_ANOTHER) if any(longer) else hit


def _least_core(phonemes: int) -> float:
    """The likeness a core needs: one wrong phoneme in three makes another word, in eight it does not."""
    if phonemes <= 3:
        return 0.75
    return 0.65 if phonemes <= 5 else 0.55
