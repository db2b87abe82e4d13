"""The lexicon's automaton: what it holds, and that its look-ahead intervals are what can be reached."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asr_models.graph.sounds import LOOP, Sounds, sounds
from asr_models.phones import PHONES

LEXICONS = st.dictionaries(
    st.text("abcdefg", min_size=1, max_size=4),
    st.dictionaries(
        st.lists(st.sampled_from(PHONES[1:6]), min_size=1, max_size=4).map(tuple), st.floats(0, 3), min_size=1
    ),
    min_size=1,
    max_size=12,
)


def reached(made: Sounds, state: int) -> set[int]:
    """The plain reference: follow arcs without output, collect the first outputs and the end."""
    machine, end = made.machine, len(made.symbols)
    seen, waiting, labels = {state}, [state], set()
    while waiting:
        here = waiting.pop()
        if np.isfinite(machine.final[here]):
            labels.add(end)
        for arc in machine.arcs[machine.source == here]:
            if arc["output"]:
                labels.add(int(arc["output"]))
            elif int(arc["to"]) not in seen:
                seen.add(int(arc["to"]))
                waiting.append(int(arc["to"]))
    return labels


@given(LEXICONS)
def test_the_intervals_are_what_can_be_reached(lexicon: dict[str, dict[tuple[str, ...], float]]) -> None:
    made = sounds(lexicon)
    for state, intervals in enumerate(made.reachable):
        told = {label for first, past in intervals.tolist() for label in range(first, past)}
        assert told == reached(made, state)


@given(LEXICONS)
def test_each_pronunciation_is_a_path_that_ends_in_its_word(lexicon: dict[str, dict[tuple[str, ...], float]]) -> None:
    made = sounds(lexicon)
    machine = made.machine
    for word, ways in lexicon.items():
        for said, cost in ways.items():
            state = LOOP
            for phone in said:
                leaving = machine.arcs[machine.source == state]
                forward = leaving[leaving["input"] == 2 * PHONES.index(phone) + 2]
                state = int(forward["to"][0])
            leaving = machine.arcs[machine.source == state]
            ending = leaving[leaving["output"] == made.symbols.index(word)]
            assert np.isclose(ending["cost"], cost, atol=1e-4).any()


def test_words_that_sound_the_same_share_their_path() -> None:
    made = sounds({"vert": {("v", "ɛ", "ʁ"): 0.0}, "verre": {("v", "ɛ", "ʁ"): 0.0}, "ver": {("v", "ɛ", "ʁ"): 0.0}})
    alone = sounds({"vert": {("v", "ɛ", "ʁ"): 0.0}})
    assert made.machine.final.size == alone.machine.final.size
    assert sorted(made.symbols) == ["<eps>", "[unk]", "ver", "verre", "vert"]
