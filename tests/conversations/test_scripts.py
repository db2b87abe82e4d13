"""The written-down conversations, held word for word."""

from pathlib import Path
from typing import Any

import pytest

from tests.conversations.conftest import AGENT, Talk
from tests.conversations.script import Script, scripts_in
from tests.conversations.transcript import Transcript

SCRIPTS = list(scripts_in(Path(__file__).with_name("scripts")))


def _stored(transcript: Transcript, key: str) -> Any:
    value: Any = {**transcript.stored, "outcome": transcript.outcome}
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _as_written(value: Any) -> str:
    return "null" if value is None else str(value)


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_the_conversation_goes_as_written(script: Script, talk: Talk) -> None:
    agent = AGENT if script.agent else ""
    transcript = talk(*script.lines, caller=script.caller, agent=agent, before=script.known, sends=script.sends)
    assert len(transcript.turns) == len(script.turns), "the call ended early"
    for number, (turn, expected) in enumerate(zip(transcript.turns, script.turns, strict=True)):
        where = f"turn {number}: {turn['heard']!r} -> {turn['said']!r} ({turn['understood']})"
        for fragment in expected.said:
            assert fragment in turn["said"], f"{fragment!r} missing at {where}"
        for fragment in expected.unsaid:
            assert fragment not in turn["said"], f"{fragment!r} said at {where}"
        for fragment in expected.understood:
            assert fragment in turn["understood"], f"{fragment!r} not understood at {where}"
    for key, value in script.stored:
        assert _as_written(_stored(transcript, key)) == value, key


def test_there_are_enough_conversations() -> None:
    assert len(SCRIPTS) >= 40
