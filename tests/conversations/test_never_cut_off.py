"""A caller who is trying is never cut off, and never hears the same words twice running."""

from itertools import pairwise

import pytest

from tests.conversations.conftest import AGENT, MOBILE, Talk

NONSENSE = "tralala pom pom"
STEPS = (
    "un lampadaire est en panne",
    "non",
    "rue Pasteur",
    "douze",
    "non",
    "0243221109",
)
"""Answers that lead through every question of a report, in order."""


@pytest.mark.parametrize("agent", ["", AGENT])
@pytest.mark.parametrize("reached", range(len(STEPS) + 1))
def test_twenty_unclear_answers_never_end_the_call(talk: Talk, reached: int, agent: str) -> None:
    transcript = talk(*STEPS[:reached], *[NONSENSE] * 20, caller=MOBILE, agent=agent)
    assert len(transcript.turns) == 1 + reached + 20
    assert transcript.listening


@pytest.mark.parametrize("trouble", [NONSENSE, "[silence]", "[noise]", "[quiet]"])
@pytest.mark.parametrize("reached", range(len(STEPS) + 1))
def test_a_failure_is_never_answered_with_the_words_just_said(talk: Talk, reached: int, trouble: str) -> None:
    transcript = talk(*STEPS[:reached], *[trouble] * 5, caller=MOBILE)
    said = [turn["said"] for turn in transcript.turns[reached:]]
    assert all(said)
    assert all(first != second for first, second in pairwise(said))


@pytest.mark.parametrize("trouble", ["[silence]", "[noise]", "[quiet]", NONSENSE])
def test_a_person_is_offered_at_the_second_failure(talk: Talk, trouble: str) -> None:
    for agent, offer in (("", "vous rappelle ?"), (AGENT, "parler à une personne ?")):
        transcript = talk(trouble, trouble, agent=agent)
        assert offer not in transcript.said(1)
        assert offer in transcript.said(2)


@pytest.mark.parametrize("reached", range(len(STEPS) + 1))
def test_only_a_minute_of_silence_says_goodbye(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], *["[silence]"] * 8, caller=MOBILE)
    assert len(transcript.turns) == 1 + reached + 6
    assert transcript.said().endswith("Au revoir.")


def test_a_sound_now_and_then_keeps_the_line_open(talk: Talk) -> None:
    transcript = talk(*["[silence]", "[silence]", "[noise]"] * 7)
    assert len(transcript.turns) == 22
    assert transcript.listening


def test_a_caller_who_is_never_understood_can_still_leave(talk: Talk) -> None:
    transcript = talk(*[NONSENSE] * 9, "au revoir")
    assert not transcript.listening


@pytest.mark.parametrize("reached", range(len(STEPS) + 1))
def test_every_key_gets_an_answer_at_every_question(talk: Talk, reached: int) -> None:
    for key in "123456789*#":
        transcript = talk(*STEPS[:reached], f"[dtmf {key}]", caller=MOBILE)
        assert transcript.said(reached + 1)
        assert transcript.listening
