"""What a caller wants changed of an appointment that was read back."""

from typing import Literal

from dialogue.flows.appointments.times import says
from dialogue.questions import Answer

Change = Literal["time", "name", "phone", "nothing"]

_BY_KEY: dict[str, Change] = {"1": "time", "2": "name", "3": "phone", "4": "nothing"}
_BY_WORDS: tuple[tuple[Change, tuple[str, ...]], ...] = (
    ("nothing", ("rien", "tout est bon", "c est bon", "tout est juste")),
    ("name", ("nom", "le nom", "m appelle", "orthographe")),
    ("phone", ("telephone", "numero", "portable", "le fixe")),
    ("time", ("date", "jour", "heure", "horaire", "l heure", "le rendez vous")),
)


def corrected(answer: Answer) -> Change | None:
    """What to change, by key or by words; None when that was not said."""
    if answer.keys:
        return _BY_KEY.get(answer.keys)
    return next((change for change, words in _BY_WORDS if says(answer.texts, words)), None)
