"""An appointment for a passport, as the resident of many tests has one."""

from datetime import datetime
from random import Random

from kb.appointments import Appointment, Context
from kb.store import Store


def book_passport(
    store: Store, now: datetime, *, name: str, phone: str, case: str = "majeur", documents: tuple[str, ...] = ()
) -> Appointment:
    """The first slot of the demo commune's desk for papers, booked for `name` and `phone` (E.164)."""
    desk = store.desks.get("titres")
    assert desk
    slot = store.appointments.offers(desk, now)[0]
    context = Context("passeport", case, documents, "un passeport")
    return store.appointments.book(desk, slot, context, phone=phone, name=name, call_id=None, at=now, rng=Random(3))
