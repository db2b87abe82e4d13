"""Where: house number, street, crossing or landmark, matched with the gazetteer by letters and by sound.

Everything here is a pure function from a state and an answer to the next state.
"""

from collections.abc import Sequence
from dataclasses import replace

from accessibility.hearing import fold
from dialogue.flows import landmarks
from dialogue.flows.base import NEITHER_KEY
from dialogue.flows.landmarks import Landmark
from dialogue.flows.place_number import beside, spot_in, without_number
from dialogue.flows.place_state import PlaceState as PlaceState
from dialogue.flows.place_state import street_label as street_label
from dialogue.flows.place_unknown import insisted, together, unknown_street
from dialogue.flows.place_unknown import own_words as own_words
from dialogue.french.addresses import SpokenAddress, parse_address
from dialogue.french.phones import phone_readings
from dialogue.questions import EXPECT_CHOICE, EXPECT_OPEN, EXPECT_PLACE, EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.wording import OwnWords
from kb.gazetteer import Entry, Gazetteer, Match

SURE = 0.86
"""Gazetteer score from which a name is taken without asking (it is read back at the end anyway)."""
LIKELY = 0.72
"""Score from which a name is worth offering."""
CLEAR = 0.05
"""Distance to the runner-up below which both are offered."""
NEW_HOUSES = 50
"""A number so far above the highest known may be a new house; one also above twice the highest hardly is."""
OTHER_TYPE = 0.85
"""Score of a name that is right but for "rue" or "avenue"."""
VOLUNTEERED = 0.9
"""Score needed for a place that was said in passing, before it was asked for."""


def question(state: PlaceState, gazetteer: Gazetteer) -> Question | None:
    """What to ask next; None when the place is complete. The gazetteer tells when an answer is one in full."""
    if state.complete:
        return None
    if len(state.candidates) == 2:
        first, second = (_distinct(entry, state.candidates) for entry in state.candidates)
        slots = {"first": first, "second": second}
        return Question("place_choice", "choose_place", slots, EXPECT_CHOICE, "choose_place_retry", 3, help="place")
    if state.candidates:
        slots = {"place": replace(state, entry=state.candidates[0], candidates=()).label}
        return Question("place_confirm", "confirm_place", slots, EXPECT_YES_NO, YES_OR_NO, 3, help="place")
    if state.doubtful:
        slots = {"number": state.number}
        return Question("place_sure", "confirm_number", slots, EXPECT_YES_NO, YES_OR_NO, 2, help="number")
    if state.entry is not None:
        return Question("place_number", "ask_number", {}, EXPECT_OPEN, "ask_number_retry", 3, help="number")
    expects = replace(EXPECT_PLACE, complete=lambda words: _says_it_all(words, gazetteer))
    if state.unfound:
        slots = {"place": OwnWords(state.unfound)}
        return Question("place", "ask_place_unfound", slots, expects, "ask_place_retry", 3)
    wording = "ask_place_again" if state.words else "ask_place"
    return Question("place", wording, {}, expects, "ask_place_retry", 3)


def _says_it_all(words: str, gazetteer: Gazetteer) -> bool:
    """A known street with a number, or a known place: nothing more needs to be waited for."""
    found = _from_words(PlaceState(), (words,), gazetteer)
    return found is not None and found.complete


def _distinct(entry: Entry, among: Sequence[Entry]) -> str:
    """A name that tells homonyms apart."""
    label = street_label(entry)
    same = [other for other in among if street_label(other).lower() == label.lower()]
    return f"{label}, {entry.detail}" if len(same) > 1 and entry.detail else label


def take(state: PlaceState, asked: Question, answer: Answer, gazetteer: Gazetteer) -> PlaceState | None:
    """The state after an answer; None when it was not understood."""
    match asked.name:
        case "place":
            taken = _from_words(state, answer.texts, gazetteer) or unknown_street(state, answer)
        case "place_confirm":
            taken = _confirmed(state, answer, gazetteer)
        case "place_choice":
            taken = _chosen(state, answer, gazetteer)
        case "place_sure":
            taken = _elsewhere(state, answer, gazetteer) or _made_sure(state, answer)
        case _:
            taken = _elsewhere(state, answer, gazetteer) or _numbered(state, answer)
    return _doubted(taken, gazetteer) if taken else None


def _doubted(state: PlaceState, gazetteer: Gazetteer) -> PlaceState:
    """The state, its number doubtful when it is far beyond all that are known of the street."""
    digits = state.number.partition(" ")[0]
    if state.number_sure or state.entry is None or state.entry.kind != "street" or not digits:
        return replace(state, doubtful=False)
    last = gazetteer.nearest_number(state.entry.id, int(digits))
    return replace(state, doubtful=last is not None and int(digits) > max(2 * last.number, last.number + NEW_HOUSES))


def _made_sure(state: PlaceState, answer: Answer) -> PlaceState | None:
    """Yes keeps the number; no asks for it again; another number is taken as it is; "je ne sais pas" does without."""
    sure = replace(state, number_sure=True, doubtful=False)
    other = _numbered(sure, answer) if answer.utterance else None
    if other is not None and other.number != state.number:
        return other
    if answer.dont_know():
        return replace(sure, number="", beside="", number_asked=True)
    reply = answer.yes_no()
    if reply is None and (other is None or other.number != state.number):
        return None
    return replace(sure, number="", beside="", number_asked=False) if reply is False else sure


def settle(state: PlaceState, asked: Question, answer: Answer) -> PlaceState:
    """After repeated misunderstandings: keep the caller's words, or go on without the number."""
    if asked.name in ("place_number", "place_sure"):
        return replace(state, number_asked=True, doubtful=False, number_sure=True)
    said = own_words(answer) if asked.name == "place" else ()
    return insisted(replace(state, words=together(state.words if state.unfound or not said else "", *said)))


_SAID_ALONG = frozenset("en fait ah oh pardon plutot exactement je crois oui non euh hein madame monsieur".split())


def volunteered(texts: Sequence[str], gazetteer: Gazetteer) -> PlaceState:
    """A place said in passing ("le lampadaire de la rue des Lilas"), when it is beyond doubt; else nothing."""
    texts = [landmarks.affirmed(text) for text in texts[:2]]
    addresses = [_without_phone(parse_address(text), text) for text in texts]
    crossing = _crossing(addresses, texts[0], gazetteer, VOLUNTEERED) if texts else None
    if crossing is not None:
        return crossing
    matches, addresses = _streets(addresses, gazetteer)
    sure = bool(matches) and matches[0].score >= VOLUNTEERED and _clear(matches)
    if not sure or landmarks.needs_where(matches[0].entry):
        named = landmarks.first_named(texts, gazetteer, located=True)
        if named and named.score >= VOLUNTEERED:
            return _at(PlaceState(words=texts[0]), named)
        return (_other_type(texts[0], addresses, matches) if texts and not sure else None) or PlaceState()
    state = PlaceState(words=texts[0])
    named = _in_that_street(texts, addresses, matches[0].entry, gazetteer)
    return _at(state, named) if named else _doubted(_with_entry(state, matches[0].entry, addresses), gazetteer)


def _other_type(words: str, addresses: Sequence[SpokenAddress], matches: Sequence[Match]) -> PlaceState | None:
    """ "Avenue Jean Jaurès" where there is only a street of that name: to be confirmed, not asked anew."""
    best = matches[0] if matches else None
    if best is None or best.entry.kind != "street" or best.score < OTHER_TYPE or not _clear(matches):
        return None
    return replace(_details(PlaceState(words=words), addresses), candidates=(best.entry,))


def _at(state: PlaceState, landmark: Landmark) -> PlaceState:
    """This place; the words around it stay the caller's."""
    return _settled_on(replace(state, relation=landmark.relation), landmark.entry)


def _in_that_street(
    texts: Sequence[str], addresses: Sequence[SpokenAddress], street: Entry, gazetteer: Gazetteer
) -> Landmark | None:
    """ "Le gymnase, rue du Parc": the place, when it is in that street and no house number was said."""
    if street.kind != "street" or any(address.number is not None for address in addresses):
        return None
    named = landmarks.first_named(texts, gazetteer, located=False)
    return named if named and landmarks.in_street(named, street) else None


def _no_street(address: SpokenAddress) -> bool:
    """Whether a number was said alone: "c'est au douze en fait"."""
    return all(word in _SAID_ALONG for word in fold(address.street_words).split())


def _without_phone(address: SpokenAddress, text: str) -> SpokenAddress:
    """ "Au 06 98 76 54 32" is no house number: the beginning of a telephone number in the same breath."""
    begins = {0, *(int(number[3]) for number in phone_readings([text]))}
    return replace(address, number=None, suffix="") if len(begins) > 1 and address.number in begins else address


def corrected(state: PlaceState, texts: Sequence[str], gazetteer: Gazetteer) -> PlaceState | None:
    """The place after "non, c'est au seize rue Pasteur" or "non, c'est le quatorze"; None when it stays as it is."""
    fresh = volunteered(texts, gazetteer) if texts else PlaceState()
    if fresh.entry is not None:
        here = fresh.entry == state.entry and fresh.crossing == state.crossing
        fresh = replace(fresh, number=fresh.number or state.number, number_asked=True) if here else fresh
        return None if fresh.label == state.label else fresh
    if state.entry is None or state.entry.kind != "street" or state.crossing is not None:
        return None
    addresses = [parse_address(text) for text in texts]
    near = beside(texts[0]) if texts else None
    if near is not None and near.beside != state.beside and _no_street(addresses[0]):
        return _doubted(replace(state, number=near.number, beside=near.beside, number_asked=True), gazetteer)
    said = next((each for each in addresses if each.number is not None and _no_street(each)), None)
    number = f"{said.number} {said.suffix}".strip() if said else state.house
    said_again = replace(state, number=number, beside="", number_sure=False)
    return _doubted(said_again, gazetteer) if number != state.house else None


def _clear(matches: Sequence[Match]) -> bool:
    """Whether the best is clear of the runner-up: by distance, or by being exactly what was said."""
    if len(matches) < 2 or matches[0].score - matches[1].score >= CLEAR:
        return True
    exact = [fold(match.entry.name) == fold(match.heard) for match in matches[:2]]
    return exact == [True, False]


def _from_words(state: PlaceState, texts: Sequence[str], gazetteer: Gazetteer) -> PlaceState | None:
    if not texts:
        return None
    texts = [landmarks.affirmed(text) for text in texts]
    addresses = [parse_address(text) for text in texts]
    crossing = _crossing(addresses, texts[0], gazetteer, LIKELY)
    if crossing is not None:
        return crossing
    matches, addresses = _streets(addresses, gazetteer)
    likely = [match for match in matches if match.score >= LIKELY and match.entry not in state.refused]
    known = replace(state, words=texts[0])
    sure = bool(likely) and likely[0].score >= SURE
    if not sure:
        named = landmarks.first_named(texts, gazetteer, located=False)
        if named is not None and named.entry not in state.refused:
            return _at(known, named)
    if not likely:
        return None
    if sure and _clear(likely):
        named = _in_that_street(texts, addresses, likely[0].entry, gazetteer)
        return _at(known, named) if named else _with_entry(known, likely[0].entry, addresses)
    offered = tuple(match.entry for match in likely[: 1 if _clear(likely) else 2])
    return replace(_details(known, addresses), entry=None, candidates=offered)


def _streets(addresses: list[SpokenAddress], gazetteer: Gazetteer) -> tuple[list[Match], list[SpokenAddress]]:
    """The entries named, and the addresses as said; of "la route bloquée rue Pasteur" the second name."""
    first = gazetteer.match([address.street_words for address in addresses if address.street_words])
    others = [parse_address(each.crossing_words) for each in addresses if each.crossing_words and not each.relation]
    if not others or (first and first[0].score >= LIKELY):
        return first, addresses
    second = gazetteer.match([address.street_words for address in others])
    return (second, others) if second else (first, addresses)


def _crossing(addresses: Sequence[SpokenAddress], words: str, gazetteer: Gazetteer, enough: float) -> PlaceState | None:
    """Two streets that meet, when both are named."""
    pairs = [address for address in addresses if address.crossing_words]
    if not pairs:
        return None
    first = gazetteer.match([address.street_words for address in pairs])
    second = gazetteer.match([address.crossing_words for address in pairs])
    if not first or not second or min(first[0].score, second[0].score) < enough:
        return None
    if first[0].entry == second[0].entry:
        return None
    landmarked = "place" in (first[0].entry.kind, second[0].entry.kind)
    if landmarked and not any(address.relation for address in pairs):
        return None  # "au rond-point, côté rue Pasteur" is at the roundabout
    between = "entre" if landmarked else ""
    return PlaceState(words=words, relation=between, entry=first[0].entry, crossing=second[0].entry)


def _details(state: PlaceState, addresses: Sequence[SpokenAddress]) -> PlaceState:
    """House number and relation, from the best reading that has them."""
    numbered = next((address for address in addresses if address.number is not None), None)
    related = next((address.relation for address in addresses if address.relation), "")
    said = beside(addresses[0].raw) if addresses else None
    if said is not None:
        return replace(state, number=said.number, beside=said.beside, relation=related or state.relation)
    if numbered is None:
        return replace(state, relation=related or state.relation)
    number = f"{numbered.number} {numbered.suffix}".strip()
    return replace(state, number=number, beside="", relation=related or state.relation)


def _with_entry(state: PlaceState, entry: Entry, addresses: Sequence[SpokenAddress]) -> PlaceState:
    return _settled_on(_details(state, addresses), entry)


def _settled_on(state: PlaceState, entry: Entry) -> PlaceState:
    """This is the place; house numbers belong to streets only."""
    settled = replace(state, entry=entry, candidates=(), unfound="")
    return replace(settled, number="", beside="") if entry.kind == "place" else settled


def _confirmed(state: PlaceState, answer: Answer, gazetteer: Gazetteer) -> PlaceState | None:
    reply = answer.yes_no()
    if reply and unknown_street(state, answer) is None:  # "oui, rue Schœlcher" is no yes to the rue Victor Hugo
        return _settled_on(state, state.candidates[0])
    refused = _refusing(state)
    better = _from_words(refused, answer.texts, gazetteer) if answer.texts else None
    if better is not None:
        return better
    return unknown_street(state, answer) or (_asked_again(refused, state) if reply is False else None)


def _chosen(state: PlaceState, answer: Answer, gazetteer: Gazetteer) -> PlaceState | None:
    option = answer.option(tuple(_distinct(entry, state.candidates) for entry in state.candidates))
    if option is not None:
        return _settled_on(state, state.candidates[option])
    refused = _refusing(state)
    if answer.keys == NEITHER_KEY or answer.yes_no() is False or _neither(answer.texts):
        return _asked_again(refused, state)
    better = _from_words(refused, answer.texts, gazetteer)
    return better if better is not None and better.entry is not None else unknown_street(state, answer)


def _neither(texts: Sequence[str]) -> bool:
    return any(phrase in fold(text) for text in texts[:2] for phrase in ("ni l un", "ni l une", "aucun", "ni l autre"))


def _refusing(state: PlaceState) -> PlaceState:
    """What was offered is not meant."""
    return replace(state, candidates=(), entry=None, refused=(*state.refused, *state.candidates))


def _asked_again(refused: PlaceState, before: PlaceState) -> PlaceState:
    """Nothing better was said: ask again, but once; then the caller's words are kept."""
    return replace(refused, own_words=bool(before.refused))


def _elsewhere(state: PlaceState, answer: Answer, gazetteer: Gazetteer) -> PlaceState | None:
    """Asked for the number, the caller names another place instead: "non, c'est rue Pasteur"."""
    if answer.yes_no() is not False and not any(parse_address(text).street_words for text in answer.texts[:1]):
        return None
    fresh = volunteered(answer.texts, gazetteer) if answer.texts else PlaceState()
    return fresh if fresh.entry is not None and fresh.entry != state.entry else None


def _numbered(state: PlaceState, answer: Answer) -> PlaceState | None:
    """A house number; "je ne sais pas" or "non" does without; "devant l'école" is kept in the caller's words."""
    spot = spot_in(answer)
    if spot is not None and spot.number:
        return replace(state, number=spot.number, beside=spot.beside, number_asked=True)
    words = without_number(answer)
    if spot is None and not words:
        return None
    return replace(state, words=f"{state.words}, {words}" if words else state.words, number_asked=True)
