"""From a model of Kaldi to the network and back: the trunk of another language, and the file that Vosk loads."""

import re
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from asr_models.phones import PHONES
from asr_models.training.kaldi_model import AcousticModel, Component, integer, integers, number
from asr_models.training.kaldi_model import array as written
from asr_models.training.network import BOTTLENECK, CEPSTRA, LAYERS, Network

STATES = 2 * len(PHONES)
"""Two a phone: its first frame, and the frames that follow."""
HEARD = 3 * CEPSTRA
"""What the first layer hears of the sound itself: three frames. After it the speaker's i-vector, which ours lacks."""
OF_TRAINING = re.compile(r"xent|ivector|\.dropout component|\blda component")
"""Lines of the wiring for training alone, or for the speaker's i-vector."""
FIRST = "Append(Offset(input, -1), input, Offset(input, 1))"
Floats = NDArray[np.float32]


def network_of(model: AcousticModel) -> Network:
    """The network with a model's weights; the output only if it is one of our phones, else it begins from nothing.

    Raises KeyError when the model is of another architecture.
    """
    network = Network(STATES)
    with torch.no_grad():
        weights, bias = _first(model)
        _fill(network.first, weights, bias)
        _norm(network.first_norm, model["tdnn1.batchnorm"])
        for layer in LAYERS:
            factored = network.factored(layer)
            _fill(factored.linear, model[f"tdnnf{layer}.linear"].array("<LinearParams>"))
            affine = model[f"tdnnf{layer}.affine"]
            _fill(factored.affine, affine.array("<LinearParams>"), affine.array("<BiasParams>"))
            _norm(factored.norm, model[f"tdnnf{layer}.batchnorm"])
        _fill(network.narrow, model["prefinal-l"].array("<Params>"))
        wide = model["prefinal-chain.affine"]
        _fill(network.wide, wide.array("<LinearParams>"), wide.array("<BiasParams>"))
        _norm(network.wide_norm, model["prefinal-chain.batchnorm1"])
        _fill(network.last, model["prefinal-chain.linear"].array("<Params>"))
        _norm(network.last_norm, model["prefinal-chain.batchnorm2"])
        output = model["output.affine"]
        if len(output.array("<BiasParams>")) == STATES:
            _fill(network.output, output.array("<LinearParams>"), output.array("<BiasParams>"))
        else:
            _fill(network.output, np.zeros((STATES, BOTTLENECK), np.float32), np.zeros(STATES, np.float32))
            nn.init.normal_(network.output.weight, std=0.02)
    return network


def _first(model: AcousticModel) -> tuple[Floats, Floats]:
    """The first layer's weights and bias, with the decorrelating matrix before it (`lda`) worked in."""
    affine = model["tdnn1.affine"]
    weights, bias = affine.array("<LinearParams>"), affine.array("<BiasParams>")
    if "lda" in model:
        bias = weights @ model["lda"].array("<BiasParams>") + bias
        weights = weights @ model["lda"].array("<LinearParams>")
    return weights[:, :HEARD], bias


def _fill(layer: nn.Conv1d, weights: Floats, bias: Floats | None = None) -> None:
    """Kaldi keeps [out, tap x in], torch [out, in, tap]."""
    out, inner, taps = layer.weight.shape
    layer.weight.copy_(torch.from_numpy(weights.reshape(out, taps, inner).transpose(0, 2, 1).copy()))
    if layer.bias is not None and bias is not None:
        layer.bias.copy_(torch.from_numpy(bias))


def _norm(layer: nn.BatchNorm1d, component: Component) -> None:
    assert layer.running_mean is not None and layer.running_var is not None
    layer.running_mean.copy_(torch.from_numpy(component.array("<StatsMean>")))
    layer.running_var.copy_(torch.from_numpy(component.array("<StatsVar>")))


def model_of(network: Network, like: AcousticModel) -> AcousticModel:
    """The network as a model that Vosk loads; `like` (its trunk) lends the wiring and what training only used."""
    made: dict[str, Component] = {}

    def put(name: str, **values: Floats) -> None:
        made[name] = like[name].having(**values)

    put("tdnn1.affine", LinearParams=_flat(network.first), BiasParams=_bias(network.first))
    put("tdnn1.batchnorm", **_statistics(network.first_norm))
    for layer in LAYERS:
        factored = network.factored(layer)
        put(f"tdnnf{layer}.linear", LinearParams=_flat(factored.linear))
        put(f"tdnnf{layer}.affine", LinearParams=_flat(factored.affine), BiasParams=_bias(factored.affine))
        put(f"tdnnf{layer}.batchnorm", **_statistics(factored.norm))
    put("prefinal-l", Params=_flat(network.narrow))
    put("prefinal-chain.affine", LinearParams=_flat(network.wide), BiasParams=_bias(network.wide))
    put("prefinal-chain.batchnorm1", **_statistics(network.wide_norm))
    put("prefinal-chain.linear", Params=_flat(network.last))
    put("prefinal-chain.batchnorm2", **_statistics(network.last_norm))
    put("output.affine", LinearParams=_flat(network.output), BiasParams=_bias(network.output))
    wiring = _without_training(like.wiring)
    wanted = re.findall(r"component=(\S+)", wiring)
    components = tuple(made.get(name) or _forgetful(like[name]) for name in wanted)
    return replace(like, transitions=transitions(), wiring=wiring, components=components)


def _without_training(wiring: str) -> str:
    lines = [line for line in wiring.splitlines() if not OF_TRAINING.search(line)]
    return "\n".join(lines).replace(".dropout", ".batchnorm").replace("input=lda", f"input={FIRST}")


def _forgetful(component: Component) -> Component:
    """A component without the statistics of its training, which a decoder does not read."""
    empty = np.zeros(0, np.float32)
    return component.having(ValueAvg=empty, DerivAvg=empty, OderivRms=empty)


def _numpy(values: torch.Tensor) -> Floats:
    return values.detach().cpu().numpy().astype(np.float32)


def _flat(layer: nn.Conv1d) -> Floats:
    return np.ascontiguousarray(_numpy(layer.weight).transpose(0, 2, 1).reshape(layer.out_channels, -1))


def _bias(layer: nn.Conv1d) -> Floats:
    assert layer.bias is not None
    return _numpy(layer.bias)


def _statistics(layer: nn.BatchNorm1d) -> dict[str, Floats]:
    assert layer.running_mean is not None and layer.running_var is not None
    return {"StatsMean": _numpy(layer.running_mean), "StatsVar": _numpy(layer.running_var)}


def transitions(phones: int = len(PHONES)) -> bytes:
    """Kaldi's transition model of a chain model: one topology of a first frame and others, states two a phone.

    kaldi/src/hmm/hmm-topology.cc and transition-model.cc: -1 before the list of entries says that a state has a
    forward and a self-loop class of its own; the final state has neither (-1, -1).
    """
    half = number(0.5)
    stays_and_leaves = b"".join((integer(2), integer(0), half, integer(1), half))
    topology = integers(range(1, phones + 1)) + integers([-1] + [0] * phones)
    topology += integer(-1) + integer(1) + integer(2) + integer(0) + integer(1) + stays_and_leaves
    topology += integer(-1) + integer(-1) + integer(0)
    tuples = b"".join(integer(part) for phone in range(phones) for part in (phone + 1, 0, 2 * phone, 2 * phone + 1))
    log_probabilities = np.array([0.0] + [np.log(0.5)] * (2 * phones), np.float32)
    return b"".join(
        (
            b"\0B<TransitionModel> <Topology> ", topology, b"</Topology> <Tuples> ", integer(phones), tuples,
            b"</Tuples> <LogProbs> ", written(log_probabilities), b"</LogProbs> </TransitionModel> ",
        )
    )  # fmt: skip
