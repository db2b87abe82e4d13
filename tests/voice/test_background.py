"""How loud a sound must be to be the caller's."""

from collections.abc import Iterable

import pytest

from voice.background import AFTER, BEFORE, FEW, SILENT_DB, WINDOW, Background, own_span


def _after(levels: Iterable[float]) -> Background:
    background = Background()
    for level in levels:
        background.note(level)
    return background


def test_in_a_quiet_room_every_voice_is_the_callers() -> None:
    background = _after([-70.0] * 200 + [-20.0, -30.0, -70.0] * 50)
    assert not background.behind(-45.0)
    assert background.behind(SILENT_DB - 1)


def test_what_is_behind_the_caller_is_told_from_them() -> None:
    """A television at -38 dB at most, its pauses filled by a fan at -48, and a caller at -20."""
    background = _after([-38.0, -40.0, -48.0] * 50 + [-20.0, -24.0, -48.0] * 30)
    assert background.behind(-38.0)
    assert not background.behind(-24.0)


def test_a_callers_weak_syllables_are_theirs_where_nobody_else_speaks() -> None:
    background = _after([-48.0] * 100 + [-20.0, -24.0, -34.0] * 30)
    assert not background.behind(-32.0)


def test_noise_alone_must_be_exceeded_clearly() -> None:
    background = _after([-40.0, -41.0] * 100)
    assert background.behind(-34.0)
    assert not background.behind(-32.0)


def test_nothing_is_known_at_once() -> None:
    assert not _after([-30.0] * (FEW - 1)).behind(-40.0)
    assert _after([-30.0] * FEW).behind(-40.0)


@pytest.mark.parametrize("seconds_ago", [0, 1])
def test_a_noise_that_is_over_is_forgotten(seconds_ago: int) -> None:
    background = _after([-30.0] * WINDOW + [-70.0] * (WINDOW + 50 * seconds_ago))
    assert not background.behind(-45.0)


def test_after_a_slammed_door_a_soft_voice_still_counts() -> None:
    background = _after([-45.0] * 100 + [-9.0] * 30 + [-45.0] * 60)
    assert not background.behind(-32.0)


def test_the_callers_words_are_told_from_those_before_and_after() -> None:
    television = [-40.0, -42.0, -41.0, -52.0 + 3] * 25
    levels = television + [-20.0, -24.0, -22.0, -26.0] * 20 + television
    assert own_span(levels) == (100 - BEFORE, 180 + AFTER)


def test_a_loud_word_behind_the_caller_is_not_theirs() -> None:
    levels = [-45.0] * 100 + [-25.0] * 4 + [-45.0] * 60 + [-20.0, -24.0] * 40 + [-45.0] * 30
    span = own_span(levels)
    assert span is not None
    assert 104 < span[0] < 164


@pytest.mark.parametrize(
    "levels",
    [
        [-70.0] * 100 + [-20.0, -24.0] * 40 + [-70.0] * 40,  # a quiet room
        [-45.0] * 10 + [-20.0] * 20,  # too short to tell
        [-45.0] * 200,  # nobody stands out
        [-40.0] * 100 + [-28.0, -31.0] * 40 + [-40.0] * 30,  # hardly
    ],
)
def test_all_of_it_may_be_the_callers(levels: list[float]) -> None:
    assert own_span(levels) is None
