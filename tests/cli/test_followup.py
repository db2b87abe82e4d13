"""`kb questions`, `kb incident`, `kb consultation`."""

import json
from datetime import UTC, datetime
from random import Random

import pytest

from kb.incidents import Draft
from kb.store import Store
from tests.cli.running import Shell

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def ticket(shell: Shell) -> str:
    """A report in the store, a note, and a question."""
    with Store.open(shell.data / "guichet.db") as store:
        call = store.calls.start("phone", "", NOW)
        incident = store.incidents.save_draft(call, Draft(kind="lampadaire", kind_label="un lampadaire"), NOW)
        store.followup.add_note(incident, call, "[du verre]", NOW)
        store.questions.add(call, "où est la mer", "sans réponse", NOW)
        return store.incidents.submit(incident, NOW, Random(1))


def test_questions_are_listed_and_marked_as_done(shell: Shell, ticket: str) -> None:
    assert "où est la mer" in shell.run("kb", "questions").out
    assert shell.run("kb", "questions", "--done", "1", "--by", "accueil", "--json").out == ""
    (done,) = shell.run("kb", "questions", "--all", "--json").out.splitlines()
    assert json.loads(done)["done_by"] == "accueil"
    assert shell.run("kb", "questions", "--done", "9").code == 2


def test_a_report_is_moved_on_with_a_message(shell: Shell, ticket: str) -> None:
    ran = shell.run("kb", "incident", ticket, "--state", "en cours", "--message", "Une équipe passe.", "--by", "Voirie")
    assert ran.code == 0
    assert "Une équipe passe." in ran.out
    assert "[du verre]" in ran.out
    assert "not hear" not in ran.out
    record = json.loads(shell.run("kb", "incident", f"{ticket[:3]} {ticket[3:]}", "--json").out)
    assert (record["state"], record["history"][-1]["by"], len(record["notes"])) == ("en cours", "Voirie", 1)


def test_a_message_that_cannot_be_read_out_is_named(shell: Shell, ticket: str) -> None:
    ran = shell.run("kb", "incident", ticket, "--state", "en cours", "--message", "L'usager sera avisé ultérieurement")
    assert ran.code == 0
    assert "will not hear" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [("111111",), ("TICKET", "--state", "fini"), ("TICKET", "--state", "brouillon"), ("TICKET", "--message", "Bien.")],
)
def test_wrong_use_is_explained(shell: Shell, ticket: str, arguments: tuple[str, ...]) -> None:
    ran = shell.run("kb", "incident", *(ticket if each == "TICKET" else each for each in arguments))
    assert ran.code == 2
    assert ran.out == ""


def test_results_are_totals(shell: Shell) -> None:
    from kb.demo_commune import CONSULTATIONS

    assert "3 new" in shell.run("kb", "import", "consultations", str(CONSULTATIONS)).out
    with Store.open(shell.data / "guichet.db") as store:
        place = store.consultations.get("place_marche")
        assert place
        store.consultations.answer(place, "+33612345678", {"arbres": "oui"}, NOW.date(), Random(1))
    assert "place_marche" in shell.run("kb", "consultation").out
    assert "participations : 1" in shell.run("kb", "consultation", "place_marche").out
    result = json.loads(shell.run("kb", "consultation", "place_marche", "--json").out)
    assert (result["participants"], result["totals"][0]["answer"]) == (1, "oui")
    assert shell.run("kb", "consultation", "nulle_part").code == 2


def test_participants_of_what_is_over_are_forgotten(shell: Shell) -> None:
    with Store.open(shell.data / "guichet.db") as store:
        record = {"key": "vieux", "kind": "consultation", "title": "x", "place": "", "aliases": "", "description": "x"}
        dates = {"starts": "2020-01-01", "ends": "2020-02-01", "checked": "2020-01-01"}
        old = store.database.insert("consultations", record | dates | {"questions": "[]", "source": "x"})
        store.consultations.refuse(old, "+33612345678")
    assert shell.run("kb", "consultation", "--forget").code == 0
    with Store.open(shell.data / "guichet.db") as store:
        assert store.consultations.state_of(old, "+33612345678") == ""
