"""Which errors are the operator's to mend, and with which exit code the program ends."""

WRONG_USE = 2
ENVIRONMENT = 3


def explain(error: BaseException) -> tuple[str, int] | None:
    """One sentence and an exit code; None for what is our own fault and deserves a traceback."""
    from asr_models.files import ModelError
    from dialogue.catalogue import CatalogueError
    from dialogue.wording import WordingError
    from ivr.chat import ChatError
    from ivr.config import ConfigError
    from kb.store import StoreError
    from voice.wav import WavError

    if isinstance(error, (ConfigError, ChatError, WavError, CatalogueError, WordingError)):
        return str(error), WRONG_USE
    if isinstance(error, (StoreError, ModelError)):
        return str(error), ENVIRONMENT
    if type(error).__name__ == "ScenarioError":
        return str(error), WRONG_USE
    if type(error).__name__ in (
        "PhoneError",
        "DemoError",
    ):  # not imported: pjsua2 only to name an error would be slow
        return str(error), ENVIRONMENT
    if isinstance(error, OSError):
        return f"{error.filename or 'The system'}: {error.strerror or error}.", ENVIRONMENT
    return None
