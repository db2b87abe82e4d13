"""Places in a town as people say them: number, street, crossing, "devant l'école"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accessibility.hearing import fold, join_elisions
from dialogue.french import house_numbers, street_names
from dialogue.french.address_phrases import DEICTIC, HESITATIONS, LEAD_INS, RELATIONS, REPAIRS
from dialogue.french.phrases import phrase_at
from dialogue.french.words import words


@dataclass(frozen=True)
class SpokenAddress:
    """A place as it was said. Words are in small letters as heard, elisions joined ("rue de l'église")."""

    number: int | None = None
    suffix: str = ""
    """"bis", "ter", "quater", "a" to "d", or empty."""
    street_words: str = ""
    """The street with its type; when no street was said, the words of the landmark or name that was."""
    relation: str = ""
    """How the place lies to it: "devant", "en face de", "à côté de", "près de", "derrière", "au bout de",
    "à hauteur de", "à l'entrée de", "à l'angle de", "entre", or empty."""
    crossing_words: str = ""
    """The second street of "à l'angle de" and "entre"."""
    raw: str = ""
    """The text."""
    landmark_words: str = ""
    """What `relation` is about, when it is no street: "école jules ferry"."""


def parse_address(text: str) -> SpokenAddress:
    """The place that a text says; fields stay empty where it says none.

    "c'est au douze bis de la rue Victor Hugo" → 12, "bis", "rue victor hugo". Numbers inside names stay there
    ("rue du huit mai"). Of a correction the last counts: "au douze non pardon au quatorze rue des lilas" → 14.
    """
    heard = [word for word in words(text) if fold(word) not in HESITATIONS]
    address = SpokenAddress()
    for part in _between_repairs(heard):
        address = _corrected(address, _parsed(part))
    return replace(address, raw=text)


def _between_repairs(heard: Sequence[str]) -> list[list[str]]:
    spelled = _fold(heard)
    parts: list[list[str]] = [[]]
    place = 0
    while place < len(heard):
        length = phrase_at(spelled, place, REPAIRS)
        named = place > 0 and spelled[place - 1] in ("du", "de", "le", "grand")  # "rue du Pardon"
        if length and not named and spelled[place : place + 2] != ["non", "loin"]:
            parts.append([])
            place += length
        else:
            parts[-1].append(heard[place])
            place += 1
    return [part for part in parts if part]


def _fold(heard: Sequence[str]) -> list[str]:
    return [fold(word) or word for word in heard]


def _corrected(old: SpokenAddress, new: SpokenAddress) -> SpokenAddress:
    """What stands after a correction: what was said anew, and of the old what was not."""
    if new == SpokenAddress():
        return old
    only_landmark = bool(new.landmark_words) and new.street_words == new.landmark_words
    if only_landmark and old.street_words and old.street_words != old.landmark_words:
        return replace(new, street_words=old.street_words)
    number, suffix = (old.number, new.suffix or old.suffix) if new.number is None else (new.number, new.suffix)
    if not new.street_words:
        return replace(old, number=number, suffix=suffix, relation=new.relation or old.relation)
    return replace(new, number=None if only_landmark else number, suffix="" if only_landmark else suffix)


@dataclass(frozen=True)
class _Relation:
    name: str
    start: int
    end: int


def _parsed(heard: Sequence[str]) -> SpokenAddress:
    spelled = _fold(heard)
    suffix = house_numbers.leading_suffix(spelled)
    if suffix:  # "… pardon, ter, rue des Lilas"
        return replace(_parsed(heard[1:]), suffix=suffix)
    relations = _relations(spelled)
    if not relations:
        return _place(heard)
    main = next((found for found in relations if found.name in ("à l'angle de", "entre")), relations[0])
    following = [found.start for found in relations if found.start >= main.end]
    before = _place(heard[: relations[0].start], bare=False)
    about = heard[main.end : min(following, default=len(heard))]
    if main.name in ("à l'angle de", "entre"):
        return _crossing(main.name, before, about)
    return _beside(main.name, before, about)


def _relations(spelled: Sequence[str]) -> list[_Relation]:
    found = []
    place = 0
    while place < len(spelled):
        lengths = {name: phrase_at(spelled, place, known) for name, known in RELATIONS.items()}
        name = max(lengths, key=lengths.__getitem__)
        if lengths[name] and not (place and spelled[place - 1] in ("du", "de")):
            found.append(_Relation(name, place, place + lengths[name]))
        place += max(lengths[name], 1)
    return found


def _crossing(relation: str, before: SpokenAddress, about: Sequence[str]) -> SpokenAddress:
    """ "à l'angle de la rue A et de la rue B", or the second street alone after "rue A, à l'angle de"."""
    spelled = _fold(about)
    start = street_names.find_street(spelled)
    first = _without_lead_in(spelled) if start is None else start
    if before.street_words:
        end = street_names.end_of_name(spelled, first)
        return replace(before, relation=relation, crossing_words=_written(about[first:end]))
    split = street_names.second_street(spelled, first, crossing=True)
    if split is None or (start is None and first == len(spelled)):
        return replace(_place(about), relation=relation)
    if house_numbers.number_after(spelled[: split[0]], 1):  # "entre le douze et le quatorze rue …"
        return replace(_place(about), relation=relation)
    end = street_names.end_of_name(spelled, split[1])
    return replace(
        before,
        street_words=_written(about[first : split[0]]),
        crossing_words=_written(about[split[1] : end]),
        relation=relation,
    )


def _beside(relation: str, before: SpokenAddress, about: Sequence[str]) -> SpokenAddress:
    """ "devant le douze rue A", "devant l'école", "rue A en face du numéro trois", "devant l'école rue A"."""
    spelled = _fold(about)
    there = _place(about)
    start = street_names.find_street(spelled)
    elsewhere = start is not None and street_names.is_bare_type(before.street_words)
    if before.street_words and not elsewhere:
        if there.number is not None and not there.street_words:
            return replace(before, number=there.number, suffix=there.suffix, relation=relation)
        return replace(before, relation=relation, landmark_words=_landmark(about))
    if start is None:
        if there.number is not None and spelled[:1] != ["l"]:
            return replace(there, relation=relation)
        landmark = _landmark(about)
        number, suffix = before.number, before.suffix
        return SpokenAddress(number, suffix, landmark, relation, landmark_words=landmark)
    landmark = "" if there.number is not None else _landmark(about[:start])
    if there.number is None:
        there = replace(there, number=before.number, suffix=before.suffix)
    return replace(there, relation=relation, landmark_words=landmark)


def _landmark(about: Sequence[str]) -> str:
    spelled = _fold(about)
    start = _without_lead_in(spelled)
    end = street_names.end_of_name(spelled, start)
    named = _written(about[start:end])
    return "" if named in DEICTIC else named


def _place(heard: Sequence[str], *, bare: bool = True) -> SpokenAddress:
    """Number and street of words without a relation; with `bare`, a name without a street type counts."""
    spelled = _fold(heard)
    start = street_names.find_street(spelled)
    if start is None:
        return _without_type(heard, spelled, bare=bare)
    start = street_names.named_street(spelled, start)
    end = street_names.end_of_name(spelled, start)
    while end <= start + 1 and (further := street_names.find_street(spelled, start + 1)) is not None:
        start, end = further, street_names.end_of_name(spelled, further)  # "la chaussée est abîmée rue …"
    number = house_numbers.number_before(spelled, start)
    crossing = ""
    split = street_names.second_street(spelled[:end], start, crossing=False)
    if split:
        crossing, end = _written(heard[split[1] : end]), split[0]
    cut = street_names.house_number_in_name(spelled, start, end)
    if cut is not None:
        number = number or house_numbers.number_at_end(spelled[start:end], 1)
        end = street_names.without_loose_end(spelled, start, cut)
    number = number or house_numbers.marked_number(spelled[:start])
    number = number or house_numbers.number_further_on(spelled[end:])
    value, suffix = (number.value, number.suffix) if number else (None, "")
    street = "" if street_names.is_only_type(spelled[start:end]) else _written(heard[start:end])
    return SpokenAddress(value, suffix, street, crossing_words=crossing)


def _without_type(heard: Sequence[str], spelled: Sequence[str], *, bare: bool) -> SpokenAddress:
    start = _without_lead_in(spelled)
    end = street_names.end_of_name(spelled, start)
    whole = house_numbers.number_after(spelled[:end], start)
    if whole:
        return SpokenAddress(whole.value, whole.suffix)
    for middle in range(end - 1, start, -1):  # "au douze bis | victor hugo"
        number = house_numbers.number_after(spelled[:middle], start)
        if number:
            name = middle + _without_lead_in(spelled[middle:end])
            return SpokenAddress(number.value, number.suffix, _written(heard[name:end]) if bare else "")
    marked = house_numbers.marked_number(spelled)
    if marked:
        return SpokenAddress(marked.value, marked.suffix)
    return SpokenAddress(street_words=_written(heard[start:end])) if bare else SpokenAddress()


def _without_lead_in(spelled: Sequence[str]) -> int:
    """The first word that says something: "alors c'est dans la …"."""
    start = 0
    while length := phrase_at(spelled, start, LEAD_INS):
        start += length
    return start


def _written(heard: Sequence[str]) -> str:
    return join_elisions(" ".join(heard))
