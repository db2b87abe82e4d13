import json

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
    bus = [each for each in due if each["procedure"] == "carte_de_bus"]
    assert bus == [
        {
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


def test_a_file_that_cannot_be_used_is_named_with_its_line(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8").replace('start = "age"', 'start = "sexe"'))
    ran = shell.run("kb", "check")
    assert ran.code == 2
    assert "carte_de_bus.toml, line 5: start" in ran.err
    assert "Traceback" not in ran.err


def test_a_check_dated_tomorrow_is_refused(shell: Shell) -> None:
    _own(shell, EXAMPLE.read_text("utf-8"))
    assert "in the future" in shell.run("kb", "check", "--now", "2026-11-01T09:00").err
