"""Connexion and Déconnexion: the only pages for people nobody knows yet."""

from hmac import compare_digest

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ivr.desk.cookies import start_session
from ivr.desk.forms import Form, read, same_origin
from ivr.desk.gate import COOKIE, LOGIN, refused
from ivr.desk.office import Office
from ivr.desk.refusals import RefusedError, stale_form
from ivr.desk.visit import Page, Visit
from kb.accounts import WaitError

log = structlog.get_logger()
_BEFORE = "guichet_entree"
"""Cookie with the secret that the log-in form repeats: another site cannot log somebody in as somebody else."""
_WRONG = "L'identifiant ou le mot de passe n'est pas le bon."


class Login:
    """The two endpoints of the log-in page."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def show(self, request: Request) -> Response:
        """The form."""
        over = "Votre session est terminée. Reconnectez-vous." if request.query_params.get("fin") else ""
        return self._form(request, error=over)

    async def enter(self, request: Request) -> Response:
        """Look at name and password; a session when they are right."""
        try:
            same_origin(request)
            form = await read(request)
            given, kept = form.text("jeton", 200), request.cookies.get(_BEFORE, "")
            if not kept or not compare_digest(given.encode(), kept.encode()):
                raise stale_form()
            return await run_in_threadpool(self._check, request, form)
        except RefusedError as refusal:
            return refused(self._office, request, refusal)

    def _check(self, request: Request, form: Form) -> Response:
        name, now = form.text("identifiant", 100), self._office.clock()
        client = request.client.host if request.client else ""
        with self._office.stores.lent() as store:
            try:
                account = store.accounts.check(name, form.secret("motdepasse")[:1000], now)
            except WaitError as wait:
                seconds = max(1, round(wait.remaining.total_seconds()))
                log.warning("log-in delayed", client=client, wait_s=seconds)
                sentence = f"Trop d'essais pour cet identifiant. Attendez {seconds} secondes, puis recommencez."
                return self._form(request, name, sentence, 429)
            if account is None:
                # The name may be a password typed into the wrong field: it is not kept.
                store.audit.note(now, "inconnu", "connexion refusée", address=client)
                log.warning("log-in refused", client=client)
                return self._form(request, name, _WRONG, 401)
            store.audit.note(now, account.full_name, "connexion", account_id=account.id, address=client)
            after = RedirectResponse(_inside(form.text("suite", 2000)), 303)
            after.delete_cookie(_BEFORE)
            return start_session(after, self._office, store, account, request)

    def _form(self, request: Request, name: str = "", error: str = "", status: int = 200) -> Response:
        token = self._office.secret()
        page = self._office.templates.get_template("login.html").render(
            town=self._office.settings.town.name, token=token, name=name, error=error,
            after=_inside(request.query_params.get("suite", "")),
        )  # fmt: skip
        answer = HTMLResponse(page, status)
        answer.set_cookie(_BEFORE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return answer


def _inside(address: str) -> str:
    """A path of this desk to go on to; the first page for anything else."""
    here = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if here and LOGIN not in address else "/"


def leave(visit: Visit) -> Response:
    """End the session."""
    visit.store.desk_sessions.end(visit.session.id)
    visit.note("déconnexion")
    answer = visit.go(LOGIN)
    answer.delete_cookie(COOKIE)
    return answer


PAGES = (Page("/deconnexion", leave, method="POST", while_password_must_change=True),)
