from pathlib import Path

import pytest

from kb.importers.ban import COLUMNS, import_ban
from kb.importers.places import import_places
from kb.importers.reading import FileRefusedError
from kb.store import Store, StoreError

HEADER = ";".join(COLUMNS)
PLACES = "nom;type;lon;lat;adresse;alias"


def _line(street: str, number: str, name: str, suffix: str = "", **other: str) -> str:
    insee = other.pop("code_insee", "01999")
    key = f"{insee}_{street}_{int(number) if number.isdecimal() else 0:05d}" + (f"_{suffix}" if suffix else "")
    fields = {"id": key, "numero": number, "rep": suffix, "nom_voie": name, "code_insee": insee}
    fields |= {"lon": "5.1", "lat": "46.1"} | other
    return ";".join(fields.get(column, "") for column in COLUMNS)


@pytest.fixture
def ban(tmp_path: Path) -> Path:
    return tmp_path / "addresses.csv"


def _write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def _streets(store: Store) -> dict[str, int]:
    return {row["name"]: row["id"] for row in store.database.rows("SELECT name, id FROM streets")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings(store: Store, ban: Path, encoding: str) -> None:
    _write(ban, HEADER, _line("0001", "1", "Rue de l'Église"), encoding=encoding)
    assert import_ban(store, ban).new == 1
    assert list(_streets(store)) == ["Rue de l'Église"]


def test_importing_again_changes_nothing(store: Store, ban: Path) -> None:
    _write(ban, HEADER, _line("0001", "1", "Rue Haute"), _line("0001", "1", "Rue Haute", "bis"))
    first, again = import_ban(store, ban), import_ban(store, ban)
    assert (first.new, first.changed, first.same, first.gone) == (2, 0, 0, 0)
    assert (again.new, again.changed, again.same, again.gone) == (0, 0, 2, 0)
    assert store.database.rows("SELECT number, suffix FROM addresses ORDER BY id") == [
        {"number": 1, "suffix": ""},
        {"number": 1, "suffix": "bis"},
    ]


def test_new_moved_and_vanished_addresses_are_counted(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, *(_line("0001", str(number), "Rue Haute") for number in (1, 2, 3))))
    _write(ban, HEADER, *(_line("0001", number, "Rue Haute", lat="46.2") for number in ("2", "4")))
    summary = import_ban(store, ban)
    assert (summary.new, summary.changed, summary.same, summary.gone) == (1, 1, 0, 2)


def test_a_renamed_street_keeps_its_id_and_is_found_by_its_new_name(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Haute")))
    before = _streets(store)["Rue Haute"]
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Simone Veil")))
    assert _streets(store) == {"Rue Simone Veil": before}
    assert store.gazetteer.match(["rue simone veil"])[0].entry.id == before
    assert store.gazetteer.match(["rue haute"]) == []


def test_other_communes_stay(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Haute")))
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Basse", code_insee="2A004")))
    assert set(_streets(store)) == {"Rue Haute", "Rue Basse"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (_line("0002", "douze", "Rue Basse"), "numero is 'douze'"),
        (_line("0002", "", "Rue Basse"), "numero is ''"),
        (_line("0002", "2", ""), "nom_voie is empty"),
        (_line("0002", "2", "***"), "has no letter"),
        (_line("0002", "2", "Rue Basse", lat="quarante"), "lat is 'quarante'"),
        (_line("0002", "2", "Rue Basse", lat="nan"), "lat is 'nan'"),
        (_line("0002", "2", "Rue Basse", lon="5,1"), "lon is '5,1'"),
        (_line("0002", "2", "Rue Basse", lat="461"), "a number from -90 to 90"),
        (_line("0002", "2", "Rue Basse", code_insee="1"), "code_insee is '1'"),
        (_line("0002", "2", "Rue Basse", id=""), "id is empty"),
        (_line("0002", "2", "Rue Basse", id="01999_0001_00001"), "the same address or id was given at line 2"),
        (_line("0001", "1", "Rue Haute"), "the same address or id was given at line 2"),
        ("01999_0002_00002;x", "code_insee is empty"),
    ],
)
def test_a_bad_row_is_reported_and_left_out(store: Store, ban: Path, bad: str, reason: str) -> None:
    _write(ban, HEADER, _line("0001", "1", "Rue Haute"), bad, _line("0003", "3", "Rue Neuve"))
    summary = import_ban(store, ban)
    assert set(_streets(store)) == {"Rue Haute", "Rue Neuve"}
    (refused,) = summary.refused
    assert str(refused).startswith(f"{ban}, line 3: ")
    assert reason in refused.reason


def test_an_address_whose_row_went_bad_is_not_taken_for_gone(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Haute"), _line("0002", "2", "Rue Basse")))
    _write(ban, HEADER, _line("0001", "1", "Rue Haute"), _line("0002", "2", "Rue Basse", lat="?"))
    assert import_ban(store, ban).gone == 0
    assert set(_streets(store)) == {"Rue Haute", "Rue Basse"}


def test_a_hamlet_without_numbers_is_a_street_without_addresses(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, _line("B001", "99999", "Les Essarts")))
    hamlet = store.gazetteer.match(["les essarts"])[0].entry
    assert (hamlet.lat, hamlet.lon) == (46.1, 5.1)
    assert store.gazetteer.nearest_number(hamlet.id, 1) is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nom,rue\n1,2\n", r"has no column id, numero.*separated by semicolons"),
        ("", "is empty"),
        (HEADER + "\n", "no row that can be imported: it is empty"),
        (
            HEADER + "\n" + _line("0001", "x", "Rue Haute"),
            r"no row that can be imported:\n.*line 2: ",
        ),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(store: Store, ban: Path, content: str, message: str) -> None:
    import_ban(store, _write(ban.with_name("good.csv"), HEADER, _line("0001", "1", "Rue Haute")))
    ban.write_text(content, "utf-8")
    with pytest.raises(FileRefusedError, match=message) as refusal:
        import_ban(store, ban)
    assert str(ban) in str(refusal.value)
    assert list(_streets(store)) == ["Rue Haute"]


def test_a_missing_file_is_named(store: Store, ban: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"addresses\.csv cannot be read \(No such file"):
        import_ban(store, ban)


def test_a_failed_import_leaves_everything_as_it_was(store: Store, ban: Path) -> None:
    import_ban(store, _write(ban, HEADER, _line("0001", "1", "Rue Haute")))
    # The last thing written fails.
    store.database.run(
        "CREATE TRIGGER fault BEFORE UPDATE ON addresses BEGIN SELECT RAISE(ABORT, 'a fault of the disk'); END"
    )
    _write(ban, HEADER, _line("0001", "1", "Rue Longue", lat="46.3"), _line("0002", "1", "Rue Basse"))
    with pytest.raises(StoreError, match="a fault of the disk"):
        import_ban(store, ban)
    assert list(_streets(store)) == ["Rue Haute"]
    assert store.database.rows("SELECT number FROM addresses") == [{"number": 1}]
    assert store.gazetteer.match(["rue haute"])[0].score == 1


def test_progress_ends_at_the_total(store: Store, ban: Path) -> None:
    _write(ban, HEADER, *(_line("0001", str(number), "Rue Haute") for number in range(1, 701)))
    seen: list[tuple[int, int]] = []
    import_ban(store, ban, lambda done, total: seen.append((done, total)))
    assert seen == [(500, 700), (700, 700)]


def test_places_with_aliases_come_and_go(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    _write(path, PLACES, "Bureau de poste;poste;5;46;1 Rue Haute;la poste | agence postale|", "Lavoir;;5;46;;")
    assert import_places(store, path).new == 2
    assert store.gazetteer.match(["à l'agence postale"])[0].entry.detail == "1 Rue Haute"
    _write(
        path,
        PLACES,
        "Bureau de Poste;poste;5;46.1;1 Rue Haute;",
        "Mairie;mairie;x;46;;",
        "Mairie;mairie;5;46;;",
    )
    summary = import_places(store, path)
    assert (summary.new, summary.changed, summary.gone) == (1, 1, 1)
    assert [(refused.line, refused.reason[:10]) for refused in summary.refused] == [(3, "lon is 'x'")]
    assert store.gazetteer.match(["à l'agence postale"])[0].score < 0.7


def test_a_wrong_places_file_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="has no column adresse, alias"):
        import_places(store, _write(tmp_path / "p.csv", "nom;type;lon;lat", "Mairie;mairie;5;46"))
    with pytest.raises(FileRefusedError, match="no row that can be imported"):
        import_places(store, _write(tmp_path / "p.csv", PLACES, "Mairie;mairie;5;146;;"))
