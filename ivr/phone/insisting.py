"""Asking again for what pjsip refused: it does at bad moments (a re-INVITE under way, no memory)."""

from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

TRIES = 4
AGAIN_S = 0.5


def insist(
    ask: Callable[[], None],
    later: Callable[[float, Callable[[], None]], None],
    give_up: Callable[[], None],
    *,
    tries: int = TRIES,
) -> None:
    """Call `ask`, again `AGAIN_S` seconds `later` each time it raises; `give_up` when `tries` times were not enough."""
    try:
        ask()
    except Exception as error:
        log.warning("refused by pjsip", reason=str(error).strip(), tries_left=tries - 1)
        if tries > 1:
            later(AGAIN_S, lambda: insist(ask, later, give_up, tries=tries - 1))
        else:
            give_up()
