from datetime import timedelta

import pytest

from kb.accounts import Account, AccountError, WaitError
from kb.lockout import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, Attempts, failed, wait
from kb.store import Store
from tests.kb.conftest import MORNING

GOOD = "correct cheval pile agrafe"


def _anne(store: Store, role: str = "agent") -> Account:
    return store.accounts.get(store.accounts.add("A.Petit ", "Anne  Petit", role, GOOD, MORNING))


def test_an_account_logs_in_with_its_password_only(store: Store) -> None:
    anne = _anne(store)
    assert (anne.name, anne.full_name, anne.must_change) == ("a.petit", "Anne Petit", True)
    assert store.accounts.check("a.petit", GOOD, MORNING) == anne
    assert store.accounts.check("A.PETIT", GOOD, MORNING) == anne
    assert store.accounts.check("a.petit", GOOD + " ", MORNING) is None
    assert store.accounts.check("personne", GOOD, MORNING) is None


def test_the_password_is_stored_as_argon2id_only(store: Store) -> None:
    _anne(store)
    kept = store.database.rows("SELECT * FROM accounts")[0]
    assert kept["password"].startswith("$argon2id$")
    assert not any(GOOD in str(value) for value in kept.values())


@pytest.mark.parametrize(
    ("name", "full_name", "role", "password", "reason"),
    [
        ("é", "Anne Petit", "agent", GOOD, "name-shape"),
        ("a' OR 1=1 --", "Anne Petit", "agent", GOOD, "name-shape"),
        ("a.petit", "", "agent", GOOD, "full-name"),
        ("a.petit", "x" * 81, "agent", GOOD, "full-name"),
        ("a.petit", "Anne\u202ePetit", "agent", GOOD, "full-name"),
        ("a.petit", "Anne Petit", "maire", GOOD, "role"),
        ("a.petit", "Anne Petit", "agent", "court", "short"),
        ("a.petit", "Anne Petit", "agent", "ab" * 10, "repeated"),
        ("a.petit", "Anne Petit", "agent", "je suis A.PETIT ici", "name"),
        ("a.petit", "Anne Petit", "agent", "abcdefgh" * 30, "long"),
    ],
)
def test_what_is_not_accepted(store: Store, name: str, full_name: str, role: str, password: str, reason: str) -> None:
    with pytest.raises(AccountError) as refused:
        store.accounts.add(name, full_name, role, password, MORNING)
    assert refused.value.reason == reason
    assert not store.accounts.all()


def test_a_name_is_taken_whatever_its_case(store: Store) -> None:
    _anne(store)
    with pytest.raises(AccountError, match="exists already"):
        store.accounts.add("A.PETIT", "Autre", "agent", GOOD, MORNING)


def test_the_last_administrator_stays(store: Store) -> None:
    anne = _anne(store, "administrateur")
    for role, active in (("agent", True), ("administrateur", False)):
        with pytest.raises(AccountError, match="administrator"):
            store.accounts.change(anne.id, "Anne Petit", role, active, MORNING)
    assert store.accounts.get(anne.id).role == "administrateur"
    store.accounts.add("b.noir", "Bo Noir", "administrateur", GOOD, MORNING)
    store.accounts.change(anne.id, "Anne Petit", "agent", True, MORNING)
    assert store.accounts.administrators() == 1


def test_a_closed_account_does_not_log_in(store: Store) -> None:
    anne = _anne(store)
    store.accounts.add("b.noir", "Bo Noir", "administrateur", GOOD, MORNING)
    store.accounts.change(anne.id, "Anne Petit", "agent", False, MORNING)
    assert store.accounts.check("a.petit", GOOD, MORNING) is None


@pytest.mark.parametrize("name", ["a.petit", "nobody.has.it"])
def test_after_five_failures_even_the_right_password_waits(store: Store, name: str) -> None:
    _anne(store)
    for _ in range(FREE_TRIES):
        assert store.accounts.check(name, "wrong", MORNING) is None
    with pytest.raises(WaitError) as delayed:
        store.accounts.check(name, GOOD, MORNING)
    assert delayed.value.remaining == FIRST_WAIT
    found = store.accounts.check(name, GOOD, MORNING + FIRST_WAIT)
    assert (found is not None) == (name == "a.petit")


def test_success_forgets_failures(store: Store) -> None:
    _anne(store)
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            store.accounts.check("a.petit", "wrong", MORNING)
        assert store.accounts.check("a.petit", GOOD, MORNING)


def test_waits_double_up_to_a_limit_and_are_forgotten_after_a_day() -> None:
    attempts = Attempts()
    waits = []
    for _ in range(60):
        attempts = failed(attempts, MORNING)
        waits.append(wait(attempts, MORNING))
    zero = timedelta(0)
    assert waits[:8] == [zero] * 4 + [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert failed(attempts, MORNING + timedelta(hours=25)).failures == 1


def test_a_new_password_and_new_rights_end_the_sessions(store: Store) -> None:
    anne = _anne(store)
    store.accounts.add("b.noir", "Bo Noir", "administrateur", GOOD, MORNING)
    sessions = store.desk_sessions
    sessions.start(anne.id, "token one", "key", MORNING)
    store.accounts.change(anne.id, "Anne Petit-Roux", "agent", True, MORNING)
    assert sessions.find("token one", MORNING), "a new name changes no right"
    store.accounts.change(anne.id, "Anne Petit-Roux", "responsable", True, MORNING)
    assert sessions.find("token one", MORNING) is None
    sessions.start(anne.id, "token two", "key", MORNING)
    store.accounts.set_password(anne.id, GOOD + " deux", MORNING, must_change=False)
    assert sessions.find("token two", MORNING) is None
