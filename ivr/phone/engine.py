"""How pjsua2 is set up, and what its refusals mean."""

import contextlib
import ctypes
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import pjsua2 as pj
import structlog

from ivr.phone.errors import PhoneError

__all__ = ["BRIDGE_RATE", "PhoneError", "bind_problem", "choose_codecs", "settings", "silence_start"]

log = structlog.get_logger(__name__)

BRIDGE_RATE = 16_000
"""The bridge runs at G.722's rate; 8 kHz calls are resampled twice: a tone keeps its level within 0.12 dB."""

_ERRNO_BASE = 120_000
_FORBIDDEN, _IN_USE, _NOT_OURS = _ERRNO_BASE + 13, _ERRNO_BASE + 98, _ERRNO_BASE + 99


def silence_start() -> None:
    """libCreate prints before any setting reaches it, unless pjlib itself is told; the wheel exports how."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(import_module("pjsua2._pjsua2").__file__).pj_log_set_level(0)


class _QuietLog(pj.LogWriter):  # type: ignore[misc]
    """pjsua's own errors, to our log."""

    def write(self, entry: Any) -> None:
        log.warning("pjsip", message=str(entry.msg).strip())


def settings(user_agent: str) -> Any:
    """pjsua2's EpConfig: no SIP threads, no silence suppression, no echo canceller, a quiet log."""
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.userAgent = user_agent
    config.medConfig.clockRate = BRIDGE_RATE
    config.medConfig.noVad = True
    config.medConfig.ecTailLen = 0
    config.medConfig.sndAutoCloseTime = -1
    config.logConfig.level = 1
    config.logConfig.consoleLevel = 0
    config.logConfig.msgLogging = 0
    writer = _QuietLog()
    config.logConfig.writer = writer
    writer.__disown__()  # libDestroy deletes it
    return config


def choose_codecs(lib: Any, names: Sequence[str]) -> None:
    """Enable these codecs alone, in this order. Raises PhoneError for one that does not exist."""
    known = [str(codec.codecId) for codec in lib.codecEnum2()]
    for codec_id in known:
        lib.codecSetPriority(codec_id, 0)
    for rank, name in enumerate(names):
        matching = [codec_id for codec_id in known if codec_id.split("/")[0].upper() == name.upper()]
        if not matching:
            raise PhoneError(f"Codec {name} does not exist here: choose among {', '.join(known)}.")
        lib.codecSetPriority(matching[0], 250 - rank)


def bind_problem(address: str, port: int, status: int, reason: str) -> str:
    """Why a SIP port cannot be opened, and what to do; `status` is pjsip's."""
    where = f"{address}:{port}"
    if status == _IN_USE:
        return (
            f"SIP port {where} is already in use by another program: stop that program, "
            "or choose another port (key `port` in section [sip])."
        )
    if status == _NOT_OURS:
        return (
            f"SIP address {where} does not belong to this machine: "
            "set key `address` in section [sip] to one of its addresses, or to 0.0.0.0."
        )
    if status == _FORBIDDEN:
        return f"SIP port {where} needs administrator rights: choose a port above 1023 (key `port` in section [sip])."
    return f"SIP port {where} cannot be opened ({reason}): check keys `address` and `port` in section [sip]."
