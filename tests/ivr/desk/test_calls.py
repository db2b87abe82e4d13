"""Appels: the search and the conversation."""

import pytest

from kb.calls import Turn
from tests.ivr.desk.browsing import MORNING, Town, text_of
from tests.ivr.desk.calling import add_call, add_report

HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE calls; --",
    "\u202eliam-e\u202c gauche",
    "{{ 7 * 7 }} {% include '/etc/passwd' %}",
    "\x00\x1b[31mrouge",
    "mot " * 250_000,
)


def test_a_search_finds_calls_and_keeps_its_fields(desk: Town) -> None:
    add_call(desk, "bonjour", "un lampadaire rue des Lilas", outcome="incident", understood="incident:lampadaire")
    add_call(desk, "un passeport")
    page = desk.browser("agent").get("/appels?q=lampadaire&issue=incident&du=2026-11-22&au=2026-11-22")
    text = text_of(page)
    assert "1\u00a0appel trouvé" in page.text and "rue des Lilas" in text and "Signalement pris" in text
    assert 'value="lampadaire"' in page.text and 'value="2026-11-22"' in page.text
    assert "passeport" not in text.partition("appel trouvé")[2]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("du=hier", "n'est pas une date"),
        ("issue=autre", "n'est pas un choix"),
        ("avant=-1", "doit être un nombre"),
        ("avant=1e9", "doit être un nombre"),
        ("q=%ff", "n'est pas lisible"),
        ("q=" + "x" * 501, "trop long"),
    ],
)
def test_a_query_that_no_form_of_ours_sends_is_refused(desk: Town, query: str, sentence: str) -> None:
    answer = desk.browser("agent").get(f"/appels?{query}")
    assert answer.status_code == 400 and sentence in text_of(answer)


def test_days_the_wrong_way_round_are_named_on_the_page(desk: Town) -> None:
    answer = desk.browser("agent").get("/appels?du=2026-11-23&au=2026-11-22")
    assert answer.status_code == 422 and "échangez-les" in text_of(answer)


def test_a_call_is_read_as_a_conversation(desk: Town) -> None:
    call_id = add_call(desk, "un lampadaire", understood="incident:lampadaire", sure=0.42, said="Où est-ce ?")
    page = desk.browser("agent").get(f"/appels/{call_id}")
    text = text_of(page)
    for part in ("un lampadaire", "Où est-ce ?", "Reconnaissance faible (42 %)",
                 "Compris : un lampadaire en panne",
                 "Autres lectures (1)", "un lampadaire peut-être",
                 "répondu en 640", "1\u00a0min\u00a035\u00a0s"):  # fmt: skip
        assert part.replace("\u00a0", " ") in text.replace("\u00a0", " "), part


def test_numbers_are_hidden_from_agents_and_not_from_others(desk: Town) -> None:
    call_id = add_call(desk, "c'est le zéro six trente neuf quatre vingt dix huit", said="Le 06 39 98 00 12 ?")
    seen = text_of(desk.browser("agent").get(f"/appels/{call_id}"))
    assert "06 •• •• •• 12" in seen and "06 39 98" not in seen and "trente neuf" not in seen
    assert "06 •• •• •• 12" in text_of(desk.browser("agent").get("/appels"))
    full = text_of(desk.browser("responsable").get(f"/appels/{call_id}"))
    assert "06 39 98 00 12" in full and "trente neuf" in full


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_transcripts_are_only_text(desk: Town, hostile: str) -> None:
    call_id = add_call(desk, hostile, said=hostile)
    desk.store.questions.add(call_id, hostile, "sans réponse", MORNING)
    browser = desk.browser("responsable")
    for address in (f"/appels/{call_id}", "/appels", "/appels?q=mot", "/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "\u202e" not in page.text and "\x1b" not in page.text
        assert len(page.content) < 100_000, "a line of a megabyte does not make a page of one"


def test_a_call_of_a_thousand_turns_shows_the_first(desk: Town) -> None:
    call_id = desk.store.calls.start("phone", "", MORNING)
    for number in range(1, 451):
        desk.store.calls.add_turn(call_id, Turn(number, MORNING, "oui", (), 0.9, "", "Oui ?", {}))
    page = desk.browser("agent").get(f"/appels/{call_id}")
    assert "50 échanges de plus" in text_of(page).replace("\u00a0", " ") and "en cours" in page.text


def test_what_came_of_a_call_is_beside_it(desk: Town) -> None:
    report = desk.store.incidents.get(add_report(desk))
    text = text_of(desk.browser("agent").get(f"/appels/{report.call_id}"))
    assert f"Dossier {report.ticket[:3]} {report.ticket[3:]}" in text


def test_a_call_that_lasts_is_on_the_first_page(desk: Town) -> None:
    browser = desk.browser("agent")
    assert "Personne n'est en ligne" in text_of(browser.get("/"))
    call_id = desk.store.calls.start("phone", "+33639980012", MORNING)
    desk.store.calls.add_turn(call_id, Turn(1, MORNING, "allô ?", (), 0.9, "", "Bonjour.", {}))
    live = browser.get("/direct")
    assert "allô ?" in text_of(live) and "06 •• •• •• 12" in text_of(live) and "<html" not in live.text
    assert "allô ?" in text_of(browser.get("/"))
