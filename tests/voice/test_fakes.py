"""The fakes follow the protocols of the engines: mypy checks these assignments."""

from ivr.line import AudioLine
from ivr.talker import Talker
from tests.fakes import (
    GOODBYE,
    FakeActivity,
    FakeLine,
    FakeMouth,
    FakeRecognizer,
    FakeSynthesizer,
    FakeTalker,
    silence,
    voice,
)
from voice.activity import VoiceActivity
from voice.mouth import Mouth
from voice.recognition import Recognizer
from voice.synthesis import Synthesizer


def test_protocols() -> None:
    activity: VoiceActivity = FakeActivity()
    recognizer: Recognizer = FakeRecognizer()
    mouth: Mouth = FakeMouth()
    synthesizer: Synthesizer = FakeSynthesizer()
    talker: Talker = FakeTalker(GOODBYE)
    line: AudioLine = FakeLine([])
    assert (talker.open(), line.rate, synthesizer.rate) == (GOODBYE, 8000, 24_000)
    assert mouth.stand_ins.apology.size > 0
    recognizer.begin(("oui", "non"))
    for frame in voice(0.4, "oui", at=0.3):
        recognizer.accept(frame)
    assert (recognizer.partial, activity.voiced(voice(0.02)[0])) == ("oui", True)
    assert not activity.voiced(silence(0.02)[0])
