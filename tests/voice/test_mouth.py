from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeSynthesizer, Later, Now
from voice.audio import level_db
from voice.mouth import StoredMouth
from voice.playback import beep
from voice.prompts import PromptStore


@pytest.fixture
def synthesizer() -> FakeSynthesizer:
    return FakeSynthesizer()


@pytest.fixture
def store(tmp_path: Path, synthesizer: FakeSynthesizer) -> PromptStore:
    return PromptStore(tmp_path, synthesizer)


def mouth(store: PromptStore, executor: Now | Later, rate: int = 8000) -> StoredMouth:
    return StoredMouth(store, rate, executor, "Un instant.", "Pardon.")


def render(mouth: StoredMouth, sentence: str, gain_db: float = 0.0, keep: bool = True) -> np.ndarray:
    return mouth.render(sentence, slowness=1.0, gain_db=gain_db, keep=keep).result(timeout=0)


@pytest.mark.parametrize("rate", [8000, 16000])
def test_sound_at_the_lines_rate(store: PromptStore, rate: int) -> None:
    pcm = render(mouth(store, Now(), rate), "Bonjour.")
    assert pcm.dtype == np.int16
    assert pcm.size == pytest.approx(0.05 * len("Bonjour.") * rate, rel=0.01)


def test_louder_by_the_gain(store: PromptStore) -> None:
    speaks = mouth(store, Now())
    assert level_db(render(speaks, "Bonjour.", 6.0)) - level_db(render(speaks, "Bonjour.")) == pytest.approx(6, abs=0.1)


def test_a_stored_sentence_is_ready_at_once_and_another_when_it_is_made(store: PromptStore) -> None:
    store.fill(["Bonjour."], lambda done, total: None)
    busy = Later()
    speaks = mouth(store, busy)
    assert speaks.render("Bonjour.", slowness=1.0, gain_db=0.0, keep=True).done()
    new = speaks.render("Nouvelle phrase.", slowness=1.0, gain_db=0.0, keep=True)
    slower = speaks.render("Bonjour.", slowness=1.15, gain_db=0.0, keep=True)
    assert not new.done()
    assert not slower.done()
    assert busy.work() == 2
    assert slower.result().size > render(speaks, "Bonjour.").size


def test_only_what_may_be_kept_is_stored(store: PromptStore, tmp_path: Path) -> None:
    speaks = mouth(store, Now())
    before = sorted(tmp_path.rglob("*.wav"))
    render(speaks, "Vous avez dit : au 12.", keep=False)
    speaks.prepare("Je répète : au 12.", slowness=1.0)
    assert sorted(tmp_path.rglob("*.wav")) == before
    render(speaks, "Merci.", keep=True)
    assert len(sorted(tmp_path.rglob("*.wav"))) == len(before) + 1


def test_a_prepared_sentence_is_made_once_and_ready(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    busy = Later()
    speaks = mouth(store, busy)
    synthesizer.asked.clear()
    speaks.prepare("Au douze.", slowness=1.0)
    speaks.prepare("Au douze.", slowness=1.0)
    busy.work()
    assert speaks.render("Au douze.", slowness=1.0, gain_db=0.0, keep=False).done()
    assert synthesizer.asked == [("Au douze.", 1.0)]


def test_a_prepared_sentence_asked_for_too_soon_is_still_made_once(
    store: PromptStore, synthesizer: FakeSynthesizer
) -> None:
    busy = Later()
    speaks = mouth(store, busy)
    synthesizer.asked.clear()
    speaks.prepare("Au douze.", slowness=1.0)
    wanted = speaks.render("Au douze.", slowness=1.0, gain_db=0.0, keep=False)
    busy.work()
    assert wanted.result(timeout=0).size > 0
    assert len(synthesizer.asked) == 1


def test_a_failing_synthesizer_is_told_where_the_sound_is_asked_for(
    store: PromptStore, synthesizer: FakeSynthesizer
) -> None:
    speaks = mouth(store, Now())
    synthesizer.failing = True
    with pytest.raises(RuntimeError, match="the voice broke"):
        render(speaks, "Bonjour.")


def test_a_preparation_that_failed_is_tried_again(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    speaks = mouth(store, Now())
    synthesizer.failing = True
    speaks.prepare("Au douze.", slowness=1.0)
    synthesizer.failing = False
    assert render(speaks, "Au douze.", keep=False).size > 0


def test_stand_ins_are_at_hand_and_beep_when_there_is_no_voice(
    store: PromptStore, synthesizer: FakeSynthesizer
) -> None:
    stand_ins = mouth(store, Later()).stand_ins
    assert stand_ins.one_moment.size > stand_ins.apology.size > 0
    synthesizer.failing = True
    voiceless = StoredMouth(store, 8000, Now(), "Une autre attente.", "Un autre pardon.").stand_ins
    assert np.array_equal(voiceless.apology, beep(8000))


def test_a_mouth_whose_executor_has_ended_still_answers(store: PromptStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    executor = ThreadPoolExecutor(1)
    speaks = StoredMouth(store, 8000, executor, "Un instant.", "Pardon.")
    executor.shutdown()
    speaks.prepare("Plus tard.", slowness=1.0)
    assert isinstance(
        speaks.render("Nouvelle.", slowness=1.0, gain_db=0.0, keep=False).exception(timeout=0), RuntimeError
    )
