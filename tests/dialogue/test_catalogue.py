import shutil
from pathlib import Path

import pytest

from dialogue.catalogue import HERE, LEVELS, Catalogue, CatalogueError, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("incidents.toml", "danger.toml", "danger_words.toml", "danger_examples.toml"):
        shutil.copy(HERE / name, tmp_path)
    shutil.copy(HERE / "examples.toml", tmp_path)
    shutil.copytree(HERE / "intents", tmp_path / "intents")
    return tmp_path


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_catalogue_is_rich_enough(catalogue: Catalogue) -> None:
    assert len(catalogue.kinds) >= 25
    assert all(len(kind.examples) >= 3 for code, kind in catalogue.kinds.items() if code != "danger_public")
    assert set(catalogue.urgency) == set(LEVELS)
    assert {"gaz", "fil_electrique", "feu", "effondrement", "blesse"} <= set(catalogue.dangers)


def test_labels_can_be_said_after_vous_signalez(catalogue: Catalogue) -> None:
    starts = ("un ", "une ", "des ", "du ", "de la ")
    assert all(kind.label.startswith(starts) for kind in catalogue.kinds.values())


def test_questions_are_questions_with_an_effect(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        for question in kind.questions:
            assert question.ask.endswith("?")
            assert question.yes or question.no or question.danger
        assert len({question.code for question in kind.questions}) == len(kind.questions)


@pytest.mark.parametrize(
    ("file", "old", "new", "messages"),
    [
        ("incidents.toml", 'service = "eclairage"', 'service = "lumiere"',
         ["incidents.toml", "kind.lampadaire.service", "'lumiere'", "eclairage"]),
        ("incidents.toml", 'urgency = "normale"', 'urgency = "vite"', ["kinds.lampadaire.urgency", "basse"]),
        ("incidents.toml", "[urgency.basse]", "[urgency.petite]", ["petite"]),
        ("incidents.toml", 'danger = "fil_electrique"', 'danger = "fil"',
         ["incidents.toml", "kind.lampadaire", "'fil'", "danger.toml"]),
        ("incidents.toml", "keywords =", "mots =", ["kinds.lampadaire.mots"]),
        ("incidents.toml", "[kind.lampadaire]", "[kind.lampadaire", ["incidents.toml", "cannot be read"]),
        ("danger.toml", 'kind = "danger_public"', 'kind = "incendie"', ["danger.toml", "gaz.kind", "'incendie'"]),
        ("intents/general.toml", 'flow = "incident"', 'flow = "autre"', ["intents.incident.flow", "not_yet"]),
    ],
)  # fmt: skip
def test_a_mistake_names_file_and_key(folder: Path, file: str, old: str, new: str, messages: list[str]) -> None:
    _change(folder / file, old, new)
    with pytest.raises(CatalogueError) as raised:
        load(folder)
    for message in messages:
        assert message in str(raised.value)
    assert str(folder) in str(raised.value)


def test_a_missing_level(folder: Path) -> None:
    _change(folder / "incidents.toml", "[urgency.basse]\nlabel", "[urgency.haute2]\nlabel")
    with pytest.raises(CatalogueError, match=r"urgency\.haute2"):
        load(folder)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"incidents\.toml cannot be read"):
        load(tmp_path)


def test_a_file_in_another_encoding(folder: Path) -> None:
    file = folder / "danger.toml"
    file.write_bytes(file.read_text("utf-8").encode("cp1252"))
    with pytest.raises(CatalogueError, match=r"danger\.toml cannot be read"):
        load(folder)


def test_an_empty_word_in_a_rule_is_named(folder: Path) -> None:
    _change(folder / "danger.toml", '"gaz"],', '"gaz|"],')
    with pytest.raises(CatalogueError, match=r"dangers\.gaz\.together"):
        load(folder)


def test_an_agent_can_add_a_kind(folder: Path) -> None:
    with (folder / "incidents.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[kind.horloge]\nlabel = "une horloge arrêtée"\nservice = "batiments"\nurgency = "basse"\n'
            "examples = [\"l'horloge de l'église est arrêtée\"]\n"
        )
    assert load(folder).kinds["horloge"].label == "une horloge arrêtée"


@pytest.mark.parametrize("about", ["acte_naissance acte_mariage", "acte_naissance acte_mariage acte_voisin", ""])
def test_requests_of_one_name_are_three_known_ones(folder: Path, about: str) -> None:
    file = folder / "intents" / "general.toml"
    file.write_text(file.read_text("utf-8").replace("acte_naissance acte_mariage acte_deces", about), "utf-8")
    with pytest.raises(CatalogueError, match=r"about is '.*'; write the codes of 3 intents"):
        load(folder)
