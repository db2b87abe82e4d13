"""What a procedure may not have, though its entries are well formed: loose ends, loops, cases that say too little."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kb.procedures.locator import Path
from kb.procedures.model import Facts, Option, Procedure, ProcedureQuestion

YES_NO_OPTIONS = 2
MOST_CHOICES = 4
NEEDED: tuple[str, ...] = ("documents", "cost", "delay", "where", "who", "sources", "checked")
"""What every case must say, by itself or through [facts]."""
NEEDED_IN_VAIN: tuple[str, ...] = ("sources", "checked")
"""The same of a case in which nothing can be done: there is nothing to bring or to pay."""


class Mistake(NamedTuple):
    """Where, from the top of the file, and what."""

    path: Path
    what: str


def mistakes(procedure: Procedure, today: date | None = None) -> Iterator[Mistake]:
    """Everything wrong with one procedure, the gravest first. Dates are compared with `today` when it is given."""
    yield from _loose_ends(procedure)
    yield from _loops(procedure)
    yield from _unreached(procedure)
    for code, question in procedure.question.items():
        yield from _options(code, question)
    for code in procedure.case:
        yield from _case(procedure, code)
    if today is not None:
        yield from _future(procedure, today)


def _loose_ends(procedure: Procedure) -> Iterator[Mistake]:
    known = procedure.question.keys() | procedure.case.keys()
    for code in sorted(procedure.question.keys() & procedure.case.keys()):
        yield Mistake(("case", code), f"{code} is a question too; give one of them another name")
    if procedure.start not in known:
        yield Mistake(("start",), f"{procedure.start!r} is neither a question nor a case of this file")
    if procedure.stops and procedure.stops not in known:
        yield Mistake(("stops",), f"{procedure.stops!r} is neither a question nor a case of this file")
    for code, question in procedure.question.items():
        targets = [((*_at(code), "options", number, "next"), each.next) for number, each in enumerate(question.options)]
        targets += [((*_at(code), "unknown"), question.unknown)] if question.unknown else []
        targets += [((*_at(code), "unasked"), question.unasked)] if question.unasked else []
        for path, target in targets:
            if target not in known:
                yield Mistake(path, f"{target!r} is neither a question nor a case of this file")
    for path, facts in _facts(procedure):
        for document in facts.documents or ():
            if document not in procedure.document:
                yield Mistake((*path, "documents"), f"{document!r} is no [document] of this file")


def _loops(procedure: Procedure) -> Iterator[Mistake]:
    """Questions that lead back to themselves; each is named once."""
    done: set[str] = set()

    def walk(code: str, way: tuple[str, ...]) -> Iterator[Mistake]:
        if code in way:
            circle = " → ".join((*way[way.index(code) :], code))
            yield Mistake(_at(code), f"the questions go round in a circle: {circle}")
            return
        if code in done or code not in procedure.question:
            return
        for target in _targets(procedure.question[code]):
            yield from walk(target, (*way, code))
        done.add(code)

    yield from walk(procedure.start, ())


def _unreached(procedure: Procedure) -> Iterator[Mistake]:
    reached, ahead = set[str](), [procedure.start]
    while ahead:
        code = ahead.pop()
        if code not in reached:
            reached.add(code)
            ahead += _targets(procedure.question[code]) if code in procedure.question else ()
    for table, codes in (("question", procedure.question), ("case", procedure.case)):
        for code in codes:
            if code not in reached:
                yield Mistake((table, code), "no answer leads here; add one, or remove it")


def _options(code: str, question: ProcedureQuestion) -> Iterator[Mistake]:
    options, path = question.options, (*_at(code), "options")
    match question.kind:
        case "yes_no":
            if len(options) != YES_NO_OPTIONS:
                yield Mistake(path, f"a yes_no question has two options, yes then no, not {len(options)}")
        case "choice":
            if len(options) > MOST_CHOICES:
                yield Mistake(path, f"a choice has at most {MOST_CHOICES} options, not {len(options)}")
            for number, option in enumerate(options):
                if not option.label and not question.unasked:
                    yield Mistake((*path, number), "an option of a choice needs a label, so that it can be named")
        case "age":
            yield from _bounds(path, "below", [option.below for option in options])
        case "date":
            yield from _date_bounds(path, options)
    yield from _counted(path, question)
    yield from _foreign(path, question)


def _counted(path: Path, question: ProcedureQuestion) -> Iterator[Mistake]:
    """Bounds of what is counted: one option has none, and no two have the same."""
    bounds = [option.up_to for option in question.options]
    told = [bound for bound in bounds if bound is not None]
    if not question.counts:
        if told:
            yield Mistake(path, "only a question with counts has up_to")
    elif len(told) != len(bounds) - 1 or len(set(told)) != len(told):
        yield Mistake(path, "each option of a question with counts needs an up_to of its own; only one has none")


def _foreign(path: Path, question: ProcedureQuestion) -> Iterator[Mistake]:
    """What options of this kind of question cannot have."""
    if question.lasts is not None and question.kind != "date":
        yield Mistake((*path[:-1], "lasts"), "only a question of kind 'date' has lasts")
    for number, option in enumerate(question.options):
        if option.town and question.kind != "choice":
            yield Mistake((*path, number, "town"), "only a question of kind 'choice' has town")
        for key in ("words", "doubt"):
            if not all(re.fullmatch(r"[^|]*\w[^|]*", word) for word in getattr(option, key)):
                yield Mistake((*path, number, key), 'each must be an expression as it is said, such as "ma fille"')
        for key, kind in (("below", "age"), ("within_days", "date"), ("before", "date")):
            if getattr(option, key) is not None and question.kind != kind:
                yield Mistake((*path, number, key), f"only a question of kind {kind!r} has {key}")


def _bounds(path: Path, key: str, bounds: list[int | None]) -> Iterator[Mistake]:
    for number, bound in enumerate(bounds[:-1]):
        if bound is None:
            yield Mistake((*path, number), f"this option needs {key}; only the last one has none")
            return
    if bounds[-1] is not None:
        yield Mistake((*path, len(bounds) - 1, key), f"the last option has no {key}: it is for all the others")
    told = [bound for bound in bounds if bound is not None]
    if any(first >= second for first, second in pairwise(told)):
        yield Mistake(path, f"{key} must grow from one option to the next")


def _date_bounds(path: Path, options: Sequence[Option]) -> Iterator[Mistake]:
    """Days from today, or a day of the calendar: one of them, but none for the last option."""
    for number, option in enumerate(options):
        both = option.within_days is not None and option.before is not None
        neither = option.within_days is None and option.before is None
        if both:
            yield Mistake((*path, number), "this option has within_days and before; keep one of them")
        if neither and number + 1 < len(options):
            yield Mistake((*path, number), "this option needs within_days or before; only the last one has none")
    for key in ("within_days", "before"):
        if getattr(options[-1], key) is not None:
            yield Mistake((*path, len(options) - 1, key), f"the last option has no {key}: it is for all the others")
        told = [getattr(option, key) for option in options if getattr(option, key) is not None]
        if any(first >= second for first, second in pairwise(told)):
            yield Mistake(path, f"{key} must grow from one option to the next")


def _case(procedure: Procedure, code: str) -> Iterator[Mistake]:
    case = procedure.facts_of(code)
    for key in NEEDED if case.possible else NEEDED_IN_VAIN:
        value = getattr(case, key)
        if value is None or (value in ("", ()) and key != "documents"):
            yield Mistake(("case", code), f"{key} is missing, here and in [facts]")


def _future(procedure: Procedure, today: date) -> Iterator[Mistake]:
    for path, facts in _facts(procedure):
        if facts.checked is not None and facts.checked > today:
            yield Mistake((*path, "checked"), f"{facts.checked} is in the future; write the day of the check")


def _facts(procedure: Procedure) -> Iterator[tuple[Path, Facts]]:
    yield ("facts",), procedure.facts
    for code, case in procedure.case.items():
        yield ("case", code), case


def _targets(question: ProcedureQuestion) -> tuple[str, ...]:
    targets = [option.next for option in question.options]
    return (*targets, *(each for each in (question.unknown, question.unasked) if each))


def _at(code: str) -> Path:
    return ("question", code)
