from pathlib import Path

import pytest

from kb import demo_commune
from kb.importers.desks import import_desks, read_desks
from kb.importers.reading import FileRefusedError
from kb.store import Store

GOOD = """
[desk.titres]
name = "le service des titres"
place = "à la mairie"
hours = "Mo-Fr 09:00-12:00"
slot_minutes = 20
motives = [{ label = "un passeport", words = ["passeport"] }]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "desks.toml"
    path.write_text(text, "utf-8")
    return path


def test_desks_are_new_changed_unchanged_or_gone(store: Store, tmp_path: Path) -> None:
    assert import_desks(store, written(tmp_path, GOOD)).new == 1
    assert import_desks(store, written(tmp_path, GOOD)).same == 1
    second = GOOD.replace("titres", "ccas").replace("passeport", "aide")
    both = import_desks(store, written(tmp_path, GOOD.replace("20", "30") + second))
    assert (both.new, both.changed) == (1, 1)
    assert [desk.code for desk in store.desks.all()] == ["titres", "ccas"]
    assert import_desks(store, written(tmp_path, second)).gone == 1
    assert store.desks.get("titres") is None


def test_the_mark_that_windows_writes_is_no_harm(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "desks.toml"
    path.write_text(GOOD, "utf-8-sig")
    assert import_desks(store, path).new == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("slot_minutes = 20", "slot_minutes = 0"), r"desk\.titres\.slot_minutes: .*greater than or equal to 5"),
        (("Mo-Fr 09:00-12:00", "lundi matin"), r"desk\.titres\.hours: The opening hours 'lundi matin' cannot be read"),
        (("slot_minutes = 20", "slot_minutes = 20\ncolour = 1"), r"desk\.titres\.colour: is unknown here"),
        (('"un passeport"', '""'), r"desk\.titres\.motives\.0\.label: .*at least 1 character"),
        (("slot_minutes", 'link = "ftp://x"\nslot_minutes'), r"desk\.titres\.link must begin with https://"),
        (("slot_minutes", 'link = "https://x/{name}"\nslot_minutes'), r"desk\.titres\.link: \{name\} is no field"),
        (("slot_minutes", 'link = "https://x/{"\nslot_minutes'), r"desk\.titres\.link: .*write a field as"),
        (
            ("slot_minutes", "closures = [{ first = 2026-12-24, last = 2026-12-01 }]\nslot_minutes"),
            r"desk\.titres\.closures\.0: last .* is before first",
        ),
        (("[desk.titres]", "[bureau.titres]"), r"bureau is unknown here; write a table \[desk\.CODE\]"),
        (("[desk.titres]", "[desk.titres"), r"not valid TOML: .*line 2"),
    ],
)
def test_a_mistake_names_file_desk_and_key_and_changes_nothing(
    store: Store, tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    import_desks(store, written(tmp_path, GOOD))
    before = store.desks.all()
    with pytest.raises(FileRefusedError, match=rf"desks\.toml.*{complaint}"):
        import_desks(store, written(tmp_path, GOOD.replace(*change)))
    assert store.desks.all() == before


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="cannot be read"):
        read_desks(tmp_path / "none.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(FileRefusedError, match="not UTF-8"):
        read_desks(latin)
    with pytest.raises(FileRefusedError, match="has no desk"):
        read_desks(written(tmp_path, ""))


def test_the_demo_desks_come_and_leave_with_the_demo(store: Store, tmp_path: Path) -> None:
    demo_commune.load(store)
    assert {desk.code for desk in store.desks.all()} >= {"titres", "ccas", "elus"}
    store.database.run("UPDATE streets SET insee = '26999' WHERE id = (SELECT min(id) FROM streets)")
    demo_commune.load(store)
    assert store.desks.all() == ()


def test_a_towns_own_desks_stay_whatever_the_demo_does(store: Store, tmp_path: Path) -> None:
    import_desks(store, written(tmp_path, GOOD))
    demo_commune.load(store)
    assert [desk.code for desk in store.desks.all()] == ["titres"]
    store.database.run("UPDATE streets SET insee = '26999' WHERE id = (SELECT min(id) FROM streets)")
    demo_commune.load(store)
    assert [desk.code for desk in store.desks.all()] == ["titres"]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("slot_minutes = 20", 'slot_minutes = "vingt"'), 6, "desk.titres.slot_minutes"),
        (("slot_minutes = 20", 'lien = "x"\nslot_minutes = 20'), 6, "desk.titres.lien: is unknown"),
        (('place = "à la mairie"\n', ""), 2, "desk.titres.place: is missing"),
        (("[desk.titres]", "[bureau]\n[desk.titres]"), 2, "bureau is unknown"),
    ],
)
def test_a_mistake_is_named_by_its_line(tmp_path: Path, change: tuple[str, str], line: int, told: str) -> None:
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(FileRefusedError) as refused:
        read_desks(path)
    assert str(refused.value).startswith(f"{path}, line {line}: {told}")
