"""The shipped Vosk model hears the built-in voice over a telephone band."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from accessibility.hearing import fold
from tests.voice.telephone import Speak, frames, g711, quiet, recognised, word_errors
from voice.audio import Pcm
from voice.recognition import Recognition
from voice.vosk_model import VoskModel
from voice.vosk_recognizer import VoskRecognizer

pytestmark = pytest.mark.speech

YES_NO = ("oui", "non")
SPEAKERS = ("siwis", "nicola")
ADDRESS = "Au douze, rue des Lilas."
PHONE = "Zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit."


@pytest.fixture
def ear(model: VoskModel) -> VoskRecognizer:
    return VoskRecognizer(model, 8000)


def check(heard: Recognition) -> None:
    """What holds of every recognition."""
    assert all(0 <= word.confidence <= 1 for word in heard.words)
    assert all(0 <= reading.confidence <= 1 for reading in heard.hypotheses)
    assert len({reading.text for reading in heard.hypotheses}) == len(heard.hypotheses)
    assert all(word.start <= word.end for word in heard.words)


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize(("text", "word"), [("Oui.", "oui"), ("Non.", "non")])
def test_yes_and_no_under_their_grammar(ear: VoskRecognizer, speak: Speak, speaker: str, text: str, word: str) -> None:
    heard = recognised(ear, g711(speak(text, speaker)), YES_NO)
    check(heard)
    assert (heard.text, len(heard.words)) == (word, 1)
    assert heard.confidence > 0.6


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize(("text", "errors"), [(ADDRESS, 1), (PHONE, 2)])
def test_an_address_and_a_number_in_open_speech(
    ear: VoskRecognizer, speak: Speak, speaker: str, text: str, errors: int
) -> None:
    heard = recognised(ear, g711(speak(text, speaker)))
    check(heard)
    best = min(word_errors(fold(text), fold(reading.text)) for reading in heard.hypotheses)
    assert best <= errors, [reading.text for reading in heard.hypotheses]


def test_unclear_speech_has_several_readings(ear: VoskRecognizer, speak: Speak) -> None:
    pcm = g711(speak("Pouvez-vous répéter, s'il vous plaît ?", "nicola"))
    hiss = np.random.default_rng(5).normal(0, 500, pcm.size)
    heard = recognised(ear, (pcm + hiss).clip(-32768, 32767).astype(np.int16))
    check(heard)
    assert 2 <= len(heard.hypotheses) <= 6


def test_a_grammar_can_be_changed_and_lifted(ear: VoskRecognizer, speak: Speak) -> None:
    yes, address = g711(speak("Oui.")), g711(speak(ADDRESS))
    texts = [
        recognised(ear, yes, YES_NO).text,
        recognised(ear, address).text,
        recognised(ear, yes, YES_NO).text,
        recognised(ear, yes, ("non", "peut-être", "un mot-inconnu-du-modèle")).text,
    ]
    assert texts[0] == texts[2] == "oui"
    assert "rue des" in texts[1]
    assert "inconnu" not in texts[3]


def test_an_elision_in_a_grammar(ear: VoskRecognizer, speak: Speak) -> None:
    heard = recognised(ear, g711(speak("C'est ça.")), ("c'est ça", "non"))
    assert heard.text == "c' est ça"


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_words_outside_the_grammar_come_from_the_second_look(ear: VoskRecognizer, speak: Speak, speaker: str) -> None:
    heard = recognised(ear, g711(speak("Il y a un trou dans la rue des Lilas.", speaker)), YES_NO)
    check(heard)
    assert any("trou dans la" in fold(reading.text) for reading in heard.hypotheses)


def test_a_yes_with_more_words_is_not_forced_into_the_grammar(ear: VoskRecognizer, speak: Speak) -> None:
    phrases = ("oui", "non", "je ne sais pas", "plus fort", "au revoir")
    heard = recognised(ear, g711(speak("Oui, c'est mon numéro de téléphone.")), phrases)
    check(heard)
    assert {"oui", "téléphone"} <= set(heard.text.split())


def test_the_same_sound_gives_the_same_words(model: VoskModel, ear: VoskRecognizer, speak: Speak) -> None:
    pcm = g711(speak(ADDRESS))
    first = recognised(ear, pcm)
    assert recognised(ear, pcm).text == first.text
    assert recognised(VoskRecognizer(model, 8000), pcm).text == first.text


def test_silence_and_noise_give_no_words_and_keep_little(ear: VoskRecognizer) -> None:
    ear.begin(())
    for frame in quiet(20.0):
        ear.accept(frame)
    assert (ear.partial, ear.finish()) == ("", Recognition(()))
    noise = np.random.default_rng(3).normal(0, 300, 16000).astype(np.int16)
    assert len(recognised(ear, noise).text.split()) <= 1


def test_partial_words_come_while_the_caller_speaks(ear: VoskRecognizer, speak: Speak) -> None:
    ear.begin(())
    spoken = frames(g711(speak(ADDRESS)))
    partials = []
    for frame in spoken:
        ear.accept(frame)
        partials.append(ear.partial)
    first = next(number for number, words in enumerate(partials) if words)
    assert first * 0.02 < 1.0
    assert len(ear.partial.split()) >= 3


def test_two_calls_on_one_model_do_not_disturb_each_other(model: VoskModel, speak: Speak) -> None:
    sounds: list[tuple[Pcm, tuple[str, ...]]] = [(g711(speak(ADDRESS)), ()), (g711(speak("Non.")), YES_NO)]
    alone = [recognised(VoskRecognizer(model, 8000), pcm, phrases).text for pcm, phrases in sounds]

    def call(number: int) -> list[str]:
        pcm, phrases = sounds[number]
        ear = VoskRecognizer(model, 8000)
        return [recognised(ear, pcm, phrases).text for _ in range(4)]

    with ThreadPoolExecutor(2) as pool:
        heard = list(pool.map(call, [0, 1]))
    assert heard == [[alone[0]] * 4, [alone[1]] * 4]


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_wideband_line_is_heard_as_well_as_a_telephone(model: VoskModel, speak: Speak, speaker: str) -> None:
    said = ["Il y a une odeur de gaz dans l'immeuble.", ADDRESS, "Le lampadaire ne s'allume plus depuis trois jours."]
    narrow, wide = VoskRecognizer(model, 8000), VoskRecognizer(model, 16000)
    errors = [0, 0]
    for text in said:
        errors[0] += word_errors(fold(text), fold(recognised(narrow, speak(text, speaker)).text))
        errors[1] += word_errors(fold(text), fold(recognised(wide, speak(text, speaker, 16000), rate=16000).text))
    words = sum(len(fold(text).split()) for text in said)
    assert errors[1] <= errors[0] + words // 5, f"wideband {errors[1]}, telephone {errors[0]} of {words} words"


def test_a_wideband_answer_keeps_its_end_under_a_grammar(model: VoskModel, speak: Speak) -> None:
    wide = VoskRecognizer(model, 16000)
    heard = [recognised(wide, speak(text, "siwis", 16000), YES_NO, rate=16000) for text in ("Oui.", "Non.", "Oui.")]
    assert [each.text for each in heard] == ["oui", "non", "oui"]
