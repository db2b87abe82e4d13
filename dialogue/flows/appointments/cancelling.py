"""Cancelling an appointment that is known to be the caller's: read back, asked, done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.flows.appointments import asides, messages
from dialogue.flows.appointments.times import say_slot, says
from dialogue.flows.base import YES, YesNo
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase
from dialogue.french.words import FILLERS
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT
from kb.appointments import Appointment

FILE = Path(__file__).with_name("cancelling.toml")
_DEED = ("annulez", "annuler", "annule", "supprimez")
_OTHER_DEEDS = (
    ("cancel", ("annuler", "annule", "annulation", "supprimer")),
    ("move", ("deplacer", "decaler", "reporter", "repousser", "changer la date")),
)
"""What is wanted of an appointment that is there already, by `about` of the intents of appointments."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; cancelling.toml says what each is for."""

    cancel: re.Pattern[str]
    plainly: re.Pattern[str]
    not_off: re.Pattern[str]
    move: re.Pattern[str]
    unable: re.Pattern[str]
    not_coming: re.Pattern[str]
    alone: re.Pattern[str]
    around: re.Pattern[str]
    to_note: re.Pattern[str]
    question: re.Pattern[str]
    before: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    kinds = (
        "annuler",
        "nettement",
        "sans_annuler",
        "deplacer",
        "empeche",
        "ne_vient_pas",
        "seul",
        "autour",
        "a_noter",
        "question",
        "avant",
    )
    found = phrase_files.patterns(file, *kinds)
    return Words(
        cancel=found["annuler"], plainly=found["nettement"], not_off=found["sans_annuler"],
        move=found["deplacer"], unable=found["empeche"], not_coming=found["ne_vient_pas"],
        alone=found["seul"], around=found["autour"],
        to_note=found["a_noter"], question=found["question"], before=phrase_files.phrases(file, *kinds)["avant"],
    )  # fmt: skip


def said(texts: Sequence[str]) -> bool:
    """Whether a word of cancelling, or of not coming, was said: nothing is called off without."""
    known = load()
    return any(known.cancel.search(fold(text)) or known.not_coming.search(fold(text)) for text in texts)


def called_off(talk: Talk, appointment: Appointment, texts: Sequence[str]) -> bool:
    """Whether the best reading calls an appointment off, and names no other time: "annulez-le", "pas d'autre date"."""
    return plainly_off(texts) and asides.new_time(texts, appointment.slot, talk.now()) is None


def plainly_off(texts: Sequence[str]) -> bool:
    """Whether the best reading calls something off, whatever else is in it."""
    return bool(texts) and _plainly(texts[0]) and not load().not_off.search(fold(texts[0]))


def may_be_called_off(question: Question) -> Question:
    """The question, of an appointment that is there: "annulez" is an answer to it, and gives nothing else up."""
    return replace(question, calls_off=_plainly)


def _plainly(text: str) -> bool:
    return load().plainly.search(fold(text)) is not None


def not_coming(text: str) -> bool:
    """Whether somebody only says that they do not come: "finalement je préfère pas venir du tout"."""
    folded, known = fold(text), load()
    rest = known.around.sub(" ", known.alone.sub(" ", folded)).split()
    return known.alone.search(folded) is not None and all(word in FILLERS for word in rest)


def ask(talk: Talk, appointment: Appointment) -> None:
    """Ask whether to cancel it, and do so on a yes."""

    def cancel(talk: Talk) -> None:
        cancelled = talk.store.appointments.cancel(appointment.id, talk.now())
        talk.note("appointment cancelled")
        talk.achieve("appointment")
        talk.stored += 1
        desk = talk.store.desks.get(appointment.desk)
        if desk is not None:
            messages.changed(talk, desk, cancelled)
        talk.say("rdv_cancelled")

    def keep(talk: Talk) -> None:
        talk.say("rdv_kept")

    talk.begin(_Cancel("rdv_ask_cancel", yes=cancel, no=keep, commits=True))


class _Cancel(YesNo):
    """Whether to cancel: "annulez-le" is a yes."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes or no, or the deed named."""
        named = answer.yes_no() is None and says(answer.texts[:1], _DEED) and not says(answer.texts[:1], ("pas",))
        return super().take(talk, question, YES if named else answer)


def remind(talk: Talk, appointment: Appointment) -> None:
    """Say when it is and what for."""
    talk.say("rdv_yours", when=say_slot(appointment.start, talk.now()), label=appointment.context.motive or "la mairie")


def other_deed(talk: Talk, answer: Answer) -> bool:
    """Begin what is wanted instead of a booking, "annuler" to "Pour quoi voulez-vous un rendez-vous ?"; false: none."""
    about = next((deed for deed, words in _OTHER_DEEDS if says(answer.texts[:1], words)), "")
    known = talk.catalogue.intents.items()
    code = next((code for code, each in known if each.flow == "appointment" and each.about == about), "")
    if not (about and code and talk.serve is not None):
        return False
    talk.serve(talk, INTENT + code, answer)
    return True
