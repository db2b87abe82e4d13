"""How well callers' requests are understood. Figures of the day the tests were written are beside each limit."""

from collections import Counter

import pytest

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue
from dialogue.understanding.request import INCIDENT, INTENT, RequestUnderstanding
from ivr.labelled import NOTHING, Judged, Request, judge, labelled

RIGHT_AT_ONCE = {
    "clean": 0.94,
    "heard": 0.94,
    "unseen": 0.7,
    "report_clean": 0.43,
    "report_heard": 0.6,
}  # .98 .98 .77 .48 .67
HELPED = {"clean": 0.96, "heard": 0.97, "unseen": 0.88, "report_clean": 0.65, "report_heard": 0.8}  # .99 1. .95 .70 .85
WRONG = 0.035  # acted upon another meaning, over all groups: .022


@pytest.fixture(scope="module")
def judged(catalogue: Catalogue, understanding: RequestUnderstanding) -> list[Judged]:
    return [judge(understanding.request, request) for request in labelled(catalogue)]


def _share(judged: list[Judged], *verdicts: str) -> float:
    counts = Counter(each.verdict for each in judged)
    return sum(counts[verdict] for verdict in verdicts) / len(judged)


def test_the_set_is_large_and_covers_everything(judged: list[Judged], catalogue: Catalogue) -> None:
    assert len(judged) >= 800
    meant = {each.request.meaning for each in judged}
    assert {INTENT + code for code in catalogue.intents} <= meant
    assert {INCIDENT + code for code in catalogue.kinds if code != "danger_public"} <= meant


def test_nothing_measured_was_taught(judged: list[Judged], understanding: RequestUnderstanding) -> None:
    taught = {fold(example.text) for example in understanding.ranker.examples}
    assert [each.request.text for each in judged if fold(each.request.text) in taught] == []


@pytest.mark.parametrize("group", list(HELPED))
def test_requests_are_understood(judged: list[Judged], group: str) -> None:
    of_group = [each for each in judged if each.request.group == group]
    missed = [(each.request.text, each.guess) for each in of_group if each.verdict not in ("acted", "asked")]
    assert _share(of_group, "acted") >= RIGHT_AT_ONCE[group], missed
    assert _share(of_group, "acted", "asked") >= HELPED[group], missed


def test_wrong_with_confidence_is_rare(judged: list[Judged]) -> None:
    wrong = [(each.request.text, each.guess) for each in judged if each.verdict == "wrong"]
    assert len(wrong) / len(judged) < WRONG, wrong


def test_nothing_is_made_of_nothing(judged: list[Judged]) -> None:
    of_group = [each for each in judged if each.request.group == NOTHING]
    assert _share(of_group, "again") >= 0.68  # 0.75; the rest is mostly asked about


def test_every_example_of_the_catalogue_is_understood_as_itself(
    catalogue: Catalogue, understanding: RequestUnderstanding
) -> None:
    kinds = [(INCIDENT + code, text) for code, kind in catalogue.kinds.items() for text in kind.examples]
    intents = [(INTENT + code, text) for code, intent in catalogue.intents.items() for text in intent.examples]
    unlike = [
        (meaning, text, verdict.guess)
        for meaning, text in kinds + intents
        if (verdict := judge(understanding.request, Request(text, meaning, ""))).verdict not in ("acted", "asked")
    ]
    assert unlike == []
