"""The line carries sound: right codec, pitch, level, no clicks, no long delay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calls.process import Program, answering, calling
from tests.calls.sound import delay_s, examine, read_stereo, write_tone

pytestmark = pytest.mark.sip

HERTZ = 1000.0
SECONDS = 1.0


@pytest.fixture(scope="module")
def echo() -> Iterator[tuple[Program, int]]:
    with answering(behaviour="echo") as hall:
        yield hall


@pytest.mark.parametrize(
    ("codec", "rate", "noise_db"), [("PCMA", 8000, -35.0), ("PCMU", 8000, -35.0), ("G722", 16000, -33.0)]
)
def test_an_echo_call_keeps_pitch_and_level(
    echo: tuple[Program, int], codec: str, rate: int, noise_db: float, tmp_path: Path
) -> None:
    write_tone(tmp_path / "tone.wav", 24000, HERTZ, SECONDS)
    hall, port = echo
    with calling(
        what="file",
        uri=f"sip:mairie@127.0.0.1:{port}",
        codec=codec,
        wav=str(tmp_path / "tone.wav"),
        out=str(tmp_path / "call.wav"),
        linger_s=0.3,
    ) as resident:
        call = resident.expect("called")
        assert (call["rate"], call["ended_by"]) == (rate, "us")
        line = hall.expect("line")
        assert (line["rate"], line["caller"]) == (rate, "0612345678")
        end = hall.expect("hung up")
        assert end["by"] == "caller" and end["again"]
        gaps = end["gaps"]
        assert 18 < gaps[len(gaps) // 2] < 22, "frames are a 20 ms clock"
    found_rate, sent, heard = read_stereo(tmp_path / "call.wav")
    assert found_rate == rate
    found = examine(heard, rate, HERTZ)
    assert found.hertz == pytest.approx(HERTZ, abs=1.0)
    assert found.gain_db == pytest.approx(0.0, abs=0.5)
    assert found.noise_db < noise_db
    assert SECONDS - 0.1 < found.seconds < SECONDS + 0.3, "a late frame is heard twice: its stand-in, then itself"
    assert found.clean > 0.8, "the rest: a busy machine's late frames"
    assert 0.02 < delay_s(sent, heard, rate) < 0.4, "there and back, with both jitter buffers"


def test_the_line_is_silent_but_ticks_on_hold_and_sound_comes_back(echo: tuple[Program, int]) -> None:
    hall, port = echo
    with calling(what="hold", uri=f"sip:mairie@127.0.0.1:{port}") as resident:
        assert resident.expect("resumed")["sounding"] > 10
        resident.expect("done")
    end = hall.expect("hung up")
    assert end["by"] == "caller"
    assert end["frames"] > 80, "1.9 s of frames, 0.6 s of them on hold"
    assert not [event for event in hall.seen if event["event"] == "silent line"]


def test_the_last_words_are_heard_before_the_line_goes(tmp_path: Path) -> None:
    with answering(behaviour="talk") as (hall, port):
        with calling(
            what="file",
            uri=f"sip:mairie@127.0.0.1:{port}",
            codec="PCMA",
            keys="5",
            out=str(tmp_path / "call.wav"),
            linger_s=2.0,
        ) as resident:
            assert resident.expect("called")["ended_by"] == "far end"
        assert hall.expect("goodbye")["frames"] == 20
        assert hall.expect("hung up")["by"] == "assistant"
    rate, _, heard = read_stereo(tmp_path / "call.wav")
    assert examine(heard, rate, 700.0).seconds == pytest.approx(0.4, abs=0.05)
