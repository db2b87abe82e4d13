"""Events reach a reader whole and in order; a reader that stops or goes away holds up nobody."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from dialogue.actions import HangUp, Listen, Reply, Sentence, Transfer
from dialogue.events import HungUp, Hypothesis, Keys, Utterance
from ivr.config import load
from ivr.conversations import Conversations, Held
from ivr.event_stream import EventStream, as_fields
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Resumed, Said, SessionEvent

PIPE_BYTES = 65_536
"""What Linux keeps in a pipe that nobody reads."""


class Pipe:
    """A stream into a pipe, and its reader's end."""

    def __init__(self, max_waiting: int = 100) -> None:
        self.reading, writing = os.pipe()
        self.writing = os.fdopen(writing, "wb", buffering=0)
        self.stream = EventStream(self.writing, max_waiting)

    def events(self) -> list[dict[str, Any]]:
        """All events, once the stream is closed."""
        self.writing.close()
        with os.fdopen(self.reading, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def test_events_are_lines_of_utf_8_in_order() -> None:
    pipe = Pipe()
    for number in range(20):
        pipe.stream.emit(event="said", number=number, text="où êtes-vous ?")
    pipe.stream.close()
    events = pipe.events()
    assert [event["number"] for event in events] == list(range(20))
    assert events[0]["text"] == "où êtes-vous ?"


def test_a_stopped_reader_blocks_nobody_and_keeps_what_came_first() -> None:
    pipe = Pipe(max_waiting=5)
    long = "x" * (PIPE_BYTES // 4)
    started = time.monotonic()
    for number in range(50):
        pipe.stream.emit(number=number, text=long)
    pipe.stream.close(patience_s=0.1)
    assert time.monotonic() - started < 2
    first = json.loads(os.read(pipe.reading, PIPE_BYTES).split(b"\n")[0])
    assert first["number"] == 0
    os.close(pipe.reading)  # the writing thread ends here


def test_a_reader_that_went_away_is_no_error() -> None:
    pipe = Pipe(max_waiting=5)
    os.close(pipe.reading)
    for number in range(50):
        pipe.stream.emit(number=number)
        time.sleep(0.001)
    started = time.monotonic()
    pipe.stream.close()
    assert time.monotonic() - started < 1, "the thread takes what comes, and ends when told"
    pipe.writing.close()


@pytest.fixture
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    held = Conversations(load(data=tmp_path_factory.mktemp("data"))).begin("phone")
    yield held
    held.store.close()


HEARD = Utterance((Hypothesis("un trou", 0.8),))
REPLY = Reply((Sentence("Bien."),), Listen(), understood="incident")


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (
            HeardEvent(1.0, HEARD, REPLY),
            {"heard": "un trou", "confidence": 0.8, "understood": "incident", "said": "Bien.", "then": "listen"},
        ),
        (
            HeardEvent(1.0, Keys("0"), Reply((), Transfer("sip:a@b"))),
            {"heard": "[touche 0]", "confidence": None, "understood": "", "said": "", "then": "transfer sip:a@b"},
        ),
        (
            HeardEvent(0.0, None, Reply((), HangUp())),
            {"heard": "", "confidence": None, "understood": "", "said": "", "then": "hang_up"},
        ),
        (Answering(1.0, 640), {"event": "answering", "gap_ms": 640}),
        (Interrupted(1.0, "non"), {"event": "interrupted", "words": "non"}),
        (Resumed(1.0), {"event": "resumed"}),
        (Said(1.0, "Bien."), {"event": "said"}),
    ],
)
def test_events_as_plain_data(held: Held, event: SessionEvent, fields: dict[str, Any]) -> None:
    assert as_fields(held, event) == {"event": "turn", **fields}


def test_the_end_tells_the_outcome(held: Held) -> None:
    held.conversation.open()
    held.conversation.hear(HungUp())
    assert as_fields(held, Ended(1.0)) == {"event": "ended", "outcome": "abandoned"}


def test_a_session_event_names_its_call_and_moment(held: Held) -> None:
    pipe = Pipe()
    pipe.stream.session(held, Answering(1.234567, None))
    pipe.stream.close()
    assert pipe.events() == [{"call": held.call_id, "at": 1.23, "event": "answering", "gap_ms": None}]
