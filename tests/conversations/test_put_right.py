"""A report that is put right keeps the words for the agents."""

from pathlib import Path

from kb.store import Store
from tests.conversations.conftest import MOBILE, Talk


def test_a_detail_put_right_is_with_the_words_of_the_report(talk: Talk, data: Path) -> None:
    talk("ma poubelle n'a pas été vidée", "c'est pas la poubelle jaune c'est la verte", caller=MOBILE)
    with Store.open(data / "guichet.db") as store:
        words = [case.description for case in store.incidents.recent(20)]
    assert "ma poubelle n'a pas été vidée / c'est pas la poubelle jaune c'est la verte" in words


def test_a_stored_report_put_right_has_a_note(talk: Talk, data: Path) -> None:
    right = "c'était au vingt et un pas au douze"
    talk("un lampadaire est en panne au 12 rue des Lilas", "non", "oui", "oui", right, caller=MOBILE)
    with Store.open(data / "guichet.db") as store:
        (case,) = (each for each in store.incidents.recent(20) if each.kind == "lampadaire" and each.ticket)
        assert [note.words for note in store.followup.notes(case.id)] == [right]
