"""The simulated resident, over a line whose other side is a list of events."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ivr.event_stream import EventStream
from ivr.line import HungUp, LineEvent
from ivr.simulation.resident import TURN, Resident
from ivr.simulation.scenario import CallerVoice, ReplyRule, Scenario
from ivr.simulation.script import DONT_KNOW, LOST
from tests.fakes import FakeActivity, FakeLine, FakeRecognizer, FakeSynthesizer, Now, as_events, silence, voice
from voice.prompts import PromptStore

ASKS = as_events(voice(0.9, "que voulez vous", at=0.2) + silence(TURN.end_of_speech_s + 0.1))
ODD = as_events(voice(0.9, "il fait beau", at=0.2) + silence(TURN.end_of_speech_s + TURN.no_input_s + 0.2))
SAYS = as_events(silence(1.5))
"""Long enough for the resident to say something short."""


def scenario(*rules: ReplyRule) -> Scenario:
    return Scenario(name="test", caller=CallerVoice(voice="nicola"), reply=rules)


def hold(folder: Path, rules: Scenario, events: list[LineEvent]) -> tuple[FakeLine, list[dict[str, Any]]]:
    """One call of the scenario: the line afterwards, and what the resident told of it."""
    line = FakeLine(events)
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as out:
        stream = EventStream(out)
        voice_store = PromptStore(folder, FakeSynthesizer())
        Resident(rules, line, (FakeRecognizer(), FakeActivity()), voice_store, Now(), stream).call()
        stream.close()
    with os.fdopen(reading, encoding="utf-8") as lines:
        return line, [json.loads(each) for each in lines]


def told(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(event["event"].removeprefix("resident_"), event.get("text", event.get("by", ""))) for event in events]


def test_a_resident_answers_what_was_asked_and_hangs_up(tmp_path: Path) -> None:
    rules = scenario(ReplyRule(when="voulez", say=("Un trou.",), hang_up=True))
    line, events = hold(tmp_path, rules, [*ASKS, *SAYS])
    assert told(events) == [("heard", "que voulez vous"), ("says", "Un trou."), ("hung_up", "assistant")]
    assert line.asked == ["hang up"]
    assert len(line.written) == pytest.approx(0.05 * len("Un trou.") / 0.02, abs=1)


def test_one_who_has_no_answer_waits_for_more_and_then_says_so(tmp_path: Path) -> None:
    rules = scenario(ReplyRule(when="voulez", say=("Un trou.",)))
    _, events = hold(tmp_path, rules, [*ODD, *SAYS, HungUp("caller")])
    assert told(events) == [("heard", "il fait beau"), ("says", DONT_KNOW), ("hung_up", "caller")]


def test_a_question_in_two_parts_is_answered_once(tmp_path: Path) -> None:
    rules = scenario(ReplyRule(when="beau.*voulez", say=("Un trou.",)))
    first = as_events(voice(0.9, "il fait beau", at=0.2) + silence(TURN.end_of_speech_s + 0.4))
    _, events = hold(tmp_path, rules, [*first, *ASKS, *SAYS, HungUp("caller")])
    assert told(events)[:3] == [("heard", "il fait beau"), ("heard", "que voulez vous"), ("says", "Un trou.")]


def test_a_lost_resident_gives_up(tmp_path: Path) -> None:
    rules = scenario(ReplyRule(when="voulez", say=("Un trou.",)))
    line, events = hold(tmp_path, rules, [*(ODD + SAYS) * (LOST + 1)])
    assert line.asked[0] == "hang up"
    assert told(events).count(("says", DONT_KNOW)) >= LOST - 1


def test_nothing_is_said_after_hanging_up(tmp_path: Path) -> None:
    rules = scenario(ReplyRule(when="voulez", say=("Un trou.",), hang_up=True), ReplyRule(when="beau", say=("Oui.",)))
    _, events = hold(tmp_path, rules, [*ASKS, *SAYS, *ODD, *SAYS, HungUp("caller")])
    assert [text for kind, text in told(events) if kind == "says"] == ["Un trou."]


def test_a_dead_line_ends_it(tmp_path: Path) -> None:
    _, events = hold(tmp_path, scenario(ReplyRule(say=("Un trou.",))), as_events(silence(0.2)))
    assert told(events) == [("hung_up", "failure")]
