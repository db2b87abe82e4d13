"""The acoustic network: a factored time-delay network (TDNN-F, Povey and others 2018), as Kaldi's small models have it.

It hears cepstra at 100 frames a second and answers at 33: from the fourth layer on, only each third frame is computed.
"""

from torch import Tensor, nn
from torch.nn import functional

CEPSTRA = 40
WIDTH = 768
BOTTLENECK = 64
LAYERS = range(2, 16)
"""The factored layers, by Kaldi's numbers; the first layer is a plain one."""
EARLY, STRIDING, NARROW = range(2, 4), 4, 5
"""Layers before the stride; the layer that takes each third frame; the one that looks at its own frame alone."""
RESIDUAL = 0.66
"""Of a layer's input that goes on beside it."""
STRIDE = 3
CONTEXT = 34
"""Frames that the network wants before the first and after the last one that it answers for."""
EPSILON = 1e-3
MOMENTUM = 0.02


def normalising(width: int) -> nn.BatchNorm1d:
    """Kaldi's batch normalisation: mean and variance, nothing learned."""
    return nn.BatchNorm1d(width, eps=EPSILON, momentum=MOMENTUM, affine=False)


class Factored(nn.Module):
    """One TDNN-F layer: to the bottleneck (this frame and the one before), and back (this one and the one after)."""

    def __init__(self, layer: int) -> None:
        super().__init__()
        self.taps = 1 if layer == NARROW else 2
        self.stride = STRIDE if layer == STRIDING else 1
        self.linear = nn.Conv1d(WIDTH, BOTTLENECK, self.taps, bias=False)
        self.affine = nn.Conv1d(BOTTLENECK, WIDTH, self.taps, stride=self.stride)
        self.norm = normalising(WIDTH)

    def forward(self, heard: Tensor) -> Tensor:
        """[batch, WIDTH, frames] to the same with the frames that have their context."""
        beside = heard if self.taps == 1 else heard[:, :, 1:-1]
        made: Tensor = self.norm(functional.relu(self.affine(self.linear(heard))))
        return RESIDUAL * beside[:, :, :: self.stride] + made


class Network(nn.Module):
    """Cepstra to one score for each state of each phone."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.first = nn.Conv1d(CEPSTRA, WIDTH, 3)
        self.first_norm = normalising(WIDTH)
        self.layers = nn.ModuleDict({str(layer): Factored(layer) for layer in LAYERS})
        self.narrow = nn.Conv1d(WIDTH, BOTTLENECK, 1, bias=False)
        self.wide = nn.Conv1d(BOTTLENECK, WIDTH, 1)
        self.wide_norm = normalising(WIDTH)
        self.last = nn.Conv1d(WIDTH, BOTTLENECK, 1, bias=False)
        self.last_norm = normalising(BOTTLENECK)
        self.output = nn.Conv1d(BOTTLENECK, states, 1)

    def factored(self, layer: int) -> Factored:
        """The layer of this number."""
        found = self.layers[str(layer)]
        assert isinstance(found, Factored)
        return found

    def forward(self, cepstra: Tensor) -> Tensor:
        """[batch, CEPSTRA, frames] to [batch, answers, states]; `frames_for(answers)` frames give so many answers."""
        heard = self.first_norm(functional.relu(self.first(cepstra)))
        for layer in LAYERS:
            heard = self.factored(layer)(heard)
        wide = self.wide_norm(functional.relu(self.wide(self.narrow(heard))))
        scores: Tensor = self.output(self.last_norm(self.last(wide)))
        return scores.transpose(1, 2)

    def head(self) -> list[nn.Parameter]:
        """What is new in a language; the rest is the trunk, which another language taught."""
        parts = (self.narrow, self.wide, self.last, self.output)
        return [parameter for part in parts for parameter in part.parameters()]


def answers_of(frames: int) -> int:
    """Answers that Kaldi's decoder asks of an utterance of so many frames."""
    return -(-frames // STRIDE)


def frames_for(answers: int) -> int:
    """Frames, context and all, that give so many answers."""
    return 2 * CONTEXT + STRIDE * (answers - 1) + 1
