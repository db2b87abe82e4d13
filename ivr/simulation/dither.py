"""The recognizer's dice: Kaldi adds faint noise (dither) to what it hears, drawn from the C library's `rand`.

Without dither a line that is digitally silent is heard as words, so it stays; thrown anew for each call, the same call
is heard the same. Any other thread that draws from it would shift it: voices are made on the calling thread alone, and
onnxruntime's telemetry is off (voice/__init__.py).
"""

import ctypes
from contextlib import suppress
from zlib import crc32


def throw_anew(seed: str) -> None:
    """Begin the C library's dice at this seed; nothing where Python cannot reach them (Windows)."""
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).srand(crc32(seed.encode()))
