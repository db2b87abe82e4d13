"""The mouth: sentences to sound at the line's rate, ahead of time where it can, in order where it must."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Protocol

from voice.audio import Pcm, amplify, resample
from voice.playback import StandIns, beep
from voice.prompts import PromptStore


class Mouth(Protocol):
    """Makes the sound of sentences for one line."""

    def render(self, sentence: str, *, slowness: float, gain_db: float, keep: bool) -> Future[Pcm]:
        """The sentence's sound at the line's rate, now or soon. `keep`: it may be stored for the next time.

        Raises nothing: what goes wrong is in the future.
        """

    def prepare(self, sentence: str, *, slowness: float) -> None:
        """This sentence will probably be wanted soon, in this call only: make it while there is time."""

    @property
    def stand_ins(self) -> StandIns:
        """Sounds for when a sentence is late or cannot be made."""


class StoredMouth:
    """Sentences in the prompt store at once, others from the synthesizer, one at a time in the given executor."""

    def __init__(self, store: PromptStore, rate: int, executor: Executor, one_moment: str, apology: str) -> None:
        self._store = store
        self._rate = rate
        self._executor = executor
        self._prepared: dict[tuple[str, float], Future[Pcm]] = {}
        self._stand_ins = StandIns(self._at_hand(one_moment), self._at_hand(apology))

    @property
    def stand_ins(self) -> StandIns:
        """Made when the call began."""
        return self._stand_ins

    def render(self, sentence: str, *, slowness: float, gain_db: float, keep: bool) -> Future[Pcm]:
        """The sentence's sound; ready when it is stored, else as soon as the synthesizer gets to it."""
        prepared = self._usable((sentence, slowness))

        def make() -> Pcm:
            pcm = prepared.result() if prepared else self._store.get(sentence, slowness, keep=keep)
            return amplify(resample(pcm, self._store.rate, self._rate), gain_db)

        at_hand = prepared.done() if prepared else self._store.path(sentence, slowness).is_file()
        return _done(make) if at_hand else self._submitted(make)

    def prepare(self, sentence: str, *, slowness: float) -> None:
        """Queue the sentence behind what is wanted now; its sound stays in memory until the call ends."""
        key = (sentence, slowness)
        if key not in self._prepared:
            self._prepared[key] = self._submitted(lambda: self._store.get(sentence, slowness, keep=False))

    def _usable(self, key: tuple[str, float]) -> Future[Pcm] | None:
        """What was prepared; None when there is nothing, or its making failed and may be tried again."""
        prepared = self._prepared.get(key)
        broken = prepared is not None and prepared.done() and (prepared.cancelled() or prepared.exception() is not None)
        return None if broken else prepared

    def _submitted(self, make: Callable[[], Pcm]) -> Future[Pcm]:
        try:
            return self._executor.submit(make)
        except RuntimeError as error:  # the program is stopping: the executor takes nothing more
            return _failed(error)

    def _at_hand(self, sentence: str) -> Pcm:
        try:
            return resample(self._store.get(sentence), self._store.rate, self._rate)
        except Exception:  # whatever is wrong with the voice, the line must not be dead
            return beep(self._rate)


def _failed(error: Exception) -> Future[Pcm]:
    future: Future[Pcm] = Future()
    future.set_exception(error)
    return future


def _done(make: Callable[[], Pcm]) -> Future[Pcm]:
    future: Future[Pcm] = Future()
    try:
        future.set_result(make())
    except Exception as error:  # reported where the sound is asked for
        future.set_exception(error)
    return future
