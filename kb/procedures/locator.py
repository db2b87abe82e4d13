"""Where each key of a TOML text is written: tomllib tells what a file says, not on which line.

Only for texts that tomllib has read: what is not valid TOML gives no sense here.
"""

import re
from collections.abc import Callable
from itertools import count

Path = tuple[str | int, ...]
"""A key from the top: ("question", "who", "options", 0, "next")."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")' r"|'''.*?'{3,5}(?!')" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and array element of a valid TOML text."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a key, or of the nearest table around it when the key itself is not there; 1 at the top."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        """How many tables each array of tables has so far."""

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._lines

    def _header(self) -> Path:
        array = self._text.startswith("[[", self._at)
        here = self._at
        self._at += 2 if array else 1
        path = self._inside_arrays(self._key())
        self._at += 2 if array else 1
        if array:
            number = self._tables.get(path, 0)
            self._tables[path] = number + 1
            self._note(path, here)
            path = (*path, number)
        for length in range(1, len(path) + 1):  # [a.b] makes a too
            self._note(path[:length], here)
        return path

    def _inside_arrays(self, key: Path) -> Path:
        """[a.b] after [[a]] is in the last of these."""
        path: Path = ()
        for place, part in enumerate(key):
            path = (*path, part)
            if place < len(key) - 1 and path in self._tables:
                path = (*path, self._tables[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        here = self._at
        path = (*table, *self._key())
        self._note(path, here)
        self._at += 1  # the equals sign
        self._skip(_SPACES)
        self._value(path)

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_SPACES)
            if self._text[self._at] in "\"'":
                parts.append(self._take(_STRING)[1:-1])
            else:
                parts.append(self._take(_BARE))
            self._skip(_SPACES)
            if self._text[self._at : self._at + 1] != ".":
                return tuple(parts)
            self._at += 1

    def _value(self, path: Path) -> None:
        match self._text[self._at]:
            case "[":
                self._members(path, "]", lambda number: self._value((*path, number)))
            case "{":
                self._members(path, "}", lambda _: self._pair(path))
            case "'" | '"':
                self._take(_STRING)
            case _:
                self._take(_SCALAR)

    def _members(self, path: Path, end: str, member: Callable[[int], None]) -> None:
        self._at += 1
        for number in count():
            self._skip(_BLANK)
            if self._text[self._at] == end:
                break
            self._note((*path, number), self._at)
            member(number)
            self._skip(_BLANK)
            if self._text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _note(self, path: Path, at: int) -> None:
        self._lines.setdefault(path, self._text.count("\n", 0, at) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"no TOML at {self._at}")
        self._at = found.end()
        return found.group()
