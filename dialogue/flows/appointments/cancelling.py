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
    deeds: frozenset[Phrase]
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
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "cancel": "annuler", "plainly": "nettement", "deeds": "verbes", "not_off": "sans_annuler", "move": "deplacer",
    "unable": "empeche", "not_coming": "ne_vient_pas", "alone": "seul", "around": "autour", "to_note": "a_noter",
    "question": "question", "before": "avant",
}  # fmt: skip


def said(texts: Sequence[str]) -> bool:
    """Whether a word of cancelling, or of not coming, was said: nothing is called off without."""
    known = load()
    return any(known.cancel.search(fold(text)) or known.not_coming.search(fold(text)) for text in texts)


def called_off(talk: Talk, appointment: Appointment, texts: Sequence[str]) -> bool:
    """Whether the best reading calls an appointment off, and names no other time: "annulez-le", "pas d'autre date"."""
    return plainly_off(texts) and asides.new_time(texts, appointment.slot, talk.now()) is None


def plainly_off(texts: Sequence[str]) -> bool:
    """Whether the best reading calls something off, whatever else is in it."""
    if not texts or load().not_off.search(fold(texts[0])):
        return False
    deed = _deed(texts[0])
    return _plainly(texts[0]) if deed is None else deed


def may_be_called_off(question: Question) -> Question:
    """The question, of an appointment that is there: "annulez" is an answer to it, and gives nothing else up."""
    return replace(question, calls_off=_about_it)


def _plainly(text: str) -> bool:
    return load().plainly.search(fold(text)) is not None or _deed(text) is True


def spared(text: str) -> bool:
    """Whether cancelling is spoken of and denied: "surtout ne l'annulez pas"."""
    return _deed(text) is False


def _about_it(text: str) -> bool:
    return load().plainly.search(fold(text)) is not None or _deed(text) is not None


def _deed(text: str) -> bool | None:
    """Whether a verb of cancelling is told to be done; false: all are denied, or of the past; None: there is none."""
    found = list(_deeds(tuple(load().deeds)).finditer(fold(text)))
    if not found:
        return None
    return any(not _denied(fold(text), each) for each in found)


@lru_cache(maxsize=2)
def _deeds(stems: tuple[Phrase, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(''.join(each) for each in stems)})(?P<form>er|ez|e|es|ons)\b")


def _denied(said: str, deed: re.Match[str]) -> bool:
    """ "Ne l'annulez pas", "pas question de l'annuler", "vous l'avez annulé", "si je l'annule"."""
    before, after = said[: deed.start()], said[deed.end() :]
    if deed["form"] == "er":
        return _NOT_TO_DO.search(before) is not None
    done = deed["form"] == "e" and _DONE.search(before) is not None
    return done or _NOT_BEFORE.search(before) is not None or _NOT_AFTER.match(after) is not None


_OBJECTS = r"(?: (?:me|m|le|la|l|les|nous|vous|lui|y|en))*"
_NOT_TO_DO = re.compile(
    r"\b(?:pas|jamais|sans|plutot que|au lieu|evit\w+|inutile)"
    r"(?: (?:surtout|de|d|a|le|la|l|les|me|m|nous|vous|veux|besoin|question|demande|dit|parle|j|je|ai))* $"
)
"""Before an infinitive: what ends in a verb of its own ("je ne peux pas venir, il faut annuler") denies nothing."""
_NOT_BEFORE = re.compile(rf"\b(?:n|ne|si (?:je|j|on|vous)){_OBJECTS} $")
_NOT_AFTER = re.compile(r" (?:surtout )?(?:pas|rien|jamais)\b(?! (?:besoin|la peine|de|d)\b)")
_DONE = re.compile(r"\b(?:avez|a|ont|as|est|ete|etait|avait|aviez) $")


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
