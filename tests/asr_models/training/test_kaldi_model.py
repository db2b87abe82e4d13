"""A model of Kaldi read and written again: byte for byte the same."""

from pathlib import Path

import pytest

from asr_models import catalogue
from asr_models.files import ModelError
from asr_models.training.kaldi_model import read_model, write_model
from asr_models.training.transfer import model_of, network_of, transitions

BUILT_IN = catalogue.recognizer().folder / "am" / "final.mdl"


def test_what_is_read_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    write_model(tmp_path / "final.mdl", read_model(BUILT_IN))
    assert (tmp_path / "final.mdl").read_bytes() == BUILT_IN.read_bytes()


def test_through_the_network_and_back_nothing_is_lost(tmp_path: Path) -> None:
    model = read_model(BUILT_IN)
    again = model_of(network_of(model), model)
    write_model(tmp_path / "final.mdl", again)
    assert (tmp_path / "final.mdl").read_bytes() == BUILT_IN.read_bytes()
    assert transitions() == model.transitions


@pytest.mark.parametrize(
    "content", [b"", b"not a model", b"\0B<TransitionModel> <Nnet3> \nwiring\n\n<NumComponents> x"]
)
def test_what_is_no_model_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "final.mdl").write_bytes(content)
    with pytest.raises(ModelError, match=r"final\.mdl is not an nnet3 model of Kaldi \(.*\): take the final\.mdl"):
        read_model(tmp_path / "final.mdl")


def test_a_model_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "final.mdl").write_bytes(BUILT_IN.read_bytes()[:1_000_000])
    with pytest.raises(ModelError, match="not an nnet3 model"):
        read_model(tmp_path / "final.mdl")


def test_a_component_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no component 'lda'"):
        read_model(BUILT_IN)["lda"]
