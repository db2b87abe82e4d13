"""What callers ask about appointments: book, move, cancel, or when it is."""

from functools import partial

from dialogue.flows.appointments import afterwards, asides, cancelling, noting, unable, whether
from dialogue.flows.appointments.find import FindAppointment
from dialogue.flows.appointments.flow import AppointmentFlow
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.deeds import asks_whether
from kb.appointments import Appointment, Context


def begin(talk: Talk, about: str, answer: Answer) -> None:
    """Begin what `about` names ("book", "move", "cancel", "when", "note"; "book:DESK" names the desk)."""
    deed, _, desk = about.partition(":")
    match deed:
        case "move":
            talk.begin(FindAppointment(talk, partial(_move, texts=answer.texts), answer.texts, off=_call_off))
        case "cancel":
            talk.begin(FindAppointment(talk, partial(_cancel, texts=answer.texts), answer.texts))
        case "when" if not noting.told(answer.text):
            talk.begin(FindAppointment(talk, partial(_told, texts=answer.texts), answer.texts, off=_call_off))
        case "when" | "note":
            told = f"un mot pour un rendez-vous : « {answer.text} »"
            talk.begin(FindAppointment(talk, partial(_note, texts=answer.texts), answer.texts, told))
        case _:
            book = partial(AppointmentFlow.begin, desk=desk, context=Context(), texts=answer.texts)
            if not (asks_whether(answer.texts) and whether.told(talk, answer.texts, book)):
                book(talk)


def _move(talk: Talk, appointment: Appointment, texts: tuple[str, ...]) -> None:
    """It is moved, unless it is called off, or nothing tells which of the two who cannot come wants."""
    meant = unable.deed(talk, appointment, texts)
    if meant in ("cancel", "either"):
        _unable(talk, appointment, texts, meant)
        return
    cancelling.remind(talk, appointment)
    _move_to(talk, appointment, texts)


def _told(talk: Talk, appointment: Appointment, texts: tuple[str, ...]) -> None:
    """Who says in the same breath that they cannot come wants more than the date."""
    meant = unable.deed(talk, appointment, texts)
    if meant in ("cancel", "either"):
        _unable(talk, appointment, texts, meant)
    else:
        tell(talk, appointment)


def _unable(talk: Talk, appointment: Appointment, texts: tuple[str, ...], meant: unable.Deed) -> None:
    cancelling.remind(talk, appointment)
    afterwards.remember(talk, appointment, AppointmentFlow.move, AppointmentFlow.begin)
    if meant == "cancel":
        cancelling.ask(talk, appointment)
    else:
        unable.ask(talk, appointment, texts, _move_to)


def _call_off(talk: Talk, appointment: Appointment) -> None:
    """It was to be found for something else, and called off meanwhile."""
    _unable(talk, appointment, (), "cancel")


def _move_to(talk: Talk, appointment: Appointment, texts: tuple[str, ...]) -> None:
    wish = asides.new_time(texts, appointment.slot, talk.now()) or asides.not_that_day(texts, appointment.slot)
    AppointmentFlow.move(talk, appointment, wish)


def _cancel(talk: Talk, appointment: Appointment, texts: tuple[str, ...]) -> None:
    """It is called off only by who said so; where nothing tells what is wanted, it is asked."""
    if noting.told(texts[0]):
        _note(talk, appointment, texts)
        return
    cancelling.remind(talk, appointment)
    afterwards.remember(talk, appointment, AppointmentFlow.move, AppointmentFlow.begin)
    if cancelling.said(texts):
        cancelling.ask(talk, appointment)
    else:
        noting.ask_deed(talk, appointment, texts, partial(_move, appointment=appointment, texts=texts))


def _note(talk: Talk, appointment: Appointment, texts: tuple[str, ...]) -> None:
    cancelling.remind(talk, appointment)
    afterwards.remember(talk, appointment, AppointmentFlow.move, AppointmentFlow.begin)
    noting.keep(talk, appointment, texts)


def tell(talk: Talk, appointment: Appointment) -> None:
    """Say when, what for and where it is."""
    cancelling.remind(talk, appointment)
    afterwards.remember(talk, appointment, AppointmentFlow.move, AppointmentFlow.begin)
    desk = talk.store.desks.get(appointment.desk)
    if desk is not None:
        talk.say("rdv_place", fact=desk.place)
    talk.achieve("answer")
    talk.stored += 1
