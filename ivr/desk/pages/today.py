"""Aujourd'hui: calls that last, and what waits for somebody."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from ivr.desk.visit import Page, Visit
from kb.calls import Call, Turn
from kb.incidents import NEW
from kb.questions import TO_DO

SHOWN = 6
"""Lines of each list: the rest is a click away."""


@dataclass(frozen=True)
class LiveCall:
    """A call that lasts, and its latest turn."""

    call: Call
    turn: Turn | None


def show(visit: Visit) -> Response:
    """The page."""
    store = visit.store
    return visit.render(
        "today.html", live=_live(visit), waiting=store.overview.waiting(), outcomes=store.overview.outcomes(visit.now),
        callbacks=store.callbacks.waiting(SHOWN), reports=store.incidents.recent(SHOWN, NEW),
        questions=store.questions.recent(SHOWN, TO_DO), review=store.overview.to_review(visit.now, SHOWN),
        greeting=_greeting(visit.now),
    )  # fmt: skip


def live(visit: Visit) -> Response:
    """The live calls alone: the page asks for them every few seconds."""
    return visit.render("today_live.html", live=_live(visit))


def _live(visit: Visit) -> list[LiveCall]:
    return [LiveCall(call, visit.store.calls.last_turn(call.id)) for call in visit.store.calls.live()]


def _greeting(now: datetime) -> str:
    return "Bonsoir" if now.hour >= 18 else "Bonjour"


PAGES = (Page("/", show), Page("/direct", live, by_itself=True))
