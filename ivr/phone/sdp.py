"""Which codecs a session description (RFC 4566) offers, and the same description with fewer of them."""

import re
from collections.abc import Sequence

STATIC_NAMES = {"0": "PCMU", "3": "GSM", "8": "PCMA", "9": "G722"}
"""Payload types that need no rtpmap line (RFC 3551, table 4)."""

KEYS = "TELEPHONE-EVENT"

_RTPMAP = re.compile(r"^a=rtpmap:(\d+) ([^/\s]+)", re.MULTILINE)
_AUDIO = re.compile(r"^m=audio (\S+ \S+) ([\d ]+?) ?(\r?)$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"^a=(?:rtpmap|fmtp):(\d+) ")


def codecs_in(sdp: str) -> list[str]:
    """Upper-case codec names of the audio line, in its order."""
    audio = _AUDIO.search(sdp)
    if audio is None:
        return []
    names = _names(sdp)
    return [names.get(payload, "") for payload in audio[2].split()]


def keep_codecs(sdp: str, wanted: Sequence[str]) -> str:
    """The description with only the `wanted` codecs, in that order, and keys; unchanged if it has none."""
    audio = _AUDIO.search(sdp)
    if audio is None:
        return sdp
    names = _names(sdp)
    offered = audio[2].split()
    kept = [payload for name in wanted for payload in offered if names.get(payload) == name.upper()]
    if not kept:
        return sdp
    kept += [payload for payload in offered if names.get(payload) == KEYS]
    dropped = set(offered) - set(kept)
    lines = [line for line in sdp.splitlines(keepends=True) if not _describes(line, dropped)]
    return _AUDIO.sub(lambda found: f"m=audio {found[1]} {' '.join(kept)}{found[3]}", "".join(lines), count=1)


def choose(ours: Sequence[str], offered: str) -> tuple[str, ...]:
    """Our codecs for an answer: the first of ours that the offer has, alone; all of ours when it has none."""
    theirs = set(codecs_in(offered))
    for codec in ours:
        if codec.upper() in theirs:
            return (codec,)
    return tuple(ours)


def _names(sdp: str) -> dict[str, str]:
    return STATIC_NAMES | {payload: name.upper() for payload, name in _RTPMAP.findall(sdp)}


def _describes(line: str, payloads: set[str]) -> bool:
    found = _ATTRIBUTE.match(line)
    return found is not None and found[1] in payloads
