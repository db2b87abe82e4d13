import json

from kb import demo_commune
from kb.store import Store
from tests.cli.running import Shell
from tests.conversations.test_procedures import EXAMPLE


def _own(shell: Shell, text: str) -> None:
    folder = shell.data / "procedures"
    folder.mkdir(parents=True)
    (folder / "carte_de_bus.toml").write_text(text, "utf-8")


def test_nothing_is_due_on_the_day_of_the_check(shell: Shell) -> None:
    ran = shell.run("kb", "check", "--now", "2026-11-24T09:00")
    assert ran.code == 0
    assert "Rien à vérifier" in ran.out


def test_what_is_due_is_listed_with_its_source(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8"))
    ran = shell.run("kb", "check", "--json", "--now", "2027-01-01T09:00")
    assert ran.code == 1
    due = [json.loads(line) for line in ran.out.splitlines()]
    bus = [each for each in due if each.get("procedure") == "carte_de_bus"]
    assert bus == [
        {
            "kind": "démarche",
            "procedure": "carte_de_bus",
            "case": "",
            "what": "prix de la carte",
            "by": "2027-01-01",
            "checked": "2026-11-02",
            "sources": ["Règlement des transports"],
        }
    ]


def test_a_check_older_than_a_year_is_due(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8").replace("recheck = [", "# recheck = ["))
    ran = shell.run("kb", "check", "--now", "2027-11-10T09:00")
    assert ran.code == 1
    assert "carte_de_bus" in ran.out
    assert "2027-11-02" in ran.out


def test_facts_whose_validity_ends_are_listed_before_callers_hear_of_it(shell: Shell) -> None:
    with Store.open(shell.data / "guichet.db") as store:
        demo_commune.load(store)
        store.database.run("DELETE FROM menus")
        for table, last in (("services", "2026-12-01"), ("waste_rounds", "2026-12-02"), ("contacts", "2026-12-08")):
            store.database.run(f"UPDATE {table} SET valid_until = ? WHERE id = (SELECT min(id) FROM {table})", [last])
        store.database.run("UPDATE passages SET valid_until = CASE id WHEN 1 THEN '2026-11-30' ELSE '' END")
    on_the_day = shell.run("kb", "check", "--json", "--now", "2026-12-01T09:00")
    assert on_the_day.code == 1
    facts = [json.loads(line) for line in on_the_day.out.splitlines()]
    assert [(each["kind"], each["by"]) for each in facts] == [("page", "2026-11-30"), ("service", "2026-12-01")]
    assert facts[1]["name"]
    assert "démonstration" in facts[1]["source"]
    ahead = shell.run("kb", "check", "--json", "--now", "2026-12-01T09:00", "--ahead", "7")
    assert [json.loads(line)["kind"] for line in ahead.out.splitlines()] == ["page", "service", "collecte", "contact"]
    assert "Informations à vérifier" in shell.run("kb", "check", "--now", "2026-12-01T09:00").out


def test_a_file_that_cannot_be_used_is_named_with_its_line(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8").replace('start = "age"', 'start = "sexe"'))
    ran = shell.run("kb", "check")
    assert ran.code == 2
    assert "carte_de_bus.toml, line 5: start" in ran.err
    assert "Traceback" not in ran.err


def test_a_check_dated_tomorrow_is_refused(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8"))
    assert "in the future" in shell.run("kb", "check", "--now", "2026-11-01T09:00").err
