"""Which day the rubbish is collected: the street is asked like that of a report, the number where it matters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from accessibility.hearing import fold
from dialogue.flows import place, place_unknown
from dialogue.flows.appointments.flow import AppointmentFlow, Context
from dialogue.flows.info.hours import said_when
from dialogue.flows.info.topic import Offer, outdated, unknown
from dialogue.flows.place import PlaceState
from dialogue.french.dates import When, say_day
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.waste import Part, Round

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("verre", re.compile(r"\bverres?\b|bouteille")),
    (
        "déchets verts",
        re.compile(r"dechets? verts?|tontes?|branchages?|vegetaux|feuilles|gazon|herbe|bac vert|bac marron"),
    ),
    ("encombrants", re.compile(r"encombrant|gros objets?|monstres|gros dechets|matelas|canape|meuble")),
    ("tri", re.compile(r"\btris?\b|recycl|jaune|carton|plastique|emballage|selectif")),
    ("ordures ménagères", re.compile(r"menager|ordure|bac gris|bac noir|poubelles? (grise|noire|normale)")),
)
USUAL = ("ordures ménagères", "tri")
"""What "les poubelles" are."""
DAYS_TOLD = 2
NEAR = timedelta(days=7)
"""Of a day so near, the rounds before it are told too."""
MOST_AROUND = 3
_SAID = {
    "ordures ménagères": "les ordures ménagères",
    "tri": "le bac de tri",
    "déchets verts": "les déchets verts",
    "encombrants": "les encombrants",
    "verre": "le verre",
}
_FROM_NUMBER = re.compile(r"^\d+\s*(?:bis|ter|quater)?\s+", re.IGNORECASE)


@dataclass
class WasteTopic:
    """The days of collection at an address."""

    asked: str
    kinds: tuple[str, ...] = USUAL
    where: PlaceState = field(default_factory=PlaceState)
    when: When | None = None
    number_asked: bool = False

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], kind: str = "") -> "WasteTopic":
        """From the words of the request: what, where and when, as far as they tell."""
        kinds = (kind,) if kind else kinds_in(texts) or USUAL
        where = place.volunteered(texts, talk.store.gazetteer) if texts else PlaceState()
        where = replace(where, own_words=False)
        if where.entry is None and not where.candidates and texts:
            where = place_unknown.said_along(texts, talk.now()) or where
        return cls(texts[0] if texts else "", kinds, where, said_when(talk, texts))

    def question(self, talk: Talk) -> Question | None:
        """The street, unless it is the same in all; the number, where the street is split."""
        if self._everywhere(talk) or self.where.own_words:
            return None
        if self.where.entry is None or self.where.candidates:
            asked = place.question(self.where, talk.store.gazetteer)
            plain = asked is not None and asked.name == "place" and not self.where.unfound
            return replace(asked, wording="ask_waste_street") if asked and plain else asked
        plans = {self._plan(talk, part.sector) for part in self._parts(talk)}
        if self._number() is None and not self.number_asked and len(plans) > 1:
            return Question(
                "place_number", "ask_waste_number", {}, retry="ask_number_retry", settle_after=2, help="number"
            )
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The street or the number."""
        taken = place.take(self.where, question, answer, talk.store.gazetteer)
        if taken is None:
            return False
        self.number_asked = self.number_asked or question.name == "place_number"
        self.where = taken
        return True

    def again(self, talk: Talk, answer: Answer) -> "WasteTopic | None":
        """ "et le bac jaune ?", "et la semaine prochaine ?", "et rue Pasteur ?"."""
        kinds, when = kinds_in(answer.texts), said_when(talk, answer.texts, self.when)
        where = self.elsewhere(talk, answer) or PlaceState()
        if not kinds and when is None and where == PlaceState():
            return None
        known = where if where != PlaceState() else self.where
        return WasteTopic(answer.text, kinds or self.kinds, known, when, self.number_asked and known is self.where)

    def elsewhere(self, talk: Talk, answer: Answer) -> PlaceState | None:
        """Another street that is named: "je me suis trompé, j'habite chemin des Vignes"; None when none is."""
        where = place.volunteered(answer.texts, talk.store.gazetteer) if answer.texts else PlaceState()
        if where.entry is not None or where.candidates:
            return None if where.entry == self.where.entry and where.house == self.where.house else where
        return place_unknown.said_along(answer.texts, talk.now())

    def tell(self, talk: Talk) -> None:
        """The next days of collection, and what to put out how."""
        parts = self._parts(talk)
        everywhere = self._everywhere(talk)
        if not everywhere and not parts:
            unknown(talk, self.asked, "waste_street_unknown")
            return
        held = parts if everywhere else self._of_number(parts)
        sectors = [""] if everywhere else list(dict.fromkeys(part.sector for part in held))
        if not everywhere and len({self._plan(talk, sector) for sector in sectors}) == 1:
            sectors = sectors[:1]
        for sector in sectors:
            part = next((each for each in held if each.sector == sector), None)
            several = len(sectors) > 1
            where = f"{self._street()}, {_side(part)}" if several and part else "" if everywhere else self._street()
            rounds = {kind: talk.store.waste.rounds(sector, kind) for kind in self.kinds}
            _Told(talk, self.asked, self.when, where, several).tell(rounds)
            self._offer_appointment(talk, rounds)

    def _offer_appointment(self, talk: Talk, rounds: Mapping[str, Sequence[Round]]) -> None:
        """Where one is needed and a desk gives it."""
        today = talk.now().date()
        told = [each for of_kind in rounds.values() for each in of_kind]
        needed = any("rendez-vous" in each.note and not each.provenance.outdated(today) for each in told)
        if not needed or talk.store.desks.named_in(self.kinds) is None:
            return
        kinds = tuple(self.kinds)
        talk.begin(Offer("official_offer_rdv", yes=lambda talk: AppointmentFlow.begin(talk, "", Context(), kinds)))

    def _everywhere(self, talk: Talk) -> bool:
        return all(talk.store.waste.same_everywhere(kind) for kind in self.kinds)

    def _plan(self, talk: Talk, sector: str) -> str:
        """What a sector's rounds come to: sectors with the same plan need not be told apart."""
        rounds = [each for kind in self.kinds for each in talk.store.waste.rounds(sector, kind)]
        return repr([(each.waste, each.rule, each.holiday, each.note) for each in rounds])

    def _parts(self, talk: Talk) -> list[Part]:
        return talk.store.waste.parts(self._street())

    def _street(self) -> str:
        """The street, also that of a landmark: "2 Rue du Parc" is in rue du Parc."""
        entry = self.where.entry
        if entry is None:
            return ""
        return entry.name if entry.kind == "street" else _FROM_NUMBER.sub("", entry.detail)

    def _number(self) -> int | None:
        digits = self.where.number.split(" ")[0]
        return int(digits) if digits.isdigit() else None

    def _of_number(self, parts: list[Part]) -> list[Part]:
        number = self._number()
        held = [part for part in parts if number is not None and part.holds(number)]
        return held or parts


def kinds_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The kinds of waste that were named in the best reading with one."""
    for text in texts:
        said = fold(text)
        found = tuple(kind for kind, pattern in _KINDS if pattern.search(said))
        if found:
            return found
        if re.search(r"poubelle|bacs?\b|ramass|eboueur|benne", said):
            return USUAL
    return ()


def _side(part: Part) -> str:
    if part.side:
        return f"numéros {part.side}s"
    return f"du {part.first} au {part.last}" if part.last < 9999 else f"dès le {part.first}"


@dataclass
class _Told:
    """The rounds of one sector, in words."""

    talk: Talk
    asked: str
    when: When | None
    where: str
    short: bool

    def __post_init__(self) -> None:
        self.today = self.talk.now().astimezone(PARIS).date()
        self.zone = self.talk.school_zone

    def tell(self, rounds: Mapping[str, Sequence[Round]]) -> None:
        """The days of each kind; of a day asked about, whether it is one."""
        days = {kind: self._days(each) for kind, each in rounds.items()}
        when = self.when
        one = when is not None and when.weekday is None and self.today <= when.day == when.last_day
        if when is not None and one and any(days.values()):
            inside = {kind: [day for day in of_kind if day == when.day] for kind, of_kind in days.items()}
            hit = any(inside.values())
            self.talk.say("waste_yes" if hit else "waste_no", day=say_day(when.day, self.today))
            if not hit and when.day - self.today <= NEAR:
                days = {kind: self._around(each, when.day) for kind, each in rounds.items()}
            rounds = {kind: each for kind, each in rounds.items() if inside[kind] or not hit}
        notes = {
            kind: tuple(dict.fromkeys(each.note for each in of_kind if each.note)) for kind, of_kind in rounds.items()
        }
        for last, (kind, each) in enumerate(rounds.items(), 1):
            self._tell(kind, each, days[kind])
            # A note about all kinds is said once, at the end.
            if last == len(rounds) or len(set(notes.values())) > 1:
                for note in notes[kind]:
                    self.talk.sentences.extend(self.talk.wording.literal(note))

    def _days(self, rounds: Sequence[Round]) -> list[date]:
        first = max(self.when.day, self.today) if self.when else self.today
        count = 1 if self.short else DAYS_TOLD
        return sorted({day for each in rounds for day in islice(each.days(first, self.zone), count)})[:count]

    def _around(self, rounds: Sequence[Round], asked: date) -> list[date]:
        """From today until after the day asked about: "pas demain" must not hide that they come tonight."""
        coming = sorted({day for each in rounds for day in islice(each.days(self.today, self.zone), MOST_AROUND)})
        before = [day for day in coming if day < asked]
        after = [day for day in coming if day > asked]
        return [*before, *after[:1]] if before else after[:DAYS_TOLD]

    def _tell(self, kind: str, rounds: Sequence[Round], days: Sequence[date]) -> None:
        talk = self.talk
        if not rounds:
            unknown(talk, self.asked, "waste_unknown", fact=_SAID[kind])
            return
        outdated(talk, self.asked, rounds[0].provenance)
        if not days:
            if any(each.rule for each in rounds):
                talk.say("waste_none", fact=_SAID[kind])
            return
        said = ", puis ".join(say_day(day, self.today) for day in days)
        if self.where:
            talk.say("waste_next_place", place=self.where, fact=_SAID[kind], day=said)
            self.where = ""
        else:
            talk.say("waste_next", fact=_SAID[kind], day=said)
        if any(each.moved(day, self.zone) for each in rounds for day in days):
            talk.say("waste_moved")
