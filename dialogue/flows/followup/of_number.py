"""The reports of the calling number: the caller says the street, and only then is one told, or changed.

Unasked, no more than the kind is named: whoever holds this telephone may be anybody, and number displays can be forged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dialogue.flows.base import NEITHER_KEY
from dialogue.flows.followup import other_subject, search, words
from dialogue.flows.place_unknown import street_named
from dialogue.french.choices import which, without_refused
from dialogue.questions import EXPECT_CHOICE, EXPECT_OPEN, Answer, Question
from dialogue.talk import Talk
from kb.followup import DROPPED, RESOLVED
from kb.gazetteer import Entry
from kb.incidents import Incident

STREET, WHICH = "case_street", "case_which"
"""Names of the questions."""
RECENT = timedelta(days=90)
"""So long after it was closed a report is still proposed. Our own figure."""
WRONG_STREETS = 2
"""After so many the street is not asked any more."""
_TWO = ("first", "second")


@dataclass(frozen=True)
class Sought:
    """What is known of the one that is meant."""

    other: bool = False
    """The request names what is no report: none is proposed."""
    kind: str = ""
    """Said or chosen by the caller."""
    named: bool = False
    """Its kind was agreed upon: the street alone is missing."""
    by_street: bool = False
    """Kinds do not tell the caller which: the street is asked without any."""
    in_street: tuple[int, ...] = ()
    """Two in the street that was said: both may be told."""
    wrong: int = 0
    """Streets said in which there is none."""
    refused: bool = False
    """None of those proposed is meant."""
    over: bool = False
    """The street is not asked any more: the number is."""
    case: Incident | None = None
    """The one."""


def begin(talk: Talk, answer: Answer) -> Sought:
    """From the words of the request: the street in them is the check already, and the kind tells which of several."""
    if other_subject.named(talk, answer.texts):
        return Sought(other=True)
    sought = Sought(kind=search.surely_named(talk, answer.texts))
    if not _all(talk):
        return sought
    there = lying_there(talk, sought, answer.texts, search.places_volunteered(talk, answer.texts))
    return there or (_wrong(sought) if street_named(answer) else sought)


def proposed(talk: Talk, sought: Sought) -> list[Incident]:
    """The open reports of the calling number, newest first; those closed of late where none is open."""
    if sought.other or sought.refused:
        return []
    cases = _all(talk)
    since = talk.now() - RECENT
    late = [case for case in cases if talk.store.incidents.history(case.id)[-1].at >= since]
    found = [case for case in cases if case.state not in (RESOLVED, DROPPED)] or late
    return [case for case in found if case.kind == sought.kind] or found


def question(talk: Talk, sought: Sought, *, last: bool = False) -> Question | None:
    """What is asked to find it; None where none is proposed. `last`: there is no number, older ones count too."""
    if sought.over or sought.other:
        return None
    if sought.in_street:
        return _which(_said(talk, sought))
    cases = proposed(talk, sought)
    if not cases and not (last and _all(talk)):
        return None
    labels = list(dict.fromkeys(words.label_of(talk, case) for case in cases))
    if sought.wrong or (sought.named and len(labels) == 1):
        return _street("ask_case_street")
    if sought.by_street or len(cases) not in (1, len(_TWO)) or len(labels) < len(cases):
        return _street("ask_case_check")
    return _street("ask_case_yours", label=labels[0]) if len(cases) == 1 else _which(labels)


def _street(wording: str, **slots: str) -> Question:
    return Question(STREET, wording, slots, EXPECT_OPEN, "ask_case_check_retry", 2, help="check")


def _which(said: Sequence[str]) -> Question:
    slots = dict(zip(_TWO, said, strict=True))
    return Question(WHICH, "ask_case_which", slots, EXPECT_CHOICE, "ask_case_which_retry", 2, help="kind")


def take(talk: Talk, sought: Sought, asked: Question, answer: Answer) -> Sought | None:
    """What is known after an answer; None: it was not understood. A wrong street is said to be wrong by the flow."""
    if sought.in_street:
        return _one_of_street(talk, sought, answer)
    found = named_place(talk, sought, answer)
    if found is not None:
        return found
    if answer.dont_know():  # which kind: the street tells; which street: the number
        return replace(sought, by_street=True) if asked.name == WHICH else replace(sought, over=True)
    if search.names_place(talk, answer):
        return _wrong(sought)
    chosen = _kind_chosen(talk, sought, asked, answer)
    return _wrong(sought) if chosen is None and any(search.places_in(talk, answer)) else chosen


def _wrong(sought: Sought) -> Sought:
    wrong = sought.wrong + 1
    return replace(sought, wrong=wrong, over=wrong >= WRONG_STREETS)


def _kind_chosen(talk: Talk, sought: Sought, asked: Question, answer: Answer) -> Sought | None:
    """No street was said, but the kind, yes or no."""
    cases = proposed(talk, sought)
    reply = answer.yes_no() if asked.name == STREET or not answer.keys else None
    option = _option(answer, [words.label_of(talk, case) for case in cases]) if asked.name == WHICH else None
    if option is not None:
        return replace(sought, kind=cases[option].kind, named=True)
    kinds = search.kinds(talk, answer.texts) - ({sought.kind} if sought.named else set())
    said = next((case.kind for case in _all(talk) if case.kind in kinds), "")
    if said and not (reply is False and len(cases) == 1 and cases[0].kind == said):  # "non, pas le lampadaire"
        return replace(sought, kind=said, named=True, by_street=False)
    if reply is False or (asked.name == WHICH and answer.keys == NEITHER_KEY):
        return replace(sought, refused=True, over=True)
    if reply and asked.name == STREET and len(cases) == 1 and not sought.named:  # "oui, c'est ça"
        return replace(sought, kind=cases[0].kind, named=True)
    return None


def _one_of_street(talk: Talk, sought: Sought, answer: Answer) -> Sought | None:
    """The street was right: who cannot tell them apart hears of the latest."""
    cases = [talk.store.incidents.get(each) for each in sought.in_street]
    option = _option(answer, _said(talk, sought))
    if option is None:
        kinds = search.kinds(talk, answer.texts)
        fitting = [place for place, case in enumerate(cases) if case.kind in kinds]
        option = fitting[0] if len(fitting) == 1 else None
    if option is None and answer.dont_know():
        option = 0
    if option is not None:
        return replace(sought, case=cases[option])
    refused = answer.keys == NEITHER_KEY or (not answer.keys and answer.yes_no() is False)
    return replace(sought, in_street=(), refused=True, over=True) if refused else None


def settle(talk: Talk, sought: Sought, asked: Question) -> Sought:
    """Never understood: the latest of that street, the street instead of the kind, or the number instead of it."""
    if sought.in_street:
        return replace(sought, case=talk.store.incidents.get(sought.in_street[0]))
    return replace(sought, by_street=True) if asked.name == WHICH else replace(sought, over=True)


def named_place(talk: Talk, sought: Sought, answer: Answer) -> Sought | None:
    """The report, or the two, at the place that an answer names; None: there is none."""
    named, like_it = search.places_in(talk, answer)
    return lying_there(talk, sought, answer.texts, named) or lying_there(talk, sought, answer.texts, like_it)


def lying_there(talk: Talk, sought: Sought, texts: Sequence[str], places: Sequence[Entry]) -> Sought | None:
    """The report, or the two, at one of these places: those that are proposed go before older ones."""
    cases = _all(talk)
    near = proposed(talk, replace(sought, kind="", refused=False, other=False))
    for among in (near, [case for case in cases if case not in near]):
        there = search.lying_there(talk, texts, places, among)
        kinds = search.kinds(talk, texts) | {sought.kind} if len(there) > 1 else frozenset[str]()
        there = [case for case in there if case.kind in kinds] or there
        if len(there) == len(_TWO):
            return replace(sought, in_street=tuple(case.id for case in there))
        if there:
            return replace(sought, case=there[0])
    return None


def known_case(talk: Talk, texts: Sequence[str]) -> Incident | None:
    """The latest case that would be proposed of the very kind that is said, and at no other place than is said."""
    cases = proposed(talk, Sought()) if texts else []
    kinds = search.kinds(talk, texts) if cases else frozenset[str]()
    of_kind = [case for case in cases if case.kind in kinds]
    places = search.places_surely_said(talk, texts) if of_kind else []
    fitting = search.lying_there(talk, texts, places, of_kind) if places else of_kind
    return next(iter(fitting), None)


def _all(talk: Talk) -> list[Incident]:
    """Those of the calling number that lie anywhere: the others can be checked by their number alone."""
    return [case for case in talk.store.followup.of_phone(talk.caller.number) if search.lies_somewhere(case)]


def _said(talk: Talk, sought: Sought) -> list[str]:
    """What each of those in one street is; and when it was told, where that alone parts them."""
    cases = [talk.store.incidents.get(each) for each in sought.in_street]
    plain = [words.label_of(talk, case) for case in cases]
    if len(set(plain)) == len(plain):
        return plain
    return [f"{label}, signalé {words.day_of(talk, case.created_at)}" for label, case in zip(plain, cases, strict=True)]


def _option(answer: Answer, said: Sequence[str]) -> int | None:
    """Which is said by its words, its order or its key, beside what is refused: "pas le lampadaire, le trou"."""
    option = answer.option(tuple(said))
    return which(without_refused(answer.text), tuple(said)) if option is None and answer.texts else option
