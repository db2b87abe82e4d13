"""What a running program does beside its calls: send messages, serve the agents' calendars.

Each is a thread that is started again after an error, with growing pauses: neither may cost a call.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import structlog
import uvicorn

from ivr.config import Settings
from ivr.conversations import Clock
from ivr.desk.feed import feed_app
from ivr.outbox.sender import routes, send_due
from ivr.supervisor import next_wait
from kb.store import Store

log = structlog.get_logger()

LOOK_EVERY_S = 5.0
"""Between two looks into the outbox."""
STOP_WITHIN_S = 10.0
"""A thread that is in the middle of something may finish it for so long."""

Work = Callable[[threading.Event], None]
"""Runs until the event is set."""


@contextmanager
def beside(settings: Settings, clock: Clock, rng: Random) -> Iterator[None]:
    """Run what is configured beside the block."""
    stop = threading.Event()
    works: dict[str, Work] = {}
    if settings.send_by:
        works["outbox"] = lambda stop: send_messages(settings, clock, rng, stop)
    if settings.desk.port:
        works["calendar feed"] = lambda stop: serve_feed(settings, clock, stop)
    threads = [
        threading.Thread(target=keep_running, args=(name, work, stop), name=name, daemon=True)
        for name, work in works.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(STOP_WITHIN_S)


def keep_running(name: str, work: Work, stop: threading.Event, clock: Callable[[], float] = time.monotonic) -> None:
    """Run it, again after each error, until stopped."""
    wait = 0.0
    while not stop.is_set():
        started = clock()
        try:
            work(stop)
        except Exception as error:
            wait = next_wait(wait, clock() - started)
            log.error("background work failed; it is started again", work=name, error=str(error), wait_s=wait)
            stop.wait(wait)


def send_messages(
    settings: Settings, clock: Clock, rng: Random, stop: threading.Event, every_s: float = LOOK_EVERY_S
) -> None:
    """Send what is due, look again a little later, until stopped. Raises StoreError."""
    ways = routes(settings)
    with Store.open(settings.database) as store:
        while not stop.is_set():
            send_due(store, ways, clock, rng, stop.is_set)
            stop.wait(every_s)


def serve_feed(settings: Settings, clock: Clock, stop: threading.Event) -> None:
    """Serve the calendars until stopped. OSError when the port is taken."""
    application = feed_app(settings.database, settings.desk.calendar_secret, clock)
    # Without access logs: the address has the secret in it.
    server = uvicorn.Server(uvicorn.Config(application, access_log=False, log_config=None, lifespan="off"))
    with socket.create_server((settings.desk.address, settings.desk.port)) as listening:
        log.info("serving calendars", address=settings.desk.address, port=settings.desk.port)
        watcher = threading.Thread(target=_end_with, args=(server, stop), daemon=True)
        watcher.start()
        server.run(sockets=[listening])


def _end_with(server: uvicorn.Server, stop: threading.Event) -> None:
    stop.wait()
    server.should_exit = True
