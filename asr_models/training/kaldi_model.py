"""Kaldi's `final.mdl`: transitions, then an nnet3 network of named components. Reads and writes the binary form.

The format: kaldi/src/base/io-funcs.h (tokens and numbers), matrix/kaldi-matrix.cc, nnet3/nnet-nnet.cc.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asr_models.files import ModelError

Array = NDArray[Any]
Value = Array | bytes
"""A matrix, a vector (float32, float64, or int32 for time offsets), or a number or boolean as its raw bytes."""

KINDS = {b"FM": ("<f4", 2), b"DM": ("<f8", 2), b"FV": ("<f4", 1), b"DV": ("<f8", 1)}
"""Kaldi's marks of floating-point arrays: type and dimensions."""
MARKS = {("f", 2): b"FM ", ("d", 2): b"DM ", ("f", 1): b"FV ", ("d", 1): b"DV "}
OFFSETS = "<TimeOffsets>"
"""The one list of integers among a component's fields."""


@dataclass(frozen=True)
class Component:
    """A part of the network: its fields in the file's order, each a tag with its values."""

    name: str
    kind: str
    fields: tuple[tuple[str, tuple[Value, ...]], ...]

    def array(self, tag: str) -> NDArray[np.float32]:
        """The array of a field. Raises KeyError."""
        found = dict(self.fields)[tag][0]
        return np.asarray(found, np.float32)

    def having(self, **values: Value) -> "Component":
        """The same with other values: `having(LinearParams=…)` replaces the field <LinearParams>."""
        fields = tuple((tag, (values[tag[1:-1]],) if tag[1:-1] in values else old) for tag, old in self.fields)
        return replace(self, fields=fields)


@dataclass(frozen=True)
class AcousticModel:
    """The file's parts: `transitions` and `priors` as raw bytes, the network's wiring as text, its components."""

    transitions: bytes
    wiring: str
    components: tuple[Component, ...]
    priors: bytes

    def __getitem__(self, name: str) -> Component:
        """The component of this name. Raises KeyError."""
        return next((each for each in self.components if each.name == name), None) or _missing(name)

    def __contains__(self, name: str) -> bool:
        return any(each.name == name for each in self.components)


def _missing(name: str) -> Component:
    raise KeyError(f"the acoustic model has no component {name!r}")


class _Reader:
    def __init__(self, content: bytes, at: int) -> None:
        self.content = content
        self.at = at

    def token(self) -> str:
        end = self.content.index(b" ", self.at)
        found = self.content[self.at : end].decode("ascii")
        self.at = end + 1
        return found

    def integer(self) -> int:
        (found,) = struct.unpack_from("<xi", self.content, self.at)
        self.at += 5
        return int(found)

    def _numbers(self, kind: str, count: int) -> Array:
        found = np.frombuffer(self.content, kind, count, self.at).copy()
        self.at += found.nbytes
        return found

    def value(self, tag: str) -> Value:
        mark = self.content[self.at : self.at + 2]
        if mark in KINDS and self.content[self.at + 2 : self.at + 3] == b" ":
            self.at += 3
            kind, dimensions = KINDS[mark]
            shape = tuple(self.integer() for _ in range(dimensions))
            return self._numbers(kind, int(np.prod(shape))).reshape(shape)
        if tag == OFFSETS:
            return self._numbers("<i4", self.integer())
        size = {4: 5, 8: 9}.get(self.content[self.at], 1)  # a number says its size first; a boolean is one letter
        self.at += size
        return self.content[self.at - size : self.at]

    def component(self) -> Component:
        if (begin := self.token()) != "<ComponentName>":
            raise ValueError(f"{begin} where a component begins")
        name, kind = self.token(), self.token()
        fields: list[tuple[str, tuple[Value, ...]]] = []
        while (tag := self.token()) != f"</{kind[1:]}":
            values = []
            while self.content[self.at : self.at + 1] != b"<":
                values.append(self.value(tag))
            fields.append((tag, tuple(values)))
        return Component(name, kind, tuple(fields))


def read_model(path: Path) -> AcousticModel:
    """Read a `final.mdl`. Raises ModelError when it is not one."""
    content = path.read_bytes()
    try:
        begin = content.index(b"<Nnet3>")
        end_of_wiring = content.index(b"\n\n", begin)
        reader = _Reader(content, end_of_wiring + 2)
        if (head := reader.token()) != "<NumComponents>":
            raise ValueError(f"{head} where the components begin")
        components = tuple(reader.component() for _ in range(reader.integer()))
        if (end := reader.token()) != "</Nnet3>":
            raise ValueError(f"{end} where the network ends")
    except (ValueError, IndexError, struct.error, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is not an nnet3 model of Kaldi ({error}): take the final.mdl of a model.") from error
    wiring = content[begin + len(b"<Nnet3>") : end_of_wiring].decode().strip()
    return AcousticModel(content[:begin], wiring, components, content[reader.at :])


def integer(number: int) -> bytes:
    """A number as Kaldi writes it: its size, then its bytes."""
    return struct.pack("<Bi", 4, number)


def number(value: float) -> bytes:
    """A 4-byte floating-point number as Kaldi writes it."""
    return struct.pack("<Bf", 4, value)


def integers(numbers: Sequence[int]) -> bytes:
    """A list of integers as Kaldi writes it: the size of one, how many, all of them."""
    return integer(len(numbers)) + np.asarray(numbers, "<i4").tobytes()


def array(values: Array) -> bytes:
    """A vector or a matrix of floats as Kaldi writes it."""
    return MARKS[values.dtype.char, values.ndim] + b"".join(map(integer, values.shape)) + values.tobytes()


def _written(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    return integers(value.tolist()) if value.dtype.kind == "i" else array(value)


def write_model(path: Path, model: AcousticModel) -> None:
    """Write a `final.mdl`."""
    parts = [model.transitions, b"<Nnet3> \n", model.wiring.encode(), b"\n\n"]
    parts += [b"<NumComponents> ", integer(len(model.components))]
    for each in model.components:
        parts.append(f"<ComponentName> {each.name} {each.kind} ".encode())
        for tag, values in each.fields:
            parts += [f"{tag} ".encode(), *map(_written, values)]
        parts.append(f"</{each.kind[1:]} ".encode())
    path.write_bytes(b"".join([*parts, b"</Nnet3> ", model.priors]))
