"""Kaldi writes warnings about its lattices straight to the error output; they say nothing to an operator."""

import os
import sys
import threading
from typing import IO, TextIO

MARKS = ("WARNING (VoskAPI", "LOG (VoskAPI")


def is_chatter(line: str) -> bool:
    """True for a line that Kaldi wrote and nobody needs."""
    return line.startswith(MARKS)


def copy_without_chatter(source: IO[str], target: TextIO) -> None:
    """Copy lines until the source ends, leaving the chatter out."""
    for line in source:
        if not is_chatter(line):
            target.write(line)
            target.flush()


def silence() -> None:
    """Leave the chatter out of this process's error output from now on. Once a process.

    For short commands. What is written in the instant before a crash may be lost, so a worker's output is
    filtered by its supervisor instead.
    """
    real = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    os.close(writing)
    sys.stderr = real
    source = os.fdopen(reading, encoding="utf-8", errors="replace")
    threading.Thread(target=copy_without_chatter, args=(source, real), name="engine log", daemon=True).start()
