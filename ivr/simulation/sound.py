"""A call with real sound and the real session, ear and timing, but no network: faster than the clock on the wall.

The resident's voice goes through the telephone's band, A-law, noise and losses into the session, frame by frame. The
assistant's own sentences are silence of their length, or short (`HURRIED`): the resident is given their words.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count

import numpy as np

from dialogue.actions import HangUp, Reply, Transfer
from dialogue.events import TRANSFERRED
from ivr.cases import records_of
from ivr.conversations import Conversations, Held
from ivr.journal import Journal
from ivr.listening import Ear
from ivr.session import Session
from ivr.session_events import Answering, HeardEvent, Interrupted, Resumed, SessionEvent
from ivr.simulation.channel import Channel
from ivr.simulation.outcome import Outcome, records
from ivr.simulation.script import Move
from ivr.simulation.spent import Spent, TimedRecognizer
from ivr.simulation.turns import FRAME_S, LINGERS_S, Turns
from voice.audio import Pcm
from voice.playback import StandIns, frames_of
from voice.telephone_sound import narrowed

LONGEST_S = 900.0
FAINT = 200
"""Of 32767: a sample below that is the end of a sentence, not a part of it."""
CHARACTERS_A_SECOND = 14.5
"""Of the assistant's voice, measured over its prompts."""
HURRIED = 0.05
"""Share of their length that sentences last when nobody needs to hear them."""


class SilentMouth:
    """Sentences as silence of their length."""

    def __init__(self, rate: int, hurry: float = 1.0) -> None:
        self._rate = rate
        self._hurry = hurry

    def render(
        self, sentence: str, *, slowness: float, gain_db: float, keep: bool, urgent: bool = False
    ) -> Future[Pcm]:
        """Silence, at once."""
        seconds = len(sentence) / CHARACTERS_A_SECOND * slowness * self._hurry
        future: Future[Pcm] = Future()
        future.set_result(np.zeros(max(1, int(seconds * self._rate)), np.int16))
        return future

    def prepare(self, sentence: str, *, slowness: float) -> None:
        """Nothing to prepare."""

    @property
    def stand_ins(self) -> StandIns:
        """Never needed: everything is there at once."""
        nothing = np.zeros(1, np.int16)
        return StandIns(nothing, nothing)


class SoundCall:
    """One call in lockstep: 20 ms of the resident, 20 ms of the assistant."""

    def __init__(
        self,
        conversations: Conversations,
        ear: Ear,
        caller: str,
        turns: Turns,
        say: Callable[[str], Pcm],
        channel: Channel,
        *,
        rate: int,
        hurry: float = HURRIED,
    ) -> None:
        self._held: Held = conversations.begin("simulation", caller)
        self._journal = Journal(self._held, conversations.clock)
        self._turns, self._say, self._channel, self._rate = turns, say, channel, rate
        self._speaking: deque[bytes] = deque()
        self._hangs_up_at: float | None = None
        self._gaps_ms: list[int] = []
        self._last_sound_at: float | None = None
        """Of the resident, since the assistant spoke last; of the sound itself, whatever noise is behind it."""
        self._false_alarms = self._interruptions = 0
        self._spent = Spent()
        last_words = Reply(conversations.wording().say("apology_end"), HangUp(), understood="internal error")
        mouth, timed = SilentMouth(rate, hurry), Ear(TimedRecognizer(ear.recognizer, self._spent), ear.activity)
        self._session = Session(self._held.conversation, timed, mouth, rate, self._observe, last_words)

    def hold(self) -> Outcome:
        """Hold the call to its end."""
        try:
            seconds = self._run()
            self._journal.end(self._held.conversation.talk.now())
            stored = records(records_of(self._held.store, self._held.call_id))
            outcome, gaps = self._held.conversation.talk.outcome, tuple(self._gaps_ms)
            return Outcome(
                self._turns.exchanges, outcome, stored, seconds, gaps, self._false_alarms, self._interruptions,
                dict(self._spent.seconds),
            )  # fmt: skip
        finally:
            self._held.store.close()

    def _run(self) -> float:
        with self._spent.on("dialogue"):
            self._session.start(0.0)
        for frame in count(1):
            now = frame * FRAME_S
            if not self._speaking and (move := self._turns.move(now)) is not None:
                self._do(move, now)
            if now > LONGEST_S or (self._hangs_up_at is not None and now >= self._hangs_up_at):
                self._session.on_hang_up(now)
            with self._spent.on("line"):
                sent = self._channel.carry(self._speaking.popleft() if self._speaking else None)
            with self._spent.on("dialogue"):
                self._session.on_frame(sent, now)
            if self._session.request is not None:
                reason = TRANSFERRED if isinstance(self._session.request, Transfer) else ""
                self._session.on_hang_up(now, reason)
            if self._session.finished:
                return now
        raise AssertionError("count() never ends")

    def _do(self, move: Move, now: float) -> None:
        if move.say:
            with self._spent.on("resident's voice"):
                sound = self._say(move.say)
                sound = narrowed(sound, self._rate) if self._rate == 8000 else sound
            self._channel.level_of(sound)
            self._speaking.extend(frames_of(sound, self._rate))
            loud = np.flatnonzero(np.abs(sound) > FAINT)
            self._last_sound_at = now + (float(loud[-1]) / self._rate if loud.size else 0.0)
        for key in move.keys:
            self._session.on_key(key, now)
        if move.hang_up:
            self._hangs_up_at = now + len(self._speaking) * FRAME_S + LINGERS_S

    def _observe(self, event: SessionEvent) -> None:
        match event:
            case HeardEvent(heard=heard, reply=reply):
                self._journal.turn(heard, reply)
            case Answering(at=at):
                self._answered(at)
            case Interrupted():
                self._interruptions += 1
            case Resumed():
                self._false_alarms += 1
        self._turns.follow(event, self._held.conversation.question)

    def _answered(self, at: float) -> None:
        """The gap as the caller has it: the session's own counts noise behind them as their voice."""
        if self._last_sound_at is not None and at >= self._last_sound_at:
            self._gaps_ms.append(round(1000 * (at - self._last_sound_at)))
        self._last_sound_at = None
