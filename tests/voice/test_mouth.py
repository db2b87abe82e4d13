from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeSynthesizer, Later, Now
from voice.audio import level_db
from voice.mouth import StoredMouth, at_hand
from voice.playback import StandIns, beep
from voice.prompts import PromptStore
from voice.rendering_queue import RenderingQueue


@pytest.fixture
def synthesizer() -> FakeSynthesizer:
    return FakeSynthesizer()


@pytest.fixture
def store(tmp_path: Path, synthesizer: FakeSynthesizer) -> PromptStore:
    return PromptStore(tmp_path, synthesizer)


def mouth(store: PromptStore, executor: Now | Later, rate: int = 8000) -> StoredMouth:
    return StoredMouth(store, rate, executor, StandIns(beep(rate), beep(rate)))


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


def test_what_is_at_hand_is_a_beep_when_there_is_no_voice(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    assert at_hand(store, 8000, "Un instant.").size == pytest.approx(0.05 * len("Un instant.") * 8000, rel=0.01)
    synthesizer.failing = True
    assert np.array_equal(at_hand(store, 8000, "Un pardon."), beep(8000))


def test_a_wanted_sentence_does_not_wait_behind_what_was_prepared(
    store: PromptStore, synthesizer: FakeSynthesizer
) -> None:
    busy = Later()
    first, second = mouth(store, busy), mouth(store, busy)
    first.prepare("Peut-être ceci.", slowness=1.0)
    first.prepare("Peut-être cela.", slowness=1.0)
    second.render("Tout de suite.", slowness=1.0, gain_db=0.0, keep=False)
    first.render("Peut-être cela.", slowness=1.0, gain_db=0.0, keep=False)
    busy.work()
    first.render("Peut-être cela.", slowness=1.0, gain_db=0.0, keep=False)  # said again: it is in memory
    assert busy.work() == 0
    assert [text for text, _ in synthesizer.asked] == ["Tout de suite.", "Peut-être cela.", "Peut-être ceci."]


def test_a_call_that_ended_has_nothing_more_made(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    busy = Later()
    over, going_on = mouth(store, busy), mouth(store, busy)
    over.prepare("Peut-être ceci.", slowness=1.0)
    over.render("Ceci.", slowness=1.0, gain_db=0.0, keep=False)
    going_on.prepare("Au douze.", slowness=1.0)
    over.close()
    assert busy.work() == 1
    assert synthesizer.asked == [("Au douze.", 1.0)]


def test_urgent_sentences_are_said_at_the_stored_pace_rather_than_late(store: PromptStore) -> None:
    store.fill(["Appelez le 112."], lambda done, total: None)
    speaks = mouth(store, Later())

    def ready(sentence: str, urgent: bool) -> bool:
        return speaks.render(sentence, slowness=1.3, gain_db=0.0, keep=True, urgent=urgent).done()

    assert ready("Appelez le 112.", urgent=True)
    assert not ready("Appelez le 112.", urgent=False)
    assert not ready("Sortez.", urgent=True), "nothing is stored: made at the asked pace"


def test_a_mouth_whose_queue_has_ended_still_answers(store: PromptStore) -> None:
    with RenderingQueue() as queue:
        pass
    speaks = StoredMouth(store, 8000, queue, StandIns(beep(8000), beep(8000)))
    speaks.prepare("Plus tard.", slowness=1.0)
    late = speaks.render("Nouvelle.", slowness=1.0, gain_db=0.0, keep=False)
    assert isinstance(late.exception(timeout=0), RuntimeError)
