"""Phones and their times, from espeak-ng's symbols."""

import pytest

from asr_models.phones import SILENCE, TimedPhone, UnknownSoundError, plain, timed


def test_stress_goes_to_the_next_phone_and_a_tilde_to_the_one_before() -> None:
    symbols = ["^", "b", "ˈ", "ɔ", "\u0303", " ", "ʒ", "$"]
    durations = [2, 3, 1, 4, 1, 1, 5, 2]
    assert list(timed(symbols, durations)) == [
        TimedPhone(SILENCE, 0, 2),
        TimedPhone("b", 2, 5),
        TimedPhone("ɔ̃", 5, 11),
        TimedPhone(None, 10 + 1, 12),
        TimedPhone("ʒ", 12, 17),
        TimedPhone(SILENCE, 17, 19),
    ]


def test_one_symbol_may_be_two_phones_which_share_its_time() -> None:
    assert list(timed(["ʧ"], [5])) == [TimedPhone("t", 0, 2), TimedPhone("ʃ", 2, 5)]


def test_a_pronunciation_has_no_silence_and_no_foreign_sound() -> None:
    assert plain("^ʁy, dɛ hɔ\u0303$") == ("ʁ", "y", "d", "ɛ", "ɔ̃")
    with pytest.raises(UnknownSoundError, match="no phone for '1'"):
        plain("a1")
