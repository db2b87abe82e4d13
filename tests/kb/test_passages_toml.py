import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from accessibility.plain_language import problems
from kb.answers import spoken_sentences
from kb.demo_commune.knowledge import FOLDER
from kb.importers.passages_toml import import_passages
from kb.importers.reading import FileRefusedError
from kb.store import Store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = '[page]\nurl = "https://www.commune.example/piscine"\nsection = "Sport"\ndate = 2026-09-01\n'
PRICES = '[passage.tarifs]\ntitle = "Les tarifs"\ntext = "Trois euros."\n'
HOURS = '[passage.bonnet]\ntitle = "Le bonnet"\ntext = "Il est obligatoire."\nvalid_until = 2027-01-31\n'


def _write(folder: Path, text: str, name: str = "piscine.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_page_becomes_passages(store: Store, tmp_path: Path) -> None:
    summary = import_passages(store, _write(tmp_path, PAGE + PRICES + HOURS), AT)
    assert (summary.new, summary.changed, summary.gone, summary.refused) == (2, 0, 0, ())
    cap, prices = store.passages.all()
    assert (prices.url, prices.title, prices.section) == (
        "https://www.commune.example/piscine#tarifs",
        "Les tarifs",
        "Sport",
    )
    assert (prices.dated, prices.valid_until, cap.valid_until) == (date(2026, 9, 1), None, date(2027, 1, 31))


def test_a_folder_again_counts_what_changed(store: Store, tmp_path: Path) -> None:
    _write(tmp_path, PAGE + PRICES + HOURS)
    import_passages(store, tmp_path, AT)
    _write(tmp_path, PAGE + PRICES.replace("Trois", "Quatre"))
    seen: list[tuple[int, int]] = []
    summary = import_passages(store, tmp_path, AT, lambda done, total: seen.append((done, total)))
    assert (summary.new, summary.changed, summary.same, summary.gone) == (0, 1, 0, 1)
    assert seen == [(1, 1)]


@pytest.mark.parametrize(
    ("bad", "line", "reason"),
    [
        ('[passage.x]\ntitle = "Un titre"\n', 8, "text: is missing"),
        ('[passage.x]\ntitle = ""\ntext = "a"\n', 9, "title: a text with words"),
        ('[passage.x]\ntitle = "a"\ntext = "b"\nlien = "c"\n', 11, "lien: is unknown"),
        ('[passage.x]\ntitle = "a"\ntext = "b"\ndate = "hier"\n', 11, "date: "),
    ],
)
def test_a_bad_passage_is_named_and_the_rest_imported(
    store: Store, tmp_path: Path, bad: str, line: int, reason: str
) -> None:
    file = _write(tmp_path, PAGE + PRICES + bad)
    summary = import_passages(store, file, AT)
    (refused,) = summary.refused
    assert str(refused).startswith(f"{file}, line {line}: passage.x ")
    assert reason in refused.reason
    assert summary.new == 1


def test_a_passage_that_went_bad_is_not_lost(store: Store, tmp_path: Path) -> None:
    import_passages(store, _write(tmp_path, PAGE + PRICES + HOURS), AT)
    summary = import_passages(store, _write(tmp_path, PAGE + PRICES + '[passage.bonnet]\ntitle = "Le bonnet"\n'), AT)
    assert summary.gone == 0
    assert store.passages.count() == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", "is not valid TOML"),
        ("x = " + "[" * 100_000, "nested too deeply"),
        (PAGE + '[[passage]]\ntitle = "a"\ntext = "b"\n', "a passage needs a code"),
        (PRICES, r"\[page\] url: is missing"),
        (PAGE.replace("https", "ftp") + PRICES, r"\[page\] url"),
        (PAGE + "[passages]\n", "there is no table 'passages'"),
        (PAGE, "has no passage"),
        (PAGE + '[passage.x]\ntitle = "a"\n', "has no passage that can be imported:\\n"),
    ],
)
def test_a_wrong_file_changes_nothing(store: Store, tmp_path: Path, text: str, reason: str) -> None:
    import_passages(store, _write(tmp_path, PAGE + PRICES, "good.toml"), AT, source="site")
    with pytest.raises(FileRefusedError, match=reason):
        import_passages(store, _write(tmp_path, text), AT, source="site")
    assert store.passages.count() == 1


def test_missing_and_latin_files_are_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="cannot be read"):
        import_passages(store, tmp_path / "nothing.toml", AT)
    with pytest.raises(FileRefusedError, match=r"no \.toml file"):
        import_passages(store, tmp_path, AT)
    (tmp_path / "latin.toml").write_bytes((PAGE + "# é").encode("latin-1"))
    with pytest.raises(FileRefusedError, match="UTF-8"):
        import_passages(store, tmp_path, AT)


def _demo() -> list[tuple[str, str]]:
    pages = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    return [
        (f"{page}.{code}", sentence)
        for page, tables in pages.items()
        for code, entry in tables["passage"].items()
        for sentence in spoken_sentences(entry["text"])
    ]


def test_there_are_enough_demo_passages() -> None:
    assert len({where for where, _ in _demo()}) >= 120


@pytest.mark.parametrize(("where", "sentence"), _demo())
def test_the_demo_pages_can_be_heard(where: str, sentence: str) -> None:
    assert problems(sentence) == []


def test_a_mistake_of_the_page_is_named_by_its_line(store: Store, tmp_path: Path) -> None:
    file = _write(tmp_path, PAGE.replace("date = ", "datte = ") + PRICES)
    line = 1 + next(number for number, line in enumerate(file.read_text("utf-8").splitlines()) if "datte" in line)
    with pytest.raises(FileRefusedError, match=f"line (1|{line}): .page. "):
        import_passages(store, file, AT)
