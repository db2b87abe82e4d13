"""The language model: probabilities that are probabilities, whatever is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asr_models.graph.build import shares
from asr_models.graph.ngram import BEGIN, END, KneserNey, Mixture, backed_off, suited

WORDS = ("la", "rue", "des", "lilas", "est", "sale")
BASE = shares({word: 1 / (place + 1) for place, word in enumerate(WORDS)})
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=12)
HISTORIES = st.lists(st.sampled_from((BEGIN, *WORDS)), max_size=2).map(tuple)
FOLLOWERS = (*WORDS, END)


@given(SENTENCES, HISTORIES)
def test_what_may_follow_adds_up_to_one(sentences: list[list[str]], history: tuple[str, ...]) -> None:
    model = KneserNey(sentences, BASE)
    assert sum(model(word, history) for word in FOLLOWERS) == pytest.approx(1.0)


@settings(max_examples=50)
@given(SENTENCES, SENTENCES, HISTORIES, st.sampled_from([0.0, 1e-3, 1e-1]))
def test_a_pruned_mixture_still_adds_up(
    one: list[list[str]], other: list[list[str]], history: tuple[str, ...], gain: float
) -> None:
    mixture = Mixture([KneserNey(one, BASE), KneserNey(other, BASE)], (0.3, 0.7))
    model = backed_off(mixture, BASE, gain)
    assert sum(model(word, history) for word in FOLLOWERS) == pytest.approx(1.0, abs=0.02)


def test_nothing_pruned_is_the_mixture_itself() -> None:
    mixture = Mixture([KneserNey([["la", "rue", "des", "lilas"], ["la", "rue", "est", "sale"]], BASE)], (1.0,))
    model = backed_off(mixture, BASE, gain=-1.0)
    assert model("des", ("la", "rue")) == pytest.approx(mixture("des", ("la", "rue")))
    assert model("lilas", ("rue", "est")) == pytest.approx(mixture("lilas", ("rue", "est")))


def test_words_outside_the_vocabulary_count_for_nothing() -> None:
    with_stranger = KneserNey([["la", "hippocampe", "rue"]], BASE)
    assert with_stranger("hippocampe", ("la",)) == 0.0


def test_the_weights_follow_what_held_out_sentences_are_like() -> None:
    streets = KneserNey([["rue", "des", "lilas"]] * 5, BASE)
    dirt = KneserNey([["la", "rue", "est", "sale"]] * 5, BASE)
    mixture = suited([streets, dirt], [["la", "rue", "est", "sale"]] * 3, BASE)
    assert mixture.weights[1] > 0.9
    assert sum(mixture.weights) == pytest.approx(1.0)
