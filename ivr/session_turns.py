"""Replies made ready to be played: their sentences as clips that sound as soon as they are rendered."""

from concurrent.futures import Future

from accessibility.pacing import Delivery
from dialogue.actions import HangUp, Reply, Sentence
from ivr.session_state import Turn
from voice.audio import Pcm
from voice.mouth import Mouth
from voice.playback import Clip, Playback, Repeated


class Speaker:
    """Makes the turns of one session."""

    def __init__(self, mouth: Mouth, rate: int) -> None:
        self._mouth = mouth
        self._rate = rate

    def turn(self, reply: Reply, starts_at: float, gap_from: float | None) -> Turn:
        """The turn of a reply, begun to be rendered; what is foreseen is rendered after it."""
        delivery = reply.delivery
        clips = [
            Clip(sentence.text, self._sound(sentence, delivery), interruptible=not sentence.urgent)
            for sentence in reply.sentences
        ]
        for sentence in reply.upcoming:
            self._mouth.prepare(sentence.text, slowness=delivery.slowness)
        playback = Playback(clips, self._rate, delivery.between_sentences_s, self._mouth.stand_ins)
        return Turn(reply, playback, starts_at, gap_from=gap_from)

    def farewell(self, now: float) -> Turn:
        """The stand-in apology, then the end: what needs nothing that may be broken."""
        clip = Clip("", _failed(RuntimeError("nothing can be said")), interruptible=False)
        return Turn(Reply((), HangUp()), Playback([clip], self._rate, 0.0, self._mouth.stand_ins), now)

    def one_moment(self) -> Repeated:
        """What is heard while another telephone rings."""
        return Repeated(self._mouth.stand_ins.one_moment, self._rate)

    def _sound(self, sentence: Sentence, delivery: Delivery) -> Future[Pcm]:
        return self._mouth.render(
            sentence.text,
            slowness=delivery.slowness,
            gain_db=delivery.gain_db,
            keep=sentence.fixed,
            urgent=sentence.urgent,
        )


def _failed(error: Exception) -> Future[Pcm]:
    future: Future[Pcm] = Future()
    future.set_exception(error)
    return future
