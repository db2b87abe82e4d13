"""Which errors are the operator's to mend, and with which exit code the program ends."""

from accessibility.commands import CommandsError
from asr_models.files import ModelError
from dialogue.catalogue import CatalogueError
from dialogue.french.phrase_files import PhraseFileError
from dialogue.wording import WordingError
from ivr.bench_errors import HistoryError, MaterialError
from ivr.cli.app import WRONG_USE
from ivr.config import ConfigError
from ivr.desk.serving import DeskError
from ivr.phone.errors import PhoneError
from ivr.processes import ChildError
from ivr.simulation.scenario import ScenarioError
from kb.accounts import AccountError
from kb.importers.reading import FileRefusedError
from kb.procedures.loader import ProcedureError
from kb.store import StoreError
from kb.synonyms import SynonymsError
from voice.speaking.lexicon import LexiconError
from voice.wav import WavError, WavWriteError

ENVIRONMENT = 3

USER_ERRORS = (
    AccountError,
    CatalogueError,
    CommandsError,
    ConfigError,
    FileRefusedError,
    HistoryError,
    LexiconError,
    MaterialError,
    PhraseFileError,
    ProcedureError,
    ScenarioError,
    SynonymsError,
    WavError,
    WordingError,
)
"""A file or a line that someone wrote is wrong."""
ENVIRONMENT_ERRORS = (ChildError, DeskError, ModelError, PhoneError, StoreError, WavWriteError)
"""The machine does not give what is needed."""


def explain(error: BaseException) -> tuple[str, int] | None:
    """One sentence and an exit code; None for what is our own fault and deserves a traceback."""
    if isinstance(error, USER_ERRORS) and not isinstance(error, WavWriteError):
        return str(error), WRONG_USE
    if isinstance(error, ENVIRONMENT_ERRORS):
        return str(error), ENVIRONMENT
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        return f"{what}{error.strerror or error}.", ENVIRONMENT
    return None
