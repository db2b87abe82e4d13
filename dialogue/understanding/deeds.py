"""A caller who says "rendez-vous" names the deed; the procedure in the same breath is what it is for."""

from collections.abc import Sequence

from accessibility.hearing import fold

STEP_AHEAD = 1.0
"""Likeness that intents about appointments are ahead by, so that nobody is asked which was meant."""
APPOINTMENT = "rdv_"
"""How the codes of these intents begin."""
_NAMED = (" rendez vous ", " rdv ", " rendezvous ")
_ONLY_ASKED = (
    " sans rendez vous ",
    " faut il ",
    " il faut un rendez vous ",
    " besoin d un rendez vous ",
    " obligatoire ",
)
"""Whether one is needed at all is a question about the procedure."""


def appointment_named(texts: Sequence[str]) -> bool:
    """Whether the best reading names an appointment, and does not only ask whether one is needed."""
    said = f" {fold(texts[0])} " if texts else ""
    return any(name in said for name in _NAMED) and not any(phrase in said for phrase in _ONLY_ASKED)
