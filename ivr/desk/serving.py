"""The desk's own process: its pages over HTTP until stopped."""

import socket
from collections.abc import Callable
from datetime import datetime
from random import SystemRandom

import structlog
import uvicorn

from ivr.config import Settings
from ivr.desk.app import desk_app
from ivr.desk.office import office

log = structlog.get_logger()


class DeskError(Exception):
    """The desk cannot be served here. One sentence for the operator."""


def serve(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Serve until SIGTERM or Ctrl-C. DeskError when the address or port cannot be had; StoreError for the database."""
    address, port = settings.desk.pages_address, settings.desk.pages_port
    shared = office(settings, clock, SystemRandom())
    with shared.stores.lent():
        pass  # a database that cannot be used is told before the address is
    try:
        listening = socket.create_server((address, port), backlog=128)
    except OSError as error:
        raise DeskError(
            f"The desk cannot listen on {address} port {port} ({error.strerror}): stop what uses it, or set another "
            "pages_port in [desk]."
        ) from error
    config = uvicorn.Config(
        desk_app(shared), access_log=False, log_config=None, server_header=False,
        proxy_headers=True, forwarded_allow_ips="127.0.0.1",  # the HTTPS server in front, on this machine
        timeout_keep_alive=30, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    with listening:
        log.info("serving the desk", address=address, port=port)
        uvicorn.Server(config).run(sockets=[listening])
