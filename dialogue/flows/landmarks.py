"""A known place named in a sentence: "un banc cassé au parc, près du bassin", "le gymnase, rue du Parc"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accessibility.hearing import fold
from dialogue.french.addresses import parse_address
from dialogue.french.street_names import find_street
from dialogue.french.words import folded, words
from kb.gazetteer import Entry, Gazetteer, Match
from kb.naming import tokens

NAMED = 0.86
"""Gazetteer score from which a place is named and not only alike."""
_WHERE = frozenset(
    "a au aux dans sur devant derriere pres face cote niveau hauteur entree sortie bout angle vers sous".split()
)
"""What stands before a place where something is."""
_NEAR = _WHERE - {"a", "au", "aux", "dans", "sur", "vers"}
_LINKS = frozenset({"l", "la", "le", "les", "de", "du", "des", "d"})
_ALONE = frozenset({"mairie"})
"""One speaks to it: "à la mairie" is a place only as "devant la mairie"."""


@dataclass(frozen=True)
class Landmark:
    """A place of the gazetteer in what was said, and how the problem lies to it ("devant", or empty)."""

    entry: Entry
    score: float
    relation: str


def first_named(texts: Sequence[str], gazetteer: Gazetteer, *, located: bool) -> Landmark | None:
    """The place named first in the best text that names one; `located`: only after "à", "devant" and the like."""
    for text in texts[:2]:
        found = sorted(_named(text, gazetteer), key=lambda each: each[0])
        for start, match in found:
            before = [word.letters for word in tokens(text)][:start]
            lead = _lead(before, match)
            if _denied(lead) or (needs_where(match.entry, located) and not _lies_there(lead, match)):
                continue
            said = " ".join(word.text for word in tokens(text)[: start + len(tokens(match.heard))])
            relation = parse_address(said.replace("' ", "'")).relation
            return Landmark(match.entry, match.score, relation if relation not in ("entre", "à l'angle de") else "")
    return None


def affirmed(text: str) -> str:
    """What is left of "c'est pas à la gare, c'est sur le parking": the place that it is."""
    spoken, spelled = words(text), folded(text)
    denied = spelled.index("pas") if "pas" in spelled else len(spelled)
    if spelled[denied + 1 : denied + 2] == ["de"] or find_street(spelled[:denied]) is not None:
        return text
    for place in range(len(spelled) - 1, denied, -1):
        if spelled[place - 1 : place + 1] == ["c", "est"]:
            return " ".join(spoken[place + 1 :]).replace("' ", "'") or text
    return text


def needs_where(entry: Entry, located: bool = False) -> bool:
    """Whether the place counts only with "devant" and the like before it; `located`: all do."""
    return located or fold(entry.name) in _ALONE


def _named(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, Match]]:
    spoken = [word.text for word in tokens(text)]
    for match in gazetteer.match([text]):
        heard = [word.text for word in tokens(match.heard)]
        starts = [at for at in range(len(spoken)) if spoken[at : at + len(heard)] == heard]
        if match.entry.kind == "place" and match.score >= NAMED and starts:
            yield starts[0], match


def _lead(before: Sequence[str], match: Match) -> list[str]:
    """The words before the name itself, articles left out. The match's own words may begin with "au"."""
    own = [word.letters for word in tokens(match.heard)]
    lead = [*before]
    while own and (own[0] in _LINKS or own[0] in ("a", "au", "aux")):
        lead.append(own.pop(0))
    while lead and lead[-1] in _LINKS:
        lead.pop()
    return lead


def _denied(lead: Sequence[str]) -> bool:
    """ "Pas à la gare"."""
    told = [word for word in lead[-3:] if word not in _WHERE]
    return bool(told) and told[-1] == "pas"


def _lies_there(lead: Sequence[str], match: Match) -> bool:
    """Whether the words say that something is there."""
    if fold(match.entry.name) in _ALONE:
        return bool(lead) and lead[-1] in _NEAR
    part = tokens(match.heard)[0].letters in ("de", "du", "des")  # "le mur de l'école"
    return part or (bool(lead) and lead[-1] in _WHERE)


def in_street(landmark: Landmark, street: Entry) -> bool:
    """Whether the place's address is in that street."""
    return fold(street.name) in fold(landmark.entry.detail)
