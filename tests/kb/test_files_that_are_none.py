"""Files with nothing in them, that are no text, or that stop before their end."""

from pathlib import Path

import pytest

from kb.importers.ics_blocks import blocks_in
from kb.importers.reading import FileRefusedError, read_rows


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"\x7fELF\x00\x01\x00", "is no text"),
        (b"a;b\n1;2\n", "no column"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "menus.csv"
    file.write_bytes(data)
    with pytest.raises(FileRefusedError, match=told):
        read_rows(file, ("école", "jour"))


def test_a_calendar_that_stops_before_its_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    file.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n")
    with pytest.raises(FileRefusedError, match="END:VCALENDAR is missing"):
        blocks_in(file)
