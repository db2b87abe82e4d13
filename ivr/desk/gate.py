"""The gate before every page: session, role, password to change, form token; and pages for what is refused."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ivr.desk.forms import Form, decoded, read, same_origin
from ivr.desk.office import Office
from ivr.desk.refusals import RefusedError, forbidden, replayed, stale_form
from ivr.desk.visit import Page, Visit
from kb.desk_sessions import Session
from kb.store import Store, StoreError

log = structlog.get_logger()
COOKIE = "guichet_session"
LOGIN = "/connexion"
PASSWORD = "/mot-de-passe"
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(office: Office, page: Page) -> Endpoint:
    """The page behind its gate, for Starlette."""

    async def answer(request: Request) -> Response:
        try:
            form = await _form(request, page)
            return await run_in_threadpool(_admitted, office, page, request, form)
        except RefusedError as refusal:
            return refused(office, request, refusal)
        except StoreError as error:
            log.error("the desk's database failed", path=request.url.path, error=str(error))
            busy = RefusedError(503, "La base de données ne répond pas. Attendez un instant, puis rechargez la page.")
            return refused(office, request, busy)
        except Exception:  # our own fault: the log has it all, the page nothing of it
            log.exception("a page failed", path=request.url.path)
            sentence = "Une erreur est survenue ; elle est notée. Revenez en arrière et recommencez."
            return refused(office, request, RefusedError(500, sentence))

    return answer


def refused(office: Office, request: Request, refusal: RefusedError) -> Response:
    """The page that says why not, logged."""
    client = request.client.host if request.client else ""
    log.warning("refused", status=refusal.status, path=request.url.path[:200], method=request.method, client=client)
    town = office.settings.town.name
    page = office.templates.get_template("refused.html").render(refusal=refusal, town=town)
    return HTMLResponse(page, refusal.status)


async def _form(request: Request, page: Page) -> Form:
    if page.method == "GET":
        return decoded(request.url.query)
    same_origin(request)
    return await read(request)


def _admitted(office: Office, page: Page, request: Request, form: Form) -> Response:
    with office.stores.lent() as store:
        now = office.clock()
        session = store.desk_sessions.find(request.cookies.get(COOKIE, ""), now, not page.by_itself)
        if session is None:
            return _to_login(request, page)
        account = store.accounts.get(session.account_id)
        if account.must_change and not page.while_password_must_change:
            return RedirectResponse(PASSWORD, 303)
        visit = Visit(office, request, store, account, session, form, now)
        try:
            if not account.may(page.role):
                raise forbidden()
            return page.handle(visit) if page.method == "GET" else _once(page, visit)
        except RefusedError as refusal:
            _note(visit, refusal)
            # Answered here: the store is as sound as before, and is lent on.
            return refused(office, request, refusal)


def _once(page: Page, visit: Visit) -> Response:
    """Handle a form, if this session made it and it was not sent before; one that failed may be sent again."""
    nonce = visit.session.nonce_of(visit.form.text("jeton", 200))
    if not nonce:
        raise stale_form()
    if not visit.store.desk_sessions.use_form(visit.session, nonce):
        raise replayed()
    try:
        return page.handle(visit)
    except BaseException:
        _give_back(visit.store, visit.session, nonce)
        raise


def _give_back(store: Store, session: Session, nonce: str) -> None:
    try:
        store.desk_sessions.free_form(session, nonce)
    except StoreError as error:
        log.error("a form could not be freed", error=str(error))


def _note(visit: Visit, refusal: RefusedError) -> None:
    """Refused rights and forged forms are in the audit; a page that does not exist is not worth it."""
    if refusal.status in (403, 409):
        visit.note("refus", visit.request.url.path, f"{refusal.status} {refusal.sentence}")


def _to_login(request: Request, page: Page) -> Response:
    """A form of a session that is over is lost: the log-in page says so. A page is shown after log-in."""
    if page.method == "POST":
        return RedirectResponse(f"{LOGIN}?fin=1", 303)
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(LOGIN if where == "/" else f"{LOGIN}?suite={quote(where, safe='')}", 303)
