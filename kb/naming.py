"""How the name of a street or a place is said: its type, its core, the short forms people use.

"Avenue du Général de Gaulle" has the type "avenue" and the core "general de gaulle"; people also say
"avenue de Gaulle". Words are taken one by one and then put together: names and utterances are cut alike.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from num2words import num2words

from accessibility.hearing import fold, join_elisions, sounds


def words_of(text: str) -> list[str]:
    """A list of words, written as a sentence."""
    return text.split()


STREET_TYPES = words_of(
    "rue avenue boulevard place allée allées impasse chemin route square quai cours passage ruelle sente "
    "sentier venelle esplanade promenade lotissement résidence cité hameau faubourg montée côte traverse "
    "villa clos cour parvis mail voie rond-point carrefour"
)
_WRITTEN_OUT = words_of(
    "av=avenue ave=avenue bd=boulevard bld=boulevard pl=place all=allée imp=impasse che=chemin chem=chemin "
    "rte=route sq=square lot=lotissement res=résidence fg=faubourg st=saint ste=sainte dr=docteur "
    "gal=général gen=général mal=maréchal pdt=président pr=professeur cdt=commandant cne=capitaine col=colonel "
    "1er=premier 1ere=première"
)
_ABBREVIATIONS = {short: long for short, _, long in (pair.partition("=") for pair in _WRITTEN_OUT)}
_TITLES = frozenset(
    words_of("general marechal docteur president professeur commandant capitaine colonel lieutenant abbe soeur")
)
_MONTHS = frozenset(words_of("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"))
_ELIDED = {"l": "l", "d": "d", "qu": "k", "j": "ʒ", "c": "s", "s": "s", "n": "n", "m": "m", "t": "t"}
_LINKS = frozenset(words_of("de des du d la le les l a au aux"))
_WORDS = re.compile(r"[^\W\d_]+'?|\d+(?:ers?|ères?|èmes?|e)?\b|\d+", re.UNICODE)

SHORT_FORM = 0.97
SURNAME_ONLY = 0.9
GENERIC_WORD = 0.85
_SURNAME_SOUNDS = 4  # a shorter surname alone is too easily another word


@dataclass(frozen=True)
class Token:
    """One word: as written, folded, and in phonemes."""

    text: str
    letters: str
    sounds: str


@dataclass(frozen=True)
class SpokenName:
    """One way to say a name. `weight` (0 to 1) says how surely these words mean that very name."""

    type: str
    letters: str
    sounds: str
    whole_sounds: str
    weight: float = 1.0


@lru_cache(maxsize=65_536)
def _word(word: str) -> tuple[Token, ...]:
    plain = fold(word).replace(" ", "")
    written = _ABBREVIATIONS.get(plain, word)
    if written.isdecimal():
        return tokens(num2words(int(written[:9]), lang="fr").replace("-", " "))
    if written.endswith("'") and plain in _ELIDED:
        return (Token(written, plain, _ELIDED[plain]),)
    return (Token(written, fold(written).replace(" ", ""), sounds(written)),) if plain else ()


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text: abbreviations written out, digits in words, "l'école" cut after the apostrophe."""
    return tuple(token for word in _WORDS.findall(join_elisions(text).lower()) for token in _word(word))


@lru_cache(maxsize=1)
def link_sounds() -> frozenset[str]:
    """The sounds of the small words between a type and a core ("de la"), and of "deux", heard for "de"."""
    return frozenset(word.sounds for word in tokens("de des du deux la le les l' d' à au aux"))


@lru_cache(maxsize=1)
def types_by_sound() -> dict[str, str]:
    """The sounds of a street type → the type, so that "aller des lilas" is an "allée"."""
    found: dict[str, str] = {}
    for name in STREET_TYPES:
        found.setdefault(joined_sounds(tokens(name)), name)
    return found


def joined_sounds(words: tuple[Token, ...]) -> str:
    """The phonemes of words said in one breath."""
    return "".join(word.sounds for word in words)


def joined_letters(words: tuple[Token, ...]) -> str:
    """The folded letters of words, without spaces: the recognizer cuts words where it likes."""
    return "".join(word.letters for word in words)


def split_type(words: tuple[Token, ...]) -> tuple[str, tuple[Token, ...]]:
    """A street's type (empty when it has none) and its core, without the small words between."""
    for length in (2, 1):
        street_type = types_by_sound().get(joined_sounds(words[:length]), "")
        if street_type and len(words) > length:
            return street_type, without_links(words[length:])
    return "", without_links(words)


def without_links(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words without the small ones in front; at least one stays."""
    start = 0
    while start < len(words) - 1 and words[start].letters in _LINKS:
        start += 1
    return words[start:]


def street_names(name: str) -> list[SpokenName]:
    """The ways to say a street's name: whole, without titles or year, and the surname alone."""
    words = tokens(name)
    street_type, core = split_type(words)
    ways = [replace(_spoken(street_type, core, 1.0), whole_sounds=joined_sounds(words))]
    shorter = tuple(word for word in core if word.letters not in _TITLES) or core
    shorter = without_links(_without_year(shorter))
    if shorter != core:
        ways.append(_spoken(street_type, shorter, SHORT_FORM))
    if street_type and len(core) == 2 and len(core[-1].sounds) >= _SURNAME_SOUNDS:
        ways.append(_spoken(street_type, core[-1:], SURNAME_ONLY))
    return ways


def place_names(name: str, aliases: list[str], kind: str) -> list[SpokenName]:
    """The ways to say a place's name: whole, its aliases, and its kind ("l'école" for any school)."""
    wholes = [without_links(tokens(each)) for each in (name, *aliases)]
    ways = {joined_sounds(words): _spoken("", words, 1.0) for words in wholes if words}
    generic = tokens(kind)
    if generic:
        ways.setdefault(joined_sounds(generic), _spoken("", generic, GENERIC_WORD))
    return list(ways.values())


def _spoken(street_type: str, core: tuple[Token, ...], weight: float) -> SpokenName:
    core_sounds = joined_sounds(core)
    whole = joined_sounds(tokens(street_type)) + core_sounds
    return SpokenName(street_type, joined_letters(core), core_sounds, whole, weight)


def _without_year(words: tuple[Token, ...]) -> tuple[Token, ...]:
    months = [place for place, word in enumerate(words) if word.letters in _MONTHS]
    return words[: months[0] + 1] if months and months[0] > 0 else words
