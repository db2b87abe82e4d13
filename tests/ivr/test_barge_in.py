"""Who speaks over a prompt: the decision by itself, and the whole session with real ears."""

import numpy as np
import pytest

from accessibility.pacing import YES_NO
from dialogue.actions import Listen, Reply, Sentence
from dialogue.events import Utterance
from ivr.barge_in import is_caller, is_echo
from ivr.listening import Ear
from ivr.session import Session
from ivr.session_events import Interrupted, Resumed, Said, SessionEvent
from tests.fakes import FakeMouth, FakeTalker, reply
from tests.ivr.replay import LAST_WORDS
from tests.voice.telephone import Speak, frames, g711, quiet
from voice.activity import WebRtcVoiceActivity
from voice.audio import Pcm
from voice.recognition import Hypothesis, Recognition, Word
from voice.vosk_model import VoskModel
from voice.vosk_recognizer import VoskRecognizer

PROMPT = "Vous pouvez signaler un problème dans la rue, ou demander les pièces à fournir."


def heard(text: str, confidence: float, *, live: bool = True) -> Recognition:
    words = tuple(Word(word, confidence, 0, 0) for word in text.split()) if live else ()
    return Recognition((Hypothesis(text, confidence),), words)


@pytest.mark.parametrize(
    ("recognition", "confirmed", "closed", "caller"),
    [
        pytest.param(heard("il y a un trou", 0.4), True, False, True, id="several words"),
        pytest.param(heard("agent", 0.7), True, False, True, id="a sure word"),
        pytest.param(heard("heu", 0.3), True, False, False, id="a cough"),
        pytest.param(heard("ah bon", 0.4), True, False, False, id="two unsure words"),
        pytest.param(heard("et un", 0.9), True, False, False, id="little words"),
        pytest.param(heard("un problème dans la rue", 0.9), True, False, False, id="the prompt's echo"),
        pytest.param(heard("la rue", 0.9), True, False, True, id="two words prove no echo"),
        pytest.param(heard("oui", 0.97), False, True, True, id="a quick oui"),
        pytest.param(heard("oui", 0.9), False, True, False, id="an unsure quick oui"),
        pytest.param(heard("oui", 0.97), False, False, False, id="a quick word at an open question"),
        pytest.param(heard("euh", 0.99, live=False), False, True, False, id="only a guess of the full model"),
        pytest.param(Recognition(()), True, True, False, id="no word"),
    ],
)
def test_who_speaks(recognition: Recognition, confirmed: bool, closed: bool, caller: bool) -> None:
    assert is_caller(recognition, PROMPT, confirmed=confirmed, closed=closed) is caller


def test_an_echo_is_known_by_its_sound() -> None:
    assert is_echo("vous pouvez signalez un problème", PROMPT)
    assert is_echo("les pièces affournir", PROMPT)
    assert not is_echo("un arbre est tombé", PROMPT)
    assert not is_echo("un arbre est tombé", "")


# ---------------------------------------------------------------------- with real ears


class Call:
    """A prompt of eight seconds over which the caller makes a sound, heard by Vosk and the WebRTC detector."""

    def __init__(self, model: VoskModel, phrases: tuple[str, ...] = ()) -> None:
        self.events: list[SessionEvent] = []
        self.mouth = FakeMouth({PROMPT: 8.0})
        asks = Reply((Sentence(PROMPT),), Listen(YES_NO, phrases))
        self.talker = FakeTalker(asks, reply("Bien."))
        ear = Ear(VoskRecognizer(model, 8000), WebRtcVoiceActivity(8000))
        self.session = Session(self.talker, ear, self.mouth, 8000, self.events.append, LAST_WORDS)
        self.played: list[str] = []

    def hear(self, pcm: Pcm) -> None:
        """A second of the prompt, the sound, then quiet for ten seconds."""
        self.session.start(0.0)
        for number, frame in enumerate(quiet(1.0) + frames(pcm) + quiet(10.0), 1):
            self.played.append(self.mouth.spoken(self.session.on_frame(frame, number * 0.02))[0])

    def of(self, kind: type[SessionEvent]) -> list[float]:
        return [event.at for event in self.events if isinstance(event, kind)]


@pytest.mark.speech
@pytest.mark.parametrize("speaker", ["nicola", "sara"])
def test_a_resident_who_speaks_over_the_prompt_stops_it(model: VoskModel, speak: Speak, speaker: str) -> None:
    call = Call(model)
    call.hear(g711(speak("Il y a un lampadaire en panne devant chez moi.", speaker)))
    (stopped,) = call.of(Interrupted)
    assert stopped < 1.0 + 1.3, "a word is known after 0.8 s at the earliest"
    silent_from = call.played.index("", 1)
    assert (silent_from + 1) * 0.02 - stopped <= 0.2
    first = call.talker.heard[0]
    assert isinstance(first, Utterance) and "lampadaire" in first.text
    assert call.of(Resumed) == []


@pytest.mark.speech
@pytest.mark.parametrize("speaker", ["siwis", "nicola"])
def test_a_quick_oui_over_the_prompt_is_an_answer(model: VoskModel, speak: Speak, speaker: str) -> None:
    call = Call(model, ("oui", "non"))
    call.hear(g711(speak("Oui.", speaker)))
    assert [heard.text for heard in call.talker.heard[:1] if isinstance(heard, Utterance)] == ["oui"]


def coughs(seed: int) -> Pcm:
    """Two or three bursts of noise with the course and the colour of a cough."""
    random = np.random.default_rng(seed)
    bursts = []
    for _ in range(random.integers(2, 4)):
        length = int(random.uniform(0.12, 0.3) * 8000)
        time = np.arange(length) / 8000
        course = np.minimum(time / 0.01, 1) * np.exp(-time * random.uniform(8, 18))
        noise = np.convolve(random.normal(0, 1, length), np.hanning(random.integers(3, 12)), "same")
        bursts += [noise / np.max(np.abs(noise)) * course * 9000, np.zeros(int(random.uniform(0.1, 0.3) * 8000))]
    return np.concatenate(bursts).astype(np.int16)


def tone(hertz: float, seconds: float) -> Pcm:
    return (6000 * np.sin(2 * np.pi * hertz * np.arange(int(8000 * seconds)) / 8000)).astype(np.int16)


@pytest.mark.speech
@pytest.mark.parametrize("phrases", [(), ("oui", "non")], ids=["open", "closed"])
@pytest.mark.parametrize(
    "sound", [tone(440, 0.4), tone(1000, 0.4), tone(1000, 3.0)], ids=["call waiting", "beep", "long"]
)
def test_tones_do_not_stop_it_for_good(model: VoskModel, sound: Pcm, phrases: tuple[str, ...]) -> None:
    call = Call(model, phrases)
    call.hear(g711(sound))
    assert not any(isinstance(heard, Utterance) for heard in call.talker.heard)
    assert len(call.of(Interrupted)) == len(call.of(Resumed))
    assert call.of(Said), "the prompt was said to its end"


@pytest.mark.speech
@pytest.mark.parametrize("phrases", [(), ("oui", "non")], ids=["open", "closed"])
def test_coughs_seldom_stop_it_and_never_leave_it_stopped(model: VoskModel, phrases: tuple[str, ...]) -> None:
    """A small model makes words of some noises: those are answers that the conversation asks about."""
    answered = 0
    for seed in range(12):
        call = Call(model, phrases)
        call.hear(g711(coughs(seed)))
        taken = any(isinstance(heard, Utterance) for heard in call.talker.heard)
        assert taken or len(call.of(Interrupted)) == len(call.of(Resumed))
        assert call.of(Said), "the prompt, or the answer to the cough, was said to its end"
        answered += taken
    assert answered <= 3
