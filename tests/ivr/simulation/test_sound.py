"""A whole call with sound, faster than the clock: the real session and conversation, ears that read the frames."""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from dialogue.actions import HangUp, Listen, Reply, Sentence
from dialogue.events import Utterance
from ivr.config import load
from ivr.conversations import Conversations
from ivr.listening import Ear
from ivr.session_events import Answering, HeardEvent, Said
from ivr.simulation.channel import Channel
from ivr.simulation.kinds import MANNERS
from ivr.simulation.scenario import ReplyRule, Scenario
from ivr.simulation.script import Move, Script
from ivr.simulation.sound import SoundCall
from ivr.simulation.turns import Turns
from kb.clock import PARIS
from tests.fakes import RATE, FakeActivity, FakeRecognizer, voice
from voice.audio import Pcm, to_pcm

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=PARIS)
RULES = (
    ReplyRule(say=("il y a un lampadaire en panne",)),
    ReplyRule(when="poteau", say=("non",)),
    ReplyRule(when="numéro et le nom de la rue", say=("au douze rue des lilas",)),
    ReplyRule(when="à ce numéro|exact", keys="1", times=2),
    ReplyRule(when="autre chose", say=("non merci au revoir",), hang_up=True),
)


class PlainChannel(Channel):
    """Carries frames untouched: the fake ear reads words in the samples."""

    def carry(self, frame: bytes | None) -> bytes:
        return frame or bytes(2 * RATE // 50)

    def level_of(self, speech: Pcm) -> None:
        pass


def spoken(text: str) -> Pcm:
    words = text.split()
    return to_pcm(b"".join(voice(0.4 + 0.2 * len(words), text)))


def turns(*rules: ReplyRule) -> Turns:
    return Turns(Script(Scenario(name="test", reply=rules)), MANNERS["ordinary"])


def test_a_report_by_voice_and_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.simulation.sound.narrowed", lambda sound, rate: sound)  # the words are in the samples
    conversations = Conversations(load(data=tmp_path), lambda: NOW, Random(1))
    ear = Ear(FakeRecognizer(), FakeActivity())
    channel = PlainChannel(RATE, random=Random(0))
    outcome = SoundCall(conversations, ear, "0612345678", turns(*RULES), spoken, channel, rate=RATE).hold()
    assert outcome.outcome == "incident"
    assert outcome.stored["case"]["address"] == "12 rue des Lilas"
    assert [str(each.move) for each in outcome.exchanges if each.move][3] == "[touches 1]"
    assert outcome.exchanges[2].heard == "au douze rue des lilas"
    assert outcome.exchanges[2].question == "place"
    assert all(0 < gap < 2000 for gap in outcome.gaps_ms)
    assert 10 < outcome.seconds < 120


def replied(at: float, text: str, *, ends: bool = False) -> HeardEvent:
    return HeardEvent(at, Utterance.typed("quoi"), Reply((Sentence(text),), HangUp() if ends else Listen()))


def test_a_resident_waits_for_the_end_and_answers_all_that_was_said() -> None:
    resident = turns(ReplyRule(when="beau.\\s*Dans", say=("Oui.",)))
    resident.follow(replied(1.0, "Il fait beau."))
    assert resident.move(5.0) is None, "it is still being said"
    resident.follow(replied(6.0, "Dans quelle ville ?"))
    resident.follow(Said(8.0, ""))
    assert resident.move(8.1) is None, "nobody answers at once"
    assert resident.move(9.0) == Move(say="Oui.")
    assert resident.exchanges[0].said == "Il fait beau.\nDans quelle ville ?"


def test_a_resident_does_not_answer_a_good_bye() -> None:
    resident = turns(ReplyRule(say=("Oui.",)))
    resident.follow(replied(1.0, "Au revoir.", ends=True))
    resident.follow(Said(2.0, ""))
    assert resident.move(60.0) is None


def test_one_who_interrupts_speaks_before_the_end() -> None:
    resident = Turns(Script(Scenario(name="test", reply=(ReplyRule(say=("Un trou.",)),))), MANNERS["interrupting"])
    resident.follow(replied(1.0, "Bonjour, vous êtes à la mairie."))
    resident.follow(Answering(1.5, None))
    assert resident.move(3.9) is None
    assert resident.move(4.1) == Move(say="Un trou.")


def test_nothing_is_said_after_hanging_up() -> None:
    resident = turns(ReplyRule(say=("Au revoir.",), hang_up=True), ReplyRule(when="chose", say=("Non.",)))
    resident.follow(replied(1.0, "Bonjour."))
    resident.follow(Said(2.0, ""))
    assert resident.move(3.0) == Move(say="Au revoir.", hang_up=True)
    resident.follow(replied(3.5, "Puis-je faire autre chose ?"))
    resident.follow(Said(4.0, ""))
    assert resident.move(60.0) is None
    assert resident.exchanges[-1].said == "Puis-je faire autre chose ?", "what still came is shown"


def test_a_resident_who_lost_patience_is_silent_too() -> None:
    resident = turns(ReplyRule(say=("Bonjour.",)))
    for at in range(10, 100, 10):
        resident.follow(replied(at, "Combien ?"))
        resident.follow(Said(at + 1.0, ""))
        resident.move(at + 5.0)
    assert [each.move.say for each in resident.exchanges if each.move] == ["Bonjour.", *["Je ne sais pas."] * 3]


def test_the_gap_is_the_callers_own_whatever_noise_is_behind_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ear takes noise for voice to the very end: what counts is when the resident's own sound ended."""
    monkeypatch.setattr("ivr.simulation.sound.narrowed", lambda sound, rate: sound)
    conversations = Conversations(load(data=tmp_path), lambda: NOW, Random(1))
    ear = Ear(FakeRecognizer(), FakeActivity())
    call = SoundCall(conversations, ear, "", turns(*RULES), spoken, PlainChannel(RATE, random=Random(0)), rate=RATE)
    call._do(Move(say="oui"), 10.0)
    call._observe(Answering(10.6 + 1.2, gap_ms=0))
    call._observe(Answering(20.0, gap_ms=None))  # nobody spoke in between
    assert call._gaps_ms == [pytest.approx(1200, abs=25)]
    call._held.store.close()
