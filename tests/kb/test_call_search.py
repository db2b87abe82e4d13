from datetime import date, datetime, timedelta

import pytest

from kb.call_search import COUNT_TO, CallQuery, match_expression
from kb.calls import Turn
from kb.clock import PARIS
from kb.digests import catch_up
from kb.store import Store

START = datetime(2026, 11, 2, 9, 0, tzinfo=PARIS)


def _call(
    store: Store, heard: str, day: int = 0, outcome: str = "answer", understood: str = "", sure: float | None = 0.9
) -> int:
    at = START + timedelta(days=day)
    call_id = store.calls.start("phone", "+33639980012", at)
    store.calls.add_turn(call_id, Turn(1, at, "", (), None, "", "Bonjour, un lampadaire est en panne ?", {}))
    store.calls.add_turn(call_id, Turn(2, at, heard, (), sure, understood, "D'accord.", {}))
    store.calls.end(call_id, at + timedelta(minutes=2), outcome)
    return call_id


def _ids(store: Store, **query: object) -> list[int]:
    return [call.id for call in store.call_search.page(CallQuery(**query)).calls]  # type: ignore[arg-type]


def test_words_are_those_of_the_caller_whatever_accents_case_and_number(store: Store) -> None:
    lamp = _call(store, "le lampadaire de l'École est éteint")
    lamps = _call(store, "trois lampadaires éteints")
    _call(store, "quels papiers pour un passeport")
    assert _ids(store, text="lampadaire") == [lamps, lamp]
    assert _ids(store, text="LAMPADAIRES") == [lamps, lamp]
    assert _ids(store, text="lampadaire ecole") == [lamp]
    assert _ids(store, text="l'école") == [lamp]
    assert _ids(store, text="lampadaire passeport") == []
    assert _ids(store, text="lampad*") == [lamps, lamp]
    assert _ids(store, text="bonjour") == [], "what the assistant says is not searched"


def test_a_phrase_is_looked_for_as_it_stands(store: Store) -> None:
    lilas = _call(store, "au douze rue des lilas")
    _call(store, "des lilas de la rue")
    assert _ids(store, text='"rue des lilas"') == [lilas]


def test_days_are_town_hall_days_both_included(store: Store) -> None:
    calls = [_call(store, "bonjour", day) for day in range(5)]
    assert _ids(store, first=date(2026, 11, 3), last=date(2026, 11, 4)) == [calls[2], calls[1]]
    assert _ids(store, text="bonjour", first=date(2026, 11, 5)) == [calls[4], calls[3]]
    assert _ids(store, text="bonjour", last=date(2026, 11, 1)) == []


def test_calls_out_of_order_are_found_by_their_day(store: Store) -> None:
    late, early = _call(store, "bonjour", 4), _call(store, "bonjour", 0)
    assert _ids(store, text="bonjour", first=date(2026, 11, 2), last=date(2026, 11, 2)) == [early]
    assert _ids(store, first=date(2026, 11, 6), last=date(2026, 11, 6)) == [late]


def test_outcome_topic_and_sureness(store: Store) -> None:
    lamp = _call(store, "un lampadaire", 0, "incident", "incident:lampadaire place=12", 0.4)
    two = _call(store, "un passeport et une lampe", 1, "abandoned", "intent:passeport incident:lampadaire", 0.6)
    mute = _call(store, "[silence]", 2, "abandoned", "", None)
    assert _ids(store, outcome="incident") == [lamp]
    assert _ids(store, topic="incident:lampadaire") == [two, lamp]
    assert _ids(store, topic="intent:passeport", text="lampe") == [two]
    assert _ids(store, topic="intent:pass") == []
    assert _ids(store, sureness="faible") == [lamp]
    assert _ids(store, sureness="muette") == [mute]
    assert _ids(store, channel="phone", outcome="abandoned") == [mute, two]
    assert store.call_search.topics(two) == ("intent:passeport", "incident:lampadaire")


def test_marks_cannot_be_searched_as_words(store: Store) -> None:
    _call(store, "un lampadaire", outcome="danger")
    assert _ids(store, text="issue_danger") == [], "it looks for the words issue and danger"
    said = _call(store, "issue danger")
    assert _ids(store, text="issue_danger") == [said]


@pytest.mark.parametrize(
    "text",
    ['"', '" "', "*", "AND", "a AND b OR NOT c", "NEAR(a b)", "words:x", "^x",
     "'; DROP TABLE calls; --", "(", "-a", "\x00",
     "x" * 5000, "é" * 500, "\u202elilas", "😀", " ".join(["rue"] * 200)],
)  # fmt: skip
def test_hostile_queries_are_only_words(store: Store, text: str) -> None:
    _call(store, "bonjour")
    assert _ids(store, text=text) == []
    assert store.calls.recent(1)


def test_pages_follow_one_another(store: Store) -> None:
    calls = [_call(store, "bonjour", number % 3) for number in range(7)]
    first = store.call_search.page(CallQuery("bonjour"), size=3)
    assert [call.id for call in first.calls] == calls[:3:-1] and first.more and first.total == 7
    second = store.call_search.page(CallQuery("bonjour"), before=first.calls[-1].id, size=5)
    assert [call.id for call in second.calls] == calls[3::-1] and not second.more


def test_counting_stops(store: Store) -> None:
    with store.database.transaction():
        for _ in range(COUNT_TO + 20):
            _call(store, "oui")
    assert store.call_search.page(CallQuery("oui")).total == COUNT_TO + 1


def test_a_call_that_lasts_is_listed_and_not_searched(store: Store) -> None:
    call_id = store.calls.start("phone", "", START)
    store.calls.add_turn(call_id, Turn(1, START, "un lampadaire", (), 0.9, "", "", {}))
    assert _ids(store) == [call_id]
    assert _ids(store, text="lampadaire") == []
    assert [call.id for call in store.calls.live()] == [call_id]
    turn = store.calls.last_turn(call_id)
    assert turn and turn.heard == "un lampadaire"


def test_a_call_taken_for_dead_that_lived_is_found_by_all_of_it(store: Store) -> None:
    call_id = store.calls.start("phone", "", START, worker="gone")
    store.calls.add_turn(call_id, Turn(1, START, "un lampadaire", (), 0.9, "", "", {}))
    assert store.calls.interrupted(START, "gone") == 1
    assert _ids(store, text="lampadaire", outcome="interrupted") == [call_id]
    store.calls.add_turn(call_id, Turn(2, START, "rue des lilas", (), 0.9, "", "", {}))
    store.calls.end(call_id, START, "incident")
    assert _ids(store, text="lilas", outcome="incident") == [call_id]
    assert _ids(store, outcome="interrupted") == []


def test_calls_from_before_there_were_digests_are_caught_up(store: Store) -> None:
    calls = [_call(store, "bonjour") for _ in range(5)]
    store.database.run("DELETE FROM call_digests WHERE call_id > ?", [calls[1]])
    assert _ids(store, text="bonjour") == [calls[1], calls[0]]
    assert catch_up(store.database, batch=2) == 3
    assert _ids(store, text="bonjour") == calls[::-1]
    assert catch_up(store.database) == 0


def test_the_index_is_walked_not_the_calls(store: Store) -> None:
    """Speed by shape: were this plan lost, a page would take seconds in a large town."""
    source, values = store.call_search._source(CallQuery("oui rue", outcome="danger"))
    plan = store.database.rows(
        f"EXPLAIN QUERY PLAN SELECT 1 FROM {source} AND found.rowid < 9 ORDER BY found.rowid DESC LIMIT 2", values
    )
    steps = [str(step["detail"]) for step in plan]
    assert "VIRTUAL TABLE" in steps[0] and "found" in steps[0]
    assert not any("SORT" in step or "TEMP B-TREE" in step for step in steps)


def test_expression_of_a_query() -> None:
    assert match_expression(CallQuery()) == ""
    assert match_expression(CallQuery("Rue des Lilas", outcome="danger")) == (
        '("rue" OR "rues") AND ("des" OR "dess") AND ("lila" OR "lilas") AND "issue_danger"'
    )
