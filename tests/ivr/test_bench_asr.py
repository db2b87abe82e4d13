"""Figures of recognition: words, answers, false acceptance, calibration; wrong material is told in a sentence."""

from pathlib import Path

import numpy as np
import pytest

from ivr import bench_asr_material as material
from ivr.bench_asr import by_frames, measure
from ivr.bench_asr_material import RATE, Item, folder
from ivr.bench_asr_page import page
from ivr.bench_calibration import calibration
from ivr.bench_errors import MaterialError
from ivr.simulation.scenario import ReplyRule, Scenario
from ivr.simulation.shares import Share
from voice.audio import Pcm
from voice.recognition import Hypothesis, Recognition, Word
from voice.wav import write_wav

SECOND = np.zeros(RATE, np.int16)


def recognition(text: str, confidence: float = 0.9) -> Recognition:
    words = tuple(Word(word, confidence, 0.0, 1.0) for word in text.split())
    return Recognition((Hypothesis(text, confidence),) if text else (), words)


class Hearing:
    """Hears what it is told to."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def __call__(self, sound: Pcm, phrases: tuple[str, ...]) -> Recognition:
        return recognition(self.texts.pop(0))


def test_words_and_answers_are_counted_by_group() -> None:
    items = [
        Item("a", "au douze rue des lilas", SECOND),
        Item("a", "oui", SECOND),
        Item("b", "je l'ai perdue", SECOND),
    ]
    numbers = {"number": lambda text: [word for word in text.split() if word in ("douze", "deux")]}
    report = measure("test", Hearing("au deux rue lilas", "oui", "je l'ai perdue"), items, numbers)
    first, second = report.groups
    assert (first.name, first.utterances, first.words, first.exact) == ("a", 2, Share(2, 6), Share(1, 2))
    assert first.slots == {"number": Share(1, 1)}, "only where a number was said"
    assert second.words == Share(0, 4), "an elision is a word of its own"
    assert second.slots == {}


def test_more_words_than_were_said_are_no_more_than_all_wrong() -> None:
    report = measure("test", Hearing("je ne sais pas du tout"), [Item("a", "oui", SECOND)], {})
    assert report.groups[0].words == Share(1, 1)


def test_what_is_no_answer_must_not_be_heard_as_one() -> None:
    items = [Item("outside", "", SECOND, ("oui", "non"))] * 3
    report = measure("test", Hearing("[unk]", "il pleut", "non"), items, {})
    assert report.groups[0].exact == Share(2, 3)
    assert report.groups[0].words.of == 0
    assert report.calibration is None, "under a grammar the confidence says little"


def test_confidences_that_mean_what_they_say_have_no_error() -> None:
    honest = calibration([[(0.75, True), (0.75, True), (0.75, True), (0.75, False)]])
    assert honest.error == pytest.approx(0.0)
    boastful = calibration([[(1.0, False)], [(0.2, False)]])
    assert boastful.error == pytest.approx((1.0 + 0.2) / 2)
    assert [(each.low, each.right) for each in boastful.bins] == [(0.2, Share(0, 1)), (0.9, Share(0, 1))]


def test_a_word_counts_as_right_where_it_was_said() -> None:
    report = measure("test", Hearing("au deux rue"), [Item("a", "au douze rue", SECOND)], {})
    assert report.calibration is not None
    assert report.calibration.bins[0].right == Share(2, 3)


def test_the_page_has_every_figure_and_no_script() -> None:
    report = measure("modèle <b>", Hearing("au deux rue"), [Item("a", "au douze rue", SECOND)], {})
    made = page([report], "abc1234")
    assert "abc1234" in made and "modèle &lt;b&gt;" in made and "33.3 %" in made
    assert "<script" not in made and "http" not in made


class Ear:
    """Counts frames; typed as a recognizer."""

    partial = ""

    def __init__(self) -> None:
        self.frames: list[int] = []

    def begin(self, phrases: tuple[str, ...]) -> None:
        self.phrases = phrases

    def accept(self, frame: bytes) -> None:
        self.frames.append(len(frame))

    def finish(self) -> Recognition:
        return recognition("oui")


def test_a_recognizer_hears_frames_as_on_the_telephone() -> None:
    ear = Ear()
    assert by_frames(ear)(SECOND, ("oui", "non")).text == "oui"
    assert (ear.phrases, ear.frames) == (("oui", "non"), [320] * 50)


def test_a_folder_of_wav_and_text(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", SECOND, 8000)
    (tmp_path / "a.txt").write_text("Le 12, c'est ça !", "utf-8")
    (item,) = folder(tmp_path)
    assert (item.group, item.text) == (tmp_path.name, "le douze c'est ça")
    assert item.sound.size > RATE


@pytest.mark.parametrize(
    ("words", "said"),
    [(None, "a.txt does not exist: write there what is said in a.wav"), ("…", "a.txt holds no words")],
)
def test_a_wav_without_words_is_refused(tmp_path: Path, words: str | None, said: str) -> None:
    write_wav(tmp_path / "a.wav", SECOND, 8000)
    if words is not None:
        (tmp_path / "a.txt").write_text(words, "utf-8")
    with pytest.raises(MaterialError, match=said):
        folder(tmp_path)


def test_wrong_sounds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MaterialError, match="holds no WAV file"):
        folder(tmp_path)
    (tmp_path / "a.txt").write_text("oui", "utf-8")
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(MaterialError, match=r"a\.wav is not a PCM WAV file"):
        folder(tmp_path)
    write_wav(tmp_path / "a.wav", SECOND[:0], 8000)
    with pytest.raises(MaterialError, match="holds no sound"):
        folder(tmp_path)


def test_sentences_come_once_and_in_the_same_order() -> None:
    rules = (ReplyRule(say=("Bonjour.",)), ReplyRule(when="x", say=("Oui.",)), ReplyRule(when="y", say=("Au {a}.",)))
    residents = [Scenario(name=name, reply=rules, vary={"a": ("1",)}) for name in ("one", "two")]
    assert sorted(material.sentences_of(residents, 0, seed=1)) == ["Bonjour.", "Oui."], "what varies is left out"
    assert material.sentences_of(residents, 1, seed=1) == material.sentences_of(residents, 0, seed=1)[:1]
