"""The mouth: sentences to sound at the line's rate, ahead of time where it can, in order where it must."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from voice.audio import Pcm, amplify, resample
from voice.playback import StandIns, beep
from voice.prompts import PromptStore
from voice.rendering_queue import Renderer

NORMAL = 1.0


class Mouth(Protocol):
    """Makes the sound of sentences for one line."""

    def render(
        self, sentence: str, *, slowness: float, gain_db: float, keep: bool, urgent: bool = False
    ) -> Future[Pcm]:
        """The sentence's sound at the line's rate, now or soon. `keep`: it may be stored for the next time.

        `urgent`: at once matters more than `slowness`. Raises nothing: what goes wrong is in the future.
        """

    def prepare(self, sentence: str, *, slowness: float) -> None:
        """This sentence will probably be wanted soon, in this call only: make it while there is time."""

    @property
    def stand_ins(self) -> StandIns:
        """Sounds for when a sentence is late or cannot be made."""


class StoredMouth:
    """Sentences in the prompt store at once, others from the synthesizer, one at a time in the given queue."""

    def __init__(self, store: PromptStore, rate: int, renderer: Renderer, stand_ins: StandIns) -> None:
        self._store = store
        self._rate = rate
        self._renderer = renderer
        self._prepared: dict[tuple[str, float], Future[Pcm]] = {}
        self._wanted: list[Future[Pcm]] = []
        self._stand_ins = stand_ins

    @property
    def stand_ins(self) -> StandIns:
        """Made when the program began."""
        return self._stand_ins

    def render(
        self, sentence: str, *, slowness: float, gain_db: float, keep: bool, urgent: bool = False
    ) -> Future[Pcm]:
        """The sentence's sound; ready when it is stored, else as soon as the synthesizer gets to it."""
        if urgent and not self._stored(sentence, slowness) and self._stored(sentence, NORMAL):
            slowness = NORMAL
        prepared = self._usable((sentence, slowness))

        def make() -> Pcm:
            pcm = prepared.result() if prepared else self._store.get(sentence, slowness, keep=keep)
            return amplify(resample(pcm, self._store.rate, self._rate), gain_db)

        if prepared.done() if prepared else self._stored(sentence, slowness):
            return _done(make)
        wanted = self._renderer.submit(make, wanted=True)
        self._wanted = [*(each for each in self._wanted if not each.done()), wanted]
        return wanted

    def prepare(self, sentence: str, *, slowness: float) -> None:
        """Queue the sentence behind what any call wants now; its sound stays in memory until the call ends."""
        key = (sentence, slowness)
        if key not in self._prepared:
            self._prepared[key] = self._renderer.submit(self._making(key), wanted=False)

    def _making(self, key: tuple[str, float]) -> Callable[[], Pcm]:
        return lambda: self._store.get(*key, keep=False)

    def close(self) -> None:
        """The call is over: what waits to be made for it is not made."""
        for future in (*self._prepared.values(), *self._wanted):
            future.cancel()
        self._prepared.clear()
        self._wanted.clear()

    def _stored(self, sentence: str, slowness: float) -> bool:
        return self._store.path(sentence, slowness).is_file()

    def _usable(self, key: tuple[str, float]) -> Future[Pcm] | None:
        """What was prepared, or is being made; None when there is nothing, or its making failed: it is tried again.

        What still waits is queued anew, ahead of what is not wanted yet.
        """
        prepared = self._prepared.get(key)
        if prepared is None:
            return None
        if prepared.cancel():  # not begun
            prepared = self._prepared[key] = self._renderer.submit(self._making(key), wanted=True)
        return None if prepared.done() and prepared.exception() is not None else prepared


def at_hand(store: PromptStore, rate: int, sentence: str) -> Pcm:
    """A sentence at the line's rate, in memory. Raises nothing: a voice that fails leaves a beep."""
    try:
        return resample(store.get(sentence), store.rate, rate)
    except Exception:  # whatever is wrong with the voice, the line must not be dead
        return beep(rate)


def _done(make: Callable[[], Pcm]) -> Future[Pcm]:
    future: Future[Pcm] = Future()
    try:
        future.set_result(make())
    except Exception as error:  # reported where the sound is asked for
        future.set_exception(error)
    return future
