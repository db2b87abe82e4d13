"""Call-back number and urgency: pure transitions and rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.catalogue import LEVELS, Catalogue, Detail, IncidentKind, load
from dialogue.events import Utterance
from dialogue.flows import phone
from dialogue.flows.incidents.report import OWN_WORDS, Report
from dialogue.flows.phone import PhoneState
from dialogue.questions import Answer

MOBILE = "+33612345678"
CALLED = PhoneState(calling=MOBILE)
KINDS = load().kinds


def told(state: PhoneState, *answers: str) -> PhoneState | None:
    """The state after answers, "#123" being keys; None when the last was not understood."""
    result: PhoneState | None = state
    for text in answers:
        assert result is not None
        question = phone.question(result)
        assert question is not None
        given_answer = Answer(keys=text[1:]) if text.startswith("#") else Answer(Utterance.typed(text))
        result = phone.take(result, question, given_answer)
    return result


@pytest.mark.parametrize(
    ("start", "answers", "number", "declined"),
    [
        (CALLED, ["oui"], MOBILE, False),
        (CALLED, ["#1"], MOBILE, False),
        (CALLED, ["non", "non"], "", True),
        (CALLED, ["#2", "#0243221109"], "+33243221109", False),
        (CALLED, ["pas de rappel"], "", True),
        (CALLED, ["non plutôt le 02 43 22 11 09"], "+33243221109", False),
        (PhoneState(), ["zéro six douze trente-quatre cinquante-six soixante-dix-huit"], MOBILE, False),
        (PhoneState(), ["zéro six douze", "trente-quatre cinquante-six soixante-dix-huit"], MOBILE, False),
        (PhoneState(), ["#0612", "#345678"], MOBILE, False),
        (PhoneState(), ["#0612", "#0243221109"], "+33243221109", False),
        (PhoneState(), ["non merci"], "", True),
        (PhoneState(), ["je n'ai pas de téléphone"], "", True),
    ],
)
def test_numbers_as_they_are_told(start: PhoneState, answers: list[str], number: str, declined: bool) -> None:
    state = told(start, *answers)
    assert state is not None
    assert (state.number, state.declined, state.complete) == (number, declined, True)
    assert phone.question(state) is None


@pytest.mark.parametrize("said", ["bla bla", "rue Pasteur", "#5", "#999999", "douze"])
def test_what_is_no_number_is_not_understood(said: str) -> None:
    assert told(PhoneState(), said) is None


def test_a_beginning_is_read_back_in_pairs() -> None:
    state = told(PhoneState(), "zéro six douze")
    assert state is not None
    question = phone.question(state)
    assert question is not None
    assert (question.name, question.slots["digits"]) == ("phone_more", "06 12")


def test_settling_goes_on_without() -> None:
    state = phone.settle(CALLED)
    assert (state.declined, state.number, state.calling) == (True, "", "")


def _answers(code: str) -> st.SearchStrategy[dict[str, str]]:
    codes = [detail.code for detail in KINDS[code].questions]
    return st.fixed_dictionaries({}, optional={each: st.sampled_from(["oui", "non", "ne sait pas"]) for each in codes})


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_urgency_is_the_kinds_own_or_that_of_a_rule(data: st.DataObject, code: str) -> None:
    catalogue = load()
    details = data.draw(_answers(code))
    level = Report(code, details=details).urgency(catalogue)
    kind = catalogue.kinds[code]
    rules = [{"oui": detail.yes, "non": detail.no}.get(details.get(detail.code, "")) for detail in kind.questions]
    assert level in [kind.urgency, *rules]
    assert Report(code, details=details, danger="gaz").urgency(catalogue) == LEVELS[-1]


@pytest.mark.parametrize(
    ("kind", "details", "level"),
    [
        ("lampadaire", {}, "normale"),
        ("lampadaire", {"mat_tombe": "oui"}, "immediate"),
        ("lampadaire", {"mat_tombe": "ne sait pas"}, "normale"),
        ("plaque_egout", {"trou_ouvert": "non"}, "haute"),
        ("nid_de_poule", {"dangereux": "oui"}, "haute"),
        (OWN_WORDS, {}, "normale"),
        ("", {}, "normale"),
    ],
)
def test_urgency_rules(catalogue: Catalogue, kind: str, details: dict[str, str], level: str) -> None:
    assert Report(kind, "des mots", details).urgency(catalogue) == level


def test_own_words_are_the_label_of_an_unknown_kind(catalogue: Catalogue) -> None:
    report = Report(OWN_WORDS, "ça fait zim")
    assert report.label(catalogue) == "« ça fait zim »"
    assert report.questions(catalogue) == ()
    assert report.open_detail(catalogue) is None


def test_details_are_asked_in_order_and_once(catalogue: Catalogue) -> None:
    detail = Report("lampadaire").open_detail(catalogue)
    assert detail is not None
    assert Report("lampadaire", details={detail.code: "ne sait pas"}).open_detail(catalogue) is None


def test_the_most_urgent_yes_counts() -> None:
    details = (
        Detail(code="a", ask="A ?", yes="immediate", no="basse"),
        Detail(code="b", ask="B ?", yes="haute", no="basse"),
    )
    kind = IncidentKind(label="un x", service="s", urgency="normale", examples=("x",), questions=details)
    catalogue = load().model_copy(update={"kinds": {"x": kind}})
    for told, level in (("oui oui", "immediate"), ("non oui", "haute"), ("oui non", "immediate"), ("non non", "basse")):
        answers = dict(zip("ab", told.split(), strict=True))
        assert Report("x", details=answers).urgency(catalogue) == level
