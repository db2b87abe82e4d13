"""Conversations written down as plain text, so that anyone can read and add to them.

## title             a new conversation
caller 0612345678    the calling number (none: withheld)
agent yes            the town has a number for transfers
known report …       what the town hall knew already (tests/conversations/known.py)
sends sms email      how the town can send messages (none: it cannot)
> words              what the caller says or does, as in `run_ivr.py chat`
< fragment           part of what the assistant answers to the line above (before the first: of the greeting)
! fragment           no part of it
~ fragment           part of what was understood
= incident.kind x    what is stored at the end (null: nothing)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Expected:
    """What is expected of one turn."""

    said: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)


@dataclass
class Script:
    """One conversation: `turns` has one entry more than `lines`, the greeting's."""

    title: str
    file: str
    caller: str = ""
    agent: bool = False
    known: list[str] = field(default_factory=list)
    sends: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    turns: list[Expected] = field(default_factory=lambda: [Expected()])
    stored: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


def scripts_in(folder: Path) -> Iterator[Script]:
    """Every conversation of every file. Raises ValueError for a line that means nothing."""
    for file in sorted(folder.glob("*.txt")):
        script: Script | None = None
        for line in file.read_text("utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "##":
                if script is not None:
                    yield script
                script = Script(rest, file.stem)
            elif script is not None:
                _read(script, mark, rest.strip())
        if script is not None:
            yield script


def _read(script: Script, mark: str, rest: str) -> None:
    match mark:
        case "caller":
            script.caller = rest
        case "agent":
            script.agent = rest == "yes"
        case "sends":
            script.sends = tuple(rest.split())
        case "known":
            script.known.append(rest)
        case ">":
            script.lines.append(rest)
            script.turns.append(Expected())
        case "<" | "!" | "~":
            expected = script.turns[-1]
            {"<": expected.said, "!": expected.unsaid, "~": expected.understood}[mark].append(rest)
        case "=":
            key, _, value = rest.partition(" ")
            script.stored.append((key, value))
        case "" | "#":
            pass
        case _:
            raise ValueError(f"{script}: a line cannot begin with {mark!r}")
