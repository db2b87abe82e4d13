"""A simulated resident on a telephone: hears the assistant with its own ear, answers by its rules, hangs up."""

from accessibility.pacing import Patience
from ivr.event_stream import EventStream
from ivr.line import AudioLine, Frame
from ivr.simulation.on_line import LineVoice, frames_on
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Move, Script
from voice.activity import VoiceActivity
from voice.audio import Pcm, resample
from voice.endpointing import Endpointer, ListeningEnded
from voice.prompts import PromptStore
from voice.recognition import Recognizer
from voice.rendering_queue import Renderer

TURN = Patience(end_of_speech_s=1.8, no_input_s=2.5, longest_s=60.0)
"""The assistant pauses between its sentences; only a longer silence gives the turn to the resident.

One who has no answer to what was said waits `no_input_s` more: the question may be still to come.
"""


class Resident:
    """One call of a scenario. `call` returns when the line is gone."""

    def __init__(
        self,
        scenario: Scenario,
        line: AudioLine,
        ear: tuple[Recognizer, VoiceActivity],
        voice: PromptStore,
        renderer: Renderer,
        events: EventStream,
    ) -> None:
        self._script = Script(scenario)
        self._line = line
        self._recognizer, self._activity = ear
        self._voice = voice
        self._events = events
        self._speech = LineVoice(renderer, line.rate, self._says)
        self._now = 0.0
        self._move: Move | None = None
        self._gone = False
        """Hung up: nothing more is said, whatever still comes."""
        self._unanswered: list[str] = []
        """Readings of what was said since the last answer, when no rule matched them."""

    def call(self) -> None:
        """Listen and answer until somebody hangs up."""
        endpointer = self._listen(0.0)
        for now, event in frames_on(self._line):
            self._now = now
            if not isinstance(event, Frame):
                self._events.emit(event="resident_hung_up", at=now, by=event.by if event else "failure")
                return
            if self._gone:
                continue
            if self._busy():
                self._speak()
                endpointer = endpointer if self._busy() else self._listen(now)
                continue
            self._recognizer.accept(event.pcm)
            voiced = self._activity.voiced(event.pcm)
            ended = endpointer.step(now, voiced, self._recognizer.partial)
            if any(isinstance(each, ListeningEnded) for each in ended):
                self._heard(now)
                endpointer = endpointer if self._busy() else self._listen(now)

    def _listen(self, now: float) -> Endpointer:
        endpointer = Endpointer(TURN)
        endpointer.wait_from(now)
        self._recognizer.begin(())
        return endpointer

    def _busy(self) -> bool:
        return self._move is not None

    def _heard(self, now: float) -> None:
        """Something was said, or nothing more is coming."""
        heard = self._recognizer.finish()
        if heard.hypotheses:
            self._events.emit(event="resident_heard", at=round(now, 2), text=heard.text)
            before = " ".join(self._unanswered[:1])
            readings = [f"{before} {each.text}".strip() for each in heard.hypotheses]
            move = self._script.answer(readings)
            if move is None:  # the question may be still to come
                self._unanswered = readings
            else:
                self._begin(move)
        elif self._unanswered:
            self._begin(self._script.lost())

    def _begin(self, move: Move) -> None:
        self._move = move
        self._unanswered = []
        self._speech.say(lambda: self._sound(move.say))

    def _sound(self, text: str) -> Pcm:
        return resample(self._voice.get(text), self._voice.rate, self._line.rate)

    def _says(self, _sound: Pcm) -> None:
        assert self._move is not None
        self._events.emit(event="resident_says", at=round(self._now, 2), text=self._move.say)

    def _speak(self) -> None:
        assert self._move is not None
        self._speech.collect()
        if self._speech.making:
            return
        frame = self._speech.frame()
        if frame is not None:
            self._line.write(frame)
            return
        if self._move.hang_up:
            self._line.hang_up()
            self._gone = True
        self._move = None
