import tomllib
from datetime import date
from pathlib import Path

import pytest

from kb.procedures.loader import PACKAGED, TOWN_FOLDER, ProcedureError, folders_of, load
from kb.procedures.locator import line_of, lines_of

TODAY = date(2026, 11, 23)
EXAMPLE = Path(__file__).with_name("carte_de_bus.toml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carte_de_bus.toml").write_text(EXAMPLE, "utf-8")
    return tmp_path


def _line(fragment: str) -> int:
    """The line of the example that a fragment stands on."""
    assert fragment in EXAMPLE
    return EXAMPLE[: EXAMPLE.index(fragment)].count("\n") + 1


def test_a_procedure_is_named_after_its_file(folder: Path) -> None:
    procedures = load([folder], TODAY)
    assert list(procedures) == ["carte_de_bus"]
    assert procedures["carte_de_bus"].facts_of("enfant").documents == ("photo",)
    assert procedures["carte_de_bus"].facts_of("enfant").cost == "La carte coûte 10 euros par an."


def test_the_packaged_procedures_can_be_used() -> None:
    assert {"carte_identite", "passeport"} <= load(folders_of(Path("nowhere")), TODAY).keys()


def test_a_town_replaces_a_file_and_adds_others(tmp_path: Path) -> None:
    own = tmp_path / TOWN_FOLDER
    own.mkdir()
    (own / "carte_de_bus.toml").write_text(EXAMPLE, "utf-8")
    (own / "passeport.toml").write_text(EXAMPLE.replace("une carte de bus", "un passeport de chez nous"), "utf-8")
    procedures = load(folders_of(tmp_path))
    assert procedures["passeport"].label == "un passeport de chez nous"
    assert "carte_de_bus" in procedures
    assert load([PACKAGED])["passeport"].label != procedures["passeport"].label


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ('start = "age"', 'start = "sexe"', 'start = "age"', "start: 'sexe' is neither a question nor a case"),
        ('start = "age"', 'start = "age"\ndebut = 1', 'start = "age"+1', "debut: is no key here"),
        ('label = "une carte de bus"\n', "", "", "label: is missing"),
        ('kind = "age"', 'kind = "âge"', 'kind = "age"', "question.age.kind: is not right"),
        ("below = 18\n", "", "[[question.age.options]]", "question.age.options.0: this option needs below"),
        ('next = "enfant"', 'next = "enfants"', 'next = "enfant"', "question.age.options.0.next: 'enfants' is neither"),
        ('next = "habitant"', 'next = "age"', "[question.age]", "the questions go round in a circle: age → age"),
        ('{ label = "étudiant", ', "{ ", '{ label = "étudiant"', "an option of a choice needs a label"),
        ('{ next = "ailleurs" }', '{ next = "ailleurs" }, { next = "adulte" }', 'options = [\n  { next = "etudiant"',
         "a yes_no question has two options"),
        ('documents = ["photo"]', 'documents = ["photos"]', 'documents = ["photo"]', "'photos' is no [document]"),
        ('cost = "La carte coûte 10', '# cost = "La carte coûte 10', "[case.enfant]", "case.enfant: cost is missing"),
        ("sources = [", "# sources = [", "[case.enfant]", "sources is missing"),
        ("checked = 2026-11-02", "checked = 2026-11-24", "checked = 2026-11-02", "2026-11-24 is in the future"),
        ("checked = 2026-11-02", "checked = 2026-13-02", "checked = 2026-11-02", "cannot be read"),
        ('kind = "yes_no"', 'kind = "yes_no', 'kind = "yes_no"', "cannot be read"),
        ("[{ within_days = 60,", "[{", "options = [{ within_days", "this option needs within_days or before"),
        ("[{ within_days = 60,", "[{ within_days = 60, before = 2024-01-01,", "options = [{ within_days",
         "has within_days and before"),
        ('next = "trop_tot" }]', 'before = 2024-01-01, next = "trop_tot" }]', "options = [{ within_days",
         "the last option has no before"),
        ("[{ within_days = 60,", '[{ before = 2024-01-01, next = "senior" }, { before = 2023-01-01,',
         "options = [{ within_days", "before must grow"),
        ('words = ["bébé"]', 'words = ["bébé"]\nbefore = 2024-01-01', 'words = ["bébé"]+1', "only a question of kind"),
        ('words = ["bébé"]', 'doubt = [" "]', 'words = ["bébé"]', "each must be an expression as it is said"),
        ('words = ["bébé"]', 'words = [""]', 'words = ["bébé"]', "each must be an expression as it is said"),
        ('words = ["bébé"]', 'words = ["bébé"]\nwithin_days = 3', 'words = ["bébé"]+1', "only a question of kind"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_key(folder: Path, old: str, new: str, at: str, said: str) -> None:
    file = folder / "carte_de_bus.toml"
    assert old in EXAMPLE
    file.write_text(EXAMPLE.replace(old, new, 1), "utf-8")
    with pytest.raises(ProcedureError) as raised:
        load([folder], TODAY)
    message = str(raised.value)
    assert str(file) in message
    assert said in message
    assert f"line {_place(at)}" in message
    assert message.endswith(".")


def _place(at: str) -> int:
    """ "text+1": the line after the one with this text; empty: the first."""
    if at.endswith("+1"):
        return _line(at[:-2]) + 1
    return _line(at) if at else 1


def test_what_nothing_leads_to_is_named(folder: Path) -> None:
    file = folder / "carte_de_bus.toml"
    lost = '\n[case.perdu]\nlabel = "une carte perdue"\nverdict = "Vous pouvez la refaire."\n'
    file.write_text(EXAMPLE + lost, "utf-8")
    line = EXAMPLE.count("\n") + 2
    with pytest.raises(ProcedureError, match=rf"line {line}: case\.perdu: no answer leads here"):
        load([folder])


def test_without_a_day_future_dates_are_taken(folder: Path) -> None:
    file = folder / "carte_de_bus.toml"
    file.write_text(EXAMPLE.replace("checked = 2026", "checked = 2999"), "utf-8")
    assert load([folder])["carte_de_bus"].facts.checked == date(2999, 11, 2)


def test_a_file_name_must_be_a_code(folder: Path) -> None:
    (folder / "carte_de_bus.toml").rename(folder / "Carte de bus.toml")
    with pytest.raises(ProcedureError, match="small letters"):
        load([folder])


def test_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "carte_de_bus.toml").write_bytes(EXAMPLE.encode("latin-1"))
    with pytest.raises(ProcedureError, match="cannot be read"):
        load([folder])


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    match value:
        case dict():
            inner = [_paths(each, (*path, key)) for key, each in value.items()]
        case list():
            inner = [_paths(each, (*path, number)) for number, each in enumerate(value)]
        case _:
            inner = []
    return [path, *(each for paths in inner for each in paths)]


@pytest.mark.parametrize("file", sorted(PACKAGED.glob("*.toml")), ids=lambda file: file.stem)
def test_every_key_of_a_real_file_is_located(file: Path) -> None:
    text = file.read_text("utf-8")
    lines, written = lines_of(text), text.splitlines()
    for path in _paths(tomllib.loads(text))[1:]:
        assert path in lines
        if isinstance(path[-1], str):
            assert path[-1] in written[lines[path] - 1]


def test_keys_are_located_whatever_their_writing() -> None:
    text = 'a.b = """x\n[no]\n"""\n[t."u v"]\nc = [ # [x]\n  {d = \'e\', f = [1,\n 2]},\n]\n'
    text += "[[t.g]]\n[[t.g]]\nh = 2026-11-23\n"
    lines = lines_of(text)
    assert tomllib.loads(text)["t"]["g"][1]["h"]
    assert lines[("a", "b")] == 1
    assert lines[("t", "u v", "c", 0, "f", 1)] == 7
    assert lines[("t", "g", 1, "h")] == 11
    assert line_of(lines, ("t", "g", 1, "missing", "inside")) == 10
    assert line_of(lines, ("elsewhere",)) == 1
