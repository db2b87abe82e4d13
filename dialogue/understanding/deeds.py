"""A caller who says "rendez-vous" names the deed; the procedure in the same breath is what it is for."""

from collections.abc import Sequence
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import folded

STEP_AHEAD = 1.0
"""Likeness that intents about appointments are ahead by, so that nobody is asked which was meant."""
APPOINTMENT = "rdv_"
"""How the codes of these intents begin."""
FILE = Path(__file__).with_name("deeds.toml")
_NAMED = frozenset({("rendez", "vous"), ("rdv",), ("rendezvous",)})


def appointment_named(texts: Sequence[str]) -> bool:
    """Whether the best reading names an appointment, and does not only ask whether one is needed."""
    spelled = folded(texts[0]) if texts else []
    about = _longest(spelled, "procedure")
    return bool(_longest_of(spelled, _NAMED)) and (not about or about < _longest(spelled, "wish"))


def asks_whether(texts: Sequence[str]) -> bool:
    """Whether the best reading asks if an appointment is needed: "j'ai besoin d'un rendez-vous" wishes for one."""
    spelled = folded(texts[0]) if texts else []
    return _longest(spelled, "whether") > _longest(spelled, "wish")


def _longest(spelled: Sequence[str], kind: str) -> int:
    return _longest_of(spelled, load()[kind])


def _longest_of(spelled: Sequence[str], known: frozenset[Phrase]) -> int:
    return max((phrase_at(spelled, place, known) for place in range(len(spelled))), default=0)


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "procedure", "whether", "wish")
