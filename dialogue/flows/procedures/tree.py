"""Finding a caller's case: a procedure's questions, answered by whatever was said already before any is asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from dialogue.flows.procedures import yes_no
from dialogue.flows.procedures.other_losses import papers_only
from dialogue.french.ages import Age, age_in
from dialogue.french.birthplaces import place_of_birth, without_home
from dialogue.french.expiry import Period, date_said
from dialogue.french.quantities import quantity_in
from dialogue.questions import Answer
from dialogue.understanding.word_sets import WordSet
from kb.procedures.model import Option, Procedure, ProcedureQuestion

READINGS = 3
"""Readings of an utterance that are looked at: in later ones recognition invents words."""

Texts = tuple[str, ...]
"""Readings of one utterance, the best first."""


@dataclass(frozen=True)
class Position:
    """How far the questions have led."""

    code: str
    """A question that is open, or a case."""
    taken: Mapping[str, int] = field(default_factory=dict)
    """Questions on the way → the option taken; those answered by words said before included."""


def walk(procedure: Procedure, given: Mapping[str, int], said: Sequence[Texts], now: datetime) -> Position:
    """Follow the tree as far as `given` answers, then anything `said`, lead. The latest words count first."""
    code, taken = procedure.start, dict[str, int]()
    while code in procedure.question:
        question = procedure.question[code]
        option = given[code] if code in given else _heard(question, said, now)
        if option is None and question.unasked:
            option = UNASKED
        if option is None:
            break
        taken[code] = option
        code = _next(question, option)
    return Position(code, taken)


def _next(question: ProcedureQuestion, option: int) -> str:
    if option in (UNKNOWN, UNASKED):
        return question.unknown if option == UNKNOWN else question.unasked
    return question.options[option].next


def foretold(procedure: Procedure, code: str, texts: Texts, now: datetime) -> bool:
    """Whether the words answer a question that may still come after this one."""
    question = procedure.question[code]
    ahead = {question.unasked, *(option.next for option in question.options)} & procedure.question.keys()
    return any(
        volunteer(procedure.question[each], texts, now) is not None or foretold(procedure, each, texts, now)
        for each in ahead
    )


def tells(procedure: Procedure, texts: Texts, now: datetime) -> bool:
    """Whether the words answer any question that the procedure may ask."""
    first = procedure.question.get(procedure.start)
    if first is None:
        return False
    return volunteer(first, texts, now) is not None or foretold(procedure, procedure.start, texts, now)


def taken_over(procedure: Procedure, told: Sequence[Texts], now: datetime) -> dict[str, int]:
    """Options of the questions about an age that what was told of another procedure answers: "pour moi"."""
    given = dict[str, int]()
    for code, question in procedure.question.items() if told else ():
        if question.kind == "age":
            options = [volunteer(question, texts, now, asked=place > 0) for place, texts in enumerate(told)]
            known = [option for option in options if option is not None]
            given |= {code: known[-1]} if known else {}
    return given


def reached(procedure: Procedure, code: str) -> frozenset[str]:
    """The cases that answers can still lead to from a question or case."""
    question = procedure.question.get(code)
    if question is None:
        return frozenset({code})
    others = (each for each in (question.unknown, question.unasked) if each)
    ahead = (*(option.next for option in question.options), *others)
    return frozenset(case for each in ahead for case in reached(procedure, each))


UNKNOWN = -1
"""In place of an option: "je ne sais pas", where the question allows it."""
UNASKED = -2
"""In place of an option: nothing said answers a question that is never asked."""


def refusing(procedure: Procedure, code: str) -> frozenset[int]:
    """The options of a question after which nothing but a refusal can come."""
    return frozenset(
        place
        for place, option in enumerate(procedure.question[code].options)
        if not any(procedure.facts_of(case).possible for case in reached(procedure, option.next))
    )


def answered(
    question: ProcedureQuestion,
    answer: Answer,
    now: datetime,
    said: Sequence[Texts] = (),
    refusing: Collection[int] = (),
    *,
    again: bool = False,
) -> int | None:
    """The option (index) that answers a question that was asked; None when none or several were meant.

    `said`: what was told before, which a quantity may be added to. `refusing`: options after which only a refusal
    comes. `again`: it was asked in vain before.
    """
    volunteered = volunteer(question, answer.texts, now, asked=True)
    if volunteered is None and answer.texts:
        volunteered = _counted(question, (*_firsts(said), answer.texts[0]), now, asked=True)
    match question.kind:
        case "yes_no":
            return yes_no.option(answer, volunteered, refusing, again=again)
        case "choice":
            if volunteered is not None:
                return volunteered
            return answer.option(tuple(option.label for option in question.options))
        case "age" | "date":
            return _keyed(question, answer) if answer.keys else volunteered


def volunteer(question: ProcedureQuestion, texts: Texts, now: datetime, *, asked: bool = False) -> int | None:
    """The option that an utterance amounts to, whatever it answered; None when it does not tell."""
    for text in texts[:READINGS]:
        option = _counted(question, (text,), now, asked=asked)
        if option is not None:
            return option
        option = _by_meaning(question, text, now, asked)
        if option is None:
            option = _by_birthplace(question, text, asked) if _elsewhere(question) else _by_words(question, text, asked)
        if option is not None:
            return option
    return None


def doubted(question: ProcedureQuestion, option: int, texts: Texts) -> bool:
    """Whether the words leave it open that the option is the answer: "ma carte ... enfin, celle de mon fils"."""
    doubt = question.options[option].doubt if option >= 0 else ()
    if not doubt or not texts:
        return False
    spoken = papers_only(texts[0])
    return any(not spoken.denied(span) for span in _word_set(doubt).found(spoken))


def corrected(
    procedure: Procedure, given: Mapping[str, int], taken: Mapping[str, int], texts: Texts, now: datetime
) -> dict[str, int] | None:
    """The answers `given`, with one on the way `taken` as the words give it otherwise, or open again.

    None when the words change none of them.
    """
    kept = dict[str, int]()
    for code, option in taken.items():
        question = procedure.question[code]
        other = volunteer(question, texts, now)
        if other is not None and other != option:
            return {**given, **kept, code: other}
        if other is None and doubted(question, option, texts):
            return {each: known for each, known in {**given, **kept}.items() if each != code}
        kept[code] = option
    return None


def _heard(question: ProcedureQuestion, said: Sequence[Texts], now: datetime) -> int | None:
    """The latest option that was told, unless what was said after it leaves it open."""
    for place, texts in reversed(list(enumerate(said))):
        option = volunteer(question, texts, now)
        if option is not None:
            doubts = said[place if question.unasked else place + 1 :]
            return None if any(doubted(question, option, later) for later in doubts) else option
    return _counted(question, _firsts(said), now, asked=False)


def _firsts(said: Sequence[Texts]) -> tuple[str, ...]:
    return tuple(texts[0] for texts in said if texts)


def _counted(question: ProcedureQuestion, texts: Sequence[str], now: datetime, *, asked: bool) -> int | None:
    """The option of the quantity that the texts tell together."""
    count = quantity_in(question.counts, texts, now.date(), asked=asked) if question.counts else None
    if count is None:
        return None
    bounds = [(each.up_to, place) for place, each in enumerate(question.options)]
    fitting = [(bound, place) for bound, place in bounds if bound is not None and count <= bound]
    return min(fitting)[1] if fitting else next(place for bound, place in bounds if bound is None)


def _keyed(question: ProcedureQuestion, answer: Answer) -> int | None:
    """Years typed on the keypad."""
    if question.kind != "age" or not answer.keys.isdigit():
        return None
    return _of_age(question.options, Age(int(answer.keys), int(answer.keys)))


def _by_meaning(question: ProcedureQuestion, text: str, now: datetime, asked: bool) -> int | None:
    if question.kind == "age":
        age = age_in(text, now.date(), asked=asked)
        return _of_age(question.options, age) if age else None
    if question.kind == "date":
        found = date_said(text, now, asked=asked, lasts=question.lasts)
        return _of_period(question.options, found, now.date()) if found else None
    return None


def _elsewhere(question: ProcedureQuestion) -> int | None:
    """The option of a place of birth that is among no option's words; options are counted from 1 here."""
    return next((place for place, option in enumerate(question.options, 1) if option.town), None)


def _by_birthplace(question: ProcedureQuestion, text: str, asked: bool) -> int | None:
    """The option of the place where somebody was born; where they live now tells nothing."""
    where = place_of_birth(text, asked=asked)
    if not where:
        return _by_words(question, without_home(text), asked)
    option, elsewhere = _by_words(question, where, asked), _elsewhere(question)
    return elsewhere - 1 if option is None and elsewhere else option


def _of_age(options: Sequence[Option], age: Age) -> int | None:
    bounds = [(place, each.below) for place, each in enumerate(options)]
    places = {
        next((place for place, bound in bounds if bound is None or years < bound), None)
        for years in (age.least, age.most)
    }
    return places.pop() if len(places) == 1 else None


def _of_period(options: Sequence[Option], period: Period, today: date) -> int | None:
    """The option of every day of the period; None when its days have different ones."""
    days = (period.last - period.first).days
    places = {_of_day(options, period.first + timedelta(days=more), today) for more in range(days + 1)}
    return places.pop() if len(places) == 1 else None


def _of_day(options: Sequence[Option], day: date, today: date) -> int | None:
    for place, each in enumerate(options):
        if each.before is not None:
            if day < each.before:
                return place
        elif each.within_days is None or (day - today).days <= each.within_days:
            return place
    return None


def _by_words(question: ProcedureQuestion, text: str, asked: bool) -> int | None:
    """The one option whose words were said, not denied and not doubted; of words within longer ones only the longer.

    A single one answers the question when it was `asked`, whatever doubts it.
    """
    options, spoken = question.options, papers_only(text)
    spans = [
        (start, end, place)
        for place, option in enumerate(options)
        if option.words
        for start, end in _word_set(option.words).found(spoken)
        if not spoken.denied((start, end))
    ]
    kept = {
        place
        for start, end, place in spans
        if not any(first <= start and end <= last and last - first > end - start for first, last, _ in spans)
    }
    if not asked or len(kept) > 1:
        kept = {place for place in kept if not doubted(question, place, (text,))}
    return kept.pop() if len(kept) == 1 else None


@lru_cache(maxsize=4096)
def _word_set(words: tuple[str, ...]) -> WordSet:
    return WordSet("|".join(words))
