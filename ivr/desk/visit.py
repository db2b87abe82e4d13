"""One request of somebody who is logged in: who, what they sent, and the ways to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ivr.desk.forms import Form
from ivr.desk.masking import phone_for, text_for
from ivr.desk.navigation import sections
from ivr.desk.notices import NOTICES
from ivr.desk.office import Office
from ivr.desk.refusals import not_found
from kb.accounts import Account, Role
from kb.desk_sessions import Session
from kb.store import Store


@dataclass
class Visit:
    """What a page is given."""

    office: Office
    request: Request
    store: Store
    account: Account
    session: Session
    form: Form
    """What was sent: the fields of a POST, the query of a GET."""
    now: datetime

    @property
    def address(self) -> str:
        """The machine it came from."""
        return self.request.client.host if self.request.client else ""

    def id(self, name: str = "id") -> int:
        """A number in the path. RefusedError 404 when it cannot be one."""
        text = str(self.request.path_params[name])
        if not text.isascii() or not text.isdigit() or len(text) > 15:
            raise not_found()
        return int(text)

    def token(self) -> str:
        """The hidden field of a form: it can be sent once, by this session."""
        return self.session.form_token(self.office.secret())

    def phone(self, number: str) -> str:
        """A telephone number as this account may see it."""
        return phone_for(self.account, number)

    def words(self, text: str) -> str:
        """Words of a call as this account may see them."""
        return text_for(self.account, text)

    def link(self, **changes: object) -> str:
        """The query of this page with changes; None takes a field away."""
        fields = {key: value for key, value in self.request.query_params.items() if key != "fait"}
        fields |= {key: str(value) for key, value in changes.items() if value is not None}
        kept = {key: value for key, value in fields.items() if value and not (key in changes and changes[key] is None)}
        return f"?{urlencode(kept)}"

    def note(self, action: str, about: str = "", detail: str = "") -> None:
        """Keep in the audit what was done."""
        who = self.account.full_name
        self.store.audit.note(self.now, who, action, about, detail, account_id=self.account.id, address=self.address)

    def render(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page."""
        shared = {
            "visit": self, "label": self.office.labels, "town": self.office.settings.town.name, "now": self.now,
            "sections": sections(self.account), "here": self.request.url.path,
            "notice": NOTICES.get(self.request.query_params.get("fait", ""), ""),
        }  # fmt: skip
        return HTMLResponse(self.office.templates.get_template(template).render(shared | context), status)

    def go(self, address: str, done: str = "") -> Response:
        """After a form: on to a page, which says what was done (a key of NOTICES)."""
        sign = "&" if "?" in address else "?"
        return RedirectResponse(f"{address}{sign}fait={done}" if done else address, 303)


Handler = Callable[[Visit], Response]


@dataclass(frozen=True)
class Page:
    """Where a handler is found, and what role it takes."""

    path: str
    handle: Handler
    role: Role = "agent"
    method: Literal["GET", "POST"] = "GET"
    while_password_must_change: bool = False
    by_itself: bool = False
    """Asked for by a script of the page: it keeps no session alive."""


def form_page(path: str, handle: Handler, role: Role = "agent") -> Page:
    """A page that takes a form."""
    return Page(path, handle, role, "POST")
