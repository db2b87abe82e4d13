"""Finding a report again: its number, said or keyed, the place where it is, and the kind."""

from collections.abc import Sequence
from math import cos, hypot, radians

from accessibility.hearing import alike, fold
from dialogue import replies
from dialogue.flows.followup import answers
from dialogue.flows.place import CLEAR, LIKELY, SURE, PlaceState, volunteered
from dialogue.flows.place_unknown import street_named
from dialogue.french.addresses import parse_address
from dialogue.french.numbers import numbers_among
from dialogue.french.phones import phone_in
from dialogue.french.tickets import ticket_digits, ticket_readings
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, Act, Choose, Confirm, decide
from kb.gazetteer import Entry, Match
from kb.incidents import Incident
from kb.metres import METRES_PER_DEGREE
from kb.tickets import compact, holder, is_ticket

LEAST_DIGITS = 4
"""So many digits were meant for a number, even if it is none."""
UNASKED_DIGITS = range(5, 9)
"""So many digits right after "mon dossier" are meant for its number, though nobody asked: "2026" is a year."""
NEAR_M = 150.0
"""Metres from a place named within which a report lies there: "c'est devant l'école"."""
SURELY_HEARD = 0.85
"""`alike` from which a word is one of those that the place was told in."""
PLACE_WORDS = 6
"""Words of an answer that only says where: "c'est dans la rue Pasteur"."""
_LONG = 4
_NAMES_NO_PLACE = frozenset(
    "rue avenue boulevard chemin place route impasse devant derriere entre cote face dans pres chez vers sous niveau"
    " avec pour juste hauteur angle coin bout".split()
)
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


def places_in(talk: Talk, answer: Answer) -> tuple[list[Entry], list[Entry]]:
    """The streets and places that an answer names, and those that it may name besides: "lilas", "allée des Lilas"."""
    said = _heard_places(talk, answer.texts, LIKELY)
    best = max((match.score for match in said), default=0.0)
    return (
        [match.entry for match in said if best - match.score <= CLEAR],
        [match.entry for match in said if best - match.score > CLEAR],
    )


def places_volunteered(talk: Talk, texts: Sequence[str]) -> list[Entry]:
    """The street or place of a request, where it is beyond doubt: "j'ai appelé la mairie" tells none."""
    told = volunteered(texts, talk.store.gazetteer) if texts else PlaceState()
    return [entry for entry in (told.entry, told.crossing) if entry is not None]


def lying_there(talk: Talk, texts: Sequence[str], places: Sequence[Entry], cases: Sequence[Incident]) -> list[Incident]:
    """The cases at one of these places, or near it, the latest first.

    A case whose place is known in the caller's own words alone lies where those are said again.
    """
    return [case for case in cases if any(_is_near(talk, case, entry) for entry in places) or _said_again(case, texts)]


def places_surely_said(talk: Talk, texts: Sequence[str]) -> list[Entry]:
    """The streets and places named anywhere in the words."""
    return [match.entry for match in _heard_places(talk, texts, SURE)]


def names_place(talk: Talk, answer: Answer) -> bool:
    """Whether any street was said, known here or not, or a place of the commune."""
    return bool(street_named(answer) or places_surely_said(talk, answer.texts))


def lies_somewhere(case: Incident) -> bool:
    """Whether it is known where: a place, or words for one."""
    return case.street_id is not None or case.place_id is not None or bool(_words_of_place(case))


def _words_of_place(case: Incident) -> list[str]:
    """Words, four letters long or more, in which it was told where it is."""
    no_place = _NAMES_NO_PLACE.union(folded(case.kind_label))
    told = folded(f"{case.place} {case.place_words}")
    return [word for word in told if len(word) >= _LONG and word not in no_place]


def _said_again(case: Incident, texts: Sequence[str]) -> bool:
    if case.street_id is not None or case.place_id is not None:
        return False
    said = [word for text in texts[:2] for word in folded(text) if len(word) >= _LONG]
    return any(alike(word, other) >= SURELY_HEARD for word in _words_of_place(case) for other in said)


def _is_near(talk: Talk, case: Incident, entry: Entry) -> bool:
    """Whether it is there, in either street of a crossing, or in the street or near the place that is named."""
    own = case.street_id if entry.kind == "street" else case.place_id
    if own == entry.id or f" {fold(entry.name)} " in f" {fold(case.place)} ":
        return True
    if entry.kind == "street":
        return case.place_id is not None and fold(entry.name) in fold(_address_of(talk, case.place_id))
    if case.lat is None or case.lon is None:
        return False
    east = (case.lon - entry.lon) * cos(radians(entry.lat))
    return hypot(case.lat - entry.lat, east) * METRES_PER_DEGREE <= NEAR_M


def _address_of(talk: Talk, place_id: int) -> str:
    try:
        return talk.store.gazetteer.entry("place", place_id).detail
    except LookupError:  # the town has dropped it since
        return ""


def at_hand(talk: Talk, texts: Sequence[str]) -> Incident | None:
    """The report told or followed last in this call, unless the words are about another or an earlier one."""
    if not talk.case_at_hand or replies.says("again.another", texts):
        return None
    case = talk.store.incidents.get(talk.case_at_hand)
    if case.call_id == talk.call_id and replies.says("again.earlier", texts):
        return None
    places = places_surely_said(talk, texts)
    here = not places or any(_is_near(talk, case, entry) for entry in places)
    named = surely_named(talk, texts)
    return case if here and named in ("", case.kind) else None


def to_put_right(talk: Talk, answer: Answer) -> Incident | None:
    """The report told or followed last in this call, where the words put it right: its place may well be another."""
    if not talk.case_at_hand or not answers.puts_right(answer) or replies.says("again.another", answer.texts):
        return None
    return talk.store.incidents.get(talk.case_at_hand)


def says_where(talk: Talk, answer: Answer, case: Incident) -> bool:
    """Whether a yes or no was answered with where the report lies, and nothing else: "rue Pasteur"."""
    if answer.yes_no() is not None or not 0 < len(answer.text.split()) <= PLACE_WORDS:
        return False
    return any(_is_near(talk, case, entry) for entry in places_surely_said(talk, answer.texts))


def surely_named(talk: Talk, texts: Sequence[str]) -> str:
    """The kind that the words are surely about; empty for none: "c'est réparé"."""
    match decide(talk.understanding.kind(texts)) if texts else None:
        case Act(meaning, _):
            return meaning.removeprefix(INCIDENT)
        case _:
            return ""


def _heard_places(talk: Talk, texts: Sequence[str], least: float) -> list[Match]:
    said = [parse_address(text).street_words or text for text in texts]
    return [match for match in talk.store.gazetteer.match(said) if match.score >= least] if said else []


def kinds(talk: Talk, texts: Sequence[str]) -> frozenset[str]:
    """The kinds that the words may be about: one, or two about as likely."""
    match decide(talk.understanding.kind(texts)) if texts else None:
        case Act(meaning, _) | Confirm(meaning, _):
            return frozenset({meaning.removeprefix(INCIDENT)})
        case Choose(first, second, _):
            return frozenset({first.removeprefix(INCIDENT), second.removeprefix(INCIDENT)})
        case _:
            return frozenset()
