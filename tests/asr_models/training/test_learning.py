"""A training that was stopped goes on as if it had not been; lessons meet another line each time."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from asr_models import catalogue
from asr_models.phones import INDEX
from asr_models.training import learning
from asr_models.training.alignment import aligned
from asr_models.training.batches import Batches, Lesson
from asr_models.training.kaldi_model import read_model
from asr_models.training.learning import Learning, Plan
from asr_models.training.network import Network
from asr_models.training.readings import RATE, Spoken
from asr_models.training.transfer import network_of

BUILT_IN = catalogue.recognizer().folder / "am" / "final.mdl"


def spoken(seed: int, *phones: str) -> Spoken:
    """Half a second of noise, each phone as long as the other."""
    sound = np.random.default_rng(seed).normal(0, 2000, RATE // 2).astype(np.int16)
    ends = np.linspace(0, sound.size, len(phones) + 1)[1:].astype(np.int32)
    return Spoken("", "somebody", sound, phones, ends)


def lessons() -> list[Lesson]:
    said = [spoken(seed, "SIL", "b", "ɔ̃", "", "ʒ", "u", "ʁ", "SIL") for seed in range(4)]
    return [Lesson(each.sound, alignment) for each in said if (alignment := aligned(each))]


def test_a_short_gap_is_no_pause_and_a_long_one_may_be_left_out() -> None:
    short = aligned(spoken(0, "SIL", "b", "ɔ̃", "", "ʒ", "u", "ʁ", "SIL"))
    assert short is not None
    assert short.phones.tolist() == [INDEX[p] for p in ("SIL", "b", "ɔ̃", "ʒ", "u", "ʁ", "SIL")]
    assert short.ends[2] == pytest.approx(4 / 8 * 0.5), "the gap belongs to the sound before it"
    long = aligned(spoken(0, "SIL", "b", "", "ʒ", "SIL"))
    assert long is not None
    assert long.optional.tolist() == [True, False, True, False, True]


def test_a_reading_that_does_not_end_in_silence_is_left_out() -> None:
    assert aligned(spoken(0, "SIL", "b", "ɔ̃")) is None


def test_the_batch_of_a_step_depends_on_its_number_alone() -> None:
    one, other = Batches(lessons(), 2, seed=1), Batches(lessons(), 2, seed=1)
    other[0]
    assert all((a == b).all() for a, b in zip(one[3], other[3], strict=True))
    assert not torch.equal(one[0].cepstra, one[2].cepstra)


def test_each_lesson_comes_once_an_epoch() -> None:
    batches = Batches(lessons(), 2, seed=1)
    assert batches.in_an_epoch == 2
    assert sorted([*batches._chosen(0), *batches._chosen(1)]) == [0, 1, 2, 3]
    assert sorted([*batches._chosen(2), *batches._chosen(3)]) == [0, 1, 2, 3]


def test_the_states_of_the_clock_are_allowed_places() -> None:
    batch = Batches(lessons(), 2, seed=1)[0]
    for row in range(2):
        for at in range(int(batch.answers[row])):
            here = batch.sounds[row][batch.allowed[row, at]]
            assert int(batch.states[row, at]) // 2 in here


class StoppedError(Exception):
    """The training is stopped, as by a power cut."""


@dataclass
class Watch:
    """Sees each step, and stops the training after so many."""

    stop: int | None
    steps: int = 0

    def tell(self, what: str, step: int, of: int, loss: float) -> None:
        assert what and step <= of and np.isfinite(loss)
        self.steps += 1
        if self.steps == self.stop:
            raise StoppedError


def learned(kept: Path, *stops: int) -> Network:
    """The network after a plan of three steps, stopped after some of them."""
    plan = Plan(by_clock=1, by_words=2, size=2)
    for stop in stops:
        with pytest.raises(StoppedError):
            Learning(network_of(read_model(BUILT_IN)), lessons(), plan, kept).learn(Watch(stop).tell)
    watch = Watch(None)
    network = Learning(network_of(read_model(BUILT_IN)), lessons(), plan, kept).learn(watch.tell)
    assert watch.steps == 3 - sum(stop - 1 for stop in stops), "what was kept is not learned again"
    return network


def test_a_training_goes_on_where_it_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "SAVED_EACH", 1)
    once = learned(tmp_path / "once.pt")
    stopped = learned(tmp_path / "stopped.pt", 2)
    for one, other in zip(once.state_dict().values(), stopped.state_dict().values(), strict=True):
        torch.testing.assert_close(one, other)
    begun = network_of(read_model(BUILT_IN))
    assert not torch.equal(begun.output.weight, once.output.weight), "something was learned"


def test_what_was_learned_to_another_plan_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "SAVED_EACH", 1)
    kept = tmp_path / "learning.pt"
    with pytest.raises(StoppedError):
        learned_to(Plan(by_clock=1, by_words=2, size=2), kept, Watch(2))
    work = kept.read_bytes()
    other = Watch(1)
    with pytest.raises(StoppedError):
        learned_to(Plan(by_clock=1, by_words=3, size=2), kept, other)
    assert (tmp_path / "learning.before").read_bytes() == work


def learned_to(plan: Plan, kept: Path, watch: Watch) -> None:
    Learning(network_of(read_model(BUILT_IN)), lessons(), plan, kept).learn(watch.tell)
