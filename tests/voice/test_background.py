"""How loud a sound must be to be the caller's."""

from collections.abc import Iterable

import pytest

from voice.background import FEW, SILENT_DB, WINDOW, Background


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
    assert background.behind(-33.0)
    assert not background.behind(-30.0)


def test_nothing_is_known_at_once() -> None:
    assert not _after([-30.0] * (FEW - 1)).behind(-40.0)
    assert _after([-30.0] * FEW).behind(-40.0)


@pytest.mark.parametrize("seconds_ago", [0, 1])
def test_a_noise_that_is_over_is_forgotten(seconds_ago: int) -> None:
    background = _after([-30.0] * WINDOW + [-70.0] * (WINDOW + 50 * seconds_ago))
    assert not background.behind(-45.0)
