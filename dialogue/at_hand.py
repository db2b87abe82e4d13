"""What is asked again of what was done or found last in this call: its number, or when the appointment is.

At any question but those where a number, a day or a place is given or read back: there the words mean that one.
"""

from collections.abc import Collection, Sequence

from dialogue import replies
from dialogue.flows.appointments import cancelling
from dialogue.french.dates import whens
from dialogue.french.phrases import phrase_at
from dialogue.french.spoken import digit_groups
from dialogue.french.words import FILLERS, folded
from dialogue.talk import Talk

_OTHER_NUMBERS = (
    "phone", "number", "place", "correction", "confirm", "readback", "ticket", "check", "sending", "slot", "day",
    "change", "name",
)  # fmt: skip
"""What the names of questions contain at which other numbers and days are spoken of."""


def told_again(talk: Talk, question: str, texts: Sequence[str]) -> bool:
    """Say the number, or the day and hour, that is asked again; false when neither is, or there is none."""
    if not texts or any(part in question for part in _OTHER_NUMBERS):
        return False
    ticket, spelled = _ticket(talk), folded(texts[0])
    if not ticket:
        return False
    if _only_asks("case.number", spelled):
        talk.note("number again")
        talk.say("number_again", ticket=digit_groups(ticket))
        return True
    of_time = {word for found in whens(texts[0], talk.now()) for word in folded(found.words)}
    if talk.topic != talk.held.topic or not _only_asks("case.when", spelled, of_time):
        return False
    appointment = talk.store.appointments.by_ticket(ticket)
    if appointment is None or not appointment.active:
        return False
    talk.note("time again")
    cancelling.remind(talk, appointment)
    return True


def _ticket(talk: Talk) -> str:
    """The number of what was booked or registered last, or of the report spoken of since."""
    held = talk.held
    return held.ticket if talk.case_at_hand == held.case else talk.store.incidents.get(talk.case_at_hand).ticket


def _only_asks(kind: replies.Kind, spelled: Sequence[str], beside: Collection[str] = ()) -> bool:
    """Whether an expression of the list is said, and nothing beside it that would mean something else."""
    known, around = replies.load()[kind], replies.load()["case.around"]
    asked, place = False, 0
    while place < len(spelled):
        length = phrase_at(spelled, place, known)
        asked = asked or length > 0
        length = length or phrase_at(spelled, place, around)
        if not length and spelled[place] not in FILLERS and spelled[place] not in beside:
            return False
        place += max(length, 1)
    return asked
