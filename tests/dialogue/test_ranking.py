import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.understanding.examples import Example, Ranked
from dialogue.understanding.keywords import Keywords
from dialogue.understanding.ranking import Ranker
from dialogue.understanding.request import (
    ACT,
    CONFIRM,
    EITHER,
    Act,
    AskAgain,
    Choose,
    Confirm,
    Decision,
    RequestUnderstanding,
    decide,
)

SMALL = Ranker(
    [
        Example("lamp", "le lampadaire est en panne"),
        Example("lamp", "le lampadaire ne marche plus"),
        Example("hole", "il y a un nid de poule"),
        Example("drain", "l'égout est bouché"),
        Example("cover", "la bouche d'égout est ouverte"),
        Example("bench", "un banc est cassé"),
    ],
    {"lamp": ["lampadaire"], "drain": ["égout"], "cover": ["bouche d'égout"], "bench": ["banc"]},
)


def _ranking(*scores: float) -> list[Ranked]:
    return [Ranked(label, score, "") for label, score in zip("abc", scores, strict=False)]


@pytest.mark.parametrize(
    ("ranking", "decision"),
    [
        ([], AskAgain(0.0)),
        (_ranking(CONFIRM - 0.01), AskAgain(CONFIRM - 0.01)),
        (_ranking(CONFIRM), Confirm("a", CONFIRM)),
        (_ranking(ACT - 0.01), Confirm("a", ACT - 0.01)),
        (_ranking(ACT), Act("a", ACT)),
        (_ranking(ACT, 0.3), Act("a", ACT)),
        (_ranking(0.6, EITHER), Choose("a", "b", 0.6)),
        (_ranking(0.6, EITHER - 0.01), Confirm("a", 0.6)),
        (_ranking(0.22, 0.21), Choose("a", "b", 0.22)),
        (_ranking(0.3, 0.1), AskAgain(0.3)),
        (_ranking(0.5, 0.4, 0.3), Choose("a", "b", 0.5)),
    ],
)
def test_decide(ranking: list[Ranked], decision: Decision) -> None:
    assert decide(ranking) == decision


def test_what_was_refused_is_as_if_it_were_not() -> None:
    assert SMALL.rank(["le lampadaire est en panne"], without=("lamp",))[0].label != "lamp"
    assert [each.label for each in SMALL.rank(["le banc"], without=("lamp", "hole", "drain", "cover"))] == ["bench"]


def test_a_lone_word_is_asked_about_unless_it_is_a_keyword() -> None:
    assert SMALL.rank(["la poule"])[0].score < ACT
    assert SMALL.rank(["le banc"])[0].score >= ACT


@pytest.mark.parametrize("texts", [[], [""], ["   "], ["?!"]])
def test_nothing_said_ranks_nothing(texts: list[str]) -> None:
    assert SMALL.rank(texts) == []


@given(st.lists(st.text("abcdefghilmnoprstuvé '-", max_size=60), max_size=3))
def test_scores_are_shares_best_first_each_meaning_once(texts: list[str]) -> None:
    ranking = SMALL.rank(texts)
    scores = [each.score for each in ranking]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert len({each.label for each in ranking}) == len(ranking)


def test_an_example_itself_scores_highest() -> None:
    best = SMALL.rank(["le lampadaire est en panne"])[0]
    assert (best.label, best.example) == ("lamp", "le lampadaire est en panne")
    assert best.score > 0.95


def test_homophones_are_heard() -> None:
    assert SMALL.rank(["le lampe a d'air est en pain"])[0].label == "lamp"
    assert SMALL.rank(["il y a un ni de poule"])[0].label == "hole"


def test_a_keyword_is_worth_asking_about() -> None:
    best = SMALL.rank(["alors voilà ce banc qui me chagrine énormément depuis avant-hier"])[0]
    assert best.label == "bench"
    assert best.score >= CONFIRM


def test_the_longer_keyword_wins() -> None:
    assert SMALL.rank(["une bouche d'égout sans rien dessus"])[0].label == "cover"


def test_the_first_of_two_keywords_counts_more() -> None:
    keywords = Keywords({"lamp": ["lampadaire"], "bench": ["banc"], "drain": ["égout"], "cover": ["bouche d'égout"]})
    heard = keywords.heard("le banc à côté du lampadaire")
    assert heard["bench"] > heard["lamp"] > 0
    assert set(keywords.heard("une bouche d'égout sans rien dessus")) == {"cover"}


def test_a_later_reading_counts_a_little_less() -> None:
    first = SMALL.rank(["un banc est cassé", "bla"])[0]
    second = SMALL.rank(["bla", "un banc est cassé"])[0]
    assert first.label == second.label == "bench"
    assert second.score <= first.score


def test_the_street_does_not_hide_the_request(understanding: RequestUnderstanding) -> None:
    alone = understanding.request(["il y a des tags"])[0]
    placed = understanding.request(["il y a des tags au douze rue du Général de Gaulle"])[0]
    assert alone.label == placed.label == "incident:tags"
    assert placed.score >= ACT


def test_kinds_only(understanding: RequestUnderstanding) -> None:
    assert all(each.label.startswith("incident:") for each in understanding.kind(["à quelle heure ouvre la mairie"]))
    assert understanding.kind([]) == []
