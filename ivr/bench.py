"""Speed, as ratios against a baseline measured in the same run: machines are noisy, ratios less so."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from rapidfuzz import fuzz, process

from dialogue import catalogue
from dialogue.events import Utterance
from dialogue.talk import Talk
from dialogue.understanding.request import decide
from dialogue.understanding.several import requests_in
from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.labelled import labelled
from voice.audio import frame_samples, resample

PLACES = (
    "au douze rue des lilas",
    "devant l' école jules ferry",
    "c'est rue victor hugo au trois",
    "place de l'église",
)
SENTENCES = (
    "Bonjour, je vous appelle parce qu'un lampadaire est en panne.",
    "Il y a un gros nid de poule devant l'église.",
    "Mon numéro est le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit.",
)
LINE_HZ = 8000
READINGS = 5
"""Readings of an utterance that recognition gives."""


@dataclass(frozen=True)
class Figure:
    """One thing measured. Times in milliseconds; `ratio` is the median against the run's baseline."""

    what: str
    p50_ms: float
    p95_ms: float
    ratio: float


def _measured(work: Callable[[str], object], inputs: Sequence[str], rounds: int) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for _ in range(rounds):
        for each in inputs:
            started = time.perf_counter()
            work(each)
            times.append((time.perf_counter() - started) * 1000)
    return times


def turn(settings: Settings, rounds: int) -> list[Figure]:
    """A turn in text: understanding, gazetteer, the whole conversation; baseline: rapidfuzz's WRatio alone."""
    with tempfile.TemporaryDirectory() as folder:
        folders = settings.folders.model_copy(update={"data": Path(folder)})
        conversations = Conversations(settings.model_copy(update={"folders": folders}))
        held = conversations.begin("bench")
        examples = [text for kind in conversations.catalogue.kinds.values() for text in kind.examples]
        talk = held.conversation.talk
        baseline = _measured(lambda text: process.extractOne(text, examples, scorer=fuzz.WRatio), examples, rounds)
        figures = [
            ("rapidfuzz WRatio over the examples (baseline)", baseline),
            ("understanding a request", _measured(lambda text: talk.understanding.request([text]), examples, rounds)),
            ("understanding it as the reception does, five readings", _measured(_reception(talk), _readings(), 1)),
            ("finding a place", _measured(lambda text: talk.store.gazetteer.match([text]), PLACES, rounds * 10)),
            (
                "a call begun, and its first turn stored",
                _measured(lambda text: _one_turn(conversations, text), examples, 1),
            ),
        ]
        held.store.close()
    base = median(baseline)
    return [Figure(what, median(times), quantiles(times, n=20)[-1], median(times) / base) for what, times in figures]


def _readings() -> list[str]:
    """Utterances as recognition wrote them; each is read with the four that follow as its other readings."""
    return [request.text for request in labelled(catalogue.load()) if request.group == "report_heard"]


def _reception(talk: Talk) -> Callable[[str], object]:
    """What the reception does with an utterance: one request or several, which, and what the pages say."""
    heard = _readings()

    def understand(text: str) -> object:
        at = heard.index(text)
        texts = (heard[at:] + heard)[:READINGS]
        requests_in(text, talk.understanding.request)
        decide(talk.understanding.request(texts))
        return talk.store.passages.search(texts, 3)

    return understand


def _one_turn(conversations: Conversations, text: str) -> None:
    held = conversations.begin("bench")
    held.conversation.open()
    held.conversation.hear(Utterance.typed(text))
    held.store.close()


def speech(settings: Settings) -> list[Figure]:
    """Mouth and ear; the baseline is the length of the sound, so a ratio of 0.5 is twice as fast as speech."""
    from ivr.speech import recognition_model, synthesizer
    from voice import engine_log
    from voice.speaking import for_voice
    from voice.vosk_recognizer import VoskRecognizer

    engine_log.silence()
    voice = synthesizer(settings, settings.speech.speaker)
    recognizer = VoskRecognizer(recognition_model(settings), LINE_HZ)
    made, heard, lengths = [], [], []
    size = frame_samples(LINE_HZ)
    for sentence in SENTENCES:
        started = time.perf_counter()
        pcm = voice.speak(for_voice(sentence), 1.0)
        made.append((time.perf_counter() - started) * 1000)
        line = resample(pcm, voice.rate, LINE_HZ)
        started = time.perf_counter()
        recognizer.begin(())
        for at in range(0, len(line) - size, size):
            recognizer.accept(line[at : at + size].tobytes())
        recognizer.finish()
        heard.append((time.perf_counter() - started) * 1000)
        lengths.append(len(pcm) / voice.rate * 1000)
    base = sum(lengths)
    return [
        Figure("length of the sentences (baseline)", median(lengths), max(lengths), 1.0),
        Figure("synthesis of a sentence", median(made), max(made), sum(made) / base),
        Figure("recognition of a sentence, n-best included", median(heard), max(heard), sum(heard) / base),
    ]
