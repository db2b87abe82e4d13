"""Whatever breaks inside, the caller hears something, is not left in silence, and nothing said is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.pacing import UNHURRIED, YES_NO
from dialogue.actions import HangUp, Listen, Reply, Sentence, Transfer
from dialogue.events import HungUp, Keys, Silence, Utterance
from ivr.listening import Ear
from ivr.session import Session
from ivr.session_events import SessionEvent
from tests.fakes import FAINT, GOODBYE, RATE, FakeActivity, FakeMouth, FakeRecognizer, FakeTalker, reply, silence, voice
from tests.ivr.replay import LAST_WORDS, Replay

ASKS = reply("Que puis-je faire ?")
NEXT = reply("Bien.")
SPEECH = voice(0.9, "un trou dans la")


def words(call: Replay) -> list[str]:
    return [each.text for each in call.talker.heard if isinstance(each, Utterance)]


def test_a_conversation_that_fails_is_rescued_and_goes_on() -> None:
    talker = FakeTalker(ASKS, NEXT)
    talker.fails_on = lambda heard: heard == Keys("5")
    call = Replay(talker=talker)
    call.hear(silence(1.5)).press("5").hear(silence(2.0) + SPEECH + silence(2.5))
    assert call.said() == ["Que puis-je faire ?", "Pardon, un problème.", "Bien."]
    assert (talker.rescues, words(call)) == (1, ["un trou dans la"])


@pytest.mark.parametrize("moment", ["the greeting", "an answer"])
def test_when_the_rescue_fails_too_the_last_words_end_the_call(moment: str) -> None:
    talker = FakeTalker(ASKS)
    talker.rescue_fails = True
    talker.fails_on = lambda heard: heard != HungUp()
    call = Replay(talker=talker)
    if moment == "an answer":
        call.press("5").hear(silence(2.0))
    else:
        call.session.start(0.0)
        call.hear(silence(1.2)).press("5").hear(silence(2.0))
    assert call.said()[-1] == "Nous rappellerons."
    assert call.request == HangUp()


def test_a_conversation_that_fails_at_the_hang_up_says_nothing_more() -> None:
    talker = FakeTalker(ASKS)
    talker.fails_on = lambda heard: heard == HungUp()
    call = Replay(talker=talker)
    call.hear(silence(0.5))
    call.session.on_hang_up(call.now)
    assert (talker.heard, talker.rescues) == ([HungUp()], 0)
    assert call.trace[-2:] == ["0.50 [hung up] → ", "0.50 ended"]


# ---------------------------------------------------------------------- the ear


def test_an_ear_that_fails_for_good_ends_the_call_with_words() -> None:
    call = Replay(ASKS)
    call.hear(silence(0.5))
    call.recognizer.broken = True
    call.hear(silence(3.0))
    assert call.said() == ["Que puis-je faire ?", "Nous rappellerons."]
    assert call.request == HangUp()


def test_an_ear_that_fails_once_costs_one_apology() -> None:
    call = Replay(ASKS, NEXT)
    call.hear(silence(1.5))
    call.session.on_frame(b"\0" * 2, call.now)  # a frame that the fake ear cannot take
    call.hear(silence(1.5) + SPEECH + silence(2.5))
    assert call.said() == ["Que puis-je faire ?", "Pardon, un problème.", "Bien."]
    call.session.on_frame(b"\0" * 2, call.now)
    call.hear(silence(1.5))
    assert call.said()[-1] == "Pardon, un problème.", "an answer in between makes it a new failure"


def test_a_key_in_between_makes_it_a_new_failure_too() -> None:
    call = Replay(ASKS, NEXT)
    call.hear(silence(1.5))
    call.session.on_frame(b"\0" * 2, call.now)
    call.hear(silence(1.5)).press("1").hear(silence(1.5))
    call.session.on_frame(b"\0" * 2, call.now)
    call.hear(silence(1.5))
    assert call.said() == ["Que puis-je faire ?", "Pardon, un problème.", "Bien.", "Pardon, un problème."]


# ---------------------------------------------------------------------- the mouth


def test_a_sentence_that_cannot_be_made_is_apologised_for_and_the_call_goes_on() -> None:
    call = Replay(reply("Un.", "Deux."), NEXT, mouth=FakeMouth(failing={"Un."}))
    call.hear(silence(2.5) + SPEECH + silence(1.5))
    assert call.said() == ["<pardon>", "Deux.", "Bien."]


def test_a_mouth_that_breaks_apologises_and_hangs_up() -> None:
    call = Replay(ASKS, NEXT)
    call.hear(silence(1.2))
    call.mouth.broken = True
    call.press("5").hear(silence(2.0))
    assert call.said() == ["Que puis-je faire ?", "<pardon>"]
    assert call.request == HangUp()


def test_a_mouth_broken_from_the_start_is_heard_too() -> None:
    call = Replay(ASKS, mouth=FakeMouth(broken=True))
    call.hear(silence(1.0))
    assert (call.said(), call.request) == (["<pardon>"], HangUp())


def test_a_late_sentence_is_announced_after_1_8_s_and_then_said() -> None:
    mouth = FakeMouth(late={"Bien."})
    call = Replay(ASKS, NEXT, mouth=mouth)
    call.hear(silence(1.0)).press("5").hear(silence(3.0))
    assert call.starts("<un instant>") == [pytest.approx(1.0 + 0.5 + 1.8, abs=0.03)]
    mouth.deliver("Bien.")
    call.hear(silence(1.5))
    assert call.said() == ["Que puis-je faire ?", "<un instant>", "Bien."]


def test_the_caller_of_a_sentence_that_never_comes_is_not_left_in_silence() -> None:
    call = Replay(ASKS, NEXT, mouth=FakeMouth(late={"Que puis-je faire ?"}))
    call.hear(silence(26.0))
    longest, gap = 0, 0
    for text in call.played[: call.played.index("<pardon>")]:
        gap = 0 if text else gap + 1
        longest = max(longest, gap)
    assert longest * 0.02 <= 6.5
    assert call.said()[-1] == "<pardon>"
    call.hear(SPEECH + silence(1.1))
    assert words(call) == ["un trou dans la"], "and the call goes on"


def test_danger_sentences_that_never_come_do_not_deafen_the_session() -> None:
    call = Replay(reply("Appelez le 112.", urgent=True), NEXT, mouth=FakeMouth(late={"Appelez le 112."}))
    call.hear(silence(26.0) + SPEECH + silence(1.1))
    assert words(call) == ["un trou dans la"]


# ---------------------------------------------------------------------- the journal


def test_an_observer_that_fails_costs_no_call() -> None:
    seen: list[SessionEvent] = []

    def full_disk(event: SessionEvent) -> None:
        seen.append(event)
        raise OSError("no space left on device")

    talker, mouth = FakeTalker(ASKS, GOODBYE), FakeMouth()
    session = Session(talker, Ear(FakeRecognizer(), FakeActivity()), mouth, RATE, full_disk, LAST_WORDS)
    session.start(0.0)
    frames = silence(1.5) + SPEECH + silence(3.0)
    out = [session.on_frame(pcm, number * 0.02) for number, pcm in enumerate(frames, 1)]
    session.on_hang_up(6.0)
    assert {mouth.spoken(frame)[0] for frame in out} == {"", "Que puis-je faire ?", "Au revoir."}
    assert (talker.rescues, session.request) == (0, HangUp())
    assert len(seen) > 5


# ---------------------------------------------------------------------- anything

REPLIES = [
    reply("Un.", "Deux."),
    reply("Danger.", urgent=True),
    Reply((Sentence("Oui ou non ?"),), Listen(YES_NO, ("oui", "non"))),
    Reply((Sentence("Votre numéro ?"),), Listen(UNHURRIED, digits=10)),
    reply("Tard."),
    reply("Raté."),
    Reply((), Listen()),
    reply("Un agent.", then=Transfer("sip:agent@example")),
    GOODBYE,
]
SOUNDS = {
    "silence": silence(1.2),
    "long silence": silence(9.0),
    "click": voice(0.04),
    "noise": voice(1.6),
    "faint": voice(1.6, level=FAINT),
    "words": voice(0.9, "un trou dans la"),
    "oui": voice(0.4, "oui"),
    "cough": voice(0.4, "heu", sure=0.2),
    "echo": voice(0.9, "oui ou non"),
    "broken": [b"\0\0"],
}
STEP = st.one_of(
    st.sampled_from(sorted(SOUNDS)),
    st.sampled_from("0123456789*#").map(lambda key: f"key {key}"),
    st.sampled_from(
        ["transfer failed", "recognizer breaks", "recognizer mends", "mouth breaks", "mouth mends", "late"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(REPLIES), min_size=1, max_size=6),
    st.lists(STEP, min_size=4, max_size=25),
    st.sampled_from("uhr-"),
)
def test_nothing_that_happens_raises_and_a_hang_up_always_ends_it(
    replies: list[Reply], steps: list[str], fails: str
) -> None:
    talker = FakeTalker(*replies)
    talker.fails_on = {
        "u": lambda heard: isinstance(heard, Utterance),
        "h": lambda heard: isinstance(heard, HungUp),
        "r": lambda heard: isinstance(heard, Silence),
        "-": lambda heard: False,
    }[fails]
    call = Replay(talker=talker, mouth=FakeMouth(failing={"Raté."}, late={"Tard."}))
    for step in steps:
        if step in SOUNDS:
            call.hear(SOUNDS[step])
        elif step.startswith("key"):
            call.press(step[-1])
        elif step == "transfer failed":
            call.session.on_transfer_failed(call.now)
        elif step.startswith("recognizer"):
            call.recognizer.broken = step.endswith("breaks")
        elif step.startswith("mouth"):
            call.mouth.broken = step.endswith("breaks")
        assert not call.session.finished
    call.session.on_hang_up(call.now)
    call.hear(silence(0.1))
    assert call.session.finished
    assert not any(call.played[-5:])
    assert talker.heard.count(HungUp()) == 1
    assert call.trace[-1].endswith(" ended")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(REPLIES[:-2]), min_size=1, max_size=5), st.lists(STEP, min_size=3, max_size=10))
def test_the_session_is_never_deaf_or_dumb_for_long(replies: list[Reply], steps: list[str]) -> None:
    """After anything, a quiet caller is spoken to again within half a minute, or the call was given an end."""
    call = Replay(talker=FakeTalker(*replies), mouth=FakeMouth(failing={"Raté."}, late={"Tard."}))
    for step in steps:
        if step in SOUNDS:
            call.hear(SOUNDS[step])
        elif step.startswith("key"):
            call.press(step[-1])
    before = len(call.talker.heard)
    call.hear(silence(60.0))
    assert len(call.talker.heard) > before or call.request is not None
