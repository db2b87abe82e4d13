"""The list of what a town loads."""

from pathlib import Path

import pytest

from kb.importers.reading import FileRefusedError
from kb.importers.sources_file import read_sources
from tests.kb.loading import written


def test_what_a_town_loads(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "sources.toml",
        '[[source]]\nkind = "menus"\nfrom = "menus.ods"\n[[source]]\nkind = "site"\nfrom = "https://www.commune.example/"\n'
        'max_pages = 50\ncontact = "x@commune.example"\n[[source]]\nkind = "town"\nfrom = "town.toml"\n',
    )
    town, menus, site = read_sources(path)
    assert (town.kind, town.origin) == ("town", str(tmp_path / "town.toml"))
    assert (menus.kind, menus.origin) == ("menus", str(tmp_path / "menus.ods"))
    assert (site.options.max_pages, site.options.contact) == (50, "x@commune.example")


ONE = '[[source]]\nkind = "{}"\nfrom = "{}"\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "there is no source; write a table"),
        ("[source]\n", "there is no source"),
        ("[[source]", "is not valid TOML"),
        ("town = 1\n", "'town' is unknown here"),
        ("[[source]]\n", "line 1: kind is None; use one of ban"),
        ('\n[[source]]\nkind = "web"\n', "line 2: kind is 'web'"),
        ('[[source]]\nkind = "ban"\n', "line 1: from is missing"),
        (ONE.format("ban", "a.csv") + "max_pages = 3\n", "line 1: max_pages is unknown for ban"),
        (ONE.format("site", "www.x.fr"), "a site begins with https://"),
        (ONE.format("site", "https://x.fr") + "max_page = 3\n", "max_page is unknown; a site has contact"),
        (ONE.format("site", "https://x.fr") + "max_pages = 0\n", "max_pages: Input should be greater"),
        (ONE.format("site", "https://x.fr") + 'contact = "é\\n"\n', "contact: String should match"),
        (ONE.format("menus", "a.csv") + ONE.format("menus", "b.csv"), "line 4: menus is there twice"),
        (
            ONE.format("site", "https://x.fr") + ONE.format("site", "https://x.fr/#a"),
            "line 4: https://x.fr/#a is there",
        ),
        (ONE.format("calendar", "a/x.ics") + ONE.format("calendar", "b/x.ics"), "two files are named x.ics"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = written(tmp_path, "sources.toml", content)
    with pytest.raises(FileRefusedError, match=r"sources\.toml") as raised:
        read_sources(path)
    assert message in str(raised.value)


TOWN = '[origin]\nsource = "mairie"\nchecked = 2026-11-01\n'
POOL = '[service.piscine]\nname = "la piscine"\nkind = "sport"\n'
HALL = '[service.mairie]\nname = "la mairie"\nkind = "mairie"\n'
MAYOR = '[contact.maire]\nkind = "élu"\nrole = "le maire"\n'


def test_two_files_of_a_town_may_not_undo_each_other(tmp_path: Path) -> None:
    path = written(tmp_path, "sources.toml", ONE.format("town", "a.toml") + ONE.format("town", "b.toml"))
    written(tmp_path, "a.toml", TOWN + POOL)
    written(tmp_path, "b.toml", TOWN + MAYOR)
    assert len(read_sources(path)) == 2
    written(tmp_path, "b.toml", TOWN + MAYOR + HALL)
    with pytest.raises(FileRefusedError, match=r"line 4: a\.toml and b\.toml both have service tables"):
        read_sources(path)
    written(tmp_path, "b.toml", "[service")  # told when it is loaded
    assert len(read_sources(path)) == 2


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="cannot be read"):
        read_sources(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes("# été\n".encode("latin-1"))
    with pytest.raises(FileRefusedError, match="not UTF-8"):
        read_sources(tmp_path / "latin.toml")
