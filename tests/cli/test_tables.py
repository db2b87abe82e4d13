import json

import pytest

from ivr.cli.tables import show, show_rows

RECORDS = [{"id": 1, "text": "le [gros] trou", "by": None}]


def test_brackets_are_shown_and_nothing_is_an_empty_cell(capsys: pytest.CaptureFixture[str]) -> None:
    show(RECORDS, ("id", "text", "by"), False, "Questions")
    out = capsys.readouterr().out
    assert "le [gros] trou" in out
    assert "None" not in out


def test_machines_get_all_of_each_record(capsys: pytest.CaptureFixture[str]) -> None:
    show(RECORDS, ("id",), True, "Questions")
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == RECORDS


def test_a_screen_too_narrow_for_a_word_gets_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    show_rows(("kind", "origin", "by"), [("town", "/srv/guichet/a folder/town.toml", "")], "Sources")
    assert capsys.readouterr().out == "Sources\n\nkind: town\norigin: /srv/guichet/a folder/town.toml\n"
