"""A browser without scripts: keeps cookies, reads forms as the page has them, sends them as a browser does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random

import httpx
from lxml import html
from starlette.testclient import TestClient

from ivr.config import Folders, Settings
from ivr.desk.app import desk_app
from ivr.desk.office import Office, office
from kb.store import Store

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
SITE = "http://desk.test"
PASSWORD = "correct cheval pile agrafe"
NAMES = {"agent": "Anne Petit", "responsable": "Bruno Noir", "administrateur": "Chloé Vert"}


class Clock:
    """Town-hall time that a test moves."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """A desk over a store, with one account of each role."""

    store: Store
    office: Office
    clock: Clock

    def browser(self, role: str = "") -> "Browser":
        """A new browser; logged in when a role is given."""
        browser = Browser(TestClient(desk_app(self.office), base_url=SITE, follow_redirects=True))
        if role:
            assert browser.login(role).status_code == 200
        return browser


def town(store: Store) -> Town:
    """The desk of a store."""
    clock = Clock()
    for role, name in NAMES.items():
        store.accounts.add(role, name, role, PASSWORD, MORNING, must_change=False)
    settings = Settings(folders=Folders(data=store.database.path.parent))
    return Town(store, office(settings, clock, Random(5)), clock)


class Browser:
    """Pages and forms."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def login(self, name: str, password: str = PASSWORD) -> httpx.Response:
        page = self.get("/connexion")
        return self.send(page, "/connexion", identifiant=name, motdepasse=password)

    def get(self, address: str) -> httpx.Response:
        answer: httpx.Response = self.client.get(address)
        return answer

    def send(self, page: httpx.Response, action: str, **fields: str) -> httpx.Response:
        """Fill in and send the form of a page that goes to `action`."""
        forms = [form for form in html.fromstring(page.text).forms if (form.get("action") or page.url.path) == action]
        assert forms, f"{page.url.path} has no form for {action}"
        missing = set(fields) - set(forms[0].fields.keys())
        assert not missing, f"the form has no field {missing}"
        values = {key: value for key, value in forms[0].fields.items() if value is not None}
        answer: httpx.Response = self.client.post(action, data=values | fields, headers={"Origin": SITE})
        return answer

    def post(
        self, address: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send what no page of ours made."""
        headers = {"Origin": SITE} | dict(headers or {})
        answer: httpx.Response = self.client.post(address, data=fields or {"x": ""}, headers=headers)
        return answer


def text_of(page: httpx.Response) -> str:
    """What is read on a page, blanks made one."""
    return " ".join(html.fromstring(page.text).text_content().split())
