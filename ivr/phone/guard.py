"""Exceptions inside pjsua2 callbacks: logged here, because pjsua2 prints and then keeps them alive."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import structlog

log = structlog.get_logger(__name__)

Arguments = ParamSpec("Arguments")


def guarded(callback: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The callback, its exceptions logged: one that left it would keep `self` past libDestroy, which aborts."""

    @wraps(callback)
    def safely(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except Exception:
            log.exception("telephone callback failed", callback=callback.__qualname__)

    return safely
