"""The training itself: first by the alignment's clock, then by what was said; kept on disk, to go on after a stop."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from asr_models.training.batches import Batch, Batches, Lesson
from asr_models.training.network import Network
from asr_models.training.objective import PhoneGrammar, by_the_clock, by_what_was_said, grammar_of

Tell = Callable[[str, int, int, float], None]
"""Called as tell(what, step, of, loss)."""
SAVED_EACH = 200
"""Steps between two copies on disk."""
LONGEST_GRADIENT = 5.0
TRUNK_ALONE = 0.15
"""Share of the first days in which the trunk is left as it is, so that a head from nothing does not spoil it."""
WARMING = 50
"""Steps in which the pace rises to the full one."""
LAST_PACE = 0.03
"""Of the full pace, at the end: it falls in a straight line."""


@dataclass(frozen=True)
class Plan:
    """How much is learned: steps of `size` lessons, first by the clock, then by what was said."""

    by_clock: int
    by_words: int
    size: int = 24
    seed: int = 1
    pace_by_clock: float = 2e-3
    pace_by_words: float = 8e-4
    """Of the new parts (Adam); the trunk moves more slowly by `trunk`."""
    trunk: float = 0.4
    memory: float = 0.998
    """Of the moving average of the weights, which is what is kept: an average of many nights."""


class Learning:
    """A network under training, with all that is needed to go on tomorrow."""

    def __init__(self, network: Network, lessons: Sequence[Lesson], plan: Plan, kept: Path) -> None:
        self.network = network
        remember = get_ema_multi_avg_fn(plan.memory)  # type: ignore[no-untyped-call]
        self.average = AveragedModel(network, multi_avg_fn=remember, use_buffers=True)
        self._plan = plan
        self._lessons = (len(lessons), sum(lesson.sound.size for lesson in lessons))
        self._kept = kept
        self._batches = Batches(lessons, plan.size, plan.seed)
        self._grammar: PhoneGrammar = grammar_of(lesson.alignment for lesson in lessons)
        head = network.head()
        of_head = {id(each) for each in head}
        self._trunk = [each for each in network.parameters() if id(each) not in of_head]
        self._optimizer = torch.optim.Adam([{"params": head}, {"params": self._trunk}], lr=0.0, betas=(0.9, 0.98))
        self._step = self._resume()

    def learn(self, tell: Tell) -> Network:
        """Learn to the plan's end; the network of averaged weights."""
        self.network.train()
        end = self._plan.by_clock + self._plan.by_words
        for batch in self._batches_from(self._step, end):
            self._set_pace()
            loss = self._loss(batch)
            if loss is not None:
                self._optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                size = torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
                if torch.isfinite(size):
                    self._optimizer.step()
                    self.average.update_parameters(self.network)
            self._step += 1
            self._tell(tell, float("nan") if loss is None else loss.item())
            if self._step % SAVED_EACH == 0 or self._step == end:
                self._save()
        found = self.average.module.eval()
        assert isinstance(found, Network)
        return found

    def _tell(self, tell: Tell, loss: float) -> None:
        clock, words = self._plan.by_clock, self._plan.by_words
        if self._step <= clock:
            tell("by the clock", self._step, clock, loss)
        else:
            tell("by what was said", self._step - clock, words, loss)

    def _batches_from(self, start: int, end: int) -> Iterator[Batch]:
        steps: Any = range(start, end)
        yield from DataLoader(self._batches, batch_size=None, sampler=steps, num_workers=1, prefetch_factor=4)

    def _loss(self, batch: Batch) -> torch.Tensor | None:
        scores = self.network(batch.cepstra)
        if self._step < self._plan.by_clock:
            return by_the_clock(scores, batch)
        return by_what_was_said(scores, batch, self._grammar)

    def _set_pace(self) -> None:
        clock, words = self._plan.by_clock, self._plan.by_words
        by_clock = self._step < clock
        place, of = (self._step, clock) if by_clock else (self._step - clock, words)
        full = self._plan.pace_by_clock if by_clock else self._plan.pace_by_words
        pace = full * min(1.0, (place + 1) / WARMING) * max(LAST_PACE, 1 - place / of)
        still = by_clock and place < clock * TRUNK_ALONE
        self._optimizer.param_groups[0]["lr"] = pace
        self._optimizer.param_groups[1]["lr"] = 0.0 if still else pace * self._plan.trunk

    def _save(self) -> None:
        state = {
            "plan": self._plan,
            "lessons": self._lessons,
            "step": self._step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        begun = self._kept.with_suffix(".tmp")
        torch.save(state, begun)
        begun.replace(self._kept)

    def _resume(self) -> int:
        """The step to go on from: of the copy on disk, if it was made to the same plan from the same lessons.

        Another one's is put aside (`.before`): it may be hours of work.
        """
        if not self._kept.exists():
            return 0
        state = torch.load(self._kept, weights_only=False)
        if state["plan"] != self._plan or state.get("lessons") != self._lessons:
            self._kept.replace(self._kept.with_suffix(".before"))
            return 0
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])
        return int(state["step"])
