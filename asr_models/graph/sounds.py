"""From sounds to words: the lexicon as a tree of phones, with silences and a loop of phones for unknown words.

Kaldi's H and C are folded in: each phone has two states (a first frame, then more of the same; chain topology), so
phone number p has the transitions 2p+2 (first frame) and 2p+1 (again). A word's label stands at its last phone. The
labels are numbered as the tree is walked, so that what can be reached from a node is few intervals, which OpenFst's
look-ahead needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from asr_models.graph.openfst import Automaton, automaton
from asr_models.phones import INDEX, PHONES, SILENCE

UNKNOWN = "[unk]"
UNKNOWN_PHONE = 3.2
"""Cost of each phone of an unknown word, at an acoustic scale of 0.7: at 0.8 the loop swallows real words, at 4.5 a
tone is "non"."""
UNKNOWN_WORD = 0.7
START_AT_ONCE, START_WITH_SILENCE = 0.7, 0.7
GO_ON, PAUSE = 0.4, 1.1
"""Costs of speaking on after a word, and of pausing."""
UNUSED_TRANSITION = 2 * len(PHONES) + 1
"""Vosk wants the number of a transition that nothing uses (disambig_tid.int)."""

START, LOOP, SPOKEN, PAUSING, LEADING, UNKNOWN_IN, UNKNOWN_OUT = range(7)


@dataclass(frozen=True)
class Sounds:
    """The automaton, the labels reachable from each state, and the words in the order of their labels (0: none)."""

    machine: Automaton
    reachable: list[NDArray[np.int32]]
    symbols: list[str]


@dataclass
class _Tree:
    children: list[dict[str, int]] = field(default_factory=lambda: [{}])
    ends: list[list[tuple[str, float]]] = field(default_factory=lambda: [[]])

    def add(self, word: str, said: tuple[str, ...], cost: float) -> None:
        node = 0
        for phone in said:
            following = self.children[node].get(phone)
            if following is None:
                following = self.children[node][phone] = len(self.children)
                self.children.append({})
                self.ends.append([])
            node = following
        self.ends[node].append((word, cost))

    def numbered(self) -> dict[str, int]:
        """Words to labels from 1, in the order of a walk through the tree."""
        labels: dict[str, int] = {}
        waiting = [0]
        while waiting:
            node = waiting.pop()
            for word, _ in self.ends[node]:
                labels.setdefault(word, len(labels) + 1)
            waiting += reversed(list(self.children[node].values()))
        return labels


def _forward(phone: str) -> int:
    return 2 * INDEX[phone] + 2


def _again(phone: str) -> int:
    return 2 * INDEX[phone] + 1


def sounds(pronunciations: Mapping[str, Mapping[tuple[str, ...], float]]) -> Sounds:
    """The automaton of these words (each with its pronunciations and their costs)."""
    tree = _Tree()
    for word in sorted(pronunciations):
        for said, cost in pronunciations[word].items():
            tree.add(word, said, cost)
    labels = tree.numbered()
    labels[UNKNOWN] = len(labels) + 1
    arcs: list[tuple[int, int, int, float, int]] = [
        (START, 0, 0, START_AT_ONCE, LOOP),
        (START, _forward(SILENCE), 0, START_WITH_SILENCE, LEADING),
        (LEADING, _again(SILENCE), 0, 0.0, LEADING),
        (LEADING, 0, 0, 0.0, LOOP),
        (SPOKEN, 0, 0, GO_ON, LOOP),
        (SPOKEN, _forward(SILENCE), 0, PAUSE, PAUSING),
        (PAUSING, _again(SILENCE), 0, 0.0, PAUSING),
        (PAUSING, 0, 0, 0.0, LOOP),
        (LOOP, 0, labels[UNKNOWN], UNKNOWN_WORD, UNKNOWN_IN),
        (UNKNOWN_OUT, 0, 0, 0.0, SPOKEN),
    ]
    nodes = len(tree.children)
    base = UNKNOWN_OUT  # node n of the tree is state base + n, but for its root, which is LOOP
    for node in range(nodes):
        here = base + node if node else LOOP
        for phone, child in tree.children[node].items():
            arcs += [(here, _forward(phone), 0, 0.0, base + child), (base + child, _again(phone), 0, 0.0, base + child)]
        arcs += [(here, 0, labels[word], cost, SPOKEN) for word, cost in tree.ends[node]]
    first_unknown = base + nodes
    for place, phone in enumerate(PHONES[1:]):
        here = first_unknown + place
        arcs += [
            (UNKNOWN_IN, _forward(phone), 0, UNKNOWN_PHONE, here),
            (UNKNOWN_OUT, _forward(phone), 0, UNKNOWN_PHONE, here),
            (here, _again(phone), 0, 0.0, here),
            (here, 0, 0, 0.0, UNKNOWN_OUT),
        ]
    states = first_unknown + len(PHONES) - 1
    final = dict.fromkeys((LOOP, SPOKEN, PAUSING, LEADING), 0.0)
    symbols = ["<eps>", *sorted(labels, key=labels.__getitem__)]
    return Sounds(automaton(arcs, final, states, "output"), _reachable(tree, labels, states, base), symbols)


def _reachable(tree: _Tree, labels: Mapping[str, int], states: int, base: int) -> list[NDArray[np.int32]]:
    """Outside the tree every word, and the end, can be next; in it, the words below."""
    everything = np.array([[1, len(labels) + 2]], np.int32)
    found = [everything] * states
    below: list[NDArray[np.int32]] = [np.zeros(0, np.int32)] * len(tree.children)
    for node in range(len(tree.children) - 1, 0, -1):  # a child's number is above its parent's
        own = np.array([labels[word] for word, _ in tree.ends[node]], np.int32)
        below[node] = np.unique(np.concatenate([own, *(below[child] for child in tree.children[node].values())]))
        found[base + node] = _intervals(below[node])
    return found


def _intervals(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    breaks = np.flatnonzero(np.diff(labels) > 1)
    firsts = labels[np.concatenate([[0], breaks + 1])]
    lasts = labels[np.concatenate([breaks, [labels.size - 1]])]
    return np.stack([firsts, lasts + 1], axis=1).astype(np.int32)
