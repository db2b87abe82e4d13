"""How well speech is recognised: words, slots, confidence, time; by group of utterances, against another recognizer."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import Levenshtein

from asr_models.language.words import words
from dialogue.french.answers import yes_no
from dialogue.french.dates import whens
from dialogue.french.numbers import numbers_in
from ivr.bench_asr_material import RATE, Item
from ivr.bench_calibration import Calibration, calibration
from ivr.simulation.shares import Share
from kb.gazetteer import Gazetteer
from voice.audio import Pcm, frame_samples
from voice.recognition import Recognition
from voice.recognition import Recognizer as Ear

Hears = Callable[[Pcm, tuple[str, ...]], Recognition]
"""Recognises a whole sound at 8 kHz, under a grammar or none."""
Reads = Callable[[str], object]
"""What the dialogue takes out of an answer; something false when it finds nothing."""
SURE = 0.75
"""A street that a perfect ear's words name with this score is a street that was said."""


@dataclass(frozen=True)
class Heard:
    """An utterance, and what was heard of it in so many seconds."""

    item: Item
    recognition: Recognition
    seconds: float


@dataclass(frozen=True)
class Group:
    """Figures of one group of utterances."""

    name: str
    utterances: int
    words: Share
    """Wrong of those said; more words than were said count as no more than all."""
    exact: Share
    """Utterances without any error; outside a grammar: those in which none of its phrases was heard."""
    slots: Mapping[str, Share]
    """Answers read otherwise than from the right words, by what is read."""
    real_time: float
    """Seconds of decoding for one second of sound."""


@dataclass(frozen=True)
class Report:
    """What one recognizer reached."""

    recognizer: str
    groups: tuple[Group, ...]
    calibration: Calibration | None
    """None: it gives no confidence of words."""
    memory_mb: int | None
    """The most that a process takes which loads it and hears a second of noise; None: not measured."""


def by_frames(ear: Ear) -> Hears:
    """A streaming recognizer as the telephone uses it."""

    def hear(sound: Pcm, phrases: tuple[str, ...]) -> Recognition:
        size = frame_samples(RATE)
        ear.begin(phrases)
        for start in range(0, sound.size - size + 1, size):
            ear.accept(sound[start : start + size].tobytes())
        return ear.finish()

    return hear


def measure(
    name: str, hears: Hears, items: Iterable[Item], reads: Mapping[str, Reads], memory_mb: int | None = None
) -> Report:
    """Let a recognizer hear everything."""
    heard = [_timed(hears, item) for item in items]
    groups: dict[str, list[Heard]] = {}
    for each in heard:
        groups.setdefault(each.item.group, []).append(each)
    open_speech = [each for each in heard if not each.item.phrases and each.recognition.words]
    figures = tuple(_group(group, members, reads) for group, members in groups.items())
    trust = calibration(map(_judged, open_speech)) if open_speech else None
    return Report(name, figures, trust, memory_mb)


def readers(gazetteer: Gazetteer, now: datetime) -> dict[str, Reads]:
    """What the dialogue reads out of answers: a street or place, a number, a date, yes or no."""

    def place(text: str) -> object:
        found = [match for match in gazetteer.match([text], limit=1) if match.score >= SURE]
        return [(match.entry.kind, match.entry.id) for match in found]

    def numbers(text: str) -> object:
        return [number.value for number in numbers_in(text) if number.value > 1]  # "un" is an article too

    def dates(text: str) -> object:
        return whens(text, now)

    return {"street": place, "number": numbers, "date": dates, "yes or no": lambda text: _polarity(yes_no(text))}


def _polarity(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _timed(hears: Hears, item: Item) -> Heard:
    begun = time.perf_counter()
    recognition = hears(item.sound, item.phrases)
    return Heard(item, recognition, time.perf_counter() - begun)


def _group(name: str, heard: Sequence[Heard], reads: Mapping[str, Reads]) -> Group:
    wrong = said = exact = 0
    for each in heard:
        right, got = words(each.item.text), words(_without_unknown(each.recognition.text))
        wrong += min(Levenshtein.distance(right, got), len(right))
        said += len(right)
        exact += right == got if right else not set(got).intersection(each.item.phrases)
    sound_s = sum(each.item.sound.size for each in heard) / RATE
    return Group(
        name,
        len(heard),
        Share(wrong, said),
        Share(exact, len(heard)),
        {slot: share for slot, read in reads.items() if (share := _slot(heard, read)).of},
        sum(each.seconds for each in heard) / sound_s,
    )


def _slot(heard: Sequence[Heard], read: Reads) -> Share:
    asked = [(right, each) for each in heard if (right := read(each.item.text))]
    return Share(sum(read(_without_unknown(each.recognition.text)) != right for right, each in asked), len(asked))


def _without_unknown(text: str) -> str:
    return text.replace("[unk]", "").strip()


def _judged(heard: Heard) -> list[tuple[float, bool]]:
    """Each word's confidence, and whether it was said there."""
    got = heard.recognition.words
    right = words(heard.item.text)
    kept = {
        place
        for piece in Levenshtein.opcodes([word.text for word in got], right)
        if piece.tag == "equal"
        for place in range(piece.src_start, piece.src_end)
    }
    return [(word.confidence, place in kept) for place, word in enumerate(got)]
