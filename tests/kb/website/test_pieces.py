"""Addresses, dates, sections and passages, each by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importers.website.addresses import Site, pattern
from kb.importers.website.cutting import MOST_SENTENCES, passages_of
from kb.importers.website.dates import date_in, is_date_line
from kb.importers.website.extracting import Content, Section, extract
from kb.importers.website.frontier import Frontier
from kb.importers.website.heads import parse
from kb.importers.website.text import clean, decode, shortened, without_controls
from tests.kb.website.server import page

TODAY = date(2026, 11, 23)
SITE = Site.of("https://www.commune.example/")
BASE = "https://www.commune.example/vie/index.html"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("piscine", "/vie/piscine"),
        ("../piscine/", "/piscine/"),
        ("/a//b/./c/../d", "/a/b/d"),
        ("#tarifs", "/vie/index.html"),
        ("?b=2&a=1&b=2", "/vie/index.html?a=1&b=2"),
        ("HTTP://WWW.Commune.Example:80/a", "/a"),
        ("//www.commune.example/a", "/a"),
        ("/é t%c3%a9/%7Ex", "/%C3%A9%20t%C3%A9/~x"),
        ("/a;jsessionid=12AB/b?PHPSESSID=1&fbclid=2&utm_campaign=3&id=4", "/a/b?id=4"),
        ("/../../etc", "/etc"),
        ("/a?x=", "/a"),
    ],
)
def test_one_way_to_write_an_address(link: str, expected: str) -> None:
    assert SITE.page(link, BASE) == f"https://www.commune.example{expected}"


@pytest.mark.parametrize(
    "link",
    [
        *("https://commune.example/", "https://www.commune.example:8443/", "mailto:a@b.c", "javascript:alert(1)"),
        *("tel:3939", "data:text/html,x", "ftp://www.commune.example/", "http://[", "https://user@ailleurs.example/"),
        *("/" + "x" * 600, "/a/b/a/b/a/b", "https://www.commune.example:99999/", "https://www.commune.example.evil/"),
    ],
)
def test_what_is_no_page_of_the_site(link: str) -> None:
    assert SITE.page(link, BASE) is None


@given(st.text(max_size=80))
def test_an_address_is_stable_and_on_the_site(link: str) -> None:
    url = SITE.page(link, BASE)
    if url is not None:
        assert SITE.page(url) == url
        assert SITE.has(url)


def test_names_with_accents() -> None:
    assert Site.of("https://www.évry.example/").host == "www.xn--vry-9la.example"


def test_patterns() -> None:
    assert pattern("https://x.example/agenda/2026/11/23?vue=mois&p=2") == "/agenda/#/#/#?p&vue"


def test_the_frontier_goes_in_order_and_reads_nothing_twice() -> None:
    frontier = Frontier(1)
    frontier.add(["a", "b", "a"], 0)
    frontier.add(["b", "c"], 1)
    frontier.add(["d"], 2)
    assert list(frontier) == [("a", 0), ("b", 0), ("c", 1)]
    assert frontier.too_deep == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mis à jour le 3 novembre 2026", date(2026, 11, 3)),
        ("Dernière mise à jour : 03/11/2026", date(2026, 11, 3)),
        ("Page modifiée le mardi 1er août 2023.", date(2023, 8, 1)),
        ("Dernière modification : 1-2-2024 puis mise à jour le 5.6.2025", date(2025, 6, 5)),
        ("Publié le 2 fevrier 2021", date(2021, 2, 2)),
        ("Publié le 2 mai 2021. Publié le 3 mai 2021.", None),
        ("Publié le 2 mai 2021, mis à jour le 4 mai 2022", date(2022, 5, 4)),
        ("Mis à jour le 31 février 2026", None),
        ("Mis à jour le 3 novembre 2027", None),
        ("Mis à jour le 3/13/2026", None),
        ("La fête aura lieu le 3 novembre 2026", None),
        ("Mis à jour le 3 novembre 1912", None),
    ],
)
def test_dates_of_pages(text: str, expected: date | None) -> None:
    assert date_in(text, TODAY) == expected


def test_lines_that_tell_the_date_alone() -> None:
    assert is_date_line("Mis à jour le 3 novembre 2026")
    assert not is_date_line("Les tarifs mis à jour le 3 novembre 2026 sont affichés à la caisse de la piscine.")


def _content(body: str, title: str = "Piscine municipale") -> Content:
    return extract(parse(without_controls(page(body, title=title))), "https://x.example/piscine", TODAY)


def test_sections_tables_and_lists() -> None:
    content = _content(
        "<p>Le bassin est couvert.</p><h2>Tarifs</h2><table><tr><th>Public</th><th>Été</th><th>Hiver</th></tr>"
        "<tr><td>Adulte</td><td>3 €</td><td>4 €</td></tr></table><table><tr><td>Casier</td><td>1 €</td></tr></table>"
        "<h2>À apporter</h2><ul><li>un bonnet</li><li>une serviette</li></ul><p>Mis à jour le 3 novembre 2026</p>"
    )
    assert content.title == "Piscine municipale"
    assert content.dated == date(2026, 11, 3)
    assert [(section.heading, section.lines) for section in content.sections] == [
        ("", ["Le bassin est couvert."]),
        ("Tarifs", ["Adulte : Été 3 €, Hiver 4 €", "Casier : 1 €"]),
        ("À apporter", ["un bonnet", "une serviette"]),
    ]


def test_a_page_without_a_title_is_named_by_its_address() -> None:
    tree = parse("<html lang='fr'><body><p>Le bassin est couvert toute l'année.</p></body></html>")
    assert extract(tree, "https://x.example/vie/jardins-partages.html", TODAY).title == "Jardins partages"


def test_passages_have_at_most_six_sentences_of_about_equal_number() -> None:
    lines = [" ".join(f"La phrase {number} est là." for number in range(13))]
    passages = passages_of(Content("Titre", TODAY, (Section("", lines),)), "u")
    assert [passage.text.count(".") for passage in passages] == [4, 4, 5]
    assert {passage.dated for passage in passages} == {TODAY}


def test_titles_of_passages() -> None:
    sections = (
        Section("Tarifs", ["Trois mots ici."]),
        Section("La piscine", ["Trois mots ici."]),
        Section("", ["Un."]),
    )
    passages = passages_of(Content("Piscine", None, sections), "u")
    assert [passage.title for passage in passages] == ["Piscine : Tarifs", "La piscine"]


@given(st.lists(st.text(max_size=300), max_size=20))
def test_nothing_is_invented_or_too_long(lines: list[str]) -> None:
    cleaned = [line for line in map(clean, lines) if line]
    passages = passages_of(Content("T", None, (Section("", cleaned),)), "u")
    for passage in passages:
        assert len(passage.text.split("\n")) <= MOST_SENTENCES
        assert set(passage.text.split()) <= set(" ".join(cleaned).split())


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_can_be_decoded(data: bytes, content_type: str) -> None:
    assert isinstance(clean(without_controls(decode(data, f"text/html; charset={content_type}"))), str)


def test_shortened() -> None:
    assert shortened("un deux trois", 9) == "un deux…"
    assert shortened("court") == "court"
