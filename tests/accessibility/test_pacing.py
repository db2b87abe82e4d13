import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.pacing import LONGEST_END_OF_SPEECH_S, OPEN, UNHURRIED, YES_NO, Delivery, Patience, adapted


def test_the_design_table() -> None:
    assert (YES_NO.end_of_speech_s, OPEN.end_of_speech_s, UNHURRIED.end_of_speech_s) == (0.5, 1.0, 2.0)
    assert (YES_NO.no_input_s, UNHURRIED.no_input_s) == (8.0, 10.0)


def test_few_pauses_change_nothing() -> None:
    assert adapted(YES_NO, []) == YES_NO
    assert adapted(YES_NO, [1.5, 1.5]) == YES_NO


def test_a_caller_who_searches_for_words_gets_time() -> None:
    assert adapted(OPEN, [1.0, 1.2, 1.4]).end_of_speech_s == pytest.approx(1.4 * 1.3, rel=0.1)
    assert adapted(OPEN, [1.0, 1.2, 1.4]).no_input_s == OPEN.no_input_s


def test_quick_speakers_keep_the_usual_patience() -> None:
    assert adapted(UNHURRIED, [0.1, 0.2, 0.1, 0.2]) == UNHURRIED


@given(st.sampled_from([YES_NO, OPEN, UNHURRIED]), st.lists(st.floats(0, 20), max_size=30))
def test_never_shorter_never_endless(patience: Patience, pauses: list[float]) -> None:
    after = adapted(patience, pauses)
    assert patience.end_of_speech_s <= after.end_of_speech_s <= LONGEST_END_OF_SPEECH_S


def test_slower_twice_at_most_and_mostly_by_pauses() -> None:
    usual, once, twice = Delivery(), Delivery().slower(), Delivery().slower().slower()
    assert usual.slowness < once.slowness < twice.slowness
    assert usual.between_sentences_s < once.between_sentences_s < twice.between_sentences_s
    assert twice.slower() == twice
    assert twice.slowness <= 1.3


def test_louder_twice_at_most() -> None:
    assert Delivery().louder().gain_db == 6.0
    assert Delivery().louder().louder().louder().gain_db == 12.0
    assert Delivery().louder().slowness == 1.0
