"""Which recognizer hears the calls: the built-in one, adapted or not, or one of others that was installed.

The data folder's `recognizer-chosen` names one of others; without it the built-in one hears. It is replaced in one
step: calls under way keep the model they began with, calls that begin after take the new one.
"""

from dataclasses import dataclass
from pathlib import Path

from asr_models import installer, offered
from asr_models.catalogue import BUILT_IN_RECOGNIZER, OfferedRecognizer
from asr_models.catalogue import offered as all_offered
from asr_models.files import ModelError
from asr_models.vosk_folder import traits_of
from ivr.config import Settings
from ivr.trial import check

CHOSEN = "recognizer-chosen"
"""In the data folder: the name of the recognizer of others that hears the calls."""
BACK = f"to go back to the built-in one, run `python run_ivr.py models use {BUILT_IN_RECOGNIZER}`"


@dataclass(frozen=True)
class InUse:
    """A recognizer: its name in the catalogue, its folder, and the rate of the sound that it was trained on."""

    name: str
    folder: Path
    band_hz: int


def chosen(settings: Settings) -> str:
    """The name of the recognizer that calls use from now on."""
    try:
        return (settings.folders.data / CHOSEN).read_text("utf-8").strip() or BUILT_IN_RECOGNIZER
    except FileNotFoundError:
        return BUILT_IN_RECOGNIZER
    except (OSError, ValueError) as error:
        raise ModelError(f"{settings.folders.data / CHOSEN} cannot be read ({error}): {BACK}.") from error


def of_others(settings: Settings, *, verify: bool = False) -> InUse | None:
    """The recognizer of others that was chosen; None for the built-in one.

    Its files are there with their sizes; `verify`: and with their checksums. Raises ModelError.
    """
    name = chosen(settings)
    if name == BUILT_IN_RECOGNIZER:
        return None
    model = all_offered().get(name)
    if model is None:
        raise ModelError(f"{settings.folders.data / CHOSEN} names {name!r}, which the catalogue lacks: {BACK}.")
    try:
        found = (offered.verified if verify else offered.installed)(settings.models, model)
    except ModelError as error:
        raise ModelError(f"{str(error).rstrip('.')}; {BACK}.") from error
    return InUse(name, found.folder, model.band_hz)


def use(settings: Settings, name: str) -> list[str]:
    """Let calls that begin from now on be heard by a recognizer; what is to be known about it, as sentences.

    Its files are verified and it is tried first. Raises ModelError; then nothing has changed. KeyError: no such model.
    """
    if name == BUILT_IN_RECOGNIZER:
        installer.built_in_recognizer()
        (settings.folders.data / CHOSEN).unlink(missing_ok=True)
        return []
    model = all_offered()[name]
    folder = offered.verified(settings.models, model).folder
    check(folder, "nothing has changed")
    notes = _notes(model, folder)
    settings.folders.data.mkdir(parents=True, exist_ok=True)
    beside = settings.folders.data / f".{CHOSEN}"
    beside.write_text(name, "utf-8")
    beside.replace(settings.folders.data / CHOSEN)
    return notes


def _notes(model: OfferedRecognizer, folder: Path) -> list[str]:
    traits = traits_of(folder)
    notes = ["The commune's names are taught to the built-in recognizer only."]
    if model.language != "fr":
        notes.append(f"Its language is {model.language!r}: it understands no French.")
    if not traits.grammar:
        notes.append(
            "It takes no grammar while it runs: answers to closed questions are matched with what is expected."
        )
    if traits.fed(8000) != 8000:
        notes.append(f"It refuses a telephone's 8000 samples a second: it is given {traits.rate}.")
    return notes
