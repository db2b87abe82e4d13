import pytest

from kb.answers import spoken_sentences
from kb.french_stems import stems
from kb.passages import Passage
from kb.store import Store
from tests.kb.test_passages import AT, FILLING, SITE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Une phrase. Une autre !", ["Une phrase.", "Une autre !"]),
        ("Ouvert de 14 h 30 à 18 h. Fermé le lundi.", ["Ouvert de 14 h 30 à 18 h.", "Fermé le lundi."]),
        ("Appelez le 02 61 91 00 00 (prix d'un appel local).", ["Appelez le 02 61 91 00 00."]),
        ("Voir M. Martin ou Mme Durand. Merci.", ["Voir M. Martin ou Mme Durand.", "Merci."]),
        ("Écrivez à mairie@commune.example ou sur https://www.commune.example/a?b=c", ["Écrivez à ou sur."]),
        ("- Une puce\n* Une autre", ["Une puce.", "Une autre."]),
        ("| Jour | Heure |\n| lundi | 9 h |\nVenez tôt.", ["Venez tôt."]),
        ("Au CCAS. En été.", ["Au CCAS.", "En été."]),
        ("Le prix (hors taxes (20 %)) est fixe.", ["Le prix est fixe."]),
        ("", []),
        ("... !?", []),
    ],
)
def test_a_page_becomes_sentences_that_can_be_said(text: str, said: list[str]) -> None:
    assert spoken_sentences(text) == said


def test_a_long_sentence_is_cut_at_its_seams() -> None:
    long = (
        "La carte est gratuite pour tous les habitants de la commune qui en font la demande ; "
        "elle se retire à la mairie pendant les heures d'ouverture avec un justificatif de domicile."
    )
    first, second = spoken_sentences(long)
    assert first == "La carte est gratuite pour tous les habitants de la commune qui en font la demande."
    assert second.startswith("Elle se retire à la mairie")


def test_the_sentences_that_answer_are_chosen(store: Store) -> None:
    text = (
        "La salle accueille 180 personnes. Elle a une cuisine. Les tables sont comprises. La caution est de 800 euros."
    )
    store.passages.synchronise("site", [Passage(f"{SITE}/salle", "La salle des fêtes", "", text), *FILLING], AT)

    def sentences(said: str) -> tuple[str, ...]:
        return store.passages.answer(store.passages.search([said])[0], [said]).sentences

    assert "La caution est de 800 euros." in sentences("quelle est la caution de la salle des fêtes")
    assert sentences("une cuisine dans la salle des fêtes")[:2] == (
        "La salle accueille 180 personnes.",
        "Elle a une cuisine.",
    )
    assert all(len(sentences(said)) <= 2 for said in ("la salle", "la salle des fêtes, les tables et la cuisine"))


def test_stems_fold_accents_and_leave_small_words_out() -> None:
    assert stems("Les écoles, l'école et à l'ECOLE") == ["ecol"] * 3
    assert stems("brûler du brûlé") == stems("bruler brule")
    assert stems("16 ans") == stems("seize ans")
    assert stems("") == []
