"""OpenFst's files, written: `const` automata, and `olabel_lookahead` ones that Kaldi composes while it decodes.

The layout is OpenFst 1.7's (fst.cc, const-fst.h, add-on.h, label-reachable.h), little-endian, weights in the tropical
semiring (costs: minus the natural logarithm of a probability).
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

FST_MAGIC = 2125659606
SYMBOLS_MAGIC = 2125658996
ADD_ON_MAGIC = 446681434
EXPANDED, INPUT_SORTED, OUTPUT_SORTED = 0x1, 0x10000000, 0x40000000
HAS_OUTPUT_SYMBOLS = 0x2
STATE = np.dtype([("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("no_input", "<u4"), ("no_output", "<u4")])
ARC = np.dtype([("input", "<i4"), ("output", "<i4"), ("cost", "<f4"), ("to", "<i4")])


@dataclass(frozen=True)
class Automaton:
    """States 0 … n-1, 0 is the start. `arcs` (ARC) lie state by state, `source` (int) is each one's state.

    `final` is the cost of ending in each state, infinite where one cannot.
    """

    source: NDArray[np.int64]
    arcs: NDArray[np.void]
    final: NDArray[np.float32]


def automaton(
    listed: Sequence[tuple[int, int, int, float, int]], final: Mapping[int, float], states: int, by: str
) -> Automaton:
    """Arcs (from, input, output, cost, to) put in order: by state, then by their `input` or `output` label."""
    source = np.array([arc[0] for arc in listed], np.int64)
    arcs = np.array([arc[1:] for arc in listed], ARC)
    order = np.lexsort((arcs[by], source))
    ends = np.full(states, np.inf, np.float32)
    for state, cost in final.items():
        ends[state] = cost
    return Automaton(source[order], arcs[order], ends)


def write_const(path: Path, machine: Automaton, symbols: Sequence[str]) -> None:
    """Write arcs sorted by input as a `const` automaton with its output symbols (the number of each is its place)."""
    with path.open("wb") as file:
        _header(file, "const", 2, HAS_OUTPUT_SYMBOLS, EXPANDED | INPUT_SORTED, machine)
        _symbols(file, symbols)
        _body(file, machine)


def write_lookahead(path: Path, machine: Automaton, reachable: Sequence[NDArray[np.int32]], final_label: int) -> None:
    """Write arcs sorted by output as an `olabel_lookahead` automaton.

    `reachable[state]` are the output labels that can come first from there, as intervals (n x 2: first, one past the
    last), sorted and apart. `final_label`, one more than the last label, stands for the end of the input.
    """
    with path.open("wb") as file:
        _header(file, "olabel_lookahead", 1, 0, EXPANDED | OUTPUT_SORTED, None)
        file.write(struct.pack("<i", ADD_ON_MAGIC))
        _header(file, "const", 2, 0, EXPANDED | OUTPUT_SORTED, machine)
        _body(file, machine)
        # Data for the output side alone; it reaches outputs, and keeps no map of relabelled symbols.
        file.write(struct.pack("<?????iq", True, False, True, False, False, final_label, len(reachable)))
        for intervals in reachable:
            labels = int((intervals[:, 1] - intervals[:, 0]).sum())
            file.write(
                struct.pack("<q", len(intervals)) + intervals.astype("<i4").tobytes() + struct.pack("<i", labels)
            )


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<i", len(encoded)) + encoded


def _header(file: BinaryIO, kind: str, version: int, flags: int, properties: int, machine: Automaton | None) -> None:
    start, states, arcs = (-1, 0, 0) if machine is None else (0, machine.final.size, machine.arcs.size)
    file.write(struct.pack("<i", FST_MAGIC) + _text(kind) + _text("standard"))
    file.write(struct.pack("<iiQqqq", version, flags, properties, start, states, arcs))


def _symbols(file: BinaryIO, symbols: Sequence[str]) -> None:
    file.write(struct.pack("<i", SYMBOLS_MAGIC) + _text("words") + struct.pack("<qq", len(symbols), len(symbols)))
    for number, symbol in enumerate(symbols):
        file.write(_text(symbol) + struct.pack("<q", number))


def _body(file: BinaryIO, machine: Automaton) -> None:
    states = np.zeros(machine.final.size, STATE)
    states["final"] = machine.final
    states["arcs"] = np.bincount(machine.source, minlength=states.size)
    states["first"] = np.cumsum(states["arcs"]) - states["arcs"]
    for column, side in (("no_input", "input"), ("no_output", "output")):
        states[column] = np.bincount(machine.source[machine.arcs[side] == 0], minlength=states.size)
    file.write(states.tobytes() + machine.arcs.tobytes())
