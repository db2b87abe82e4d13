"""Comptes: who may log in; for administrators."""

from starlette.responses import Response

from ivr.desk.notices import account_sentence
from ivr.desk.refusals import not_found
from ivr.desk.visit import Page, Visit, form_page
from kb.accounts import ROLES, Account, AccountError, Role
from kb.passwords import SHORTEST

_ADMINISTRATOR: Role = "administrateur"


def show(visit: Visit) -> Response:
    """Every account, and the form for a new one."""
    return _list(visit)


def add(visit: Visit) -> Response:
    """Make an account with a password for the first log-in."""
    name, role = visit.form.text("identifiant", 100), visit.form.text("role", 40)
    try:
        visit.store.accounts.add(
            name, visit.form.text("nom", 200), role, visit.form.secret("motdepasse")[:1000], visit.now
        )
    except AccountError as error:
        return _list(visit, account_sentence(error), 422)
    visit.note("compte créé", name.lower(), role)
    return visit.go("/comptes", "compte-cree")


def one(visit: Visit) -> Response:
    """One account, with its forms."""
    return _one(visit, _account(visit))


def change(visit: Visit) -> Response:
    """Change who it is and what they may."""
    account = _account(visit)
    full_name, role = visit.form.text("nom", 200), visit.form.text("role", 40)
    active = visit.form.text("actif") == "oui"
    try:
        visit.store.accounts.change(account.id, full_name, role, active, visit.now)
    except AccountError as error:
        return _one(visit, account, account_sentence(error), 422)
    visit.note("compte changé", account.name, f"{role}, {'actif' if active else 'fermé'}")
    return visit.go("/comptes", "compte")


def reset(visit: Visit) -> Response:
    """Give a password for the next log-in."""
    account = _account(visit)
    try:
        visit.store.accounts.set_password(
            account.id, visit.form.secret("motdepasse")[:1000], visit.now, must_change=True
        )
    except AccountError as error:
        return _one(visit, account, account_sentence(error), 422)
    visit.note("mot de passe donné", account.name)
    return visit.go("/comptes", "compte-mdp")


def _account(visit: Visit) -> Account:
    try:
        return visit.store.accounts.get(visit.id())
    except LookupError:
        raise not_found("Ce compte") from None


def _list(visit: Visit, error: str = "", status: int = 200) -> Response:
    accounts = visit.store.accounts.all()
    return visit.render("accounts.html", status, accounts=accounts, roles=ROLES, error=error, shortest=SHORTEST)


def _one(visit: Visit, account: Account, error: str = "", status: int = 200) -> Response:
    return visit.render("account.html", status, account=account, roles=ROLES, error=error, shortest=SHORTEST)


PAGES = (
    Page("/comptes", show, _ADMINISTRATOR),
    form_page("/comptes", add, _ADMINISTRATOR),
    Page("/comptes/{id}", one, _ADMINISTRATOR),
    form_page("/comptes/{id}", change, _ADMINISTRATOR),
    form_page("/comptes/{id}/mot-de-passe", reset, _ADMINISTRATOR),
)
