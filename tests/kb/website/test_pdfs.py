"""PDF files that a site links to: passages by page, or a reason."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from kb.importers.website import pdf as pdf_module
from kb.importers.website.heads import PageError
from kb.importers.website.pdf import PdfRefusedError, pdf_content
from kb.importers.website.pdf_lines import paragraphs
from kb.site_pages import READ, REFUSED
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.website.conftest import Reader
from tests.kb.website.pdfs import HEADERS, pdf, served
from tests.kb.website.server import Answer, Web, page
from tests.kb.website.test_crawling import HOME

Texts = Callable[[], dict[str, str]]
RULES = [
    "RÈGLEMENT DU CIMETIÈRE COMMUNAL",
    "Le cimetière est ouvert tous les jours de huit heures à dix-huit heures, et en été jus-",
    "qu'à vingt heures. Les chiens n'y entrent pas.",
]
TOMBS = ["Une concession de trente ans coûte 280 euros (deux mètres carrés).", "Elle se renouvelle."]


@pytest.fixture
def town(web: Web) -> Web:
    web.routes = {
        "/": page(HOME, "/docs/reglement-cimetiere.pdf"),
        "/docs/reglement-cimetiere.pdf": served(RULES, TOMBS),
    }
    web.etags = True
    return web


def test_the_pages_of_a_pdf_become_passages(town: Web, read: Reader, store: Store) -> None:
    town.routes["/docs/reglement-cimetiere.pdf"] = served(RULES, TOMBS, dated="D:20260301120000+01'00'")
    assert read().new == 3
    found = store.passages.search(["combien coûte une concession au cimetière"])[0].passage
    assert found.url == f"{town.url}/docs/reglement-cimetiere.pdf"
    assert (found.title, found.section) == ("Règlement du cimetière communal", "page 2")
    assert (found.dated, found.valid_until) == (date(2026, 3, 1), date(2028, 2, 29))
    assert found.text == "Une concession de trente ans coûte 280 euros (deux mètres carrés).\nElle se renouvelle."


def test_a_word_cut_at_the_end_of_a_line_is_one(town: Web, read: Reader, texts: Texts) -> None:
    read()
    assert "et en été jusqu'à vingt heures." in texts()["/docs/reglement-cimetiere.pdf"]


def test_a_pdf_without_a_date_counts_from_when_it_was_seen(town: Web, read: Reader, store: Store) -> None:
    read(max_undated_days=100)
    passage = store.passages.search(["concession de trente ans"])[0].passage
    assert (passage.dated, str(passage.valid_until)) == (None, "2027-03-03")


def test_reading_again_asks_whether_the_pdf_changed(town: Web, read: Reader, texts: Texts) -> None:
    read()
    town.headers.clear()
    summary = read()
    assert (summary.new, summary.changed, summary.same, summary.gone) == (0, 0, 3, 0)
    assert sum("if-none-match" in headers for headers in town.headers) == 2
    town.routes["/docs/reglement-cimetiere.pdf"] = served(RULES, ["Une concession coûte 300 euros."])
    assert read().changed == 1
    assert "300 euros" in texts()["/docs/reglement-cimetiere.pdf"]
    town.routes["/docs/reglement-cimetiere.pdf"] = Answer(b"", 404)
    read()
    assert "/docs/reglement-cimetiere.pdf" not in texts()


def test_a_pdf_at_any_address_is_one(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "/telecharger?id=4 /plan.pdf"),
        "/telecharger?id=4": served(RULES),
        "/plan.pdf": Answer(pdf(TOMBS), 200, {"Content-Type": "application/octet-stream"}),
    }
    read()
    assert set(texts()) == {"/", "/telecharger?id=4", "/plan.pdf"}


def test_only_pdfs_of_this_host_that_robots_txt_allows(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "http://localhost:1/x.pdf /prive/a.pdf /b.pdf"),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /prive/", 200, {"Content-Type": "text/plain"}),
        "/prive/a.pdf": served(RULES),
        "/b.pdf": Answer(pdf(TOMBS), 200, HEADERS | {"X-Robots-Tag": "noindex"}),
    }
    summary = read()
    assert web.pages_asked() == ["/", "/b.pdf"]
    assert set(texts()) == {"/"}
    assert {"1 × forbidden by robots.txt", "1 × not to be indexed (noindex)"} <= set(summary.notes)


def test_most_pdfs(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {"/": page(HOME, "/a.pdf /b.pdf /c.pdf")}
    web.routes |= {f"/{name}.pdf": served([*RULES, f"Article {name}."]) for name in "abc"}
    read()
    assert len(texts()) == 4
    summary = read(max_pdfs=2)
    assert "1 × PDF files beyond max_pdfs = 2" in summary.notes
    assert len(texts()) == 4  # what was not looked at stays
    read(max_pdfs=0, max_loss_percent=100)
    assert set(texts()) == {"/"}


def _protected(writer: PdfWriter) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


def _tree(writer: PdfWriter) -> DictionaryObject:
    tree = writer.root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    return tree


def _looped(writer: PdfWriter) -> None:
    """The tree of pages has itself for a child."""
    tree = _tree(writer)
    tree[NameObject("/Kids")] = ArrayObject([writer.root_object.raw_get("/Pages")] * 3)
    tree[NameObject("/Count")] = NumberObject(3)


def _countless(writer: PdfWriter) -> None:
    _tree(writer)[NameObject("/Count")] = NumberObject(2_000_000_000)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf(RULES, change=_protected), "protected (encrypted)"),
        (pdf(RULES, change=_looped), "damaged|no text"),
        (pdf(*[RULES] * 301), "it has 301 pages; 300 are read at most"),
        (pdf([], [], []), "no text (a scan?)"),
        (pdf(RULES)[:400], "damaged"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "damaged"),
        (b"", "damaged"),
        (b"<html>404</html>", "damaged"),
        (b"%PDF-1.7\n" + b"0" * 10_000_001, "bigger than 10 MB"),
        (pdf(RULES, language="en-GB"), "in another language (en-GB)"),
        (pdf(["/g1 /b2 /c3 /d4 /e5 /f6 /h7 /i8 /j9 "] * 5), "letters cannot be told"),
    ],
    ids=["encrypted", "loop", "pages", "scan", "cut", "noise", "empty", "html", "11 MB", "english", "signs"],
)
def test_a_pdf_that_is_refused(town: Web, read: Reader, texts: Texts, store: Store, body: bytes, reason: str) -> None:
    town.routes["/docs/reglement-cimetiere.pdf"] = Answer(body, 200, HEADERS)
    for _ in ("first", "again"):
        (refused,) = read().refused
        assert refused.file == f"{town.url}/docs/reglement-cimetiere.pdf"
        assert any(each in refused.reason for each in reason.split("|")), refused.reason
        assert set(texts()) == {"/"}
    assert store.site_pages.of(f"{town.url}/")[str(refused.file)].state == REFUSED


def test_a_page_count_that_lies(town: Web, read: Reader, texts: Texts) -> None:
    town.routes["/docs/reglement-cimetiere.pdf"] = Answer(pdf(RULES, change=_countless), 200, HEADERS)
    read()
    assert "/" in texts()


def test_a_pdf_that_unpacks_without_end(town: Web, read: Reader, texts: Texts) -> None:
    def packed(writer: PdfWriter) -> None:
        for sheet in writer.pages:
            contents = sheet["/Contents"].get_object()
            assert isinstance(contents, DecodedStreamObject)
            contents.set_data(b"(a) Tj " * 30_000_000)
            sheet.compress_content_streams()

    town.routes["/docs/reglement-cimetiere.pdf"] = Answer(pdf(RULES, change=packed), 200, HEADERS)
    (refused,) = read().refused
    assert "damaged" in refused.reason or "memory" in refused.reason
    assert set(texts()) == {"/"}


def test_a_pdf_that_is_not_read_in_time_is_tried_again(
    town: Web, read: Reader, texts: Texts, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read()
    town.routes["/docs/reglement-cimetiere.pdf"] = served(TOMBS)
    with monkeypatch.context() as patched:
        patched.setattr(pdf_module, "TIME_S", 0)
        (refused,) = read().refused
    assert "could not be read within" in refused.reason
    assert "jusqu'à" in texts()["/docs/reglement-cimetiere.pdf"]  # what was known stays
    read()
    assert "jusqu'à" not in texts()["/docs/reglement-cimetiere.pdf"]
    assert store.site_pages.of(f"{town.url}/")[f"{town.url}/docs/reglement-cimetiere.pdf"].state == READ


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Règlement de la salle des fêtes", "rsf-v3.pdf", "Règlement de la salle des fêtes"),
        ("Microsoft Word - Document1.docx", "reglement-du-cimetiere.pdf", "Règlement du cimetière communal"),
        ("", "reglement_cimetiere_2024.pdf", "Règlement du cimetière communal"),
        ("", "plan-de-la-commune.pdf", "Plan de la commune"),
        ("Sans titre", "%C3%A9t%C3%A9.pdf", "Été"),
    ],
)
def test_titles(title: str, name: str, expected: str) -> None:
    content = pdf_content(pdf(RULES, title=title), f"https://x.example/{name}", MORNING.date())
    assert content.title == expected


@pytest.mark.parametrize(
    ("lines", "dated", "expected"),
    [
        ([*RULES, "Mis à jour le 3 mars 2025"], "D:20260301", date(2025, 3, 3)),
        (RULES, "D:20260301120000Z", date(2026, 3, 1)),
        (RULES, "D:20990301120000Z", None),
        (RULES, "hier", None),
        (RULES, "", None),
    ],
)
def test_dates(lines: Sequence[str], dated: str, expected: date | None) -> None:
    assert pdf_content(pdf(lines, dated=dated), "https://x.example/a.pdf", MORNING.date()).dated == expected


def test_without_python_no_text_and_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(PageError, match="cannot be started"):
        pdf_content(pdf(RULES), "https://x.example/a.pdf", MORNING.date())


def test_a_reader_that_breaks_down_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    monkeypatch.setattr(pdf_module, "_CHILD", child)
    child.write_text("import os; os.abort()")
    with pytest.raises(PdfRefusedError, match="broke down"):
        pdf_content(pdf(RULES), "https://x.example/a.pdf", MORNING.date())
    child.write_text("while True: pass")
    monkeypatch.setattr(pdf_module, "TIME_S", 0.05)
    with pytest.raises(PageError, match="within"):
        pdf_content(pdf(RULES), "https://x.example/a.pdf", MORNING.date())


def test_paragraphs_of_lines() -> None:
    pages = [
        "Mairie de Valbourg\nLes inscriptions se font à la mairie, avant la fin du mois de\nmai, auprès de la régie.\n"
        "Tarifs\nAdulte : 3 euros\nEnfant : 1 euro\n- un justificatif\n- une photo d'iden-\ntité\nPage 1 / 3",
        "Mairie de Valbourg\nC'est-à-\ndire demain. Sainte-Marie-\nla-Forêt. Est-\nce la règle ?\n2",
        "Mairie de Valbourg\n1. Le maire\n2. Le conseil\n3/3",
    ]
    assert paragraphs(pages) == [
        [
            "Les inscriptions se font à la mairie, avant la fin du mois de mai, auprès de la régie.",
            "Tarifs",
            "Adulte : 3 euros",
            "Enfant : 1 euro",
            "un justificatif",
            "une photo d'identité",
        ],
        ["C'est-à-dire demain. Sainte-Marie-la-Forêt. Est-ce la règle ?"],
        ["Le maire", "Le conseil"],
    ]
