"""An iCalendar file taken apart into its events, each with its line, so that a broken one spoils no other."""

import re
from dataclasses import dataclass
from pathlib import Path

from kb.importers.reading import FileRefusedError, Refused

BIGGEST = 20_000_000
"""Bytes of a calendar: some ten thousand events."""
_UID = re.compile(r"^UID(?:;[^:\r\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """The lines of one VEVENT, and the number of the first."""

    text: str
    line: int
    uid: str


def blocks_in(path: Path) -> tuple[list[Block], list[Refused]]:
    """The events of a file, and those that have no end.

    FileRefusedError when it cannot be read, is too big, or is no calendar.
    """
    return _cut(path, "VEVENT")


def zones_in(path: Path) -> list[Block]:
    """The time zones that a calendar defines, as they are written there."""
    return _cut(path, "VTIMEZONE")[0]


def _cut(path: Path, component: str) -> tuple[list[Block], list[Refused]]:
    blocks: list[Block] = []
    refused: list[Refused] = []
    begun: list[str] = []
    first = 0
    for number, line in enumerate(_lines(path), 1):
        mark = line.strip().upper()
        if mark == f"BEGIN:{component}":
            if begun:
                refused.append(Refused(path, first, f"END:{component} is missing"))
            begun, first = [line], number
        elif begun:
            begun.append(line)
            if mark == f"END:{component}":
                blocks.append(_block(begun, first))
                begun = []
    if begun:
        refused.append(Refused(path, first, f"END:{component} is missing"))
    return blocks, refused


def _block(lines: list[str], first: int) -> Block:
    text = "".join(f"{line}\r\n" for line in lines)
    uid = _UID.search(text)
    return Block(text, first, uid[1].strip() if uid else "")


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > BIGGEST:
            raise FileRefusedError(f"{path} is bigger than {BIGGEST // 1_000_000} MB; export fewer events.")
        data = path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"{path} cannot be read ({error.strerror}); check its name and rights.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise FileRefusedError(f"{path} is no calendar: BEGIN:VCALENDAR is missing; export it as iCalendar (.ics).")
    lines = re.split(r"\r\n|\n|\r", text)
    if "END:VCALENDAR" not in text.upper():
        last = max(number for number, line in enumerate(lines, 1) if line.strip())
        raise FileRefusedError(
            f"{path} is cut off at line {last} (END:VCALENDAR is missing), so nothing was changed: export or fetch the"
            " whole calendar again."
        )
    return lines
