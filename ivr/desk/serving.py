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


def listen(address: str, port: int) -> socket.socket:
    """A listening TCP socket. OSError when it cannot be had.

    Made with its protocol named: only then does asyncio set TCP_NODELAY, and every page would come 40 ms later
    without (socket.create_server leaves the protocol at 0).
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def serve(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Serve until SIGTERM or Ctrl-C. DeskError when the address or port cannot be had; StoreError for the database."""
    address, port = settings.desk.pages_address, settings.desk.pages_port
    shared = office(settings, clock, SystemRandom())
    with shared.stores.lent():
        pass  # a database that cannot be used is told before the address is
    try:
        listening = listen(address, port)
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
