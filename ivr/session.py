"""One conversation over an audio line. It owns time (silence, barge-in, end of speech) and nothing else.

A session is driven: each 20 ms frame of the caller, each key and the hang-up are given to it with the time in
seconds, and it gives back the frame the caller hears. It reads no clock, so a test replays a call exactly.
"""

from collections.abc import Callable

import structlog

from accessibility.hearing import join_elisions
from accessibility.pacing import AFTER_KEY_S
from dialogue.actions import HangUp, Listen, Reply, Transfer
from dialogue.events import Heard, HungUp, Hypothesis, Inaudible, Keys, Silence, TransferFailed, Utterance
from ivr.barge_in import is_caller, is_echo
from ivr.listening import Ear, Listening
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Observer, Resumed, Said, SessionEvent
from ivr.session_state import Typed
from ivr.session_turns import Speaker
from ivr.talker import Talker
from voice.endpointing import End, ListeningEnded, SpeechConfirmed
from voice.mouth import Mouth
from voice.recognition import Recognition

log = structlog.get_logger()

FALSE_ALARMS = 2
"""So many in one turn and sound stops the prompt no more: beside a television it would never be said to its end."""
ECHO_LEAD_S = 0.5
"""Words begun so long before the prompt's end may be its echo; those begun later answer it early."""


class Session:
    """Runs one conversation; see the module's text.

    `last_words` is said, and the call ended, when not even the rescue of the conversation works.
    """

    def __init__(
        self, talker: Talker, ear: Ear, mouth: Mouth, rate: int, observer: Observer, last_words: Reply
    ) -> None:
        self._talker = talker
        self._listening = Listening(ear)
        self._speaker = Speaker(mouth, rate)
        self._observe = observer
        self._last_words = last_words
        self._typed = Typed()
        self._failures = 0
        self._turn = self._speaker.farewell(0.0)
        self.request: Transfer | HangUp | None = None
        """Set when the line should be transferred or hung up; everything was said."""
        self.finished = False

    # ------------------------------------------------------------------ what happens on the line

    def start(self, now: float) -> None:
        """The call was answered: greet."""
        self._safely(lambda: self._respond(None, self._talker.open, now, None), now)

    def on_frame(self, pcm: bytes, now: float) -> bytes | None:
        """Take 20 ms of the caller, ended at `now`; give 20 ms to play, or None for silence."""
        if self.finished:
            return None
        self._safely(lambda: self._listen(pcm, now), now)
        self._safely(lambda: self._finish_keys(now), now)
        return self._play(now)

    def on_key(self, key: str, now: float) -> None:
        """A key stops the prompt and answers, or is part of a number; # goes on."""
        if not self.finished:
            self._safely(lambda: self._key(key, now), now)

    def on_hang_up(self, now: float, reason: str = "") -> None:
        """The line is gone, for this reason of the line's: keep everything. Once: later ones do nothing."""
        if self.finished:
            return
        self.finished = True
        gone = HungUp(reason)
        self._respond(gone, lambda: self._talker.hear(gone), now, None)
        self._tell(Ended(now))

    def on_transfer_failed(self, now: float) -> None:
        """The agent did not answer: the conversation goes on."""
        if not self.finished:
            self.request = None
            self._safely(lambda: self._heard(TransferFailed(), now, None), now)

    # ------------------------------------------------------------------ when something breaks

    def _safely(self, step: Callable[[], None], now: float) -> None:
        """Whatever breaks inside, the caller hears an apology: first the conversation's, which goes on.

        What breaks again before the caller got a word in would break for ever: then the last words end the call.
        """
        try:
            step()
        except Exception:
            log.exception("session failed")
            self._failures += 1
            self._recover(now)

    def _recover(self, now: float) -> None:
        if self._failures == 1:
            self._safely(lambda: self._respond(None, self._talker.rescue, now, None), now)
            return
        try:
            self._respond(None, self._give_up, now, None)
        except Exception:
            log.exception("last words failed")
            self._turn = self._speaker.farewell(now)

    def _give_up(self) -> Reply:
        self._talker.give_up()
        return self._last_words

    def _tell(self, event: SessionEvent) -> None:
        """An observer that fails (a journal on a full disk) must not cost the call."""
        try:
            self._observe(event)
        except Exception:
            log.exception("an event of the session was not kept", event_kind=type(event).__name__)

    # ------------------------------------------------------------------ listening

    def _listen_action(self) -> Listen | None:
        then = self._turn.reply.then
        return then if isinstance(then, Listen) else None

    def _listen(self, pcm: bytes, now: float) -> None:
        listen = self._listen_action()
        if listen is None or self._deaf():
            return
        for event in self._listening.step(pcm, now, listen):
            if isinstance(event, SpeechConfirmed):
                self._interrupt(now)
            elif isinstance(event, ListeningEnded):
                self._ended(event, now)

    def _deaf(self) -> bool:
        """While danger is being told, and while a number is being typed, sound does not count."""
        clip = self._turn.playback.current
        urgent = not self._turn.over and clip is not None and not clip.interruptible
        return urgent or bool(self._typed.digits)

    def _interrupt(self, now: float) -> None:
        if self._turn.over:
            return
        self._listening.confirm()
        if self._turn.false_alarms >= FALSE_ALARMS:
            return  # the prompt goes on; words of the caller's own still count, once they are said
        self._turn.paused = True
        self._tell(Interrupted(now, self._listening.words))

    def _ended(self, event: ListeningEnded, now: float) -> None:
        if event.end is End.SILENCE:
            self._heard(Silence(), now, None)
            return
        recognition = self._listening.finish()
        if not self._turn.over and not self._interrupts(recognition):
            self._resume(now)
        elif recognition.hypotheses and not self._late_echo(recognition):
            self._listening.answered()
            self._failures = 0
            self._heard(_utterance(recognition), now, event.last_voice_at)
        elif recognition.hypotheses or self._listening.brief(event):
            self._begin_hearing(waiting_since=self._listening.waiting_since)
        else:
            self._heard(Inaudible("quiet" if self._listening.quiet else "noise"), now, None)

    def _prompt_so_far(self) -> str:
        return " ".join(self._turn.playback.begun)

    def _interrupts(self, recognition: Recognition) -> bool:
        """Whether what was heard over the prompt is the caller's answer."""
        listen = self._listen_action()
        closed = listen is not None and bool(listen.phrases)
        return is_caller(recognition, self._prompt_so_far(), confirmed=self._listening.confirmed, closed=closed)

    def _late_echo(self, recognition: Recognition) -> bool:
        """Whether words that began well before the prompt's end are the prompt itself, come back over the line."""
        over_at, began = self._turn.over_at, self._listening.began_at
        if over_at is None or began is None or began > over_at - ECHO_LEAD_S:
            return False
        return is_echo(recognition.text, self._prompt_so_far())

    def _resume(self, now: float) -> None:
        """A false alarm: say the interrupted sentence again, and listen afresh."""
        if self._turn.paused:
            self._turn.paused = False
            self._turn.false_alarms += 1
            self._turn.playback.rewind()
            self._tell(Resumed(now))
        self._begin_hearing()

    # ------------------------------------------------------------------ keys

    def _key(self, key: str, now: float) -> None:
        listen = self._listen_action()
        if listen is None:
            return
        self._failures = 0
        if not self._turn.over:
            self._tell(Interrupted(now, key))
            self._listen_from(now)
        if key == "#":
            self._flush_keys(now)
        elif key == "*" or listen.digits <= 1:
            self._heard(Keys(key), now, now)
        else:
            self._typed.digits += key
            self._typed.last_at = now
            if len(self._typed.digits) >= listen.digits:
                self._flush_keys(now)

    def _finish_keys(self, now: float) -> None:
        listen = self._listen_action()
        if self._typed.digits and listen and now - self._typed.last_at >= listen.patience.between_keys_s:
            self._flush_keys(now)

    def _flush_keys(self, now: float) -> None:
        if self._typed.digits:
            self._heard(Keys(self._typed.digits), now, self._typed.last_at)

    # ------------------------------------------------------------------ speaking

    def _heard(self, heard: Heard, now: float, ended_at: float | None) -> None:
        self._respond(heard, lambda: self._talker.hear(heard), now, ended_at)

    def _respond(self, heard: Heard | None, think: Callable[[], Reply], now: float, ended_at: float | None) -> None:
        """Get the reply, whatever happens inside, and begin to say it."""
        self._typed = Typed()
        try:
            reply = think()
        except Exception:
            log.exception("conversation failed", heard=type(heard).__name__)  # what was said stays out of logs
            reply = self._rescued()
        self._tell(HeardEvent(now, heard, reply))
        if self.finished:
            return
        pause = AFTER_KEY_S if isinstance(heard, Keys) else 0.0
        self._turn = self._speaker.turn(reply, now + pause, ended_at)
        self._begin_hearing()

    def _rescued(self) -> Reply:
        if self.finished:
            return Reply((), HangUp(), understood="internal error")
        try:
            return self._talker.rescue()
        except Exception:
            log.exception("rescue failed")
            return self._give_up()

    def _begin_hearing(self, waiting_since: float | None = None) -> None:
        listen = self._listen_action()
        if listen is not None:
            self._listening.begin(listen, waiting_since)

    def _play(self, now: float) -> bytes | None:
        turn = self._turn
        if turn.meanwhile is not None:
            return turn.meanwhile.next_frame()
        if turn.over or turn.paused or now < turn.starts_at:
            return None
        frame = turn.playback.next_frame()
        if frame is not None and not turn.spoke:
            turn.spoke = True
            gap = None if turn.gap_from is None else round((now - turn.gap_from) * 1000)
            self._tell(Answering(now, gap))
        if turn.playback.finished:
            self._prompt_over(now)
        return frame

    def _prompt_over(self, now: float) -> None:
        self._tell(Said(now, self._turn.reply.text))
        then = self._turn.reply.then
        if isinstance(then, Listen):
            self._listen_from(now)
        else:
            self._turn.over_at = now
            self.request = then
            if isinstance(then, Transfer):
                self._turn.meanwhile = self._speaker.one_moment()

    def _listen_from(self, now: float) -> None:
        """The prompt is over: silence counts from now."""
        self._turn.over_at = now
        self._listening.wait_from(now)


def _utterance(recognition: Recognition) -> Utterance:
    return Utterance(tuple(Hypothesis(join_elisions(each.text), each.confidence) for each in recognition.hypotheses))
