"""The desk as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ivr.desk import login
from ivr.desk.gate import LOGIN, endpoint, refused
from ivr.desk.headers import SecurityHeaders
from ivr.desk.login import Login
from ivr.desk.office import STATIC, Office
from ivr.desk.pages import PAGES
from ivr.desk.refusals import RefusedError, not_found
from kb.digests import catch_up


def desk_app(office: Office) -> Starlette:
    """All pages of the desk. The index of calls is completed when it starts."""
    entrance = Login(office)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(_complete_index, office)
        yield
        office.stores.close()

    async def odd(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        known = not_found() if status == 404 else RefusedError(status, "Cette demande n'est pas possible ici.")
        return refused(office, request, known)

    pages = [Route(page.path, endpoint(office, page), methods=[page.method]) for page in (*PAGES, *login.PAGES)]
    return Starlette(
        routes=[
            Route(LOGIN, entrance.show, methods=["GET"]),
            Route(LOGIN, entrance.enter, methods=["POST"]),
            *pages,
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={HTTPException: odd},
        lifespan=life,
    )


def _complete_index(office: Office) -> None:
    with office.stores.lent() as store:
        catch_up(store.database)
