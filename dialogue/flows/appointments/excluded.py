"""Days that a caller says not to suit, and hours before or after which one is free: "demain il travaille"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.date_pieces import MONTHS, WEEKDAYS
from dialogue.french.dates import When, whens
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import folded

FILE = Path(__file__).with_name("excluded.toml")
_AFTER, _BEFORE, _FROM, _NOT = "après", "avant", "à partir de", "pas"
_MEANT = ((_AFTER, "leaves"), (_BEFORE, "starts"), (_FROM, "back"), (_NOT, "away"), ("", "no_time"))
_OF_DAYS = frozenset({"back", "away"})
"""Kinds that tell something of the day after them, and nothing without one."""
_ABSENT, _CLAUSE = "absent", 3
"""What a whole clause of the kind says of the day before it: "je suis en vacances" names no school holidays."""
_NEVER = re.compile(rf"\bjamais (?=avant |après |apres |l[ea] |les |l'|{'|'.join(WEEKDAYS)})", re.IGNORECASE)
_HOURS = re.compile(
    r"(?:,| et| mais)+ +"
    r"(?P<hours>(?:pas avant|pas après|pas apres|après|apres|avant|à partir de|a partir de) [\w ]+ heures?\b.*)$",
    re.IGNORECASE,
)
"""Hours told by themselves after the days that do not suit."""
_MORNING, _AFTERNOON = "le matin", "l'après-midi"
_HALVES = (("morning", _AFTERNOON), ("afternoon", _MORNING))
"""What does not suit, and what does then."""
_DENIALS = frozenset({_NOT, "ni", "sauf", "excepte"})
_NO_DENIAL = frozenset({"pourquoi", "avant", "apres", "plus"})
"""Beside "pas" they deny no day: "pourquoi pas mardi", "pas avant mardi"."""
_PREFERRED = frozenset({"preference", "plutot", "possible", "mieux"})
_BEFORE_PART = frozenset({"le", "l", "la", "au", "en", "plutot", "dans"})
_OF_ONE = frozenset({"prochain", "ce", "cette", "demain", *MONTHS})
"""Beside a weekday: this one day alone."""
_AND = frozenset({"et", "ou", "ni"})
_JOINED = frozenset({"et", "ou", "ni", "le", "les", "que", "meme"})
"""Between two days that one "sauf" denies."""
_LONGEST = timedelta(days=62)
"""What is told of a longer time ("à partir du dix") is no excuse for all of it."""


@dataclass(frozen=True)
class Wished:
    """What is left of the words about time."""

    text: str
    """Without the days excluded; "je finis à dix-sept heures" is "après dix-sept heures"."""
    excluded: tuple[date, ...] = ()


def read(text: str, now: datetime) -> Wished:
    """Part what is wished from what does not suit."""
    text = _NEVER.sub("pas ", text)
    hours = _HOURS.search(text)
    if hours is not None:  # "pas mardi ni jeudi, et pas avant dix heures": the hours are of the other days
        left, gone = _without_denied(text[: hours.start()], now)
        if gone:
            return Wished(f"{left} {hours['hours']}".strip(), gone)
    text = half_that_suits(text, now)
    spelled, denied = _without_denied(_told_plainly(folded(text), text, now), now)
    words, days, rest = folded(spelled), list(denied), list[str]()
    for found, start, end in _days(words, spelled, now):
        excuse = _excuse(words[start:end], len(folded(found.words))) if found.dated else 0
        excused = _every_day(found) if excuse else ()
        days += excused
        rest += words[start + excuse : end] if excused else words[start:end]
    before = next((start for _, start, _ in _days(words, spelled, now)), 0)
    return Wished(" ".join([*words[:before], *rest]), tuple(days)) if days else Wished(spelled)


def weekdays(text: str, days: Sequence[date]) -> frozenset[int]:
    """The days of the week that `days` are, where each is named so and by no date: "sauf mercredi et jeudi"."""
    spelled = folded(text)
    numbers = {day.weekday() for day in days}
    named = all(WEEKDAYS[number] in spelled for number in numbers)
    one_day = any(word.isdecimal() or word in _OF_ONE for word in spelled)
    return frozenset(numbers) if named and not one_day else frozenset()


def half_that_suits(text: str, now: datetime) -> str:
    """The text with the other half of the day instead of the one that does not suit: "mercredi impossible le matin"."""
    spelled = folded(text)
    dated = any(each.dated for each in whens(text, now))
    for place in range(len(spelled)):
        for kind, other in _HALVES:
            length = _busy_in(spelled, place, kind, denied=dated) or (0 if dated else _half_busy(spelled, place, kind))
            if length and not _day_follows(spelled[place + length :], now):
                return " ".join((*spelled[:place], other, *spelled[place + length :]))
    return text


def _busy_in(spelled: Sequence[str], place: int, half: str, *, denied: bool) -> int:
    """The length of "je ne peux pas venir le matin" here; `denied`: "pas le matin" is one too; 0: there is none."""
    known = load()
    busy = max(phrase_at(spelled, place, known["busy"]), phrase_at(spelled, place, known["away"]))
    if not busy and denied and spelled[place] == _NOT:
        busy = 1
    if not busy or phrase_at(spelled, place, known["free"]) > busy:
        return 0
    end = _past_coming(spelled, place + busy)
    length = phrase_at(spelled, end, known[half])
    return end + length - place if length else 0


def _half_busy(spelled: Sequence[str], place: int, half: str) -> int:
    """The length of "le matin je ne peux pas" here; 0: there is none."""
    known = load()
    length = phrase_at(spelled, place, known[half])
    end = _past_coming(spelled, place + length)
    busy = max(phrase_at(spelled, end, known["busy"]), phrase_at(spelled, end, known["away"])) if length else 0
    free = any(phrase_at(spelled, each, known["free"]) for each in range(place + length, end + 1))
    return end + busy - place if busy and not free else 0


def _past_coming(spelled: Sequence[str], place: int) -> int:
    """Where words that change nothing end, from a place on."""
    while length := phrase_at(spelled, place, load()["coming"]):
        place += length
    return place


def _every_day(found: When) -> tuple[date, ...]:
    """The days of a day or of a week; none of a time that has no end."""
    length = found.last_day - found.day
    return tuple(found.day + timedelta(days=more) for more in range(length.days + 1)) if length <= _LONGEST else ()


def _without_denied(text: str, now: datetime) -> tuple[str, tuple[date, ...]]:
    """The text without the days that "pas", "ni" or "sauf" stands before, and those; "pas avant mardi" is a wish."""
    words, kept, places = folded(text), list[str](), set[int]()
    for place, word in enumerate(words):
        around = {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}
        if word in _DENIALS and not _NO_DENIAL.intersection(around):
            places.add(len(kept))
        else:
            kept.append(word)
    wished = {each.day: len(each.words) for each in whens(text, now)} if places else {}
    days, gone, end_denied = list[date](), set[int](), None
    for found, start, _ in _days(kept, " ".join(kept), now) if places else ():
        corrected = wished.get(found.day, len(found.words)) < len(found.words)  # "pas lundi, plutôt mardi"
        between = kept[end_denied:start] if end_denied is not None else list[str]()
        joined = bool(_AND.intersection(between)) and _JOINED.issuperset(between)
        joined = joined and not has_phrase(kept[start:], load()["free"])
        if (start in places or joined) and found.dated and found.grain != "moment" and not corrected:
            days += _every_day(found)
            end_denied = start + _length_denied(found, kept[start:])
            gone.update(range(start, end_denied))
    rest = " ".join(word for place, word in enumerate(kept) if place not in gone)
    return (rest, tuple(days)) if days else (text, ())


def _length_denied(found: When, said: Sequence[str]) -> int:
    """How many words "pas" denies: all of "pas mercredi matin", one of "pas mercredi, le matin de préférence"."""
    words = folded(found.words)
    if found.grain != "part" or _PREFERRED.isdisjoint(said):
        return len(words)
    return next((place for place, word in enumerate(words) if place and word in _BEFORE_PART), len(words))


def _told_plainly(spelled: list[str], text: str, now: datetime) -> str:
    """The words with what tells from or until when one is free said in one word; `text` itself if there is none."""
    known, told, place = load(), list[str](), 0
    while place < len(spelled):
        for meant, kind in _MEANT:
            length = phrase_at(spelled, place, known[kind])
            alone = kind in _OF_DAYS and length and not _day_follows(spelled[place + length :], now)
            if length and (not alone or (kind == "away" and length >= _CLAUSE)):
                told.append(_ABSENT if alone else meant)
                place += length
                break
        else:
            told.append(spelled[place])
            place += 1
    plain = " ".join(filter(None, told)).replace(f"{_FROM} le ", "à partir du ")
    return text if told == spelled else plain


def _day_follows(rest: Sequence[str], now: datetime) -> bool:
    """Whether these words begin with a day."""
    first = next(iter(whens(" ".join(rest), now)), None)
    said = folded(first.words) if first is not None and first.dated else []
    return bool(said) and list(rest[: len(said)]) == said


def _days(words: Sequence[str], text: str, now: datetime) -> Iterator[tuple[When, int, int]]:
    """Each day said, with its first word and the end of what is said until the next day."""
    starts, place = list[tuple[When, int]](), 0
    for each in whens(text, now):
        said = folded(each.words)
        start = next((at for at in range(place, len(words)) if words[at : at + len(said)] == said), None)
        if start is not None and (each.dated or not starts):
            starts.append((each, start))
            place = start + len(said)
    ends = [*(start for _, start in starts[1:]), len(words)]
    yield from ((each, start, end) for (each, start), end in zip(starts, ends, strict=False))


def _excuse(said: Sequence[str], place: int) -> int:
    """How many words of a day and what is said of it tell that it does not suit; 0 when they do not."""
    known, busy = load(), 0
    while place < len(said):
        told, free = phrase_at(said, place, known["busy"]), phrase_at(said, place, known["free"])
        if busy and (free > told or phrase_at(said, place, known["ends"])):
            return place
        if free > told:
            return 0
        busy = busy or told
        place += max(told, 1)
    return place if busy else 0


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(
        file,
        *("busy", "free", "ends", "leaves", "starts", "back", "away", "no_time", "morning", "afternoon", "coming"),
    )
