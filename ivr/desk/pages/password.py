"""Mot de passe: everybody changes their own."""

from starlette.responses import Response

from ivr.desk.cookies import start_session
from ivr.desk.notices import account_sentence
from ivr.desk.visit import Page, Visit
from kb.accounts import AccountError, WaitError
from kb.passwords import SHORTEST


def show(visit: Visit) -> Response:
    """The form."""
    return _form(visit)


def change(visit: Visit) -> Response:
    """Take the new password, if the present one is known; other sessions end, this one goes on anew."""
    present, new = visit.form.secret("actuel"), visit.form.secret("nouveau")
    try:
        known = visit.store.accounts.check(visit.account.name, present, visit.now)
    except WaitError as wait:
        return _form(visit, f"Trop d'essais. Attendez {round(wait.remaining.total_seconds())} secondes.", 429)
    if known is None:
        visit.note("mot de passe refusé")
        return _form(visit, "Le mot de passe actuel n'est pas le bon.", 422)
    if new != visit.form.secret("encore"):
        return _form(visit, "Les deux nouveaux mots de passe ne sont pas les mêmes.", 422)
    if new == present:
        return _form(visit, "Le nouveau mot de passe doit être différent de l'actuel.", 422)
    try:
        visit.store.accounts.set_password(visit.account.id, new, visit.now, must_change=False)
    except AccountError as error:
        return _form(visit, account_sentence(error), 422)
    visit.note("mot de passe changé")
    return start_session(visit.go("/", "mot-de-passe"), visit.office, visit.store, visit.account, visit.request)


def _form(visit: Visit, error: str = "", status: int = 200) -> Response:
    return visit.render("password.html", status, error=error, shortest=SHORTEST)


PAGES = (
    Page("/mot-de-passe", show, while_password_must_change=True),
    Page("/mot-de-passe", change, method="POST", while_password_must_change=True),
)
