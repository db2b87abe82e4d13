"""The labelled questions, and the measure made of them. Figures of the day it was written are beside each limit."""

from pathlib import Path

import pytest

from dialogue.flows.knowledge import ACT
from ivr import bench_retrieval
from ivr.bench_crowd import addresses, crowd
from ivr.bench_questions import CLEAN, HEARD, REPORT, TUNE, bm25_alone, labelled, rapidfuzz_alone
from ivr.bench_retrieval import Quality
from kb.demo_commune.knowledge import load_passages
from kb.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = Store.open(tmp_path_factory.mktemp("bench") / "guichet.db")
    load_passages(opened)
    return opened


@pytest.fixture(scope="module")
def program(store: Store) -> dict[tuple[str, str], Quality]:
    search = bench_retrieval.searching(store)
    outcomes, _ = bench_retrieval.asked(search, labelled())
    return {(each.half, each.form): each for each in bench_retrieval.judged("guichet", outcomes, ACT)}


def test_the_set_is_large_and_every_label_is_a_passage(store: Store) -> None:
    questions = labelled()
    pages = {passage.url.rpartition("/")[2] for passage in store.passages.all()}
    assert {question.page for question in questions} - {""} <= pages
    clean = [question for question in questions if question.form == CLEAN]
    assert sum(bool(question.page) for question in clean) >= 170
    assert sum(not question.page for question in clean) >= 40
    assert len(questions) == 2 * len(clean)


def test_both_forms_of_a_question_are_in_the_same_half() -> None:
    questions = labelled()
    for clean, heard in zip(questions[::2], questions[1::2], strict=True):
        assert (clean.form, heard.form) == (CLEAN, HEARD)
        assert (clean.page, clean.half) == (heard.page, heard.half)
    assert 0.4 < sum(question.half == TUNE for question in questions) / len(questions) < 0.6


@pytest.mark.parametrize(
    ("form", "first", "in_three"), [(CLEAN, 0.74, 0.85), (HEARD, 0.65, 0.77)]
)  # 0.79 0.90 0.70 0.82
def test_questions_find_their_passage(
    program: dict[tuple[str, str], Quality], form: str, first: float, in_three: float
) -> None:
    assert program[REPORT, form].first >= first
    assert program[REPORT, form].first_three >= in_three


@pytest.mark.parametrize("form", [CLEAN, HEARD])
def test_little_is_wrong_with_confidence(program: dict[tuple[str, str], Quality], form: str) -> None:
    assert program[REPORT, form].wrong <= 0.06  # 0.03, 0.04
    assert program[REPORT, form].rejected >= 0.85  # 0.95, 0.95


def test_the_plain_ways_do_worse(store: Store, program: dict[tuple[str, str], Quality]) -> None:
    passages = store.passages.all()
    for search in (bm25_alone(passages), rapidfuzz_alone(passages)):
        outcomes, _ = bench_retrieval.asked(search, labelled())
        judged = bench_retrieval.judged("plain", outcomes, bench_retrieval.threshold(outcomes))
        for each in judged:
            ours = program[each.half, each.form]
            assert each.first < ours.first
            assert each.answered < ours.answered


def test_plain_search_of_nothing(store: Store) -> None:
    assert bm25_alone(store.passages.all())('"') == []


def test_a_crowd_is_as_large_as_asked_and_new(tmp_path: Path, store: Store) -> None:
    passages = store.passages.all()
    made = crowd(passages, 300)
    assert len({each.url for each in made} | {each.url for each in passages}) == 300 + len(passages)
    with Store.open(tmp_path / "town.db") as town:
        addresses(town, 400)
        counted = town.database.row("SELECT count(*) AS houses FROM addresses")
        assert counted == {"houses": 400}
        assert town.gazetteer.count() == 10
