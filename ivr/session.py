"""One conversation over an audio line. It owns time (silence, barge-in, end of speech) and nothing else.

A session is driven: each 20 ms frame of the caller, each key and the hang-up are given to it with the time in
seconds, and it gives back the frame the caller hears. It reads no clock, so a test replays a call exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from rapidfuzz import fuzz

from accessibility.hearing import join_elisions, sounds
from accessibility.pacing import AFTER_KEY_S, adapted
from dialogue.actions import HangUp, Listen, Reply, Transfer
from dialogue.events import Heard, HungUp, Hypothesis, Inaudible, Keys, Silence, TransferFailed, Utterance
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Observer, Resumed, Said
from voice.activity import VoiceActivity
from voice.audio import level_db, to_pcm
from voice.endpointing import End, Endpointer, ListeningEnded, SpeechConfirmed
from voice.mouth import Mouth
from voice.playback import Clip, Playback
from voice.recognition import Recognition, Recognizer

log = structlog.get_logger()

QUIET_DB = -42.0
"""Speech below this level, with no word made out, was too quiet rather than noise."""
CERTAIN = 0.8
"""Confidence from which a short expected word ("oui") counts even before 300 ms of voice."""
ECHO_LIKE = 85.0
"""Likeness by sound (0 to 100) to the prompt being played from which words are its echo."""
ECHO_WORDS = 3
NOISE_WORTH_SAYING_S = 1.0
"""A shorter noise without words (a cough, a door) is passed over in silence."""
COUGH_CONFIDENCE = 0.5
"""One or two words with less confidence than this, over a prompt, are a cough."""


class Talker(Protocol):
    """The conversation as a session needs it; dialogue.conversation.Conversation is one."""

    def open(self) -> Reply:
        """What to say first."""

    def hear(self, heard: Heard) -> Reply:
        """What to do about what was heard."""

    def rescue(self) -> Reply:
        """What to do after an internal error."""


@dataclass
class Ear:
    """What hears for a session."""

    recognizer: Recognizer
    activity: VoiceActivity


@dataclass
class _Hearing:
    """One listening: from the beginning of a prompt to the end of the answer."""

    endpointer: Endpointer
    loudest_db: float = -96.0
    interrupted: bool = False


@dataclass
class _Typed:
    """Keys of an answer being typed."""

    digits: str = ""
    last_at: float = 0.0


@dataclass
class _Turn:
    """The assistant's turn under way."""

    reply: Reply
    playback: Playback
    starts_at: float
    spoke: bool = False
    paused: bool = False
    over: bool = False
    gap_from: float | None = None
    said: list[str] = field(default_factory=list)


class Session:
    """Runs one conversation; see the module's text.

    `last_words` is said, and the call ended, when not even the rescue of the conversation works.
    """

    def __init__(
        self, talker: Talker, ear: Ear, mouth: Mouth, rate: int, observer: Observer, last_words: Reply
    ) -> None:
        self._talker = talker
        self._ear = ear
        self._mouth = mouth
        self._rate = rate
        self._observe = observer
        self._last_words = last_words
        self._typed = _Typed()
        self._pauses: list[float] = []
        self._turn: _Turn
        self._hearing: _Hearing
        self.request: Transfer | HangUp | None = None
        """Set when the line should be transferred or hung up; everything was said."""
        self.finished = False

    # ------------------------------------------------------------------ what happens on the line

    def start(self, now: float) -> None:
        """The call was answered: greet."""
        self._respond(None, self._talker.open, now, None)

    def on_frame(self, pcm: bytes, now: float) -> bytes | None:
        """Take 20 ms of the caller, ended at `now`; give 20 ms to play, or None for silence."""
        if self.finished:
            return None
        try:
            self._listen(pcm, now)
            self._finish_keys(now)
        except Exception:
            log.exception("session failed while listening")
            self._respond(None, self._talker.rescue, now, None)
        return self._play(now)

    def on_key(self, key: str, now: float) -> None:
        """A key stops the prompt and answers, or is part of a number; # goes on."""
        listen = self._listen_action()
        if self.finished or listen is None:
            return
        if not self._turn.over:
            self._prompt_over(now)
        if key == "#":
            self._flush_keys(now)
        elif key == "*" or listen.digits <= 1:
            self._heard(Keys(key), now, now)
        else:
            self._typed.digits += key
            self._typed.last_at = now
            if len(self._typed.digits) >= listen.digits:
                self._flush_keys(now)

    def on_hang_up(self, now: float) -> None:
        """The line is gone: keep everything."""
        if self.finished:
            return
        self.finished = True
        self._respond(HungUp(), lambda: self._talker.hear(HungUp()), now, None)
        self._observe(Ended(now))

    def on_transfer_failed(self, now: float) -> None:
        """The agent did not answer: the conversation goes on."""
        self.request = None
        self._heard(TransferFailed(), now, None)

    # ------------------------------------------------------------------ listening

    def _listen_action(self) -> Listen | None:
        then = self._turn.reply.then
        return then if isinstance(then, Listen) else None

    def _listen(self, pcm: bytes, now: float) -> None:
        if self._listen_action() is None or self._deaf():
            return
        voiced = self._ear.activity.voiced(pcm)
        if voiced:
            self._hearing.loudest_db = max(self._hearing.loudest_db, level_db(to_pcm(pcm)))
        self._ear.recognizer.accept(pcm)
        for event in self._hearing.endpointer.step(now, voiced, self._ear.recognizer.partial):
            if isinstance(event, SpeechConfirmed) and not self._turn.over:
                self._interrupt(now)
            elif isinstance(event, ListeningEnded):
                self._ended(event, now)

    def _deaf(self) -> bool:
        """While danger is being told, and while a number is being typed, sound does not count."""
        clip = self._turn.playback.current
        urgent = not self._turn.over and clip is not None and not clip.interruptible
        return urgent or bool(self._typed.digits)

    def _interrupt(self, now: float) -> None:
        self._turn.paused = True
        self._hearing.interrupted = True
        self._observe(Interrupted(now, self._ear.recognizer.partial))

    def _ended(self, event: ListeningEnded, now: float) -> None:
        if event.end is End.SILENCE:
            self._heard(Silence(), now, None)
            return
        recognition = self._ear.recognizer.finish()
        if not self._turn.over and not self._counts(recognition):
            self._resume(now)
            return
        if recognition.hypotheses:
            self._pauses += self._hearing.endpointer.pauses
            self._heard(_utterance(recognition), now, event.last_voice_at)
        elif self._hearing.endpointer.voiced_for(event) < NOISE_WORTH_SAYING_S:
            self._begin_hearing(waiting_since=self._hearing.endpointer.waiting_since)
        else:
            quiet = self._hearing.loudest_db < QUIET_DB
            self._heard(Inaudible("quiet" if quiet else "noise"), now, None)

    def _counts(self, recognition: Recognition) -> bool:
        """Whether words over a prompt are the caller's: not a cough, not the prompt's own echo."""
        if not recognition.hypotheses:
            return False
        listen = self._listen_action()
        if not self._hearing.interrupted:
            return bool(listen and listen.phrases) and recognition.confidence >= CERTAIN
        words = recognition.text.split()
        if len(words) <= 2 and recognition.confidence < COUGH_CONFIDENCE:
            return False
        prompt = sounds(" ".join(self._turn.playback.begun))
        echo = fuzz.partial_ratio(sounds(recognition.text), prompt) >= ECHO_LIKE
        return not (echo and len(words) >= ECHO_WORDS)

    def _resume(self, now: float) -> None:
        """A false alarm: say the interrupted sentence again, and listen afresh."""
        if self._turn.paused:
            self._turn.paused = False
            self._turn.playback.rewind()
            self._observe(Resumed(now))
        self._begin_hearing()

    # ------------------------------------------------------------------ keys

    def _finish_keys(self, now: float) -> None:
        listen = self._listen_action()
        if self._typed.digits and listen and now - self._typed.last_at >= listen.patience.between_keys_s:
            self._flush_keys(now)

    def _flush_keys(self, now: float) -> None:
        if self._typed.digits:
            self._heard(Keys(self._typed.digits), now, self._typed.last_at)

    # ------------------------------------------------------------------ speaking

    def _heard(self, heard: Heard, now: float, ended_at: float | None) -> None:
        self._typed = _Typed()
        self._respond(heard, lambda: self._talker.hear(heard), now, ended_at)

    def _respond(self, heard: Heard | None, think: Callable[[], Reply], now: float, ended_at: float | None) -> None:
        """Get the reply, whatever happens inside, and begin to say it."""
        try:
            reply = think()
        except Exception:
            log.exception("conversation failed", heard=heard)
            reply = self._rescued()
        self._observe(HeardEvent(now, heard, reply))
        if self.finished:
            return
        delivery = reply.delivery
        clips = [
            Clip(
                sentence.text,
                self._mouth.render(
                    sentence.text,
                    slowness=delivery.slowness,
                    gain_db=delivery.gain_db,
                    keep=sentence.fixed,
                ),
                interruptible=not sentence.urgent,
            )
            for sentence in reply.sentences
        ]
        for sentence in reply.upcoming:
            self._mouth.prepare(sentence.text, slowness=delivery.slowness)
        playback = Playback(clips, self._rate, delivery.between_sentences_s, self._mouth.stand_ins)
        pause = AFTER_KEY_S if isinstance(heard, Keys) else 0.0
        self._turn = _Turn(reply, playback, now + pause, gap_from=ended_at)
        self._begin_hearing()

    def _rescued(self) -> Reply:
        try:
            return self._talker.rescue()
        except Exception:
            log.exception("rescue failed")
            return self._last_words

    def _begin_hearing(self, waiting_since: float | None = None) -> None:
        listen = self._listen_action()
        if listen is None:
            return
        self._hearing = _Hearing(Endpointer(adapted(listen.patience, self._pauses)))
        if waiting_since is not None:
            self._hearing.endpointer.wait_from(waiting_since)
        self._ear.recognizer.begin(listen.phrases)

    def _play(self, now: float) -> bytes | None:
        turn = self._turn
        if turn.over or turn.paused or now < turn.starts_at:
            return None
        frame = turn.playback.next_frame()
        if frame is not None and not turn.spoke:
            turn.spoke = True
            gap = None if turn.gap_from is None else round((now - turn.gap_from) * 1000)
            self._observe(Answering(now, gap))
        if turn.playback.finished:
            self._prompt_over(now)
        return frame

    def _prompt_over(self, now: float) -> None:
        turn = self._turn
        turn.over = True
        self._observe(Said(now, turn.reply.text))
        if isinstance(turn.reply.then, Listen):
            self._hearing.endpointer.wait_from(now)
        elif self.request is None:
            self.request = turn.reply.then


def _utterance(recognition: Recognition) -> Utterance:
    return Utterance(tuple(Hypothesis(join_elisions(each.text), each.confidence) for each in recognition.hypotheses))
