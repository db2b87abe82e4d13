"""What goes on from an appointment just spoken of: "finalement jeudi", "et annulez-le", "un aussi pour elle"."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from dialogue import restating
from dialogue.flows import surely
from dialogue.flows.appointments import another, asides, cancelling, excluded, noting, second_thought
from dialogue.flows.appointments.another import Book
from dialogue.flows.appointments.times import wish_in
from dialogue.french.dates import whens
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.clock import PARIS
from kb.slots import Slot, Wish

Move = Callable[[Talk, Appointment, Wish | Slot | None], None]
"""Begins to move an appointment, to a time that may be wished, or chosen, already."""

_CANCEL = frozenset({"annulez", "annuler", "annule", "annulons", "supprimez", "supprimer"})
_MOVE = frozenset({"decalez", "decaler", "deplacez", "deplacer", "reportez", "reporter", "changez", "changer"})
_ONE_MORE = frozenset({"autre"})
"""What names no time and no deed in "un autre rendez-vous"."""
_AROUND = frozenset(
    """et non oui finalement plutot en fait je j prefere prefererais mettez mettre le la l les moi pour a au de du d c
    ce est serait mieux possible si on peut peux pourrait pouvez pourriez vous voudrais veux aimerais mon rendez s il
    te plait merci alors mais pardon enfin tout compte ca celui svp aussi que ah oh oups zut mince attendez attends
    place faut faudrait falloir va vais dois devrais allez y moins vraiment excusez me suis trompe trompee oublie avais
    desole desolee quand meme un autre jour cette date ne n pas plus pourrai venir absent""".split()
)
"""Words that carry nothing here: what is left names something else."""


def remember(talk: Talk, appointment: Appointment, move: Move, book: Book, offered: Sequence[Slot] = ()) -> None:
    """The caller is known to this appointment: what follows may be about it, and it is not checked again.

    `offered`: the times it was chosen from.
    """
    talk.checked.add(appointment.ticket)
    talk.hold(appointment.ticket)
    talk.follow_up = partial(_goes_on, ticket=appointment.ticket, move=move, book=book, offered=tuple(offered))


def _goes_on(talk: Talk, answer: Answer, ticket: str, move: Move, book: Book, offered: tuple[Slot, ...] = ()) -> bool:
    """Cancel it, move it or book one more, when that is asked. False: the words are about something else."""
    appointment = talk.store.appointments.by_ticket(ticket)
    if appointment is None or not answer.texts:
        return False
    if offered and _taken_back(talk, appointment, answer, move, offered):
        return True
    meant = another.meant(talk, answer.text, appointment.context.motive)
    comes = appointment.active and appointment.end > talk.now()
    if meant == "more" or (meant in ("instead", "either") and not comes):
        another.begin(talk, answer, appointment, book)
        return True
    return comes and (
        _called_off_or_noted(talk, appointment, answer) or _moves(talk, appointment, answer, meant, move, book)
    )


def _called_off_or_noted(talk: Talk, appointment: Appointment, answer: Answer) -> bool:
    """Cancel it when that is told and no other time is named, or keep what the desk must know of it."""
    told = excluded.read(answer.text, talk.now())
    spelled = [word for word in folded(told.text) if word not in FILLERS]
    cannot = appointment.start.astimezone(PARIS).date() in told.excluded
    elsewhen = wish_in([told.text], talk.now())
    timeless = elsewhen is None and not told.excluded
    off = _cancels(folded(answer.text)) and (_only(spelled, _CANCEL) or (cannot and elsewhen is None))
    if off or (timeless and cancelling.not_coming(answer.text)):
        talk.note("cancel it")
        cancelling.remind(talk, appointment)
        cancelling.ask(talk, appointment)
        return True
    if timeless and noting.told(answer.text) and not _other_request(talk, answer):
        noting.keep(talk, appointment, answer.texts)
        return True
    return False


def _other_request(talk: Talk, answer: Answer) -> bool:
    """Whether something else is surely wanted: "on ne passe plus avec une poussette" tells of a hole."""
    if restating.load().reported(answer.text):
        return True
    return surely.elsewhere(talk, answer.texts, "appointment")


def _moves(talk: Talk, appointment: Appointment, answer: Answer, meant: another.Meant, move: Move, book: Book) -> bool:
    """Move it when that is asked, or ask whether one more is meant."""
    told = excluded.read(answer.text, talk.now())
    spelled = [word for word in folded(told.text) if word not in FILLERS]
    cannot = appointment.start.astimezone(PARIS).date() in told.excluded
    wish = None if told.excluded else asides.new_time(answer.texts, appointment.slot, talk.now())
    dated = {word for found in whens(answer.text, talk.now()) for word in folded(found.words)} if wish else set()
    if cannot:  # "demain j'ai le plombier": to another day
        wish = wish_in([told.text], talk.now()) or Wish(first=max(told.excluded) + timedelta(days=1))
    if meant == "either" or (meant == "maybe" and _only(spelled, _ONE_MORE | dated)):
        another.ask(talk, answer, appointment, lambda talk: move(talk, appointment, wish), book)
        return True
    plainly = _only(spelled, _MOVE | dated) and (wish or _MOVE.intersection(spelled))
    if meant != "instead" and not cannot and not plainly:
        return False
    talk.note("move it")
    move(talk, appointment, wish)
    return True


def _taken_back(talk: Talk, appointment: Appointment, answer: Answer, move: Move, offered: tuple[Slot, ...]) -> bool:
    """Move what was booked just now to the other time that was offered, or to one that is chosen anew."""
    if not appointment.active:
        return False
    instead = second_thought.meant(answer, offered, appointment.slot, talk.now())
    if instead is None or instead.wish is not None:  # a day that is wished is read with all that is said around it
        return False
    if instead.later is not None and excluded.read(answer.text, talk.now()).excluded:  # so is "pas demain"
        return False
    talk.note("second thought")
    move(talk, appointment, instead.slot or instead.later)
    return True


def _cancels(spelled: Sequence[str]) -> bool:
    """Whether cancelling is said, and not "n'annulez pas"."""
    return any(
        word in _CANCEL and (not place or spelled[place - 1] not in ("n", "ne")) for place, word in enumerate(spelled)
    )


def _only(spelled: Sequence[str], meant: frozenset[str] | set[str]) -> bool:
    """Whether the words are some of these, with nothing but empty ones around."""
    return not meant.isdisjoint(spelled) and all(word in meant or word in _AROUND for word in spelled)
