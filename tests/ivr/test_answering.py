"""Answering over a line that is a list of events: what a call leaves behind, and what it says when all breaks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import numpy as np
import pytest

from dialogue import events
from ivr.answering import Answerer, recordings_of
from ivr.config import load
from ivr.conversations import Conversations, Held
from ivr.line import FRAME_MS, HungUp, KeyPressed, LineEvent
from ivr.session_events import Ended, HeardEvent, SessionEvent
from kb.calls import Call
from kb.store import Store
from tests.fakes import RATE, FakeActivity, FakeLine, FakeMouth, FakeRecognizer, Now, as_events, silence, voice
from voice.audio import Pcm, frame_samples
from voice.rendering_queue import Renderer

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))
FAREWELL = 7


class Engines:
    """Fake ears and mouths for one call; `broken` ones cannot be made."""

    def __init__(self) -> None:
        self.mouths: list[FakeMouth] = []
        self.broken = False

    def recognizer(self, rate: int) -> FakeRecognizer:
        if self.broken:
            raise RuntimeError("no ear")
        return FakeRecognizer()

    def activity(self, rate: int) -> FakeActivity:
        return FakeActivity()

    def farewell(self, rate: int) -> Pcm:
        return np.full(2 * frame_samples(rate) + 1, FAREWELL, np.int16)

    def mouth(self, rate: int, renderer: Renderer) -> FakeMouth:
        self.mouths.append(FakeMouth())
        return self.mouths[-1]


class Hall:
    """A counter over a data folder, with fake engines."""

    def __init__(self, folder: Path) -> None:
        settings = load(data=folder)
        keep = settings.recordings.model_copy(update={"keep": True})
        self.settings = settings.model_copy(update={"recordings": keep})
        self.engines = Engines()
        self.seen: list[SessionEvent] = []
        self.conversations = Conversations(self.settings, clock=lambda: NOON, random=Random(1))

    def answer(self, line: FakeLine, observer: Callable[[Held, SessionEvent], None] | None = None) -> None:
        watch = observer or (lambda held, event: self.seen.append(event))
        Answerer(self.conversations, self.engines, Now(), watch, "1@x").answer(line)

    def calls(self) -> list[Call]:
        with Store.open(self.settings.database) as store:
            return store.calls.recent(9)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    yield Hall(tmp_path)


def frames(seconds: float) -> list[LineEvent]:
    return as_events(silence(seconds))


def heard_farewell(line: FakeLine) -> bool:
    """Whether the caller heard the farewell to its end, and the line was closed."""
    samples = np.frombuffer(b"".join(line.written), "<i2")
    assert all(len(pcm) == RATE * FRAME_MS // 1000 * 2 for pcm in line.written)
    return int((samples == FAREWELL).sum()) == 2 * frame_samples(RATE) + 1 and line.asked[-1] == "hang up"


def test_a_call_is_kept_with_its_turns_its_outcome_and_its_sound(hall: Hall) -> None:
    talk = as_events(silence(12.0) + voice(0.9, "un trou dans la", at=0.2) + silence(2.0))
    hall.answer(FakeLine([*talk, HungUp("caller")]))
    [call] = hall.calls()
    assert (call.caller, call.worker, call.line_id) == ("0612345678", "1@x", "call@test")
    assert (call.ended_at, call.recording) == (NOON, recordings_of(hall.settings.recordings_folder)[0].name)
    with Store.open(hall.settings.database) as store:
        turns = store.calls.turns(call.id)
    assert [turn.heard for turn in turns[:2]] == ["", "un trou dans la"]
    assert isinstance(hall.seen[-1], Ended)
    assert hall.engines.mouths[0].closed


def test_a_key_empties_what_still_waits_to_be_played(hall: Hall) -> None:
    line = FakeLine([*frames(1.0), KeyPressed("0"), *frames(1.0), HungUp("caller")])
    hall.answer(line)
    assert line.flushes == 1


def test_a_line_that_gives_no_sound_is_hung_up_and_the_call_closed(hall: Hall) -> None:
    line = FakeLine(frames(0.5))
    hall.answer(line)
    assert "hang up" in line.asked
    assert hall.calls()[0].ended_at == NOON


def test_a_call_that_cannot_begin_hears_so_and_is_not_left_on_a_dead_line(hall: Hall) -> None:
    hall.settings.database.unlink()
    hall.settings.database.mkdir()  # a database that cannot be opened
    line = FakeLine(frames(1.0))
    hall.answer(line)
    assert heard_farewell(line)


def test_a_call_without_an_ear_hears_so_and_its_record_is_closed(hall: Hall) -> None:
    hall.engines.broken = True
    line = FakeLine(frames(1.0))
    hall.answer(line)
    assert heard_farewell(line)
    assert hall.calls()[0].ended_at == NOON
    assert hall.engines.mouths[0].closed


class BrokenLine(FakeLine):
    """A line that takes nothing any more, until it is flushed."""

    def write(self, pcm: bytes) -> None:
        if not self.flushes:
            raise ValueError("a frame has 320 bytes")
        super().write(pcm)


def test_a_call_that_breaks_in_the_middle_keeps_all_and_says_so(hall: Hall) -> None:
    line = BrokenLine(frames(1.0))
    hall.answer(line)
    assert heard_farewell(line)
    [call] = hall.calls()
    assert (call.outcome, call.ended_at) == ("abandoned", NOON)
    assert isinstance(hall.seen[-1], Ended)


def test_a_transferred_call_is_told_from_one_that_was_left(hall: Hall) -> None:
    hall.answer(FakeLine([*frames(1.0), HungUp("assistant", "transferred")]))
    [heard] = [event.heard for event in hall.seen if isinstance(event, HeardEvent) and event.heard]
    assert heard == events.HungUp("transferred")


def test_a_record_that_cannot_be_closed_keeps_nothing_else_open(hall: Hall) -> None:
    held: list[Held] = []

    def lose_the_record(each: Held, event: SessionEvent) -> None:
        held.append(each)
        if isinstance(event, Ended):
            with closing(sqlite3.connect(hall.settings.database)) as other, other:
                other.execute("DELETE FROM calls")

    hall.answer(FakeLine([*frames(0.5), HungUp("caller")]), lose_the_record)
    assert hall.calls() == []
    assert hall.engines.mouths[0].closed
    with pytest.raises(Exception, match="closed"):
        held[0].store.calls.recent(1)
    assert recordings_of(hall.settings.recordings_folder)[0].stat().st_size > 44


def test_a_caller_who_hangs_up_during_the_farewell_ends_it(hall: Hall) -> None:
    hall.engines.broken = True
    line = FakeLine([*frames(0.02), HungUp("caller"), *frames(1.0)])
    hall.answer(line)
    assert len(line.written) == 1
    assert line.asked == []
