"""Tables as people save them: separators, encodings, spreadsheets, ragged rows."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from kb.importers import spreadsheets
from kb.importers.events_csv import import_events_csv
from kb.importers.places import import_places
from kb.importers.reading import FileRefusedError, read_rows
from kb.store import Store

COLUMNS = ("nom", "type", "lon", "lat", "adresse", "alias")
HEADER = ";".join(COLUMNS)
GOOD = "École de l'Été;école;5.1;46.1;1 rue Haute;"


def _csv(tmp_path: Path, *lines: str, encoding: str = "utf-8", end: str = "\n") -> Path:
    path = tmp_path / "lieux.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def _ods(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Feuille1")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_cell(value))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _cell(value: Any) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value)
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value))
    return cell


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_encodings(tmp_path: Path, sign: str, encoding: str, end: str) -> None:
    lines = [HEADER.replace(";", sign), GOOD.replace(";", sign), GOOD.replace("École", "Collège").replace(";", sign)]
    rows = read_rows(_csv(tmp_path, *lines, encoding=encoding, end=end), COLUMNS)
    assert [(line, fields["nom"]) for line, fields in rows] == [(2, "École de l'Été"), (3, "Collège de l'Été")]


def test_what_only_cp1252_has(tmp_path: Path) -> None:
    (row,) = read_rows(_csv(tmp_path, HEADER, "L’Œuvre à 3 €;x;5;46;;", encoding="cp1252"), COLUMNS)
    assert row[1]["nom"] == "L’Œuvre à 3 €"


def test_blank_lines_and_capitals_of_the_header(tmp_path: Path) -> None:
    rows = read_rows(_csv(tmp_path, "", " ", "Nom;TYPE;lon;lat;adresse;Alias", "", ";;;;;", GOOD, ""), COLUMNS)
    assert [(line, fields["type"]) for line, fields in rows] == [(6, "école")]


def test_ragged_rows(store: Store, tmp_path: Path) -> None:
    path = _csv(
        tmp_path, HEADER, GOOD, "Mairie;mairie;5.2;46.2", "Poste;poste;5;46;1 rue X;;la poste; le courrier", "Pont;pont"
    )
    summary = import_places(store, path)
    assert summary.new == 2
    assert [str(refused) for refused in summary.refused] == [
        f"{path}, line 4: it has more cells than columns ('la poste le courrier'); quote a text with a separator",
        f"{path}, line 5: lat is ''; a number from -90 to 90 is needed",
    ]


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    path = _csv(tmp_path, HEADER, GOOD, '"Mairie;mairie;5.2;46.2;;', *[GOOD] * 40)
    with pytest.raises(FileRefusedError, match=r"lieux.csv, line 3: a quotation mark"):
        read_rows(path, COLUMNS)


def test_a_cell_without_an_end(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="line 2: field larger than field limit"):
        read_rows(_csv(tmp_path, HEADER, "x" * 200_000), COLUMNS)


def test_wrong_dates_are_named_and_the_rest_is_imported(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "evenements.csv"
    header = "titre,debut,fin,type,lieu,enfants,tarif,description,inscription,places,jusquau,url"
    path.write_bytes(f"{header}\r\nMarché,31/02/2026,,,,,,,,,,\r\nFête,05/12/2026,,,,,,,,,,\r\n".encode("cp1252"))
    summary = import_events_csv(store, path, checked=date(2026, 11, 23))
    assert summary.new == 1
    assert str(summary.refused[0]).startswith(f"{path}, line 2: debut is '31/02/2026'")


def test_ods_is_read_as_csv(store: Store, tmp_path: Path) -> None:
    path = _ods(tmp_path / "lieux.ods", COLUMNS, (None,), ("Mairie", "mairie", 5.25, 46, None, "hôtel de ville"))
    assert import_places(store, path).new == 1
    assert import_places(store, path).same == 1
    ((line, fields),) = read_rows(path, COLUMNS)
    assert (line, fields["lon"], fields["lat"]) == (3, "5.25", "46")


def test_cells_of_every_type(tmp_path: Path) -> None:
    path = _ods(tmp_path / "t.ods", ("a", "b", "c", "d"), (True, date(2026, 12, 5), 1.5, "Été"))
    assert read_rows(path, ("a",))[0][1] == {"a": "oui", "b": "2026-12-05", "c": "1.5", "d": "Été"}


def test_a_bad_row_of_a_spreadsheet_is_named(store: Store, tmp_path: Path) -> None:
    path = _ods(tmp_path / "lieux.ods", COLUMNS, ("Mairie", "mairie", 5.25, 46), ("Pont", "pont", "?", 46))
    assert (
        str(import_places(store, path).refused[0]) == f"{path}, line 3: lon is '?'; a number from -180 to 180 is needed"
    )


def test_a_spreadsheet_named_csv_is_read_all_the_same(tmp_path: Path) -> None:
    path = _ods(tmp_path / "lieux.ods", COLUMNS, ("Mairie", "mairie", 5.25, 46)).rename(tmp_path / "lieux.csv")
    assert read_rows(path, COLUMNS)[0][1]["nom"] == "Mairie"


@pytest.mark.parametrize("name", ["lieux.ods", "lieux.xlsx", "lieux.xls"])
@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04broken", b"<html>"])
def test_a_broken_spreadsheet(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match=name):
        read_rows(path, COLUMNS)


def test_a_spreadsheet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lieux.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("content.xml", " " * 3_000_000)
    monkeypatch.setattr(spreadsheets, "BIGGEST_CONTENT", 2_000_000)
    with pytest.raises(FileRefusedError, match="unpacks to 3 MB"):
        read_rows(path, COLUMNS)


def _xlsx(path: Path, cells: str) -> Path:
    """The least that is a workbook."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = (
        '<Relationships xmlns="{}/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": relation.format(package, office, "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relation.format(package, office, "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'


@pytest.mark.parametrize("far", ["XFD1048576", "AX1048576"])
def test_a_cell_at_the_far_end_is_refused_before_the_memory_is_full(tmp_path: Path, far: str) -> None:
    path = _xlsx(tmp_path / "t.xlsx", f'{HEAD}<row r="1048576"><c r="{far}"><v>1</v></c></row>')
    with pytest.raises(FileRefusedError, match=r"1048576 rows and .* columns; 1000000 cells are the most"):
        read_rows(path, ("a",))


def test_an_empty_cell_at_the_far_end_is_no_harm(tmp_path: Path) -> None:
    path = _xlsx(tmp_path / "t.xlsx", f'{HEAD}<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert read_rows(path, ("a",)) == [(2, {"a": "1"})]


def _repeating(path: Path, filled: bool) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Feuille1")
    head, last = TableRow(), TableRow(numberrowsrepeated=1_048_000)
    head.addElement(_cell("a"))
    last.addElement(TableCell(numbercolumnsrepeated=16_000, **({"valuetype": "float", "value": 1} if filled else {})))
    for row in (head, last):
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def test_cells_that_are_repeated_without_end(tmp_path: Path) -> None:
    assert read_rows(_repeating(tmp_path / "t.ods", filled=False), ("a",)) == []
    with pytest.raises(FileRefusedError, match="1048001 rows and 16000 columns"):
        read_rows(_repeating(tmp_path / "t.ods", filled=True), ("a",))


def test_an_empty_file(tmp_path: Path) -> None:
    for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
        (tmp_path / "lieux.csv").write_bytes(content)
        with pytest.raises(FileRefusedError, match="is empty"):
            read_rows(tmp_path / "lieux.csv", COLUMNS)
