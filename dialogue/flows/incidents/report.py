"""What a caller has told of an incident, and what follows from it: urgency, coordinates, the draft to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogue.catalogue import LEVELS, Catalogue, Detail, IncidentKind, UrgencyLevel
from dialogue.flows.phone import PhoneState
from dialogue.flows.place import PlaceState
from dialogue.wording import OwnWords
from kb.gazetteer import Gazetteer
from kb.incidents import Draft

OWN_WORDS = "autre"
"""Kind of a report whose nature no catalogue entry fits: the caller's words are kept."""


@dataclass(frozen=True)
class Report:
    """What the caller has told so far."""

    kind: str = ""
    words: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """Question code to "oui", "non" or "ne sait pas"."""
    place: PlaceState = PlaceState()
    phone: PhoneState = PhoneState()
    danger: str = ""
    supposed: str = ""
    """A kind that only follows from the danger: the danger itself is said of it."""
    refused: tuple[str, ...] = ()
    """Kinds that were offered and are not meant."""
    confirmed: bool = False
    correcting: bool = False
    compared: str = ""
    """Kind and place that were compared with the open reports: once is enough."""
    nearby: int = 0
    """An open report that may be the same: to be asked about."""
    joined: int = 0
    """The open report that it is the same as, the caller says."""
    distinct: tuple[int, ...] = ()
    """Open reports near by that it is not, the caller says."""

    def known_kind(self, catalogue: Catalogue) -> IncidentKind | None:
        """The catalogue's entry; None while it is unknown or kept in the caller's words."""
        return catalogue.kinds.get(self.kind)

    def label(self, catalogue: Catalogue) -> str:
        """The nature in words, to say."""
        kind = self.known_kind(catalogue)
        if self.danger and self.kind and self.supposed == self.kind and self.danger in catalogue.dangers:
            return f"un danger : {catalogue.dangers[self.danger].label}"
        return kind.label if kind else OwnWords(f"« {self.words} »")

    def questions(self, catalogue: Catalogue) -> tuple[Detail, ...]:
        """The questions that matter for this kind."""
        kind = self.known_kind(catalogue)
        return kind.questions if kind else ()

    def open_detail(self, catalogue: Catalogue) -> Detail | None:
        """The first of them that was not answered."""
        return next((detail for detail in self.questions(catalogue) if detail.code not in self.details), None)

    def urgency(self, catalogue: Catalogue) -> UrgencyLevel:
        """The kind's own level, or the most urgent a yes calls for, or what a no does; the highest in danger."""
        if self.danger:
            return LEVELS[-1]
        kind = self.known_kind(catalogue)
        level: UrgencyLevel = kind.urgency if kind else "normale"
        rules: dict[str, list[UrgencyLevel]] = {}
        for detail in self.questions(catalogue):
            rule = {"oui": detail.yes, "non": detail.no}.get(self.details.get(detail.code, ""))
            if rule is not None:
                rules.setdefault(self.details[detail.code], []).append(rule)
        if "oui" in rules:  # what is there weighs more than what is not
            return max(rules["oui"], key=LEVELS.index)
        return rules["non"][-1] if "non" in rules else level

    def draft(self, catalogue: Catalogue, gazetteer: Gazetteer) -> Draft:
        """The record to keep."""
        kind, where = self.known_kind(catalogue), self.place
        lat, lon = coordinates(where, gazetteer)
        return Draft(
            kind=self.kind,
            kind_label=kind.label if kind else "",
            details=self.details,
            description=self.words,
            place=where.label if where.entry else "",
            place_words=where.words,
            place_matched=where.entry is not None,
            street_id=where.entry.id if where.entry and where.entry.kind == "street" else None,
            place_id=where.entry.id if where.entry and where.entry.kind == "place" else None,
            house_number=where.house,
            lat=lat,
            lon=lon,
            urgency=self.urgency(catalogue),
            service=kind.service if kind else "",
            phone=self.phone.number,
            danger=self.danger,
        )


def coordinates(where: PlaceState, gazetteer: Gazetteer) -> tuple[float | None, float | None]:
    """The best point known (lat, lon): crossing, house, nearest house, street or place; none for own words."""
    entry = where.entry
    if entry is None:
        return None, None
    if where.crossing is not None:
        return gazetteer.crossing(entry.id, where.crossing.id) or (entry.lat, entry.lon)
    if entry.kind == "street" and where.number:
        digits, _, suffix = where.number.partition(" ")
        number = int(digits)
        house = gazetteer.house_number(entry.id, number, suffix) or gazetteer.nearest_number(entry.id, number)
        if house is not None:
            return house.lat, house.lon
    return entry.lat, entry.lon
