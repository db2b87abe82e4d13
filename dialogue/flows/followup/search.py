"""Finding a report again: by its number, said or keyed, or by the calling number and one check."""

from collections.abc import Sequence

from dialogue import replies
from dialogue.flows.place import SURE
from dialogue.french.addresses import parse_address
from dialogue.french.numbers import numbers_among
from dialogue.french.phones import phone_in
from dialogue.french.tickets import ticket_digits, ticket_readings
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, Act, Choose, Confirm, decide
from kb.incidents import Incident
from kb.tickets import compact, holder, is_ticket

LEAST_DIGITS = 4
"""So many digits were meant for a number, even if it is none."""
UNASKED_DIGITS = range(5, 9)
"""So many digits right after "mon dossier" are meant for its number, though nobody asked: "2026" is a year."""
_OF_NUMBER = frozenset("dossier numero reference ticket".split())
_BETWEEN = FILLERS | frozenset("n no c est le mon il s agit de suivant".split())


def number_in(talk: Talk, answer: Answer) -> str:
    """The ticket number of an answer; empty when there is none whose check digit is right.

    Of two right readings the one that was given to somebody counts.
    """
    if answer.keys:
        return compact(answer.keys) if is_ticket(answer.keys) else ""
    found = ticket_readings(answer.texts)
    given = (number for number in found if holder(talk.store.database, number))
    return next(given, found[0] if found else "")


def meant_for_number(answer: Answer) -> str:
    """The digits of an answer that was meant for a number but is none that is right: many digits, or keys."""
    digits = answer.keys if len(answer.keys) > 1 else ticket_digits(answer.texts)
    return digits if answer.keys or len(digits) >= LEAST_DIGITS else ""


def unasked_number(texts: Sequence[str]) -> str:
    """The digits that follow "mon dossier" in a request, which are no right number; no date and no telephone."""
    for text in texts:
        digits = ticket_digits([_after_dossier(folded(text))])
        if len(digits) in UNASKED_DIGITS and not phone_in([text]):
            return digits
    return ""


def _after_dossier(spelled: Sequence[str]) -> str:
    """What is said from the number on that comes right after one of `_OF_NUMBER`; empty when none does."""
    for number in numbers_among(spelled):
        before = list(spelled[: number.start_word])
        while before and before[-1] in _BETWEEN:
            before.pop()
        if before and before[-1] in _OF_NUMBER:
            return " ".join(spelled[number.start_word :])
    return ""


def checked(talk: Talk, texts: Sequence[str], cases: Sequence[Incident]) -> Incident | None:
    """The case of this telephone whose street, place or kind was said; where several fit, the best, then the latest."""
    return next(iter(fitting(talk, texts, cases)), None)


def fitting(talk: Talk, texts: Sequence[str], cases: Sequence[Incident]) -> list[Incident]:
    """All the cases that fit best the street, place or kind that was said, the latest first."""
    places, kinds = _places(talk, texts), _kinds(talk, texts)
    scored = [(_fit(case, places, kinds), case) for case in cases]
    best = max((fit for fit, _ in scored), default=0)
    return [case for fit, case in scored if fit == best and best]


def known_case(talk: Talk, texts: Sequence[str]) -> Incident | None:
    """The latest case of the calling number of the very kind that is said, and at no other place than is said."""
    cases = talk.store.followup.of_phone(talk.caller.number) if texts else []
    if not cases:
        return None
    places, kinds = _places(talk, texts), _kinds(talk, texts)
    return next((case for case in cases if case.kind in kinds and (not places or _is_at(case, places))), None)


def _is_at(case: Incident, places: frozenset[tuple[str, int]]) -> bool:
    return ("street", case.street_id) in places or ("place", case.place_id) in places


def at_hand(talk: Talk, texts: Sequence[str]) -> Incident | None:
    """The report told or followed last in this call, unless the words are about another or an earlier one."""
    if not talk.case_at_hand or replies.says("again.another", texts):
        return None
    case = talk.store.incidents.get(talk.case_at_hand)
    if case.call_id == talk.call_id and replies.says("again.earlier", texts):
        return None
    places = _places(talk, texts)
    here = not places or _is_at(case, places)
    named = _surely_named(talk, texts)
    return case if here and named in ("", case.kind) else None


def _surely_named(talk: Talk, texts: Sequence[str]) -> str:
    """The kind that the words are surely about; empty for none: "c'est réparé"."""
    match decide(talk.understanding.kind(texts)) if texts else None:
        case Act(meaning, _):
            return meaning.removeprefix(INCIDENT)
        case _:
            return ""


def _fit(case: Incident, places: frozenset[tuple[str, int]], kinds: frozenset[str]) -> int:
    return 2 * _is_at(case, places) + (case.kind in kinds)


def _places(talk: Talk, texts: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Streets and places surely said."""
    said = [parse_address(text).street_words or text for text in texts]
    matches = talk.store.gazetteer.match(said) if said else []
    return frozenset((match.entry.kind, match.entry.id) for match in matches if match.score >= SURE)


def _kinds(talk: Talk, texts: Sequence[str]) -> frozenset[str]:
    match decide(talk.understanding.kind(texts)) if texts else None:
        case Act(meaning, _) | Confirm(meaning, _):
            return frozenset({meaning.removeprefix(INCIDENT)})
        case Choose(first, second, _):
            return frozenset({first.removeprefix(INCIDENT), second.removeprefix(INCIDENT)})
        case _:
            return frozenset()
