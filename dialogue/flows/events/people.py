"""How many people take part, as callers say it (people.toml). Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.numbers import Spoken, numbers_among, numbers_in, parse_number
from dialogue.french.phones import phone_in
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.spoken_days import MONTH_NUMBERS
from dialogue.french.words import FILLERS, folded

FILE = Path(__file__).with_name("people.toml")
_OF_MINE = frozenset("mon ma un une notre ton ta son sa".split())
"""Before a relative these make one person more."""
_THE = frozenset({"le", "la"})
"""Before "petit" and the like these make one person more."""
_AFTER_ONE = frozenset("et plus avec moi mon ma mes nous aussi seulement merci".split())
_TWO = "deux"
_DATED = frozenset(MONTH_NUMBERS) | {
    "heure",
    "heures",
    "h",
    "ans",
    "an",
    "mois",
    "jours",
    "euro",
    "euros",
    "minutes",
    "etage",
}
_ADDRESSED = frozenset("rue avenue boulevard chemin impasse allee route quai bis ter".split())
_OF_SOMETHING_ELSE = frozenset("le du au numero telephone rue appartement".split())
"""Before a number these make it a day, a telephone or an address: "le quatre", "au douze"."""
_REFUSED = "pas"
_ADDED = frozenset({"et", "plus"})
"""Between numbers these add them up."""
_COMES_TOO = "avec"
_NOBODY_MORE = frozenset({"avec", "chez", "selon", "compris"})
"""Before "moi": who calls is counted already, or not meant."""
_COMING = frozenset("sera serons serez est sommes vient viendra viendrons venons viendront pour a".split())
"""Right before a number these make it one of people: "on sera quatre", "c'est quatre", "pour quatre"."""
_SMALL = FILLERS | frozenset("que plutot finalement en fait seulement juste bien plus donc".split())
"""Words between these and the number."""
_AFTER = _SMALL | frozenset("s en a et avec mais pardon maintenant merci au".split())
_AROUND = _SMALL | _COMING | frozenset("non nan pas oui ouais pardon mais c nous on plus s il vous plait merci".split())
"""With nothing but these a number says how many: "non pardon, quatre"."""


@dataclass(frozen=True)
class Words:
    """Folded expressions; people.toml says what each list is for."""

    total: frozenset[Phrase]
    gens: frozenset[Phrase]
    proche: frozenset[Phrase]
    deux: frozenset[Phrase]
    petit: frozenset[Phrase]
    seul: frozenset[Phrase]
    correction: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return Words(**phrase_files.phrases(file, *(each.name for each in fields(Words))))


def people_in(texts: Sequence[str], *, asked: bool = True) -> int | None:
    """How many people are meant: "deux", "deux adultes et un enfant", "mon mari et moi", "toute seule".

    Of several numbers the last one counts: "vingt, au plus, quinze". `asked`: it answers the question how many, so
    that a lone number says it.
    """
    for text in map(_before_part, texts):
        said = _last_said(text, asked=asked)
        told = _told(said, asked=asked)
        if told:
            return told
        if asked and (free := _free(said)):
            return _of_numbers(folded(said), free)
        if asked and has_phrase(folded(said), load().seul):
            return 1
    return None


def _of_numbers(spelled: Sequence[str], free: Sequence[Spoken]) -> int | None:
    """The last of several numbers, "deux plus un" added up; None for "deux ou trois", between which nobody chose."""
    between = [set(spelled[one.end_word : two.start_word]) for one, two in pairwise(free)]
    if any("ou" in words for words in between):
        return None
    if between and all(words and words <= _ADDED for words in between):
        return sum(each.value for each in free)
    return free[-1].value


def _last_said(text: str, *, asked: bool) -> str:
    """What was said after the last correction in which anybody is counted; all of it when nothing was corrected."""
    spelled, known = folded(text), load().correction
    parts: list[list[str]] = [[]]
    place = 0
    while place < len(spelled):
        length = phrase_at(spelled, place, known)
        if length:
            parts.append([])
        else:
            parts[-1].append(spelled[place])
        place += length or 1
    said = (" ".join(part) for part in reversed(parts))
    return next((part for part in said if _told(part, asked=asked) or _free(part)), text)


def corrected_people(texts: Sequence[str]) -> int | None:
    """How many people "non, nous serons quatre" makes it; None for "non, le 4 décembre" or a telephone number."""
    for text in map(_before_part, texts):
        told = _told(_last_said(text, asked=False), asked=False)
        if told:
            return told
        spelled, free = folded(text), _free(text)
        coming = [each for each in free if _COMING.intersection(_before(spelled, each)) and _at_end(spelled, each)]
        if len(coming) == 1:
            return coming[0].value
        counts = numbers_in(text)
        others = [word for place, word in enumerate(spelled) if not any(_covers(each, place) for each in counts)]
        if len(free) == 1 and _AROUND.issuperset(others):
            return free[0].value
    return None


def _before_part(text: str) -> str:
    """ "Quatre, dont deux enfants" is four."""
    return text.partition(" dont ")[0]


def _told(text: str, *, asked: bool) -> int | None:
    """How many, said with words for people: counted, named one by one, or both."""
    spelled = folded(text)
    counted = [number for number in numbers_among(spelled) if _counts_people(spelled, number)]
    named = [place for place in range(len(spelled)) if _relative(spelled, place)]
    pairs = _two_at_once(spelled, counted, named)
    first = min([*named, *pairs, *(number.start_word for number in counted)], default=None)
    if first is None:
        return None
    everybody = _whole(spelled, counted, first, asked=asked)
    if everybody is not None:
        return everybody
    mine = [place for place in named if not any(_covers(number, place) for number in counted)]
    others = sum(number.value for number in counted) + len(mine) + 2 * len(pairs)
    me = _is_there(spelled, first)
    return others + me if counted or pairs or me or len(mine) > 1 else None  # "mon fils" alone says nothing of how many


def _whole(spelled: Sequence[str], counted: Sequence[Spoken], first: int, *, asked: bool) -> int | None:
    """The number of all, when it is said before they are told one by one; None when they are to be added up."""
    if counted and counted[0].start_word == first and _is_total(spelled, counted[0]):
        further = spelled[counted[0].end_word + 1 : counted[0].end_word + 2]
        return None if further in (["et"], ["plus"]) else counted[0].value
    alone = [number for number in _free_among(spelled) if number.end_word <= first]
    if alone and (asked or _COMING.intersection(_before(spelled, alone[-1]))):
        return alone[-1].value
    return None


def _counts_people(spelled: Sequence[str], number: Spoken) -> bool:
    """ "Deux adultes", "trois personnes"; "un de cinq ans" too."""
    after = tuple(spelled[number.end_word : number.end_word + 1])
    if after == ("de",):
        age = next((each for each in numbers_among(spelled) if each.start_word == number.end_word + 1), None)
        return age is not None and spelled[age.end_word : age.end_word + 1] in (["ans"], ["an"], ["mois"])
    return after in load().gens or after in load().total


def _is_total(spelled: Sequence[str], number: Spoken) -> bool:
    return tuple(spelled[number.end_word : number.end_word + 1]) in load().total


def _relative(spelled: Sequence[str], place: int) -> bool:
    """Whether "mon mari", "le petit" and the like begin here."""
    if spelled[place] in _THE:
        length = phrase_at(spelled, place + 1, load().petit)
        return length > 0 and _AFTER_ONE.issuperset(spelled[place + 1 + length :][:1])
    return spelled[place] in _OF_MINE and phrase_at(spelled, place + 1, load().proche) > 0


def _two_at_once(spelled: Sequence[str], counted: Sequence[Spoken], named: Sequence[int]) -> list[int]:
    """Where "mes parents", "tous les deux" and the like begin; as often as there are such pairs: "deux couples".

    None where its "deux" counts somebody, "les deux petits", or sums up: "mon mari et moi, tous les deux".
    """
    places: list[int] = []
    place = 0
    before = [*named, *(number.start_word for number in counted)]
    while place < len(spelled):
        length = phrase_at(spelled, place, load().deux)
        last = place + length - 1
        theirs = any(_covers(number, last) for number in counted)
        sums_up = spelled[last] == _TWO and any(each < place for each in before) and not _adds(spelled, place)
        if length and not theirs and not sums_up:
            several = next((number for number in numbers_among(spelled) if number.end_word == place), None)
            places += [several.start_word] * several.value if several else [place]
        place += length or 1
    return places


def _adds(spelled: Sequence[str], place: int) -> bool:
    """Whether "et", "plus" or "avec" stands before the word here."""
    return bool((_ADDED | {_COMES_TOO}).intersection(spelled[max(place - 1, 0) : place]))


def _is_there(spelled: Sequence[str], first: int) -> int:
    """1 when who calls comes too, and is not among those that were counted: "moi et", "avec mes"."""
    if _COMES_TOO in spelled[max(first - 2, 0) : first]:
        return 1
    moi = [place for place, word in enumerate(spelled) if word == "moi"]
    return int(any(not _said_to(spelled[place - 1 : place]) for place in moi))


def _said_to(before: Sequence[str]) -> bool:
    """ "Excusez-moi", "avec moi", "chez moi": nobody more comes."""
    return any(word.endswith("ez") or word in _NOBODY_MORE for word in before)


def _free(text: str) -> list[Spoken]:
    """The numbers that may count people: no day, no hour, no age, no address, no part of a telephone number."""
    return [] if phone_in([text]) else _free_among(folded(text))


def _free_among(spelled: Sequence[str]) -> list[Spoken]:
    """An article is no number: "une erreur" counts nobody."""
    found = [number for number in numbers_among(spelled) if not _of_something_else(spelled, number)]
    return [number for number in found if number.value > 1 or _at_end(spelled, number)]


def _of_something_else(spelled: Sequence[str], number: Spoken) -> bool:
    after = set(spelled[number.end_word :][:1])
    before = set(spelled[max(number.start_word - 1, 0) : number.start_word])
    marked = bool((_DATED | _ADDRESSED) & after) or bool((_OF_SOMETHING_ELSE | {_REFUSED}) & before)
    return marked or spelled[number.start_word].startswith("0")


def _before(spelled: Sequence[str], number: Spoken) -> Sequence[str]:
    """The word before a number, small words left out."""
    return [word for word in spelled[: number.start_word] if word not in _SMALL][-1:]


def _at_end(spelled: Sequence[str], number: Spoken) -> bool:
    """Whether nothing is counted by a number: "on sera un", but not "c'est une erreur"."""
    return _AFTER.issuperset(spelled[number.end_word :][:1])


def _covers(number: Spoken, place: int) -> bool:
    return number.start_word <= place < number.end_word


def lone_number(text: str) -> int | None:
    """What "euh, trois" says; None when there is anything else."""
    return parse_number(" ".join(word for word in folded(text) if word not in FILLERS))
