"""Procedures of a town's own, facts that are out of date, and what goes wrong while a list is told."""

import shutil
from pathlib import Path

import pytest

from dialogue.catalogue import CatalogueError
from kb.procedures.loader import TOWN_FOLDER
from kb.store import Store
from tests.conversations.conftest import AGENT, MOBILE, Talk, conversations_in
from tests.conversations.script import Script, scripts_in

EXAMPLE = Path(__file__).parents[1] / "kb" / "procedures" / "carte_de_bus.toml"
SCRIPTS = Path(__file__).with_name("scripts")
BUS = "je voudrais une carte de bus"
AT_DEFAULT = 1
"""The question of that file that says which case is meant when nothing was understood."""


@pytest.fixture
def own(data: Path) -> Path:
    """The town's own procedure, in its data folder."""
    folder = data / TOWN_FOLDER
    folder.mkdir()
    return Path(shutil.copy(EXAMPLE, folder))


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_town_adds_a_procedure(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} pour un bébé", "non", caller=MOBILE)
    assert "C'est pour la carte de bus d'un enfant." in transcript.said(1)
    assert "Apportez une photo d'identité." in transcript.said(1)
    assert transcript.outcome == "answer"


def test_a_broken_file_of_the_town_stops_the_program(own: Path, data: Path) -> None:
    _change(own, 'start = "age"', 'start = "sexe"')
    with pytest.raises(CatalogueError, match=r"carte_de_bus\.toml, line 5: start"):
        conversations_in(data)


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("checked = 2026-11-02", "checked = 2025-10-01", "mercredi 1er octobre 2025"),
        ("by = 2027-01-01", "by = 2026-11-20", "lundi 2 novembre"),
    ],
)
def test_what_is_out_of_date_is_not_given_as_true(
    own: Path, data: Path, talk: Talk, old: str, new: str, day: str
) -> None:
    _change(own, old, new)
    transcript = talk(f"{BUS} pour un bébé", "non", "non", "non", "oui", "oui", caller=MOBILE)
    assert f"n'a pas été vérifiée depuis {day}" in transcript.said(1)
    assert "Voulez-vous qu'un agent vous rappelle pour la confirmer ?" in transcript.all_said
    assert transcript.callback["subject"] == "la carte de bus d'un enfant"
    with Store.open(data / "guichet.db") as store:
        assert [(each.text, each.reason) for each in store.questions.recent(9)] == [
            ("la carte de bus d'un enfant", "périmé")
        ]


def test_nothing_to_bring(own: Path, talk: Talk) -> None:
    _change(own, 'documents = ["photo"]', "documents = []")
    transcript = talk(f"{BUS} pour un bébé", "qu'est-ce que je dois apporter")
    assert "Il n'y a aucun papier à apporter." in transcript.said(1)
    assert "Il n'y a aucun papier à apporter." in transcript.said(2)


def test_a_short_list_is_dictated_at_once(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} pour moi", "oui", "je suis à la retraite", "le mois prochain")
    assert "Premièrement : une photo d'identité. Deuxièmement : un justificatif" in transcript.said()
    assert "C'est noté ?" in transcript.said()


def test_what_is_not_possible_is_said_with_its_reason(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} pour moi", "non", "quels papiers il faut", "non")
    assert "Vous ne pouvez pas l'avoir ici, parce qu'elle est pour les habitants." in transcript.said(2)
    assert "Premièrement" not in transcript.all_said


def test_advice_comes_two_by_two(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} pour un bébé", "non", "non", "oui", "oui")
    assert "Elle est valable un an. Gardez le ticket. Signez la carte." in transcript.said(4)
    assert "Voulez-vous encore un conseil ?" in transcript.said(4)
    assert "Ne la pliez pas." in transcript.said(5)


def test_what_the_file_does_not_say_is_not_guessed(own: Path, data: Path, talk: Talk) -> None:
    _change(own, 'validity = "Elle est valable un an."\n', "")
    transcript = talk(f"{BUS} pour un bébé", "c'est valable combien de temps")
    assert "Je ne connais pas la réponse à cette question." in transcript.said(2)
    with Store.open(data / "guichet.db") as store:
        assert [each.reason for each in store.questions.recent(9)] == ["sans réponse"]


@pytest.mark.parametrize("trouble", ["tralala pom pom", "[noise]"])
@pytest.mark.parametrize("reached", range(6))
def test_a_caller_in_trouble_gets_a_person(own: Path, talk: Talk, reached: int, trouble: str) -> None:
    steps = (f"{BUS} pour moi", "oui", "étudiant", "oui", "oui", "oui")
    transcript = talk(*steps[: reached + 1], trouble, trouble, caller=MOBILE, agent=AGENT)
    by_default = reached == AT_DEFAULT and trouble != "[noise]"
    assert ("C'est pour la carte de bus d'un adulte." if by_default else "parler à") in transcript.said()
    assert transcript.listening


@pytest.mark.parametrize("reached", range(8))
def test_every_key_and_a_hang_up_are_taken_at_every_question(own: Path, talk: Talk, reached: int) -> None:
    steps = (f"{BUS} pour moi", "oui", "étudiant", "oui", "oui", "oui", "oui", "non")
    for key in "12345#":
        assert talk(*steps[: reached + 1], f"[dtmf {key}]", caller=MOBILE, sends=["sms", "email"]).said()
    assert talk(*steps[: reached + 1], "[hangup]", sends=["sms"]).outcome in ("answer", "abandoned")


def test_an_address_that_is_never_understood_is_given_up(own: Path, talk: Talk) -> None:
    lost = ["tralala pom pom", "oh là là", "non mais"]
    transcript = talk(f"{BUS} pour un bébé", "envoyez-moi ça par mail", *lost, sends=["email"])
    assert "message" not in transcript.stored
    assert transcript.listening


def test_danger_is_heard_while_a_list_is_dictated(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} pour moi", "oui", "étudiant", "oui", "attention ça sent le gaz", "non", caller=MOBILE)
    assert transcript.said(5).startswith("Attention, danger.")


def test_no_appointment_is_offered_where_no_desk_gives_one(own: Path, talk: Talk) -> None:
    _change(own, "[facts]", '[facts]\nappointment = "guichet_absent"')
    lines = (f"{BUS} pour un bébé", "non", "non", "non")
    assert "rendez-vous" not in talk(*lines, caller=MOBILE).all_said
    asked = talk(lines[0], "je voudrais un rendez-vous", "oui", "oui", caller=MOBILE)
    assert "Je ne peux pas prendre ce rendez-vous moi-même." in asked.said(2)
    assert asked.callback["subject"] == "la carte de bus d'un enfant"


def test_what_is_the_same_for_all_cases_is_told_at_once(own: Path, talk: Talk) -> None:
    transcript = talk(f"{BUS} c'est où", "pour un bébé", "non", "non")
    assert "À l'accueil de la mairie." in transcript.said(1)
    assert "Quel âge a la personne ?" in transcript.said(1)
    assert "où aller" not in transcript.all_said


@pytest.mark.parametrize("script", [each for each in scripts_in(SCRIPTS) if "procedures" in each.file], ids=str)
def test_one_question_at_a_time(script: Script, talk: Talk) -> None:
    transcript = talk(*script.lines, caller=script.caller, before=script.known, sends=script.sends)
    assert [turn["said"] for turn in transcript.turns[1:] if str(turn["said"]).count("?") > 1] == []
