from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kb import tickets
from kb.consultations import ANSWERED, PROPOSED, REFUSED, SKIPPED, Consultation, ConsultationOverError, Total
from kb.demo_commune import CONSULTATIONS
from kb.importers.consultations import (
    forget_demo_consultations,
    import_consultations,
    load_demo_consultations,
)
from kb.importers.reading import FileRefusedError
from kb.store import Store

TODAY = date(2026, 11, 23)
PHONE = "+33612345678"


@pytest.fixture
def place(store: Store) -> Consultation:
    import_consultations(store, CONSULTATIONS)
    found = store.consultations.get("place_marche")
    assert found
    return found


def dump(store: Store) -> str:
    return "\n".join(store.database.raw.conn.iterdump())


def test_what_is_under_way_begins_with_what_can_be_answered(store: Store, place: Consultation) -> None:
    assert [each.key for each in store.consultations.under_way(TODAY)] == ["place_marche", "rue_pasteur", "ecole_ferry"]
    assert [each.key for each in store.consultations.under_way(date(2027, 1, 5))] == ["ecole_ferry"]
    assert place.answerable_on(place.ends)
    assert not place.answerable_on(date(2026, 12, 19))


def test_answers_are_totals_and_nothing_tells_whose(store: Store, place: Consultation) -> None:
    answers = {"arbres": "oui", "avis": "4", "idee": "un kiosque"}
    ticket = store.consultations.answer(place, PHONE, answers, TODAY, Random(1))
    store.consultations.answer(place, "+33698765432", {"arbres": "oui"}, TODAY, Random(2))
    totals = store.consultations.totals(place.id)
    assert Total("arbres", "oui", 2) in totals
    assert Total("idee", "un kiosque", 1) in totals
    assert Total("stationnement", SKIPPED, 2) in totals
    assert store.consultations.participants(place.id) == 2
    assert PHONE not in dump(store)
    held = tickets.holder(store.database, ticket)
    assert held == tickets.TicketHolder("participation", place.id)


def test_a_telephone_answers_once_even_at_the_same_moment(store: Store, place: Consultation, tmp_path: Path) -> None:
    def answer(number: int) -> bool:
        with Store.open(tmp_path / "guichet.db") as own:
            try:
                own.consultations.answer(place, PHONE, {"arbres": "oui"}, TODAY, Random(number))
            except ConsultationOverError:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(8))) == 1
    assert Total("arbres", "oui", 1) in store.consultations.totals(place.id)


def test_a_refusal_is_remembered_but_may_be_taken_back(store: Store, place: Consultation) -> None:
    assert store.consultations.state_of(place.id, PHONE) == ""
    store.consultations.refuse(place.id, PHONE)
    store.consultations.refuse(place.id, "")
    assert store.consultations.state_of(place.id, PHONE) == REFUSED
    store.consultations.answer(place, PHONE, {}, TODAY, Random(1))
    store.consultations.refuse(place.id, PHONE)
    assert store.consultations.state_of(place.id, PHONE) == ANSWERED


def test_a_proposal_is_remembered_whatever_comes_of_it(store: Store, place: Consultation) -> None:
    store.consultations.propose(place.id, "")
    store.consultations.propose(place.id, PHONE)
    assert store.consultations.state_of(place.id, PHONE) == PROPOSED
    store.consultations.refuse(place.id, PHONE)
    store.consultations.propose(place.id, PHONE)
    assert store.consultations.state_of(place.id, PHONE) == REFUSED


def test_wrong_answers_count_for_nothing(store: Store, place: Consultation) -> None:
    for answers in ({"arbres": "peut-être"}, {"avis": "6"}, {"stationnement": "autre"}):
        with pytest.raises(ValueError, match="does not answer"):
            store.consultations.answer(place, PHONE, answers, TODAY, Random(1))
    with pytest.raises(ValueError, match="needs a telephone"):
        store.consultations.answer(place, "", {}, TODAY, Random(1))
    with pytest.raises(ConsultationOverError):
        store.consultations.answer(place, PHONE, {}, date(2027, 1, 1), Random(1))
    assert store.consultations.totals(place.id) == []
    assert store.consultations.state_of(place.id, PHONE) == ""


def test_what_tells_that_somebody_took_part_is_forgotten_after_the_end(store: Store, place: Consultation) -> None:
    store.consultations.answer(place, PHONE, {"arbres": "non"}, TODAY, Random(1))
    assert store.consultations.forget_participants(place.ends) == 0
    assert store.consultations.forget_participants(date(2026, 12, 19)) == 1
    assert store.consultations.state_of(place.id, PHONE) == ""
    assert Total("arbres", "non", 1) in store.consultations.totals(place.id)


# ---------------------------------------------------------------- the file

GOOD = """
[consultation.pont]
kind = "travaux"
title = "les travaux du pont"
description = "On répare le pont."
from = 2026-11-01
to = 2026-12-01
source = "arrêté"
checked = 2026-11-20
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "consultations.toml"
    file.write_text(text, "utf-8")
    return file


def test_loading_again_changes_only_what_changed(store: Store, tmp_path: Path) -> None:
    first = import_consultations(store, CONSULTATIONS)
    assert (first.new, first.refused) == (3, ())
    assert import_consultations(store, CONSULTATIONS).same == 3
    summary = import_consultations(store, written(tmp_path, GOOD))
    assert (summary.new, summary.gone) == (1, 3)


def test_a_mistake_is_named_by_line_and_the_rest_is_loaded(store: Store, tmp_path: Path) -> None:
    bad = GOOD + GOOD.replace("pont]", "quai]").replace("2026-12-01", "2026-10-01")
    summary = import_consultations(store, written(tmp_path, bad))
    (refused,) = summary.refused
    assert summary.new == 1
    assert str(refused).startswith(f"{tmp_path / 'consultations.toml'}, line 11: consultation.quai: ")
    assert "before it begins" in refused.reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[consultation.pont\n", "is not valid TOML"),
        ("[projet.pont]\n", "projet is unknown here"),
        ("", "no table"),
        (GOOD.replace('"travaux"', '"fete"'), "kind"),
        (GOOD.replace('"travaux"', '"consultation"'), "has questions"),
        (GOOD.replace("On répare le pont.", " "), "description"),
        (GOOD + 'couleur = "bleu"\n', "couleur"),
    ],
)
def test_a_file_without_one_good_entry_is_refused_and_nothing_changes(
    store: Store, tmp_path: Path, text: str, told: str
) -> None:
    import_consultations(store, CONSULTATIONS)
    with pytest.raises(FileRefusedError, match=told):
        import_consultations(store, written(tmp_path, text))
    assert len(store.consultations.all()) == 3


def test_a_mistake_in_a_question_is_named_by_the_line_of_its_key(store: Store, tmp_path: Path) -> None:
    text = CONSULTATIONS.read_text("utf-8")
    wrong = text.replace('kind = "scale"', 'kind = "note"')
    (refused,) = import_consultations(store, written(tmp_path, wrong)).refused
    assert refused.line == 1 + wrong.splitlines().index('kind = "note"')


def test_questions_that_have_answers_stay_as_they_are(store: Store, place: Consultation, tmp_path: Path) -> None:
    store.consultations.answer(place, PHONE, {"arbres": "oui"}, TODAY, Random(1))
    text = CONSULTATIONS.read_text("utf-8").replace("plus d'arbres sur la place", "moins d'arbres sur la place")
    summary = import_consultations(store, written(tmp_path, text))
    assert ["it has answers" in each.reason for each in summary.refused] == [True]
    assert store.consultations.get("place_marche") == place
    import_consultations(store, written(tmp_path, GOOD))
    assert store.consultations.get("place_marche") == place, "what has answers does not leave"


def test_the_demo_list_leaves_and_never_replaces_a_towns_own(store: Store, tmp_path: Path) -> None:
    load_demo_consultations(store, CONSULTATIONS)
    forget_demo_consultations(store)
    assert store.consultations.all() == []
    import_consultations(store, written(tmp_path, GOOD))
    load_demo_consultations(store, CONSULTATIONS)
    forget_demo_consultations(store)
    assert [each.key for each in store.consultations.all()] == ["pont"]
