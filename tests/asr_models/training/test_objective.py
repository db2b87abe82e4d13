"""The sums of the objective against all ways counted one by one."""

from itertools import product

import numpy as np
import pytest
import torch

from asr_models.phones import PHONES
from asr_models.training.alignment import Alignment
from asr_models.training.batches import Batch
from asr_models.training.objective import anything, by_the_clock, by_what_was_said, grammar_of, what_was_said

STEPS = 4
SAID = Alignment(np.array([0, 3, 0, 5, 0]), np.zeros(5), np.ones(5), np.array([True, False, True, False, True]))


def scores(rows: int, states: int, seed: int = 0) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(seed).normal(size=(rows, STEPS, states)).astype(np.float32))


def batch(answers: int = STEPS) -> Batch:
    """One lesson whose sounds may be anywhere."""
    return Batch(
        cepstra=torch.zeros(1, 1, 1),
        sounds=torch.from_numpy(SAID.phones)[None],
        allowed=torch.ones(1, STEPS, 5, dtype=torch.bool),
        optional=torch.from_numpy(SAID.optional)[None],
        answers=torch.tensor([answers]),
        lengths=torch.tensor([5]),
        states=torch.tensor([[0, 6, 7, 10]]),
    )


def paths(answers: int) -> list[list[tuple[int, bool]]]:
    """Every way to say SAID in so many answers: (phone, whether it goes on) at each."""
    ways = []
    for kept in product((True, False), repeat=3):
        pauses = iter(kept)
        phones = [int(p) for p, o in zip(SAID.phones, SAID.optional, strict=True) if not o or next(pauses)]
        for lasting in product(range(1, answers + 1), repeat=len(phones)):
            if sum(lasting) == answers:
                ways.append([(p, n > 0) for p, times in zip(phones, lasting, strict=True) for n in range(times)])
    return ways


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_what_was_said_is_the_sum_over_all_its_ways(answers: int) -> None:
    given = scores(1, 2 * len(PHONES))
    counted = [sum(given[0, t, 2 * p + on] for t, (p, on) in enumerate(way)) for way in paths(answers)]
    expected = torch.logsumexp(torch.stack([torch.as_tensor(each) for each in counted]), 0)
    assert what_was_said(given, batch(answers)).item() == pytest.approx(expected.item(), abs=1e-4)


def test_a_sound_is_not_placed_where_it_may_not_be() -> None:
    given = scores(1, 2 * len(PHONES))
    narrow = batch()
    narrow.allowed[0, 2:, 1] = False
    ways = [way for way in paths(STEPS) if all(p != 3 for p, _ in way[2:])]
    counted = [sum(given[0, t, 2 * p + on] for t, (p, on) in enumerate(way)) for way in ways]
    expected = torch.logsumexp(torch.stack([torch.as_tensor(each) for each in counted]), 0)
    assert what_was_said(given, narrow).item() == pytest.approx(expected.item(), abs=1e-3)


def test_anything_is_the_sum_over_all_phones_in_any_order() -> None:
    grammar = grammar_of([SAID])
    small = type(grammar)(grammar.begins[:3], grammar.follows[:3, :3])
    given = scores(1, 6)
    total = []
    for phones in product(range(3), repeat=STEPS):
        for going_on in product((False, True), repeat=STEPS - 1):
            if any(on and phones[t] != phones[t + 1] for t, on in enumerate(going_on)):
                continue
            way = small.begins[phones[0]] + given[0, 0, 2 * phones[0]]
            for t, on in enumerate(going_on, 1):
                way = way + given[0, t, 2 * phones[t] + on]
                way = way if on else way + small.follows[phones[t - 1], phones[t]].log()
            total.append(way)
    expected = torch.logsumexp(torch.stack(total), 0)
    assert anything(given, torch.tensor([STEPS]), small).item() == pytest.approx(expected.item(), abs=1e-3)


def test_both_losses_fall_when_the_right_states_score_higher() -> None:
    given, right = scores(1, 2 * len(PHONES)), batch()
    better = given.clone()
    better[0, torch.arange(STEPS), right.states[0]] += 3
    grammar = grammar_of([SAID])
    assert by_the_clock(better, right) < by_the_clock(given, right)
    before, after = by_what_was_said(given, right, grammar), by_what_was_said(better, right, grammar)
    assert before is not None and after is not None and after < before


def test_a_lesson_that_cannot_be_placed_teaches_nothing() -> None:
    impossible = batch()
    impossible.allowed[:] = False
    assert by_what_was_said(scores(1, 2 * len(PHONES)), impossible, grammar_of([SAID])) is None
