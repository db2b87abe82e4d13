"""Golden event traces: a caller written down, and exactly what the endpointer makes of it, and when."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.pacing import OPEN, UNHURRIED, YES_NO, Patience, adapted
from tests.fakes import FRAME_S, FakeActivity, FakeRecognizer, silence, voice
from voice.endpointing import End, Endpointer, ListeningEnded, SpeechConfirmed, SpeechStarted


def trace(
    patience: Patience, sound: Sequence[bytes], *, during_prompt: bool = False, endpointer: Endpointer | None = None
) -> list[str]:
    """What happens, as "seconds event"; stops at the end of listening."""
    follower = endpointer or Endpointer(patience)
    if not during_prompt:
        follower.wait_from(0.0)
    activity, recognizer = FakeActivity(), FakeRecognizer()
    lines = []
    for number, frame in enumerate(sound, 1):
        recognizer.accept(frame)
        for event in follower.step(number * FRAME_S, activity.voiced(frame), recognizer.partial):
            match event:
                case SpeechStarted():
                    lines.append(f"{number * FRAME_S:.2f} started")
                case SpeechConfirmed():
                    lines.append(f"{number * FRAME_S:.2f} confirmed")
                case ListeningEnded(at, end, last):
                    lines.append(f"{at:.2f} {end.value} last heard {last:.2f}")
                    return lines
    return lines


CLICK = voice(0.02)
TAP = [*CLICK, *silence(0.02), *CLICK]


@pytest.mark.parametrize(
    ("patience", "sound", "expected"),
    [
        pytest.param(
            YES_NO,
            silence(0.5) + voice(0.4, "oui", at=0.3) + silence(0.6),
            ["0.56 started", "0.82 confirmed", "1.40 utterance last heard 0.90"],
            id="a crisp oui",
        ),
        pytest.param(
            YES_NO,
            silence(0.5) + voice(0.2) + silence(0.9),
            ["0.56 started", "1.20 noise last heard 0.70"],
            id="a short sound without words",
        ),
        pytest.param(
            UNHURRIED,
            voice(0.6, "au douze") + silence(1.8) + voice(0.8, "rue des lilas") + silence(2.5),
            ["0.06 started", "0.30 confirmed", "5.20 utterance last heard 3.20"],
            id="a long pause inside an address",
        ),
        pytest.param(
            OPEN,
            voice(0.6, "au douze") + silence(1.8),
            ["0.06 started", "0.30 confirmed", "1.60 utterance last heard 0.60"],
            id="the same pause ends an open answer",
        ),
        pytest.param(OPEN, voice(6.0), ["0.06 started", "5.00 noise last heard 5.00"], id="steady noise only"),
        pytest.param(OPEN, (TAP + silence(0.94)) * 7, [], id="clicks are not speech"),
        pytest.param(
            OPEN,
            (CLICK * 3 + silence(0.44)) * 14,
            ["0.06 started", "5.00 noise last heard 4.56"],
            id="a hammer next door",
        ),
        pytest.param(
            YES_NO,
            voice(4.0, "le lampadaire", at=0.5),
            ["0.06 started", "0.52 confirmed", "1.92 utterance last heard 1.92"],
            id="words under a steady noise: no new word for patience and 0.7 s more",
        ),
        pytest.param(
            Patience(1.0, 8.0, longest_s=3.0),
            voice(6.0, "la la la la la la la la la la la la la la la la la la la la la", every=0.25),
            ["0.06 started", "0.30 confirmed", "3.00 utterance last heard 3.00"],
            id="a television is cut",
        ),
        pytest.param(OPEN, silence(9.0), ["8.00 silence last heard 0.00"], id="no input"),
        pytest.param(UNHURRIED, silence(11.0), ["10.00 silence last heard 0.00"], id="no input, unhurried"),
        pytest.param(OPEN, TAP + silence(8.5), ["8.00 silence last heard 0.00"], id="a click is no input"),
    ],
)
def test_golden(patience: Patience, sound: list[bytes], expected: list[str]) -> None:
    assert trace(patience, sound) == expected


@pytest.mark.parametrize(
    ("sound", "expected"),
    [
        pytest.param(voice(0.6, "stop", at=0.1), ["0.06 started", "0.30 confirmed"], id="300 ms and a word"),
        pytest.param(voice(0.6, "stop", at=0.5), ["0.06 started", "0.52 confirmed"], id="a late word"),
        pytest.param(voice(0.9), ["0.06 started"], id="no word"),
        pytest.param(voice(0.26, "stop", at=0.1), ["0.06 started"], id="too short"),
        pytest.param(
            voice(0.2, "stop", at=0.1) + silence(0.2) + voice(0.12),
            ["0.06 started", "0.50 confirmed"],
            id="two syllables within 0.8 s",
        ),
        pytest.param(
            voice(0.1, "euh", at=0.08) + silence(0.6) + voice(0.1) + silence(0.6) + voice(0.1),
            ["0.06 started"],
            id="three coughs",
        ),
        pytest.param(silence(60.0), [], id="silence does not count during the prompt"),
    ],
)
def test_interruption(sound: list[bytes], expected: list[str]) -> None:
    assert trace(UNHURRIED, sound, during_prompt=True) == expected


def test_silence_counts_from_the_end_of_the_prompt() -> None:
    endpointer = Endpointer(OPEN)
    assert trace(OPEN, silence(20.0), during_prompt=True, endpointer=endpointer) == []
    endpointer.wait_from(20.0)
    assert endpointer.step(27.98, False, "") == []
    assert endpointer.step(28.0, False, "") == [ListeningEnded(28.0, End.SILENCE, 20.0)]


def test_pauses_are_recorded_and_lengthen_the_patience() -> None:
    endpointer = Endpointer(UNHURRIED)
    words = (voice(0.4, "zéro") + silence(1.0)) * 2 + voice(0.4, "six") + silence(1.5) + voice(0.4, "douze")
    lines = trace(UNHURRIED, words + silence(2.5), endpointer=endpointer)
    assert lines[-1] == "7.10 utterance last heard 5.10"
    assert [round(pause, 2) for pause in endpointer.pauses] == [1.02, 1.02, 1.52]
    assert adapted(OPEN, endpointer.pauses).end_of_speech_s == pytest.approx(1.82 * 1.3, abs=0.2)
    assert adapted(OPEN, endpointer.pauses[:2]) == OPEN, "two pauses say nothing"


def test_length_of_what_sounded() -> None:
    endpointer = Endpointer(OPEN)
    endpointer.wait_from(0.0)
    assert endpointer.started_at is None
    ended = [
        event
        for number, frame in enumerate(silence(0.3) + voice(0.8) + silence(1.2), 1)
        for event in endpointer.step(number * FRAME_S, FakeActivity().voiced(frame), "")
        if isinstance(event, ListeningEnded)
    ]
    assert endpointer.voiced_for(ended[0]) == pytest.approx(0.8)
    assert endpointer.started_at == pytest.approx(0.3)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 200), st.sampled_from(["", "a", "a b", "b"])), max_size=30),
    st.sampled_from([YES_NO, OPEN, UNHURRIED]),
    st.booleans(),
)
def test_any_sound_gives_one_end_and_ordered_times(
    parts: list[tuple[bool, int, str]], patience: Patience, during_prompt: bool
) -> None:
    endpointer = Endpointer(patience)
    if not during_prompt:
        endpointer.wait_from(0.0)
    events = []
    number = 0
    for voiced, frames, words in parts:
        for _ in range(frames):
            number += 1
            events += endpointer.step(number * FRAME_S, voiced, words)
            if events and isinstance(events[-1], ListeningEnded):
                break
        else:
            continue
        break
    kinds = [type(event) for event in events]
    assert all(kinds.count(kind) <= 1 for kind in (SpeechStarted, SpeechConfirmed, ListeningEnded))
    times = [event.at for event in events]
    assert times == sorted(times)
    if not during_prompt and number * FRAME_S > patience.longest_s + patience.end_of_speech_s:
        assert isinstance(events[-1], ListeningEnded), "no listening lasts for ever"
    if events and isinstance(events[-1], ListeningEnded):
        assert events[-1].last_voice_at <= events[-1].at


@pytest.mark.parametrize(("patience", "after"), [(UNHURRIED, 0.8), (YES_NO, 0.5)])
def test_an_answer_in_full_needs_little_silence(patience: Patience, after: float) -> None:
    endpointer = Endpointer(patience)
    endpointer.wait_from(0.0)
    voiced = [True] * 30 + [False] * 60
    ended = [
        event.at - event.last_voice_at
        for number, heard in enumerate(voiced, 1)
        for event in endpointer.step(number * FRAME_S, heard, "au douze rue des lilas", number > 20)
        if isinstance(event, ListeningEnded)
    ]
    assert ended[0] == pytest.approx(after)
