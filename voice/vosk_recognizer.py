"""Recognition with Vosk: one shared model, one recognizer a call, and a second look when it pays.

The live recognizer gives words with confidences (Vosk drops these when asked for n-best), under the
question's grammar when it is closed. When the utterance is over, its sound is decoded a second time by the full
model: for n-best after open speech; and for other words when what was said under a grammar is none of its phrases. A
grammar is a bigram of its phrases: "oui, c'est mon téléphone" comes out of it as "oui sais non plus fort".
"""

import json
import math
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from voice.audio import Narrowing, frame_samples, level_db, to_pcm
from voice.background import own_span
from voice.recognition import Hypothesis, Recognition, Word

UNKNOWN = "[unk]"
ALTERNATIVES = 5
SECOND_LOOK_MAX_S = 12.0
"""Longer utterances keep their first reading: the second look would delay the answer."""
PARTIAL_EVERY = 3
"""Vosk decodes in steps of 0.2 s; asking for partial words at each frame would only cost time."""
LEAD_IN_S = 1.0
"""Sound kept from before the first word, for the second look."""
TELEPHONE_BAND_HZ = 8000


def load_model(folder: Path) -> vosk.Model:
    """The shared model of a process. Quiet: Kaldi's own log goes nowhere."""
    vosk.SetLogLevel(-1)
    return vosk.Model(str(folder))


class VoskRecognizer:
    """Follows voice.recognition.Recognizer. `rate` is the line's, in samples a second.

    `band_hz` is the rate of the sound that the model was trained on: a line with more is brought down to it first.
    A model of the telephone band fed with a G.722 line's 16 kHz made 15.5 % word errors, 10.9 % brought down
    (3 synthetic speakers, 20 sentences of a call each, 477 words).
    """

    def __init__(self, model: vosk.Model, rate: int, band_hz: int = TELEPHONE_BAND_HZ) -> None:
        self._model = model
        self._rate = min(rate, band_hz)
        self._narrowing = Narrowing(rate, band_hz) if rate > band_hz else None
        self._vosk = vosk.KaldiRecognizer(model, self._rate)
        self._vosk.SetWords(True)
        self._phrases: tuple[str, ...] = ()
        self._heard_bytes = 0
        self._clear()

    def _clear(self) -> None:
        self._words: list[Word] = []
        self._sound = bytearray()
        self._partial = ""
        self._frames = 0
        self._forgotten = 0
        """Bytes of this utterance's sound that are not kept."""
        self._origin_s = self._heard_bytes / 2 / self._rate  # Vosk counts from its first sound, across resets

    def begin(self, phrases: tuple[str, ...]) -> None:
        """Start a new utterance, with the grammar of a closed question or none."""
        self._vosk.Reset()
        if self._narrowing is not None:
            self._narrowing.clear()
        if phrases != self._phrases:
            # ensure_ascii would hide accents from Vosk: it reads \u escapes as letters.
            known = [spelled for phrase in phrases if (spelled := self._spelled(phrase))]
            grammar = json.dumps([*known, UNKNOWN], ensure_ascii=False) if phrases else "[]"
            self._vosk.SetGrammar(grammar)
            self._phrases = phrases
        self._clear()

    def _spelled(self, phrase: str) -> str:
        """The phrase in the model's words, elisions apart ("c' est"); empty when it has a word the model lacks."""
        words: list[str] = []
        for word in phrase.lower().split():
            parts = [word] if self._knows(word) else word.replace("'", "' ").split()
            if not all(self._knows(part) for part in parts):
                return ""
            words += parts
        return " ".join(words)

    def unknown(self, phrases: tuple[str, ...]) -> list[str]:
        """Phrases that no grammar can hold, since the model lacks one of their words."""
        return [phrase for phrase in phrases if not self._spelled(phrase)]

    def _knows(self, word: str) -> bool:
        return int(self._model.vosk_model_find_word(word)) >= 0

    def accept(self, frame: bytes) -> None:
        """Take 20 ms of sound."""
        if self._narrowing is not None:
            frame = self._narrowing.take(to_pcm(frame)).tobytes()
        self._take(frame)

    def _take(self, frame: bytes) -> None:
        self._sound += frame
        self._heard_bytes += len(frame)
        self._frames += 1
        if self._vosk.AcceptWaveform(frame):
            # Vosk closes a segment at each half second of silence; the utterance is ours to end.
            self._words += _words(json.loads(self._vosk.Result()), self._origin_s)
            self._partial = ""
        elif self._frames % PARTIAL_EVERY == 0:
            self._partial = json.loads(self._vosk.PartialResult()).get("partial", "")
        self._forget_silence()

    def _forget_silence(self) -> None:
        """Before the first word only the last second matters."""
        if not self._words and not self._partial:
            surplus = len(self._sound) - int(LEAD_IN_S * self._rate) * 2
            if surplus > self._rate:
                del self._sound[:surplus]
                self._forgotten += surplus

    @property
    def partial(self) -> str:
        """Words so far, without what the grammar does not know."""
        said = [word.text for word in self._words]
        return " ".join(word for word in [*said, *self._partial.split()] if word != UNKNOWN)

    def finish(self) -> Recognition:
        """End the utterance: words of the live reading, then the full model's n-best."""
        if self._narrowing is not None:
            self._take(self._narrowing.take(np.zeros(0, np.int16), last=True).tobytes())
        self._words += _words(json.loads(self._vosk.FinalResult()), self._origin_s)
        self._leave_out_what_is_behind()
        live = [word for word in self._words if word.text != UNKNOWN]
        first = _reading(live)
        if not self._words or len(self._sound) / 2 / self._rate > SECOND_LOOK_MAX_S:
            return Recognition((first,) if first else (), tuple(live))
        if not self._phrases:
            return Recognition(tuple(_merged(first, self._alternatives())), tuple(live))
        if first is None:  # no word of the grammar: a noise, or speech that nobody waited for
            return Recognition(tuple(self._alternatives()), ())
        if len(live) == len(self._words) and self._is_phrase(first.text):
            return Recognition((first,), tuple(live))
        return self._reread(first, live)

    def _leave_out_what_is_behind(self) -> None:
        """Forget the sound and the words before and after the caller's, unless no word would be left."""
        size = frame_samples(self._rate)
        whole = len(self._sound) // 2 // size * size
        frames = np.frombuffer(self._sound, np.int16, count=whole).reshape(-1, size)
        span = own_span([level_db(frame) for frame in frames])
        if span is None:
            return
        begin, end = ((self._forgotten // 2 + frame * size) / self._rate for frame in span)
        # Silence counts as a part of the word beside it: a word that reaches into the span is the caller's.
        own = [word for word in self._words if word.end > begin and word.start < end]
        if own:
            self._words = own
            self._sound = self._sound[span[0] * size * 2 : span[1] * size * 2]

    def _is_phrase(self, text: str) -> bool:
        """Whether the grammar holds these words in this order, alone or one phrase after itself ("oui oui")."""
        phrases = {self._spelled(phrase) for phrase in self._phrases}
        return text in phrases or (text.split()[0] in phrases and len(set(text.split())) == 1)

    def _reread(self, first: Hypothesis, live: list[Word]) -> Recognition:
        """What the full model makes of a closed question's answer, then what the grammar made of it."""
        second = vosk.KaldiRecognizer(self._model, self._rate)
        second.SetWords(True)
        words = [word for result in self._decoded(second) for word in _words(result) if word.text != UNKNOWN]
        freely = _reading(words)
        if freely is None:
            return Recognition((first,), tuple(live))
        return Recognition(tuple(_merged(freely, [first])), tuple(words))

    def _alternatives(self) -> list[Hypothesis]:
        second = vosk.KaldiRecognizer(self._model, self._rate)
        second.SetMaxAlternatives(ALTERNATIVES)
        return _joined(deque(_n_best(result) for result in self._decoded(second)))

    def _decoded(self, recognizer: vosk.KaldiRecognizer) -> Iterator[Mapping[str, Any]]:
        """Results of the whole utterance's sound, segment by segment."""
        for start in range(0, len(self._sound), self._rate // 5):
            if recognizer.AcceptWaveform(bytes(self._sound[start : start + self._rate // 5])):
                yield json.loads(recognizer.Result())
        yield json.loads(recognizer.FinalResult())


def _words(result: Mapping[str, Any], origin_s: float = 0.0) -> list[Word]:
    """Vosk's words, their times counted from the beginning of the utterance, `origin_s` in Vosk's count."""

    def since(moment: Any) -> float:
        return round(max(0.0, float(moment) - origin_s), 3)

    return [
        Word(str(word["word"]), float(word["conf"]), since(word["start"]), since(word["end"]))
        for word in result.get("result", [])
    ]


def _reading(words: list[Word]) -> Hypothesis | None:
    """The live reading: mean of the word confidences, each weighted by its length in letters."""
    if not words:
        return None
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters
    return Hypothesis(" ".join(word.text for word in words), round(confidence, 3))


def _n_best(result: Mapping[str, Any]) -> list[Hypothesis]:
    """Vosk's alternatives, their likelihood scores turned into shares that sum to 1."""
    entries = [entry for entry in result.get("alternatives", []) if entry["text"]]
    if not entries:
        return []
    best = max(float(entry["confidence"]) for entry in entries)
    weights = [math.exp(float(entry["confidence"]) - best) for entry in entries]
    total = sum(weights)
    return [
        Hypothesis(str(entry["text"]), round(weight / total, 3)) for entry, weight in zip(entries, weights, strict=True)
    ]


def _joined(segments: deque[list[Hypothesis]]) -> list[Hypothesis]:
    """Readings of consecutive segments put together: all the best, then all the second best, and so on."""
    spoken = [segment for segment in segments if segment]
    joined = []
    for rank in range(max((len(segment) for segment in spoken), default=0)):
        parts = [segment[min(rank, len(segment) - 1)] for segment in spoken]
        confidence = math.prod(part.confidence for part in parts)
        joined.append(Hypothesis(" ".join(part.text for part in parts), round(confidence, 3)))
    return joined


def _merged(first: Hypothesis | None, others: list[Hypothesis]) -> list[Hypothesis]:
    """The live reading first, then what the second look adds, without repeats."""
    merged = [first] if first else []
    seen = {first.text} if first else set()
    for other in others:
        if other.text and other.text not in seen:
            seen.add(other.text)
            merged.append(other)
    return merged[: ALTERNATIVES + 1]
