"""Every packaged procedure, by every path: each case is reached, in few questions, and all that is said is plain."""

from collections.abc import Iterator

import pytest

from accessibility.plain_language import MOST_OPTIONS, problems
from dialogue.catalogue import Catalogue, load
from dialogue.wording import split_sentences
from kb.procedures.model import Procedure

CATALOGUE: Catalogue = load()
PROCEDURES = CATALOGUE.procedures
MOST_QUESTIONS = 5


def _paths(procedure: Procedure, code: str) -> Iterator[tuple[int, str]]:
    """Every case as answers lead to it, with the number of questions asked."""
    question = procedure.question.get(code)
    if question is None:
        yield 0, code
        return
    asked = 0 if question.unasked else 1
    others = (each for each in (question.unknown, question.unasked) if each)
    for target in (*(option.next for option in question.options), *others):
        yield from ((count + asked, case) for count, case in _paths(procedure, target))


def _said(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Every text a resident may hear, with where it is written."""
    yield "label", f"D'accord. C'est pour {procedure.label}."
    for code, document in procedure.document.items():
        yield f"document.{code}", f"Premièrement : {document.say}. {document.detail}"
    for code, question in procedure.question.items():
        yield f"question.{code}", f"{question.ask} {question.retry}"
        yield f"question.{code}", " ".join(f"{_capital(option.label)} : tapez 1." for option in question.options)
    for code in procedure.case:
        case = procedure.facts_of(code)
        yield f"case.{code}", f"D'accord. C'est pour {case.label}. {case.verdict}"
        for text in (case.cost, case.delay, case.where, case.who, case.validity, *case.advice):
            yield f"case.{code}", text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize("code", PROCEDURES)
def test_every_case_is_reached_in_few_questions(code: str) -> None:
    procedure = PROCEDURES[code]
    paths = list(_paths(procedure, procedure.start))
    assert {case for _, case in paths} == set(procedure.case)
    assert max(count for count, _ in paths) <= MOST_QUESTIONS


@pytest.mark.parametrize("code", PROCEDURES)
def test_all_that_is_said_is_plain(code: str) -> None:
    mistakes = [
        (where, sentence, problem)
        for where, text in _said(PROCEDURES[code])
        for sentence in split_sentences(text)
        for problem in problems(sentence)
    ]
    assert mistakes == []


@pytest.mark.parametrize("code", PROCEDURES)
def test_texts_are_whole(code: str) -> None:
    """Nothing has slots to fill, and questions are questions."""
    procedure = PROCEDURES[code]
    assert all("{" not in text for _, text in _said(procedure))
    assert all(question.ask.endswith("?") for question in procedure.question.values())
    assert all(question.retry[-1:] in ("", ".", "?") for question in procedure.question.values())


@pytest.mark.parametrize("code", PROCEDURES)
def test_choices_are_few(code: str) -> None:
    choices = {name: each for name, each in PROCEDURES[code].question.items() if each.kind == "choice"}
    many = [name for name, each in choices.items() if len(each.options) > MOST_OPTIONS + 1]
    assert many == []


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_verdict_says_plainly_whether_it_is_possible(code: str) -> None:
    for case in PROCEDURES[code].case.values():
        assert case.possible or "pas" in case.verdict or "plus" in case.verdict, case.label
