from pathlib import Path

import numpy as np
import pytest

from ivr.phone.file_call import call_with_file, make_script
from voice.wav import WavError, write_wav


def test_keys_follow_the_sound_half_a_second_apart(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", np.full(1700, 1000, dtype=np.int16), 16000)
    script = make_script(8000, tmp_path / "a.wav", ["1", "#"], None, 1.0)
    assert len(script.frames) == 6, "0.106 s, the last frame completed with silence"
    assert {len(frame) for frame in script.frames} == {320}
    assert script.keys == [(31, "1"), (56, "#")]
    assert script.last == 56 + 50
    assert script.keys_at(31) == ["1"] and script.keys_at(32) == []
    assert script.sound(6) == b""


def test_keys_come_when_told() -> None:
    script = make_script(16000, None, ["1", "2"], [0.1, 0.1], 0.5)
    assert script.keys_at(5) == ["1", "2"]
    assert script.last == 5 + 25


def test_a_bad_file_or_key_is_told_before_it_rings(tmp_path: Path) -> None:
    with pytest.raises(WavError, match="missing"):
        call_with_file("sip:a@127.0.0.1", tmp_path / "missing.wav")
    with pytest.raises(ValueError, match="'x' is no telephone key"):
        call_with_file("sip:a@127.0.0.1", None, ["x"])
    with pytest.raises(ValueError, match="2 keys need as many moments"):
        call_with_file("sip:a@127.0.0.1", None, ["1", "2"], key_times_s=[1.0])
