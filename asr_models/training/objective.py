"""What the network is taught to do: tell what was said from everything that could have been said.

Lattice-free maximum mutual information (Povey and others 2016), with a bigram of phones for "everything", and the
reading's own times as limits for "what was said". Each phone has two states: its first answer, and those that follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor
from torch.nn import functional

from asr_models.phones import INDEX, PHONES, SILENCE
from asr_models.training.alignment import Alignment
from asr_models.training.batches import Batch

NEVER = -1e4
"""The logarithm of what cannot be; finite, so that gradients stay numbers."""
SEEN_BEFORE = 0.3
"""Added to each count of the bigram: no phone is impossible after another."""
CROSS_ENTROPY = 0.2
"""Weight of the frames' own probabilities beside the main objective (Povey and others 2016 have 0.1)."""
SMALL_SCORES = 1e-4


@dataclass(frozen=True)
class PhoneGrammar:
    """A bigram: `begins` [P] in logarithms, `follows` [P, P] as probabilities of the second after the first."""

    begins: Tensor
    follows: Tensor


def grammar_of(said: Iterable[Alignment]) -> PhoneGrammar:
    """The bigram of what is said, pauses now kept and now left out."""
    count = len(PHONES)
    follows, begins = torch.full((count, count), SEEN_BEFORE), torch.full((count,), 0.1)
    silence = INDEX[SILENCE]
    for each in said:
        phones = each.phones.tolist()
        begins[phones[0]] += 1
        for one, next_one in pairwise(phones):
            follows[one, next_one] += 1
        for one, between, other in zip(phones, phones[1:], phones[2:], strict=False):
            if between == silence:
                follows[one, other] += 0.5
    return PhoneGrammar((begins / begins.sum()).log(), follows / follows.sum(1, keepdim=True))


def anything(scores: Tensor, answers: Tensor, grammar: PhoneGrammar) -> Tensor:
    """[B]: logarithm of the sum over all that could be said in each row's answers. `scores`: [B, T, states]."""
    first, going_on = scores[:, :, 0::2], scores[:, :, 1::2]
    begun = first[:, 0] + grammar.begins
    held = torch.full_like(begun, NEVER)
    sums = []
    for now in range(scores.shape[1]):
        inside = torch.logaddexp(begun, held)
        sums.append(torch.logsumexp(inside, 1))
        if now + 1 < scores.shape[1]:
            highest = inside.max(1, keepdim=True).values.detach()
            entered = torch.log((inside - highest).exp() @ grammar.follows + 1e-10) + highest
            begun = entered + first[:, now + 1]
            held = inside + going_on[:, now + 1]
    return torch.stack(sums, 1).gather(1, answers[:, None] - 1)[:, 0]


def what_was_said(scores: Tensor, batch: Batch) -> Tensor:
    """[B]: logarithm of the sum over all ways to place the sounds that were said where they may be."""
    rows, steps, _ = scores.shape
    width = batch.sounds.shape[1]
    beyond = torch.where(batch.allowed, 0.0, NEVER)
    chosen = batch.sounds[:, None].expand(rows, steps, width)
    first = scores.gather(2, 2 * chosen) + beyond
    going_on = scores.gather(2, 2 * chosen + 1) + beyond
    skips = torch.where(batch.optional, 0.0, NEVER)
    begun = torch.full((rows, width), NEVER)
    begun[:, :2] = 0.0  # with the first silence, or without
    begun = begun + first[:, 0]
    held = torch.full_like(begun, NEVER)
    sums = []
    for now in range(steps):
        inside = torch.logaddexp(begun, held)
        sums.append(inside)
        if now + 1 < steps:
            from_before = functional.pad(inside[:, :-1], (1, 0), value=NEVER)
            over_a_pause = functional.pad(inside[:, :-2], (2, 0), value=NEVER)
            over_a_pause = over_a_pause + functional.pad(skips[:, :-1], (1, 0), value=NEVER)
            begun = torch.logaddexp(from_before, over_a_pause) + first[:, now + 1]
            held = inside + going_on[:, now + 1]
    row = torch.arange(rows)
    at_end = torch.stack(sums, 1)[row, batch.answers - 1]
    return torch.logaddexp(at_end[row, batch.lengths - 1], at_end[row, batch.lengths - 2])


def own_answers(batch: Batch) -> Tensor:
    """[B, T]: True where an answer belongs to the lesson, not to the filling after it."""
    return torch.arange(batch.states.shape[1])[None] < batch.answers[:, None]


def by_the_clock(scores: Tensor, batch: Batch) -> Tensor:
    """The first days' loss: cross-entropy of the states at the alignment's own times."""
    own = own_answers(batch)
    return functional.cross_entropy(scores[own], batch.states[own])


def by_what_was_said(scores: Tensor, batch: Batch, grammar: PhoneGrammar) -> Tensor | None:
    """The loss of an answer, mean; None when no row of the batch can be placed."""
    likely = what_was_said(scores.log_softmax(2), batch)
    mutual = what_was_said(scores, batch) - anything(scores, batch.answers, grammar)
    placed = (likely > NEVER / 2) & torch.isfinite(likely)
    if not placed.any():
        return None
    answers = batch.answers[placed].sum()
    size = scores[own_answers(batch)].square().sum(1).mean()
    return -(mutual[placed].sum() + CROSS_ENTROPY * likely[placed].sum()) / answers + SMALL_SCORES * size
