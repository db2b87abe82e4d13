"""Recognition with Vosk: one shared model, one recognizer a call, and a second look when it pays.

The live recognizer gives words with confidences (Vosk drops these when asked for n-best), under the
question's grammar when it is closed. When the utterance is over, its sound is decoded a second time by the full
model: for n-best after open speech; and for other words when what was said under a grammar is none of its phrases. A
grammar is a bigram of its phrases: "oui, c'est mon téléphone" comes out of it as "oui sais non plus fort".

A model that takes no grammar while it runs, or has no sign for unknown words (all that is said would become one of the
phrases), hears closed questions freely, and the phrases are found in what it heard (phrase_matching).
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import vosk

from voice.audio import Resampling, frame_samples, level_db, to_pcm
from voice.background import own_span
from voice.phrase_matching import matched
from voice.recognition import Hypothesis, Recognition, Word
from voice.vosk_model import UNKNOWN_WORDS, VoskModel
from voice.vosk_results import ALTERNATIVES, joined, merged, n_best, reading_of, words_of

SECOND_LOOK_MAX_S = 12.0
"""Longer utterances keep their first reading: the second look would delay the answer."""
PARTIAL_EVERY = 3
"""Vosk decodes in steps of 0.2 s; asking for partial words at each frame would only cost time."""
LEAD_IN_S = 1.0
"""Sound kept from before the first word, for the second look."""


class VoskRecognizer:
    """Follows voice.recognition.Recognizer. `rate` is the line's, in samples a second.

    A line with more than the model was trained on is brought down to it first: a model of the telephone band fed with
    a G.722 line's 16 kHz made 15.5 % word errors, 10.9 % brought down (3 synthetic speakers, 20 sentences of a call
    each, 477 words). A model that refuses a telephone's 8 kHz is given the rate it wants.
    """

    def __init__(self, model: VoskModel, rate: int) -> None:
        self._model = model
        self._rate = model.traits.fed(min(rate, model.band_hz))
        self._resampling = Resampling(rate, self._rate) if rate != self._rate else None
        self._vosk = vosk.KaldiRecognizer(model.kaldi, self._rate)
        self._vosk.SetWords(True)
        self._unknown = model.unknown if model.traits.grammar else ""
        self._phrases: tuple[str, ...] = ()
        self._under_grammar = False
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
        if self._resampling is not None:
            self._resampling.clear()
        if phrases != self._phrases:
            self._phrases = phrases
            self._set_grammar()
        self._clear()

    def _set_grammar(self) -> None:
        known = [spelled for phrase in self._phrases if (spelled := self._spelled(phrase))] if self._unknown else []
        before, self._under_grammar = self._under_grammar, bool(known)
        if known:
            # ensure_ascii would hide accents from Vosk: it reads \u escapes as letters.
            self._vosk.SetGrammar(json.dumps([*known, self._unknown], ensure_ascii=False))
        elif before:
            self._vosk.SetGrammar("[]")

    def _spelled(self, phrase: str) -> str:
        """The phrase in the model's words, elisions apart ("c' est"); empty when it has a word the model lacks."""
        words: list[str] = []
        for word in phrase.lower().split():
            parts = [word] if self._model.knows(word) else word.replace("'", "' ").split()
            if not all(self._model.knows(part) for part in parts):
                return ""
            words += parts
        return " ".join(words)

    def unknown(self, phrases: tuple[str, ...]) -> list[str]:
        """Phrases that cannot be heard as they are, since the model lacks one of their words."""
        return [phrase for phrase in phrases if not self._spelled(phrase)]

    def accept(self, frame: bytes) -> None:
        """Take 20 ms of sound."""
        if self._resampling is not None:
            frame = self._resampling.take(to_pcm(frame)).tobytes()
        self._take(frame)

    def _take(self, frame: bytes) -> None:
        self._sound += frame
        self._heard_bytes += len(frame)
        self._frames += 1
        if self._vosk.AcceptWaveform(frame):
            # Vosk closes a segment at each half second of silence; the utterance is ours to end.
            self._words += words_of(json.loads(self._vosk.Result()), self._origin_s)
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
        return " ".join(word for word in [*said, *self._partial.split()] if word not in UNKNOWN_WORDS)

    def finish(self) -> Recognition:
        """End the utterance: words of the live reading, then the full model's n-best."""
        if self._resampling is not None:
            self._take(self._resampling.take(np.zeros(0, np.int16), last=True).tobytes())
        self._words += words_of(json.loads(self._vosk.FinalResult()), self._origin_s)
        self._leave_out_what_is_behind()
        live = [word for word in self._words if word.text not in UNKNOWN_WORDS]
        first = reading_of(live)
        if not self._words or len(self._sound) / 2 / self._rate > SECOND_LOOK_MAX_S:
            return Recognition((first,) if first else (), tuple(live))
        if not self._under_grammar:
            return Recognition(tuple(matched(merged(first, self._alternatives()), self._phrases)), tuple(live))
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
        second = vosk.KaldiRecognizer(self._model.kaldi, self._rate)
        second.SetWords(True)
        words = [
            word for result in self._decoded(second) for word in words_of(result) if word.text not in UNKNOWN_WORDS
        ]
        freely = reading_of(words)
        if freely is None:
            return Recognition((first,), tuple(live))
        return Recognition(tuple(merged(freely, [first])), tuple(words))

    def _alternatives(self) -> list[Hypothesis]:
        second = vosk.KaldiRecognizer(self._model.kaldi, self._rate)
        second.SetMaxAlternatives(ALTERNATIVES)
        return joined(deque(n_best(result) for result in self._decoded(second)))

    def _decoded(self, recognizer: vosk.KaldiRecognizer) -> Iterator[Mapping[str, Any]]:
        """Results of the whole utterance's sound, segment by segment."""
        for start in range(0, len(self._sound), self._rate // 5):
            if recognizer.AcceptWaveform(bytes(self._sound[start : start + self._rate // 5])):
                yield json.loads(recognizer.Result())
        yield json.loads(recognizer.FinalResult())
