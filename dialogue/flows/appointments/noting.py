"""What the desk must know of an appointment: a wheelchair, a delay, who comes along. Kept with it, nothing changes."""

from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows.appointments import cancelling
from dialogue.flows.base import Choice, Then
from dialogue.french.phrases import phrase_at
from dialogue.french.words import words
from dialogue.talk import Talk
from dialogue.wording import OwnWords
from kb.appointments import Appointment

_DEEDS = ("laisser un message", "déplacer", "annuler")
"""The options of the question, as they are said."""


def told(text: str) -> bool:
    """Whether something is told that the desk must know, and neither asked nor called off."""
    said, known = fold(text), cancelling.load()
    return bool(known.to_note.search(said)) and not (known.cancel.search(said) or known.question.search(said))


def keep(talk: Talk, appointment: Appointment, texts: Sequence[str]) -> None:
    """Keep the words with the appointment, and say them back."""
    told = _message(texts[0])
    talk.store.appointments.add_note(appointment.id, told, talk.now())
    talk.note("note kept")
    talk.achieve("followup")
    talk.stored += 1
    talk.say("rdv_note_kept", answer=OwnWords(told))


def ask_deed(talk: Talk, appointment: Appointment, texts: Sequence[str], move: Then) -> None:
    """Ask what is wanted of an appointment, where the words do not tell: it is not called off on a guess."""

    def chosen(talk: Talk, option: int) -> None:
        if option == 0:
            keep(talk, appointment, texts)
        elif option == 1:
            move(talk)
        else:
            cancelling.ask(talk, appointment)

    talk.begin(Choice("rdv_ask_deed", _DEEDS, chosen, lambda talk: talk.say("rdv_kept")))


def _message(text: str) -> str:
    """The words, without "il faut que je vous dise que" before them."""
    spoken, before = words(text), cancelling.load().before
    while (length := phrase_at([fold(word) for word in spoken], 0, before)) and length < len(spoken):
        spoken = spoken[length:]
    return " ".join(spoken).replace("' ", "'")
