"""Appels: found, and read as the conversations they were."""

from datetime import date, timedelta

from starlette.responses import Response

from ivr.desk.labels import CHANNELS, OUTCOMES, SURENESSES
from ivr.desk.refusals import not_found, wrong
from ivr.desk.visit import Page, Visit
from kb.call_search import COUNT_TO, CallQuery
from kb.calls import Call
from kb.digests import sureness

MOST_TURNS = 400
"""Of a page: a call of an hour has fewer."""


def listed(visit: Visit) -> Response:
    """Calls that fit the search, the latest first."""
    query, before = _query(visit), visit.form.number("avant")
    if query.first and query.last and query.first > query.last:
        return _list(visit, query, None, "La première date vient après la seconde : échangez-les.", 422)
    return _list(visit, query, before)


def _list(visit: Visit, query: CallQuery, before: int | None, error: str = "", status: int = 200) -> Response:
    found = None if error else visit.store.call_search.page(query, before)
    return visit.render(
        "calls.html", status, query=query, found=found, before=before, error=error, count_to=COUNT_TO,
        outcomes=OUTCOMES, channels=CHANNELS, surenesses=SURENESSES, topics=visit.office.labels.topics(),
        periods=_periods(visit.now.date()), sureness=sureness,
    )  # fmt: skip


def _query(visit: Visit) -> CallQuery:
    form = visit.form
    return CallQuery(
        text=form.text("q", 500), first=form.day("du"), last=form.day("au"),
        outcome=_one_of(form.text("issue", 40), OUTCOMES), sureness=_one_of(form.text("sur", 40), SURENESSES),
        channel=_one_of(form.text("voie", 40), CHANNELS), topic=form.text("sujet", 80),
    )  # fmt: skip


def _one_of(value: str, known: dict[str, str]) -> str:
    if value and value not in known:
        raise wrong(f"« {value} » n'est pas un choix de la liste. Rouvrez la page Appels et recommencez.")
    return value


def _periods(today: date) -> list[tuple[str, date, date]]:
    """Days that are asked for most, as links."""
    monday = today - timedelta(days=today.weekday())
    return [
        ("Aujourd'hui", today, today),
        ("Hier", today - timedelta(days=1), today - timedelta(days=1)),
        ("Cette semaine", monday, today),
        ("Ce mois-ci", today.replace(day=1), today),
    ]


def one(visit: Visit) -> Response:
    """A call: what was heard, understood and said, and what came of it."""
    call = _call(visit)
    store = visit.store
    turns = store.calls.turns(call.id)
    seconds = ((call.ended_at or visit.now) - call.started_at).total_seconds()
    return visit.render(
        "call.html", call=call, turns=turns[:MOST_TURNS], left_out=max(0, len(turns) - MOST_TURNS), seconds=seconds,
        topics=store.call_search.topics(call.id), incidents=store.incidents.of_call(call.id), sureness=sureness,
        appointments=store.appointments.of_call(call.id), callbacks=store.callbacks.of_call(call.id),
        questions=store.questions.of_call(call.id), back=_back(visit),
    )  # fmt: skip


def _call(visit: Visit) -> Call:
    try:
        return visit.store.calls.get(visit.id())
    except LookupError:
        raise not_found("Cet appel") from None


def _back(visit: Visit) -> str:
    """The search one came from, as its query; nothing but a query of ours."""
    return visit.form.text("recherche", 1000)


PAGES = (Page("/appels", listed), Page("/appels/{id}", one))
