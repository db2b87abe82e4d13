"""The agents' calendars over HTTP: GET /calendar/SECRET/DESK.ics, read again and again by calendar programs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb.calendar_feed import feed
from kb.desks import Desk
from kb.store import Store

KEPT = timedelta(days=31)
"""Appointments stay in the calendar for so long after they are over."""


def calendar_of(store: Store, desk: Desk, now: datetime) -> bytes:
    """The calendar of a desk as it is now."""
    return feed(desk, store.appointments.of_desk(desk.code, now - KEPT))


def feed_app(database: Path, secret: str, clock: Callable[[], datetime]) -> Starlette:
    """The application. A wrong secret and an unknown desk are the same 404: nothing tells them apart."""

    def calendar(request: Request) -> Response:
        right = compare_digest(request.path_params["secret"].encode(), secret.encode())
        if not right:
            return PlainTextResponse("Not found", 404)
        with Store.open(database) as store:
            desk = store.desks.get(request.path_params["desk"])
            if desk is None:
                return PlainTextResponse("Not found", 404)
            content = calendar_of(store, desk, clock())
        etag = f'"{sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    return Starlette(routes=[Route("/calendar/{secret}/{desk}.ics", calendar, methods=["GET"])])
