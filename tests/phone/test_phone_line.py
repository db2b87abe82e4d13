import threading
import time

import pytest

from ivr.line import AudioLine, Frame, HungUp, KeyPressed, TransferFailed
from ivr.phone.phone_line import MAX_WAITING_EVENTS, PhoneLine

FRAME = bytes(320)


class Telephone:
    """What a line asks of its call, written down."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hang_up(self) -> None:
        self.asked.append("hang up")

    def transfer(self, target: str) -> None:
        self.asked.append(f"transfer {target}")

    def send_key(self, key: str) -> None:
        self.asked.append(f"key {key}")


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


@pytest.fixture
def line(telephone: Telephone) -> PhoneLine:
    return PhoneLine(8000, "id@host", "0612345678", telephone)


def test_it_is_an_audio_line(line: PhoneLine) -> None:
    audio_line: AudioLine = line
    assert (audio_line.rate, audio_line.call_id, audio_line.caller) == (8000, "id@host", "0612345678")


def test_events_come_in_order(line: PhoneLine) -> None:
    line.hear(FRAME)
    line.tell(KeyPressed("5"))
    line.tell(TransferFailed("486"))
    line.end(HungUp("caller"))
    events = [line.read(0.0) for _ in range(4)]
    assert events == [Frame(FRAME), KeyPressed("5"), TransferFailed("486"), HungUp("caller")]


def test_the_end_comes_once_and_stays(line: PhoneLine) -> None:
    line.end(HungUp("caller", "200"))
    line.end(HungUp("failure", "late"))
    line.hear(FRAME)
    line.tell(KeyPressed("1"))
    started = time.monotonic()
    assert [line.read(5.0) for _ in range(3)] == [HungUp("caller", "200")] * 3
    assert time.monotonic() - started < 1


def test_reading_waits_for_as_long_as_asked(line: PhoneLine) -> None:
    assert line.read(0.01) is None
    threading.Timer(0.05, line.hear, [FRAME]).start()
    assert line.read(5.0) == Frame(FRAME)


def test_a_late_session_loses_sound_but_no_key_and_no_end(line: PhoneLine) -> None:
    for _ in range(MAX_WAITING_EVENTS + 20):
        line.hear(FRAME)
    line.tell(KeyPressed("0"))
    line.end(HungUp("caller"))
    events = [line.read(0.0) for _ in range(MAX_WAITING_EVENTS + 2)]
    assert events[-2:] == [KeyPressed("0"), HungUp("caller")]
    assert line.frames_lost == 20


def test_frames_are_20_ms_long(line: PhoneLine) -> None:
    with pytest.raises(ValueError, match="320 bytes at 8000 Hz, not 640"):
        line.write(bytes(640))


def test_requests_reach_the_telephone(line: PhoneLine, telephone: Telephone) -> None:
    line.send_key("#")
    line.transfer("sip:agent@pbx.example")
    line.write(FRAME)
    line.hang_up()
    line.write(FRAME)
    assert telephone.asked == ["key #", "transfer sip:agent@pbx.example", "hang up"]
    assert [line.playout.pop() for _ in range(4)] == [None, None, FRAME, None], "nothing after the hang-up"
    with pytest.raises(ValueError, match="'A' is no telephone key"):
        line.send_key("A")
