"""Days that a caller says not to suit, and hours before or after which one is free: "demain il travaille"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.dates import When, whens
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import folded

FILE = Path(__file__).with_name("excluded.toml")
_AFTER, _BEFORE = "après", "avant"


@dataclass(frozen=True)
class Wished:
    """What is left of the words about time."""

    text: str
    """Without the days excluded; "je finis à dix-sept heures" is "après dix-sept heures"."""
    excluded: tuple[date, ...] = ()


def read(text: str, now: datetime) -> Wished:
    """Part what is wished from what does not suit."""
    spelled = _hours_told(folded(text), text)
    words, days, rest = folded(spelled), list[date](), list[str]()
    for found, start, end in _days(words, spelled, now):
        excuse = _excuse(words[start:end], len(folded(found.words))) if found.dated and found.grain != "range" else 0
        days += [found.day] if excuse else []
        rest += words[start + excuse : end]
    before = next((start for _, start, _ in _days(words, spelled, now)), 0)
    return Wished(" ".join([*words[:before], *rest]), tuple(days)) if days else Wished(spelled)


def _hours_told(spelled: list[str], text: str) -> str:
    """The words with what tells from or until when one is free said in one word; `text` itself if there is none."""
    known, told, place = _known(), list[str](), 0
    while place < len(spelled):
        for meant, kind in ((_AFTER, "leaves"), (_BEFORE, "starts"), ("", "no_time")):
            length = phrase_at(spelled, place, known[kind])
            if length:
                told.append(meant)
                place += length
                break
        else:
            told.append(spelled[place])
            place += 1
    return text if told == spelled else " ".join(filter(None, told))


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
    known, busy = _known(), 0
    while place < len(said):
        told, free = phrase_at(said, place, known["busy"]), phrase_at(said, place, known["free"])
        if busy and (free > told or phrase_at(said, place, known["ends"])):
            return place
        if free > told:
            return 0
        busy = busy or told
        place += max(told, 1)
    return place if busy else 0


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[Phrase]]:
    content = phrase_files.tables(FILE)
    return {kind: phrase_files.phrases(content, FILE, kind) for kind in content}
