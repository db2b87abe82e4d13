from datetime import timedelta

from kb.desk_sessions import IDLE, LONGEST
from kb.store import Store
from tests.kb.conftest import MORNING

PASSWORD = "correct cheval pile agrafe"


def _started(store: Store, token: str = "a secret") -> int:
    account = store.accounts.by_name("a.petit")
    account_id = account.id if account else store.accounts.add("a.petit", "Anne Petit", "agent", PASSWORD, MORNING)
    store.desk_sessions.start(account_id, token, f"key{token[::-1]}", MORNING)
    return account_id


def test_a_session_is_found_by_its_token_and_not_in_the_file(store: Store) -> None:
    account_id = _started(store)
    found = store.desk_sessions.find("a secret", MORNING)
    assert found and found.account_id == account_id
    assert store.desk_sessions.find("another", MORNING) is None
    assert "a secret" not in str(store.database.rows("SELECT * FROM desk_sessions"))


def test_a_session_ends_when_idle_and_when_the_day_is_over(store: Store) -> None:
    _started(store)
    assert store.desk_sessions.find("a secret", MORNING + IDLE)
    assert store.desk_sessions.find("a secret", MORNING + 3 * IDLE) is None
    _started(store, "busy")
    at = MORNING
    while at - MORNING <= LONGEST:
        assert store.desk_sessions.find("busy", at)
        at += IDLE / 2
    assert store.desk_sessions.find("busy", at) is None


def test_what_a_page_asks_by_itself_keeps_no_session_alive(store: Store) -> None:
    _started(store)
    for minutes in range(0, 60, 5):
        assert store.desk_sessions.find("a secret", MORNING + timedelta(minutes=minutes), seen_now=False)
    assert store.desk_sessions.find("a secret", MORNING + timedelta(minutes=61), seen_now=False) is None


def test_a_form_is_of_one_session_and_sent_once(store: Store) -> None:
    _started(store, "one")
    _started(store, "two")
    one, two = store.desk_sessions.find("one", MORNING), store.desk_sessions.find("two", MORNING)
    assert one and two
    token = one.form_token("nonce")
    assert one.nonce_of(token) == "nonce"
    assert two.nonce_of(token) == ""
    assert one.nonce_of("other." + token.partition(".")[2]) == ""
    assert one.nonce_of("") == one.nonce_of("é.é") == ""
    assert store.desk_sessions.use_form(one, "nonce")
    assert not store.desk_sessions.use_form(one, "nonce")
    store.desk_sessions.free_form(one, "nonce")
    assert store.desk_sessions.use_form(one, "nonce")


def test_ending_a_session_takes_its_forms_along(store: Store) -> None:
    _started(store)
    session = store.desk_sessions.find("a secret", MORNING)
    assert session
    store.desk_sessions.use_form(session, "nonce")
    store.desk_sessions.end(session.id)
    store.desk_sessions.end(session.id)
    assert store.desk_sessions.find("a secret", MORNING) is None
    assert not store.database.rows("SELECT * FROM desk_forms_used")


def test_the_audit_is_read_backwards_by_page_and_action(store: Store) -> None:
    for number in range(5):
        store.audit.note(MORNING, "Anne Petit", "connexion" if number % 2 else "déconnexion", str(number), account_id=1)
    assert store.audit.actions() == ["connexion", "déconnexion"]
    page = store.audit.page(2)
    assert [entry.object for entry in page] == ["4", "3"]
    assert [entry.object for entry in store.audit.page(9, before=page[-1].id)] == ["2", "1", "0"]
    assert [entry.object for entry in store.audit.page(9, action="connexion")] == ["3", "1"]
    assert store.audit.page(9, account_id=2) == []


def test_long_texts_are_cut_in_the_audit(store: Store) -> None:
    store.audit.note(MORNING, "x" * 999, "y" * 999, "z" * 999, "d" * 1_000_000)
    entry = store.audit.page(1)[0]
    assert (len(entry.who), len(entry.action), len(entry.object), len(entry.detail)) == (100, 60, 200, 500)
