"""`desk create-admin` and `desk serve`."""

import socket

from kb.store import Store
from tests.cli.running import Shell

PASSWORD = "correct cheval pile agrafe"


def test_the_first_administrator(shell: Shell) -> None:
    ran = shell.run("desk", "create-admin", "a.petit", "--full-name", "Anne Petit", typed=f"{PASSWORD}\n")
    assert ran.code == 0 and "a.petit: administrator" in ran.out and PASSWORD not in ran.out + ran.err
    with Store.open(shell.data / "guichet.db") as store:
        account = store.accounts.by_name("a.petit")
        assert account and account.role == "administrateur" and not account.must_change
        assert store.audit.page(1)[0].who == "ligne de commande"


def test_wrong_names_and_passwords_are_wrong_use(shell: Shell) -> None:
    shell.run("desk", "create-admin", "a.petit", typed=f"{PASSWORD}\n")
    for name, password, why in (
        ("a.petit", PASSWORD, "exists already"),
        ("b.noir", "court", "too short"),
        ("b noir", PASSWORD, "2 to 40 letters"),
        ("b.noir", "", "too short"),
    ):
        ran = shell.run("desk", "create-admin", name, typed=f"{password}\n")
        assert ran.code == 2 and why in ran.err


def test_a_port_in_use_is_named(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = shell.run("desk", "serve", "--port", str(port))
    assert ran.code == 3
    assert f"cannot listen on 127.0.0.1 port {port}" in ran.err and "create-admin" in ran.err
