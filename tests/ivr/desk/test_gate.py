"""Who is let in, what a form must carry, what every answer carries."""

from datetime import timedelta

import pytest

from ivr.desk.forms import LARGEST
from ivr.desk.pages import PAGES
from kb.lockout import FREE_TRIES
from tests.ivr.desk.browsing import NAMES, PASSWORD, Town, text_of

CLOSED = [page for page in PAGES if page.method == "GET"]


def test_nobody_is_let_in_without_a_session(desk: Town) -> None:
    browser = desk.browser()
    browser.client.follow_redirects = False
    for page in PAGES:
        address = page.path.replace("{id}", "1")
        answer = browser.get(address) if page.method == "GET" else browser.post(address)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/connexion"), address


def test_log_in_leads_where_one_wanted_to_go_and_nowhere_else(desk: Town) -> None:
    browser = desk.browser()
    page = browser.get("/journal?action=connexion")
    assert page.url.path == "/connexion"
    after = browser.send(page, "/connexion", identifiant="responsable", motdepasse=PASSWORD)
    assert str(after.url) == "http://desk.test/journal?action=connexion"
    for outside in ("https://evil.example/", "//evil.example", "/\\evil.example", "/connexion"):
        other = desk.browser()
        page = other.get("/connexion")
        after = other.send(page, "/connexion", identifiant="agent", motdepasse=PASSWORD, suite=outside)
        assert str(after.url) == "http://desk.test/"


def test_a_wrong_password_says_no_more_for_a_known_name(desk: Town) -> None:
    known = desk.browser().login("agent", "wrong")
    unknown = desk.browser().login("personne", "wrong")
    assert known.status_code == unknown.status_code == 401
    assert text_of(known) == text_of(unknown)
    assert "n'est pas le bon" in text_of(known)
    assert desk.store.audit.page(1)[0].action == "connexion refusée"


def test_too_many_wrong_passwords_must_wait(desk: Town) -> None:
    browser = desk.browser()
    for _ in range(FREE_TRIES):
        assert browser.login("agent", "wrong").status_code == 401
    delayed = browser.login("agent")
    assert delayed.status_code == 429
    assert "Attendez 30 secondes" in text_of(delayed)
    desk.clock.now += timedelta(seconds=31)
    assert "Bonjour, Anne" in text_of(browser.login("agent"))


def test_the_log_in_form_of_another_site_is_refused(desk: Town) -> None:
    browser = desk.browser()
    fields = {"identifiant": "agent", "motdepasse": PASSWORD}
    assert browser.post("/connexion", fields | {"jeton": "forged"}).status_code == 403
    browser.get("/connexion")
    assert browser.post("/connexion", fields | {"jeton": "forged"}).status_code == 403
    token = browser.client.cookies["guichet_entree"]
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    foreign = {"Origin": "https://evil.example"}
    assert browser.post("/connexion", fields | {"jeton": token}, foreign).status_code == 403
    assert browser.post("/connexion", fields | {"jeton": token}, elsewhere).status_code == 403


def test_the_session_cookie_is_for_no_script_and_no_other_site(desk: Town) -> None:
    browser = desk.browser()
    page = browser.get("/connexion")
    browser.client.follow_redirects = False
    answer = browser.send(page, "/connexion", identifiant="agent", motdepasse=PASSWORD)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("guichet_session"))
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Secure" not in cookie


def test_over_https_the_cookie_is_secure(desk: Town) -> None:
    browser = desk.browser()
    browser.client.base_url = "https://desk.test"
    page = browser.get("/connexion")
    assert all("Secure" in cookie for cookie in page.headers.get_list("set-cookie"))
    assert page.headers["strict-transport-security"].startswith("max-age=")


def test_sessions_expire_and_are_left(desk: Town) -> None:
    browser = desk.browser("agent")
    desk.clock.now += timedelta(minutes=61)
    assert browser.get("/").url.path == "/connexion"
    again = desk.browser("agent")
    left = again.send(again.get("/"), "/deconnexion")
    assert left.url.path == "/connexion"
    assert again.get("/").url.path == "/connexion"


@pytest.mark.parametrize("role", NAMES)
def test_a_page_is_open_to_its_role_and_those_above(desk: Town, role: str) -> None:
    browser = desk.browser(role)
    order = list(NAMES)
    for page in CLOSED:
        if "{" in page.path:
            continue
        allowed = order.index(role) >= order.index(page.role)
        assert browser.get(page.path).status_code == (200 if allowed else 403), page.path


def test_refused_pages_are_in_the_audit(desk: Town) -> None:
    browser = desk.browser("agent")
    assert "Votre rôle ne permet pas" in text_of(browser.get("/comptes"))
    entry = desk.store.audit.page(1)[0]
    assert (entry.who, entry.action, entry.object) == ("Anne Petit", "refus", "/comptes")


def test_every_answer_carries_the_security_headers(desk: Town) -> None:
    browser = desk.browser("agent")
    for address in ("/", "/connexion", "/nulle-part", "/comptes", "/static/desk.css", "/comptes/9"):
        headers = browser.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["cache-control"] == "no-store", address


def test_no_page_has_inline_script_or_style(desk: Town) -> None:
    browser = desk.browser("administrateur")
    for page in CLOSED:
        text = browser.get(page.path.replace("{id}", "1")).text
        assert " style=" not in text and "<style" not in text and " onclick" not in text
        assert "<script>" not in text


def test_a_form_without_the_sessions_token_is_refused(desk: Town) -> None:
    admin, other = desk.browser("administrateur"), desk.browser("responsable")
    fields = {"identifiant": "x.intrus", "nom": "Intrus", "role": "administrateur", "motdepasse": PASSWORD}
    assert admin.post("/comptes", fields).status_code == 403
    stolen = other.get("/mot-de-passe").text.partition('name="jeton" value="')[2].partition('"')[0]
    assert admin.post("/comptes", fields | {"jeton": stolen}).status_code == 403
    assert desk.store.accounts.by_name("x.intrus") is None


def test_a_form_is_handled_once(desk: Town) -> None:
    browser = desk.browser("administrateur")
    page = browser.get("/comptes")
    fields = {"identifiant": "d.gris", "nom": "Denis Gris", "role": "agent", "motdepasse": PASSWORD}
    assert "Le compte est créé" in text_of(browser.send(page, "/comptes", **fields))
    again = browser.send(page, "/comptes", **fields)
    assert again.status_code == 409 and "déjà été envoyé" in text_of(again)


def test_a_session_that_ended_meanwhile_handles_no_form(desk: Town) -> None:
    browser = desk.browser("administrateur")
    page = browser.get("/comptes")
    desk.clock.now += timedelta(hours=11)
    after = browser.send(page, "/comptes", identifiant="d.gris", nom="Denis Gris", motdepasse=PASSWORD)
    assert "Votre session est terminée" in text_of(after)
    assert desk.store.accounts.by_name("d.gris") is None


def test_oversized_and_odd_bodies_are_refused(desk: Town) -> None:
    browser = desk.browser("administrateur")
    assert browser.post("/comptes", {"nom": "x" * LARGEST}).status_code == 413
    assert browser.post("/comptes", {f"f{number}": "x" for number in range(100)}).status_code == 400
    bare = browser.client.post(
        "/comptes", content=b"%ff%fe=1", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert bare.status_code == 400
    assert browser.client.post("/comptes", json={"nom": "x"}).status_code == 415
    assert browser.client.post("/comptes", files={"nom": b"x"}).status_code == 415
    assert browser.client.put("/comptes").status_code == 405


@pytest.mark.parametrize("forged", ["0", "999999", "-1", "1%20OR%201=1", "9" * 40, "%C2%B2", "..%2F..%2Fetc", "1;--"])
def test_forged_ids_are_not_found(desk: Town, forged: str) -> None:
    browser = desk.browser("administrateur")
    for page in CLOSED:
        if "{id}" in page.path:
            assert browser.get(page.path.replace("{id}", forged)).status_code == 404, page.path


def test_files_beside_the_static_ones_are_not_served(desk: Town) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
        assert desk.browser().get(path).status_code == 404


def test_a_provisional_password_is_changed_first(desk: Town) -> None:
    admin = desk.browser("administrateur")
    page = admin.get("/comptes")
    first = "mot provisoire de denis"
    admin.send(page, "/comptes", identifiant="d.gris", nom="Denis Gris", role="agent", motdepasse=first)
    denis = desk.browser()
    page = denis.login("d.gris", first)
    assert page.url.path == "/mot-de-passe" and denis.get("/").url.path == "/mot-de-passe"
    page = denis.send(page, "/mot-de-passe", actuel=first, nouveau=first, encore=first)
    assert "doit être différent" in text_of(page)
    page = denis.send(page, "/mot-de-passe", actuel=first, nouveau="court", encore="court")
    assert "trop court" in text_of(page)
    page = denis.send(page, "/mot-de-passe", actuel="faux", nouveau=PASSWORD, encore=PASSWORD)
    assert "actuel n'est pas le bon" in text_of(page)
    page = denis.send(page, "/mot-de-passe", actuel=first, nouveau=PASSWORD, encore=PASSWORD)
    assert page.url.path == "/" and "Votre mot de passe est changé" in text_of(page)


def test_an_administrator_changes_rights_and_gives_passwords(desk: Town) -> None:
    admin, agent = desk.browser("administrateur"), desk.browser("agent")
    account = desk.store.accounts.by_name("agent")
    assert account
    path = f"/comptes/{account.id}"
    admin.send(admin.get(path), path, nom="Anne Roux", role="responsable")
    assert agent.get("/").url.path == "/connexion", "new rights, new session"
    assert desk.store.accounts.get(account.id).full_name == "Anne Roux"
    admin.send(admin.get(path), f"{path}/mot-de-passe", motdepasse="une autre phrase longue")
    assert desk.store.accounts.get(account.id).must_change
    me = desk.store.accounts.by_name("administrateur")
    assert me
    page = admin.send(admin.get(f"/comptes/{me.id}"), f"/comptes/{me.id}", role="agent")
    assert page.status_code == 422 and "Il doit rester au moins un administrateur" in text_of(page)


def test_hostile_names_are_text(desk: Town) -> None:
    admin = desk.browser("administrateur")
    hostile = "<script>alert(1)</script>"
    page = admin.send(
        admin.get("/comptes"), "/comptes", identifiant="e.rouge", nom=hostile, role="agent", motdepasse=PASSWORD
    )
    assert page.status_code == 200 and "&lt;script&gt;" in page.text and "<script>alert" not in page.text
