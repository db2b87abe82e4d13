"""How the kinds of callers sound and behave on a telephone, beside what their scenario says.

Typical values, not measurements of people: older voices speak more slowly, pause longer and come through a longer
vocal tract (Linville 1996); a speakerphone stands in a room, three metres from who speaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.simulation.scenario import CallerVoice, Kind


@dataclass(frozen=True)
class Manner:
    """What a kind of caller adds to a voice."""

    rate: float = 1.0
    hesitations: float = 0.0
    """Share of the words before which the caller hesitates."""
    reaction_s: float = 0.6
    """From the end of a question to the first word."""
    gain_db: float = 0.0
    muffled: bool = False
    """Consonants lost: nothing above 1800 Hz."""
    room: bool = False
    """Heard through a room's echo."""
    interrupts_after_s: float | None = None
    """Answers so long after the assistant began to speak, whether it is done or not."""
    voice: str = ""


MANNERS: Mapping[Kind, Manner] = {
    "ordinary": Manner(),
    "slow": Manner(rate=0.82, hesitations=0.12, reaction_s=2.5),
    "quiet": Manner(gain_db=-18.0),
    "mumbling": Manner(rate=1.1, gain_db=-6.0, muffled=True),
    "interrupting": Manner(rate=1.1, interrupts_after_s=2.5),
    "undecided": Manner(hesitations=0.1, reaction_s=1.5),
    "two_requests": Manner(),
    "angry": Manner(rate=1.15, gain_db=6.0, reaction_s=0.4),
    "chatty": Manner(rate=1.05, hesitations=0.04),
    "foreign": Manner(rate=0.95, hesitations=0.05, voice="accent-es"),
    "speakerphone": Manner(gain_db=-8.0, room=True),
}


def manner_of(caller: CallerVoice) -> Manner:
    """What the caller's kind adds."""
    return MANNERS[caller.kind]
