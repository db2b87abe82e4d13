"""Pieces of a date put together: "jeudi" and "à dix heures" are one moment, "le douze, non, le quatorze" one day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dialogue.french.date_pieces import (
    MIDNIGHT,
    Clock,
    Days,
    Hours,
    Impossible,
    Instant,
    Mark,
    MarkKind,
    Piece,
    Weekday,
    one_day,
    week_of,
)
from dialogue.french.date_words import Found, Word
from dialogue.french.spoken_hours import settled

OPEN_END = 365
"""Days of "après Noël"."""
_REACH = 2
"""Words between "avant" and what it limits."""
_REFUSING = frozenset({"peux", "peut", "pouvons", "suis", "non", "surtout", "veux", "possible", "sauf", "mais", "est"})
_LIMITS: tuple[MarkKind, ...] = ("before", "until", "within", "after", "from", "since", "week of")
_JOINTS = frozenset({"a", "au", "jusqu", "et"})
_ARTICLES = frozenset({"le", "la", "l", "plutot"})
_OPENINGS = frozenset({"de", "du", "d", "entre"})


@dataclass(frozen=True)
class Group:
    """What one moment or span is known by."""

    day: Days | Weekday | Impossible | None = None
    weekday: Weekday | None = None
    """Beside `day`: "jeudi" and "la semaine prochaine"."""
    hours: Hours | None = None
    part: Hours | None = None
    instant: Instant | None = None
    start: int = 0
    end: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is known yet."""
        return not (self.day or self.hours or self.part or self.instant)


def date_of(weekday: Weekday, clock: Clock) -> Days:
    """The day that a weekday means: never today, unless "ce lundi" is said on a Monday."""
    ahead = (weekday.number - clock.today.weekday()) % 7
    if weekday.turn == "last" or (clock.past and weekday.turn == "next"):
        ahead = ahead - 7
    elif weekday.turn == "next":
        ahead = ahead or 7
    return one_day(clock.today + timedelta(days=ahead + 7 * weekday.weeks))


def grouped(spoken: Sequence[Word], found: Sequence[Found], clock: Clock) -> list[Group]:
    """The moments and spans of a text, in order; what was taken back is left out."""
    return _Grouping(spoken, clock).run(found)


class _Grouping:
    def __init__(self, spoken: Sequence[Word], clock: Clock) -> None:
        self._spoken = spoken
        self._clock = clock
        self._groups: list[Group] = []
        self._marks: dict[MarkKind, Found] = {}
        """The marks since the last piece."""
        self._refused_until = -1
        """Where a day ends that "pas" took away: the hours said with it go too ("pas mardi matin")."""

    def run(self, found: Sequence[Found]) -> list[Group]:
        for place, item in enumerate(found):
            following = found[place + 1] if place + 1 < len(found) else None
            for piece in item.pieces:
                if isinstance(piece, Mark):
                    self._marks[piece.kind] = item
                else:
                    self._add(self._limited(piece, item), item, alone=following is None and not self._groups)
        return self._groups

    def _near(self, kind: MarkKind, place: int) -> bool:
        return kind in self._marks and place - self._marks[kind].end < _REACH

    def _begin(self, item: Found) -> int:
        """Where the words of a piece begin, its limit included."""
        return min([item.start, *(self._marks[kind].start for kind in _LIMITS if self._near(kind, item.start))])

    def _limited(self, piece: Piece, item: Found) -> Piece:
        """A piece with the limits that were said before it: "avant", "à partir de"."""
        limits = [kind for kind in _LIMITS if self._near(kind, item.start)]
        if not limits:
            return piece
        if isinstance(piece, Weekday):
            past = limits[0] == "since"
            piece = date_of(piece, replace(self._clock, past=past))
        if isinstance(piece, Days):
            return _limited_days(piece, limits[0], self._clock)
        return _limited_hours(piece, limits[0]) if isinstance(piece, Hours) else piece

    def _add(self, piece: Piece, item: Found, alone: bool) -> None:
        if self._refused(item.start, alone) or (isinstance(piece, Hours) and self._of_refused(item)):
            self._refused_until = item.end
            self._marks.clear()
            return
        begin = self._begin(item)
        repaired, parted = "repair" in self._marks, "or" in self._marks
        rather = "rather" in self._marks and not self._narrows(piece)
        self._marks.clear()
        last = self._groups[-1] if self._groups else Group(start=begin)
        joined = (
            None
            if parted and not (repaired or rather or isinstance(piece, Hours))
            else self._joined(last, piece, item, repaired or rather)
        )
        if self._groups and joined is not None:
            self._groups[-1] = replace(joined, end=item.end)
            return
        fresh = self._joined(Group(start=begin), piece, item, False)
        if isinstance(piece, Hours) and last.day is not None and fresh is not None:
            fresh = replace(fresh, day=last.day, weekday=last.weekday)
        self._groups.append(replace(fresh or Group(day=Impossible(), start=begin), end=item.end))

    def _narrows(self, piece: Piece) -> bool:
        """Whether "plutôt le jeudi" chooses a day of the week or month that was said."""
        day = self._groups[-1].day if self._groups else None
        return isinstance(day, Days) and day.grain == "range" and isinstance(piece, Weekday)

    def _refused(self, place: int, alone: bool) -> bool:
        """Whether "pas" takes a day away: "je ne peux pas lundi", but not "vous n'ouvrez pas lundi ?"."""
        if "not" not in self._marks or self._marks["not"].end != place:
            return False
        end = place
        before = self._spoken[end - 2].match if end >= 2 else ""
        if self._spoken[end - 1].match == "sauf":
            return True
        if before == "pourquoi":
            return False
        return not alone or end < 2 or before in _REFUSING

    def _of_refused(self, item: Found) -> bool:
        return item.start == self._refused_until and self._spoken[item.start].match not in _ARTICLES

    def _joined(self, group: Group, piece: Piece, item: Found, repaired: bool) -> Group | None:
        """A group with one more piece, None when the piece begins another."""
        if isinstance(piece, Hours):
            return _with_hours(group, piece, repaired)
        if isinstance(piece, Instant):
            return replace(group, instant=piece) if group.empty or repaired else None
        if not isinstance(piece, Days | Weekday | Impossible):
            return None
        if group.day is None or repaired:
            return replace(group, day=piece, weekday=None)
        span = self._span(group, piece, item)
        if span is not None:
            return replace(group, day=span, weekday=None)
        joined = self._both(group, piece)
        if joined is None and self._adjacent(group, item):
            return replace(group, day=Impossible())
        return joined

    def _adjacent(self, group: Group, item: Found) -> bool:
        between = [word.match for word in self._spoken[group.end : item.start]]
        one_date = isinstance(group.day, Days) and group.day.grain == "day"
        return one_date and all(word == "le" for word in between)

    def _span(self, group: Group, piece: Piece, item: Found) -> Days | None:
        """ "Du lundi au vendredi", "entre Noël et le jour de l'an"."""
        opening = {word.match for word in self._spoken[max(group.start - 1, 0) : group.start + 1]}
        joint = self._spoken[group.end : item.start + 1]
        if not opening & _OPENINGS or not joint or joint[0].match not in _JOINTS or group.hours or group.part:
            return None
        if joint[0].match == "et" and "entre" not in opening:
            return None
        first, last = (_as_days(day, self._clock) for day in (group.day, piece))
        if first is None or last is None:
            return None
        later = last.last if last.last >= first.first else last.last + timedelta(days=7)
        return Days(first.first, later, "range") if later >= first.first else None

    def _both(self, group: Group, piece: Piece) -> Group | None:
        """Two words for one day ("demain mardi"), or a day of a span ("jeudi", "la semaine prochaine")."""
        if isinstance(group.day, Weekday) and isinstance(piece, Days):
            return self._on(group, piece, group.day)
        if isinstance(group.day, Days) and isinstance(piece, Weekday):
            return self._on(group, group.day, piece)
        if isinstance(group.day, Days) and isinstance(piece, Days):
            if group.day.contains(piece):
                return replace(group, day=piece)
            return group if piece.contains(group.day) else None
        return group if group.day == piece else None

    def _on(self, group: Group, days: Days, weekday: Weekday) -> Group | None:
        length = (days.last - days.first).days + 1
        every = [days.first + timedelta(days=offset) for offset in range(length)]
        fitting = [day for day in every if day.weekday() == weekday.number]
        coming = [day for day in fitting if day >= self._clock.today] or fitting
        if len(fitting) == 1:  # "la semaine prochaine, le jeudi" is one Thursday
            weekday = replace(weekday, weekly=False)
        return replace(group, day=one_day(coming[0]), weekday=weekday) if coming else None


def _as_days(piece: Piece | None, clock: Clock) -> Days | None:
    if isinstance(piece, Weekday):
        return date_of(piece, clock)
    return piece if isinstance(piece, Days) else None


def _with_hours(group: Group, hours: Hours, repaired: bool) -> Group | None:
    if hours.part:
        return replace(group, part=hours) if group.part is None or repaired else None
    return replace(group, hours=hours) if group.hours is None or repaired else None


def _limited_days(days: Days, limit: MarkKind, clock: Clock) -> Days:
    if limit == "week of":
        return week_of(days.first)
    begin = clock.today if days.last >= clock.today else days.first
    first, last = {
        "before": (begin, days.first - timedelta(days=1)),
        "until": (begin, days.last),
        "within": (begin, days.last),
        "after": (days.last + timedelta(days=1), days.last + timedelta(days=OPEN_END)),
        "from": (days.first, days.first + timedelta(days=OPEN_END)),
        "since": (days.first, max(clock.today, days.last)),
    }[limit]
    return Days(first, max(first, last), "range")


def _limited_hours(hours: Hours, limit: MarkKind) -> Hours:
    sure = settled(hours)
    if limit in ("before", "until", "within"):
        return Hours(0, sure.start)
    return Hours(sure.end if hours.part and limit == "after" else sure.start, MIDNIGHT)
