"""The pieces of a date among the words of a text, in their order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.french import spoken_days, spoken_hours, spoken_spans
from dialogue.french.date_pieces import Clock, Piece, Rule
from dialogue.french.numbers import Spoken, numbers_among
from dialogue.french.words import folded, words

_RULES: tuple[Rule, ...] = (*spoken_days.RULES, *spoken_hours.RULES, *spoken_spans.RULES)
_WRITTEN = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/((?:19|20)\d\d))?(?![\d/])")
_MONTHS = tuple(spoken_days.MONTH_NUMBERS)
_WISHES = frozenset({"bon", "bonne", "bonnes", "joyeux", "joyeuse", "joyeuses"})
_NEVER_WISHED = frozenset("demain aujourd hier avant apres dans le la les l ce cet cette a au aux en du des d".split())
"""Before these "bon" is a pause: "bon demain à la cantine"; a wish needs a day or a part of one: "bon dimanche"."""
_BEFORE_LETTERS = frozenset({"avec", "sans"})
_LINKS = frozenset({"de", "du", "la", "l", "des", "le", "les", "d"})
_NAMED = frozenset(
    """
    rue avenue boulevard place chemin allee allees impasse route square quai cours passage sentier residence ruelle
    ecole college lycee stade gymnase quartier parking arret pont salle
    """.split()
)


@dataclass(frozen=True)
class Word:
    """A word: as it is matched, and as it was heard. A number is one word, in digits."""

    match: str
    heard: str


@dataclass(frozen=True)
class Found:
    """Pieces that words say together: `words[start:end]`."""

    pieces: tuple[Piece, ...]
    start: int
    end: int


def spoken_words(text: str) -> list[Word]:
    """The words of a text, numbers in digits, "14/12" as a day and month."""
    text = _WRITTEN.sub(_date_in_words, text)
    heard, spelled = words(text), folded(text)
    numbers = {each.start_word: each for each in numbers_among(spelled) if not _counts_letters(spelled, each)}
    result: list[Word] = []
    place = 0
    while place < len(heard):
        number = numbers.get(place)
        end = number.end_word if number else place + 1
        match = str(number.value) if number else heard[place] if heard[place] == "dès" else spelled[place]
        result.append(Word(match, " ".join(heard[place:end])))
        place = end
    return result


def _counts_letters(spelled: Sequence[str], number: Spoken) -> bool:
    """Whether a number in words is one of letters, not of hours: "Hernandez, avec un h"."""
    if spelled[number.end_word : number.end_word + 1] != ["h"] or spelled[number.start_word].isdecimal():
        return False
    before = spelled[number.start_word - 1] if number.start_word else ""
    return before in _BEFORE_LETTERS or spelled[number.start_word : number.end_word] == ["un"]


def _date_in_words(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    if not 1 <= int(month) <= 12:
        return found[0]
    return " ".join(filter(None, (day, _MONTHS[int(month) - 1], year)))


def pieces_among(spoken: Sequence[Word], clock: Clock) -> list[Found]:
    """The pieces of a date from left to right, each as long as it can be. Wishes and street names hold none."""
    line = " ".join(word.match for word in spoken)
    starts = _starts(spoken)
    ends = {start + len(word.match): place + 1 for place, (start, word) in enumerate(zip(starts, spoken, strict=True))}
    found: list[Found] = []
    place = 0
    while place < len(spoken):
        piece = _longest(line, starts[place], clock)
        if piece is None:
            place += 1
            continue
        pieces, end = piece
        if not _part_of_name(spoken, place):
            found.append(Found(pieces, place, ends[end]))
        place = ends[end]
    return found


def _starts(spoken: Sequence[Word]) -> list[int]:
    starts = [0]
    for word in spoken:
        starts.append(starts[-1] + len(word.match) + 1)
    return starts[:-1]


def _longest(line: str, start: int, clock: Clock) -> tuple[tuple[Piece, ...], int] | None:
    matches = [(found, meaning) for pattern, meaning in _RULES if (found := pattern.match(line, start))]
    for found, meaning in sorted(matches, key=lambda match: -match[0].end()):
        pieces = meaning(found, clock)
        if pieces:
            return pieces, found.end()
    return None


def _part_of_name(spoken: Sequence[Word], place: int) -> bool:
    """Whether the words before make these a wish ("bonne soirée") or a name ("rue du 11 novembre")."""
    exclaimed = place > 1 and spoken[place - 1].match == "bon" and spoken[place - 2].match == "ah"  # "ah bon demain"
    wished = spoken[place].match not in _NEVER_WISHED
    if place and spoken[place - 1].match in _WISHES and wished and not exclaimed:
        return True
    before = place - 1
    while before >= 0 and spoken[before].match in _LINKS:
        before -= 1
    linked = before < place - 1 or (before >= 0 and spoken[place].match in _LINKS)
    return linked and before >= 0 and spoken[before].match in _NAMED
