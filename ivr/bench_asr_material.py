"""What the recognizer is measured on: residents' sentences on good and bad lines, lone words, and any folder of WAV."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from ivr.bench_errors import MaterialError
from ivr.simulation.channel import Channel
from ivr.simulation.scenario import SLOT, CallerVoice, Noise, Scenario, voices
from ivr.simulation.studio import Studio
from ivr.simulation.text import as_heard
from voice.audio import Pcm, frame_samples, to_pcm
from voice.telephone_sound import narrowed
from voice.wav import WavError, read_wav

RATE = 8000
LEAD_IN_S, TAIL_S = 0.3, 0.8
"""Of the line before and after the words, as a caller is heard."""
NOISES: tuple[Noise, ...] = ("babble", "street", "television", "car")
CONDITIONS: Mapping[str, float | None] = {"quiet": None, "15 dB": 15.0, "5 dB": 5.0}
"""Speech above the noise; None: a quiet room."""
YES_NO = ("oui", "non")
DIGITS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
PER_VOICE = 2
"""Times that each voice says each lone word, at another pace each time."""


@dataclass(frozen=True)
class Item:
    """One utterance: what was said, its sound at 8 kHz with the line around it, and the question's grammar."""

    group: str
    text: str
    """As a perfect ear writes it; empty: nothing that the grammar knows is said."""
    sound: Pcm
    phrases: tuple[str, ...] = ()


def sentences_of(residents: Iterable[Scenario], count: int, seed: int) -> list[str]:
    """So many sentences that residents say, each once, openings and answers as they come; 0: all."""
    said = {text for resident in residents for rule in resident.reply for text in rule.say[:1] if not SLOT.search(text)}
    shuffled = sorted(said)
    Random(seed).shuffle(shuffled)
    return shuffled[: count or None]


class Callers:
    """The built-in speakers on simulated lines; none of them was heard in training."""

    def __init__(self, studio: Studio, seed: int) -> None:
        self._studio = studio
        self._seed = seed

    def residents(self, sentences: Iterable[str]) -> Iterator[Item]:
        """Each sentence in every condition, by the speakers in turn."""
        for number, text in enumerate(sentences):
            speaker = voices()[number % len(voices())]
            for name, above_db in CONDITIONS.items():
                caller = CallerVoice(voice=speaker)
                if above_db is not None:
                    caller = CallerVoice(voice=speaker, noise=NOISES[number % len(NOISES)], noise_db=above_db)
                yield Item(f"residents, {name}", as_heard(text), self._call(text, caller))

    def lone(self) -> Iterator[Item]:
        """Oui and non, and digits, each by every speaker, under the grammar of their question."""
        for group, words in (("oui, non", YES_NO), ("digits", DIGITS)):
            for speaker in voices():
                for time in range(PER_VOICE):
                    caller = CallerVoice(voice=speaker, rate=0.9 + 0.2 * time)
                    for word in words:
                        yield Item(group, word, self._call(word, caller), words)

    def outside(self, sentences: Iterable[str]) -> Iterator[Item]:
        """Sentences that are no answer to yes or no, under that grammar: what is heard of them is false."""
        for number, text in enumerate(sentences):
            if set(as_heard(text).split()).isdisjoint({"oui", "non", "ouais"}):
                caller = CallerVoice(voice=voices()[number % len(voices())])
                yield Item("outside the grammar", "", self._call(text, caller), YES_NO)

    def _call(self, text: str, caller: CallerVoice) -> Pcm:
        """The sound of a sentence as it arrives, noise before and after it."""
        dice = Random(f"{self._seed} {text} {caller}")
        said = narrowed(self._studio.voice(caller, RATE, dice).say(text), RATE)
        channel = self._studio.channel(caller, RATE, dice)
        channel.level_of(said)
        silence = [np.zeros(int(seconds * RATE), np.int16) for seconds in (LEAD_IN_S, TAIL_S)]
        return carried(np.concatenate([silence[0], said, silence[1]]), channel)


def carried(sound: Pcm, channel: Channel) -> Pcm:
    """A whole sound through a line, frame by frame."""
    size = frame_samples(RATE)
    padded = np.pad(sound, (0, -sound.size % size))
    frames = [channel.carry(padded[start : start + size].tobytes()) for start in range(0, padded.size, size)]
    return to_pcm(b"".join(frames))


def folder(path: Path) -> list[Item]:
    """The WAV files of a folder, each with its text beside it (`bonjour.wav`, `bonjour.txt`). Raises MaterialError."""
    files = sorted(path.rglob("*.wav"))
    if not files:
        raise MaterialError(
            f"{path} holds no WAV file: give a folder of .wav files, each with its words in a .txt beside it."
        )
    return [Item(path.name, _words_beside(file), _sound(file)) for file in files]


def _sound(file: Path) -> Pcm:
    try:
        sound = read_wav(file, RATE)
    except WavError as error:
        raise MaterialError(str(error)) from error
    if not sound.size:
        raise MaterialError(f"{file} holds no sound: take it out of the folder.")
    return np.pad(sound, (0, int(TAIL_S * RATE)))


def _words_beside(file: Path) -> str:
    beside = file.with_suffix(".txt")
    try:
        words = as_heard(beside.read_text("utf-8"))
    except FileNotFoundError:
        raise MaterialError(f"{beside} does not exist: write there what is said in {file.name}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise MaterialError(f"{beside} cannot be read ({error}): save it as UTF-8 text.") from error
    if not words:
        raise MaterialError(f"{beside} holds no words: write there what is said in {file.name}.")
    return words
