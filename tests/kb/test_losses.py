"""A file that holds much less than the last one, or rows that turned wrong: what was known stays."""

from pathlib import Path

import pytest

from kb.store import Store
from tests.kb.loading import BAN, PLACES, Run, counts, tables, written

SERVICE = '[service.{0}]\nname = "la salle {0}"\nkind = "salle"\nhours = "Mo-Fr 09:00-12:00"\n'
ORIGIN = '[origin]\nsource = "mairie"\nchecked = 2026-11-02\n'
MENU = "ecole;date;plats;allergenes;source;verifie\n"


def _menus(*days: int) -> str:
    return MENU + "".join(f";{day:02}/12/2026;soupe;lait;mairie;2026-11-20\n" for day in days)


def _events(*days: int) -> str:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:202612{day:02}T140000\r\nSUMMARY:Fête\r\nEND:VEVENT\r\n" for day in days
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n{events}END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("kind", "name", "whole", "short", "what"),
    [
        ("town", "t.toml", ORIGIN + "".join(map(SERVICE.format, "abcdef")), ORIGIN + SERVICE.format("a"), "services"),
        ("menus", "m.csv", _menus(1, 2, 3, 4, 7, 8), _menus(1), "menus to come"),
        ("calendar", "a.ics", _events(1, 2, 3, 4, 5, 6), _events(1), "events"),
        (
            *("places", "p.csv", PLACES + "A;x;5;46;;\nB;x;5;46;;\nC;x;5;46;;\nD;x;5;46;;\n"),
            *("nom;type;lon;lat;adresse;alias\nA;x;5;46;;\n", "places"),
        ),
        (
            *("ban", "b.csv", BAN + "".join(f"01999_0001_{n};{n};;Rue Haute;01999;5;46\n" for n in range(6))),
            *(BAN + "01999_0001_1;1;;Rue Haute;01999;5;46\n", "addresses"),
        ),
    ],
)
def test_a_short_file_leaves_a_list_as_it_was(
    run: Run, store: Store, tmp_path: Path, kind: str, name: str, whole: str, short: str, what: str
) -> None:
    file = written(tmp_path, name, whole)
    assert counts(run(kind, file))[0] == 6
    before = tables(store)
    written(tmp_path, name, short)
    refused = run(kind, file)
    assert f"{file} would leave 1 of 6 {what}, so nothing was changed" in refused.error
    assert "--max-loss-percent 100" in refused.error
    assert tables(store) == before
    assert run(kind, file, dry_run=True).error == refused.error
    allowed = run(kind, file, max_loss_percent=100).summary
    assert allowed is not None
    assert allowed.gone == 5


def test_what_is_over_leaves_without_a_word(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "m.csv", _menus(1, 2, 3, 4, 7, 8))
    run("menus", file)
    written(tmp_path, "m.csv", _menus(14, 15))
    assert run("menus", file, days=3).summary is None
    assert counts(run("menus", file, days=30))[3] == 6


def test_a_list_that_is_replaced_by_another_as_long_is_no_loss(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "t.toml", ORIGIN + "".join(map(SERVICE.format, "abcdef")))
    run("town", file)
    written(tmp_path, "t.toml", ORIGIN + "".join(map(SERVICE.format, "ghijkl")))
    assert counts(run("town", file))[:4] == (6, 0, 0, 6)


def test_a_closure_that_turns_wrong_stays_as_it_was(run: Run, store: Store, tmp_path: Path) -> None:
    closure = '[[closure]]\nservice = "{}"\nfirst = {}\nlast = 2026-12-31\n'
    known = ORIGIN + SERVICE.format("a") + SERVICE.format("b")
    file = written(tmp_path, "t.toml", known + closure.format("a", "2026-12-24") + closure.format("b", "2026-12-24"))
    run("town", file)
    written(tmp_path, "t.toml", known + closure.format("a", '"le 24"') + closure.format("b", "2026-12-23"))
    summary = run("town", file).summary
    assert summary is not None
    assert (summary.new, summary.gone, summary.kept, len(summary.refused)) == (1, 1, 1, 1)
    kept = [row["first"] for row in store.database.rows("SELECT first FROM closures ORDER BY service")]
    assert kept == ["2026-12-24", "2026-12-23"]


def test_the_rows_that_were_refused_are_told_with_the_loss(run: Run, tmp_path: Path) -> None:
    row = "01999_0001_{0};{0};;Rue Haute;01999;{1};46\n"
    file = written(tmp_path, "b.csv", BAN + "".join(row.format(number, 5) for number in range(6)))
    run("ban", file)
    written(tmp_path, "b.csv", BAN + row.format(0, 5) + row.format(7, "est"))
    error = run("ban", file).error
    assert "of 6 addresses" in error
    assert "line 3" in error
