"""What is made of Vosk's results, without Vosk."""

from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.recognition import Hypothesis, Recognition, Word
from voice.vosk_results import ALTERNATIVES, joined, merged, n_best, reading_of, words_of


def test_words_of_a_result() -> None:
    result = {"result": [{"word": "oui", "conf": 0.9, "start": 0.1, "end": 0.4}], "text": "oui"}
    assert words_of(result) == [Word("oui", 0.9, 0.1, 0.4)]
    assert words_of({"text": ""}) == []


def test_a_reading_weighs_words_by_their_letters() -> None:
    words = [Word("lampadaire", 1.0, 0, 1), Word("le", 0.4, 1, 2)]
    assert reading_of(words) == Hypothesis("lampadaire le", 0.9)
    assert reading_of([]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=8), st.floats(0, 1)), min_size=1, max_size=10))
def test_a_readings_confidence_lies_between_those_of_its_words(words: list[tuple[str, float]]) -> None:
    reading = reading_of([Word(text, confidence, 0, 0) for text, confidence in words])
    assert reading is not None
    confidences = [confidence for _, confidence in words]
    assert min(confidences) - 0.001 <= reading.confidence <= max(confidences) + 0.001


def test_scores_become_shares() -> None:
    scores = [{"text": "une rue", "confidence": 210.0}, {"text": "la rue", "confidence": 209.0}]
    readings = n_best({"alternatives": [*scores, {"text": "", "confidence": 300.0}]})
    assert readings == [Hypothesis("une rue", 0.731), Hypothesis("la rue", 0.269)]
    assert n_best({"alternatives": [{"text": "", "confidence": 1.0}]}) == []
    assert n_best({}) == []


@settings(deadline=None)
@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=6))
def test_shares_sum_to_one_for_any_scores(scores: list[float]) -> None:
    readings = n_best({"alternatives": [{"text": "mot", "confidence": score} for score in scores]})
    assert sum(reading.confidence for reading in readings) == pytest.approx(1.0, abs=0.005)


def test_segments_are_joined_rank_by_rank() -> None:
    first = [Hypothesis("au douze", 0.8), Hypothesis("aux douze", 0.2)]
    second = [Hypothesis("rue des lilas", 0.5)]
    assert joined(deque([first, [], second])) == [
        Hypothesis("au douze rue des lilas", 0.4),
        Hypothesis("aux douze rue des lilas", 0.1),
    ]
    assert joined(deque()) == []


def test_the_live_reading_comes_first_and_nothing_twice() -> None:
    live = Hypothesis("oui", 0.9)
    others = [Hypothesis("ouïe", 0.6), Hypothesis("oui", 0.3), Hypothesis("", 0.1), Hypothesis("ouïe", 0.1)]
    assert merged(live, others) == [live, Hypothesis("ouïe", 0.6)]
    assert merged(None, others) == [Hypothesis("ouïe", 0.6), Hypothesis("oui", 0.3)]
    assert len(merged(live, [Hypothesis(str(n), 0.1) for n in range(20)])) == ALTERNATIVES + 1


def test_an_empty_recognition_has_no_text_and_no_confidence() -> None:
    assert (Recognition(()).text, Recognition(()).confidence) == ("", 0.0)
