"""Calls for the desk's tests."""

from datetime import timedelta

from kb.calls import Turn
from kb.incidents import Draft
from tests.ivr.desk.browsing import MORNING, Town

PHONE = "+33639980012"


def add_call(
    desk: Town, *heard: str, outcome: str = "answer", understood: str = "", sure: float = 0.9, said: str = "D'accord."
) -> int:
    """A call that is over, the day before."""
    at = MORNING - timedelta(days=1)
    call_id = desk.store.calls.start("phone", PHONE, at)
    for number, words in enumerate(heard, 1):
        others = ((f"{words} peut-être", 0.5),)
        turn = Turn(number, at, words, others, sure, understood, said, {"gap_ms": 640.0})
        desk.store.calls.add_turn(call_id, turn)
    desk.store.calls.end(call_id, at + timedelta(seconds=95), outcome)
    return call_id


def add_report(desk: Town, place: str = "12 rue des Lilas", *, kind: str = "lampadaire", lat: float = 46.928) -> int:
    """A report with a ticket; its id."""
    call_id = add_call(desk, f"un problème {place}", outcome="incident")
    label = desk.office.catalogue.kinds[kind].label
    draft = Draft(
        kind=kind, kind_label=label, description="un problème", place=place, place_matched=True, lat=lat, lon=2.612,
        urgency="normale", service=desk.office.catalogue.kinds[kind].service, phone=PHONE,
    )  # fmt: skip
    report_id = desk.store.incidents.save_draft(call_id, draft, MORNING)
    desk.store.incidents.submit(report_id, MORNING, desk.office.rng)
    return report_id
