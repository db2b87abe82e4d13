import pytest

from kb.questions import DONE, OUT_OF_DATE, TO_DO, UNANSWERED
from kb.store import Store
from tests.kb.conftest import LATER, MORNING


@pytest.fixture
def call(store: Store) -> int:
    return store.calls.start("phone", "", MORNING)


def test_a_question_is_listed_until_it_is_seen_to(store: Store, call: int) -> None:
    first = store.questions.add(call, "où est la mer", UNANSWERED, MORNING)
    store.questions.add(call, "les horaires de la piscine", OUT_OF_DATE, MORNING)
    store.questions.done(first, LATER, "accueil")
    assert [each.text for each in store.questions.recent(5, TO_DO)] == ["les horaires de la piscine"]
    (done,) = store.questions.recent(5, DONE)
    assert (done.done_at, done.done_by, done.created_at) == (LATER, "accueil", MORNING)


def test_asking_the_same_twice_in_a_call_is_one_question(store: Store, call: int) -> None:
    first = store.questions.add(call, "où est la mer", UNANSWERED, MORNING)
    assert store.questions.add(call, "où est la mer", UNANSWERED, LATER) == first
    other = store.calls.start("phone", "", LATER)
    assert store.questions.add(other, "où est la mer", UNANSWERED, LATER) != first
    assert len(store.questions.of_call(call)) == 1


def test_an_unknown_reason_or_question_is_refused(store: Store, call: int) -> None:
    with pytest.raises(ValueError, match="sans réponse"):
        store.questions.add(call, "où est la mer", "bof", MORNING)
    with pytest.raises(LookupError):
        store.questions.done(99, LATER, "accueil")
    assert store.questions.recent(5) == []
