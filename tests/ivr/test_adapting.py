"""The recognizer made the commune's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from asr_models.catalogue import recognizer
from asr_models.files import ModelError
from ivr import adapting
from ivr.adapting import EXCEPTIONS, IN_USE, adapt, adapted_model
from ivr.config import Folders, Settings
from ivr.conversations import Conversations
from ivr.speech import Ears, recognition_model
from kb.store import Store


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo commune's data, adapted to once: fifteen seconds."""
    folder = tmp_path_factory.mktemp("adapted")
    made = Settings(folders=Folders(data=folder / "data", models=folder / "models"))
    Conversations(made)
    with Store.open(made.database) as store:
        adapted = adapt(made, store, lambda step: None)
    assert adapted.built is not None
    assert adapted.built.words > 30_000
    return made


def test_it_knows_names_that_the_built_in_model_does_not(settings: Settings) -> None:
    assert not recognition_model().knows("valbourg")
    assert recognition_model(settings).knows("valbourg")


def test_the_same_names_are_not_learned_twice(settings: Settings) -> None:
    with Store.open(settings.database) as store:
        again = adapt(settings, store, lambda step: None)
    assert again.built is None
    assert again.folder == adapted_model(settings)


def test_calls_that_begin_later_get_the_new_model(settings: Settings) -> None:
    in_use = settings.folders.data / IN_USE
    name = in_use.read_text("utf-8")
    in_use.unlink()
    ears = Ears(settings)
    before = ears.model()
    assert not before.knows("valbourg")
    in_use.write_text(name, "utf-8")
    assert ears.model().knows("valbourg")
    assert before.knows("mairie")  # a call under way keeps its own


def test_a_model_that_does_not_work_is_not_taken(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = adapted_model(settings)

    def broken(folder: Path, *_: object) -> object:
        (folder / "graph").mkdir(parents=True)
        (folder / "graph" / "HCLr.fst").write_bytes(b"no automaton")
        return object()

    monkeypatch.setattr(adapting, "build_graph", broken)
    (settings.folders.data / EXCEPTIONS).write_text('"valbourg" = ["v a l b u ʁ"]', "utf-8")
    try:
        with Store.open(settings.database) as store, pytest.raises(ModelError, match="stays in use"):
            adapt(settings, store, lambda step: None)
    finally:
        (settings.folders.data / EXCEPTIONS).unlink()
    assert adapted_model(settings) == before
    assert not list(adapting.folder_of(settings).glob(".making-*"))


def test_a_wrong_pronunciation_is_one_sentence(settings: Settings) -> None:
    wrong = settings.folders.data / EXCEPTIONS
    wrong.write_text('"valbourg" = ["v a l bourg"]', "utf-8")
    try:
        with (
            Store.open(settings.database) as store,
            pytest.raises(ModelError, match=r"pronunciations\.toml: 'valbourg'"),
        ):
            adapt(settings, store, lambda step: None)
    finally:
        wrong.unlink()


def test_a_model_of_another_built_in_one_is_not_used(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    known = recognizer()
    other = replace(known.files[-1], sha256="0" * 64)
    monkeypatch.setattr(adapting, "recognizer", lambda: replace(known, files=(*known.files[:-1], other)))
    assert adapted_model(settings) is None
