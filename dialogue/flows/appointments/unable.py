"""Who cannot come: whether the appointment is to be cancelled or moved is asked, unless the words tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from accessibility.hearing import fold
from dialogue.flows.appointments import asides, cancelling
from dialogue.flows.base import Choice
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.appointments import Appointment

_DEEDS = ("annuler", "déplacer")
"""The options of the question, as they are said."""
Deed = Literal["cancel", "move", "either", ""]
Move = Callable[[Talk, Appointment, tuple[str, ...]], None]
"""Begins to move an appointment, in the words of the request."""


def deed(talk: Talk, appointment: Appointment, texts: Sequence[str]) -> Deed:
    """What is wanted of an appointment: one of the two deeds, either of them, or nothing that the words tell."""
    said, known = fold(texts[0]) if texts else "", cancelling.load()
    if cancelling.called_off(talk, appointment, texts):
        return "cancel"
    if known.move.search(said) or asides.new_time(texts, appointment.slot, talk.now()) is not None:
        return "move"
    return "either" if known.unable.search(said) and not known.question.search(said) else ""


def ask(talk: Talk, appointment: Appointment, texts: tuple[str, ...], move: Move) -> None:
    """Ask whether to cancel it or to move it. `texts`: the request, whose day is one that does not suit."""

    def chosen(talk: Talk, option: int) -> None:
        if option == 0:
            cancelling.ask(talk, appointment)
        else:
            move(talk, appointment, texts)

    talk.note("cannot come")
    talk.begin(_Either("rdv_unable", _DEEDS, chosen, lambda talk: talk.say("rdv_kept"), about=appointment, move=move))


@dataclass
class _Either(Choice):
    """Cancelled or moved: "je ne veux pas d'autre date" is the one, "vendredi plutôt" the other."""

    about: Appointment | None = None
    move: Move | None = None

    def next(self, talk: Talk) -> Question | None:
        """The question; "je n'en veux plus" answers it."""
        asked = super().next(talk)
        return cancelling.may_be_called_off(asked) if asked is not None else None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow the option, or the words that mean one of them."""
        assert self.about is not None and self.move is not None
        meant = deed(talk, self.about, answer.texts) if answer.texts else ""
        if meant == "cancel":
            self.answered = True
            cancelling.ask(talk, self.about)
            return True
        if meant == "move":
            self.answered = True
            if asides.new_time(answer.texts, self.about.slot, talk.now()) is None:
                self.chosen(talk, _DEEDS.index("déplacer"))  # to a day after the one that does not suit
            else:
                self.move(talk, self.about, answer.texts)
            return True
        return super().take(talk, question, answer)
