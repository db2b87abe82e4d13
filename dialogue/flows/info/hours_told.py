"""Telling the hours of a service: today, now, until when, another day, several days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dialogue.flows.info import reasons, saying
from dialogue.flows.info.reasons import ALL_DAY, Part
from dialogue.french.dates import When, say_day, say_span, say_time
from dialogue.talk import Talk
from kb.calendars import knows_school_holidays, public_holiday_at
from kb.clock import PARIS
from kb.opening import Interval, Opening
from kb.services import Service

Aspect = Literal["day", "now", "until", "evening", "from", "week"]
"""What of the hours is wanted; "evening": the end of the day, whether it is open at noon or not."""
MARKET = "marché"
"""Kind of service that takes place rather than opens."""
MOST_LINES = 4
DAYS_IN_A_WEEK = 7
LUNCH = time(13)
"""Mornings end by then."""
A_MOMENT = timedelta(minutes=1)
FEW_AHEAD = timedelta(days=2)
"""From so far ahead on it is told that a weekday is always so."""
EVENING_NAME = "soir"
EVENING = 17
"""From this hour on a part of the day is the evening."""
LONG_DAYS = 10
"""Spaces in a list of days that is a sentence of its own."""
LONGEST_RANGE = timedelta(days=70)
"""Longer than the summer holidays; what is longer is told by its beginning."""
FEW_DAYS = 2
"""So many days are told one by one."""


@dataclass
class Told:
    """One answer about the hours of a service."""

    talk: Talk
    service: Service
    opening: Opening
    when: When | None
    aspect: Aspect

    def __post_init__(self) -> None:
        self.now = self.talk.now().astimezone(PARIS)
        self.today = self.now.date()
        self.past = self.when is not None and self.when.end <= self.now

    def tell(self) -> None:
        """Choose among the ways to ask."""
        when = self.when
        if when is not None and when.grain == "range":
            self._range(when.day, when.last_day)
        elif when is not None and when.grain == "moment" and when.hours is not None:
            self._moment(when.start)
        elif when is not None and when.grain == "part" and self.aspect in ("until", "evening"):
            self._end_of(when.day)
        elif when is not None and when.grain == "part":
            self._part(when)
        elif self.aspect == "week" and when is None:
            tell_week(self.talk, self.service, self.opening)
        elif self.aspect in ("until", "evening", "from") or (when is not None and when.day != self.today):
            self._day(when.day if when else self.today)
        elif self.aspect == "now":
            self._now()
        else:
            self._day(self.today)

    def _say(self, key: str, **slots: str) -> None:
        self.talk.sentences.extend(self.talk.wording.fill(key, slots))

    def _now(self) -> None:
        closes = self.opening.closes_at(self.now)
        if not self.opening.is_open(self.now):
            self._closed("maintenant", self.now)
            return
        self._say("hours_now", service=self.service.name, fact=saying.is_open(self.service))
        if closes is not None:
            self._say("hours_then", fact=saying.closes(self.service), hours=saying.day_and_hour(closes, self.today))

    def _day(self, day: date) -> None:
        intervals = self.opening.intervals(day)
        said = say_day(day, self.today)
        if day == self.today:
            self._today(intervals)
        elif not intervals:
            self._closed(said, datetime.combine(day, time(0), PARIS), day)
        elif self.aspect in ("until", "evening"):
            self._say("hours_until", service=self.service.name, fact=_until(self.service, intervals[-1].end), day=said)
            self._exception(day)
        else:
            self._open(said, saying.hours_of(intervals), many=len(intervals) > 1)
            self._exception(day)

    def _today(self, intervals: Sequence[Interval]) -> None:
        left = [each for each in self.opening.intervals(self.today) if saying.late(each.end) > self.now.time()]
        if not left:
            # Over for today, or closed all day: these are not the same to the ear.
            self._closed("maintenant" if intervals else "aujourd'hui", self.now, self.today)
        elif self.aspect == "until" and self.opening.is_open(self.now):
            self._now()
            self._reopens(left)
        elif self.aspect in ("until", "evening"):
            self._say(
                "hours_until", service=self.service.name, fact=_until(self.service, left[-1].end), day="aujourd'hui"
            )
        else:
            self._open("aujourd'hui", saying.hours_of(left), many=len(left) > 1)
            self._exception(self.today)

    def _end_of(self, day: date) -> None:
        """ "À quelle heure ferme la mairie ce soir ?": when its day ends, also where that is before the evening."""
        intervals = self.opening.intervals(day)
        if not intervals or (day == self.today and saying.late(intervals[-1].end) <= self.now.time()):
            self._day(day)
            return
        end, said = saying.closing(self.service, intervals[-1].end), say_day(day, self.today)
        self._say("hours_ends", service=self.service.name, fact=end, day=said)

    def _reopens(self, left: Sequence[Interval]) -> None:
        if len(left) > 1:
            following = self.opening.next_opening(self.now)
            if following is not None and following.date() == self.today:
                hours = saying.day_and_hour(following, self.today)
                self._say("hours_reopens", fact=saying.pronoun(self.service), hours=hours)

    def _open(self, day: str, hours: str, *, many: bool) -> None:
        key = "hours_open_long" if many else "hours_open"
        if self.service.kind == MARKET:
            self._say("market_on", day=day, hours=hours)
            return
        fact = saying.is_open(self.service, past=self.past)
        self._say(key, service=self.service.name, fact=fact, day=day, hours=hours)

    def _closed(
        self, day: str, after: datetime, of: date | None = None, part: Part = ALL_DAY, *, before: bool = False
    ) -> None:
        """Closed, why, and when it opens next; `before`: when it closes, where that is still to come."""
        following = self.opening.next_opening(max(after.astimezone(PARIS), self.now))
        if self.service.kind == MARKET and following is not None:
            self._say("market_none", day=day)
            self._say("market_next", hours=saying.day_and_hour(following, self.today))
            return
        fact = saying.is_closed(self.service, past=self.past)
        self._say("hours_closed", service=self.service.name, fact=fact, day=day)
        self._why(of, part)
        left = [each.end for each in self.opening.intervals(self.today) if saying.late(each.end) > self.now.time()]
        if before and of == self.today and left:
            hours = saying.day_and_hour(datetime.combine(of, left[-1]), self.today)
            self._say("hours_then", fact=saying.closes(self.service), hours=hours)
        elif self.past and self.opening.is_open(self.now):
            self._now()
        elif following is not None:
            hours = saying.day_and_hour(following, self.today)
            self._say("hours_then", fact=saying.opens(self.service), hours=hours)
        else:
            self._say("hours_no_next")

    def _why(self, day: date | None, part: Part = ALL_DAY) -> None:
        """Why it is closed then: this once, always that day of the week, or both."""
        if day is None or not part.closed(self.opening, day):
            return
        closure = self.opening.closure(day)
        if closure is not None and closure.why and (not closure.hours or reasons.usually_open(self.opening, day, part)):
            self._say("hours_why", fact=closure.why)
        elif closure is None and public_holiday_at(day):
            self._say("hours_holiday")
        weekly = reasons.every_week(self.opening, day, part)
        # Of today and tomorrow the next opening says enough, and evenings go without saying.
        if weekly and part.name not in (None, EVENING_NAME) and (closure or day - self.today >= FEW_AHEAD):
            always = f"{saying.pronoun(self.service)} {saying.is_closed(self.service, always=True)}"
            whole = reasons.every_week(self.opening, day)
            self._say("hours_usually", day=reasons.named(day, ALL_DAY if whole else part), fact=always)
        elif closure is None and not weekly and reasons.for_school_holidays(self.opening, day, part):
            self._say("hours_school_holidays")

    def _exception(self, day: date) -> None:
        closure = self.opening.closure(day)
        if closure is not None and closure.hours and closure.why:
            self._say("hours_exception", fact=closure.why)

    def _moment(self, at: datetime) -> None:
        said = saying.day_and_hour(at.astimezone(PARIS), self.today)
        if not self.opening.is_open(at):
            there = at.astimezone(PARIS)
            self._closed(said, at, there.date(), Part(there.time(), (there + A_MOMENT).time(), None))
            return
        self._say("hours_at", service=self.service.name, fact=saying.is_open(self.service, past=self.past), hours=said)
        closes = None if self.past else self.opening.closes_at(at)
        if closes is not None:
            self._say("hours_then", fact=saying.closes(self.service), hours=f"à {say_time(closes.time())}")

    def _part(self, when: When) -> None:
        day = when.day
        end = time(0) if when.end.date() > day else when.end.time()
        found = saying.within(self.opening.intervals(day), when.start.time(), end)
        # The end of a morning at half past twelve is no part of the afternoon.
        found = [each for each in found if each.start >= when.start.time() or each.end > LUNCH or not each.end] or found
        said = _part_said(day, self.today, when.start.hour)
        if found:
            self._open(said, saying.hours_of_part(found, when.start.time(), end), many=len(found) > 1)
            self._exception(day)
        else:
            evening = when.hours is not None and when.hours[0].hour >= EVENING
            part = Part(when.start.time(), end, _part_of_day(when.start.hour))
            self._closed(said, when.start, day, part, before=evening)

    def _range(self, first: date, last: date) -> None:
        """Few days one by one, else by weekday."""
        if last >= self.today:
            first = max(first, self.today)
        if last - first > LONGEST_RANGE:  # "après Noël" has no end
            if first > self.today:
                self._day(first)
            else:
                tell_week(self.talk, self.service, self.opening)
            return
        if last - first < timedelta(days=FEW_DAYS):
            for day in (first, last):
                self._one_of_few(day)
        else:
            tell_days(self.talk, self.service, self.opening, first, last, past=self.past)
        if "SH" in self.opening.expression and not knows_school_holidays(last):
            self._say("hours_no_calendar")

    def _one_of_few(self, day: date) -> None:
        intervals, said = self.opening.intervals(day), say_day(day, self.today)
        if intervals:
            self._open(said, saying.hours_of(intervals), many=len(intervals) > 1)
        else:
            self._say("hours_closed", service=self.service.name, fact=saying.is_closed(self.service), day=said)
            self._why(day)


def tell_week(talk: Talk, service: Service, opening: Opening) -> None:
    """The hours of the seven days to come."""
    today = talk.now().astimezone(PARIS).date()
    tell_days(talk, service, opening, today, today + timedelta(days=DAYS_IN_A_WEEK - 1))


def tell_days(talk: Talk, service: Service, opening: Opening, first: date, last: date, *, past: bool = False) -> None:
    """The usual hours of these days by weekday, then the days that are different. `past`: they are over."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    today = talk.now().astimezone(PARIS).date()
    usual = _usual(opening, days)
    lines = saying.week(usual)
    span = say_span(first, last, today)
    week = first == today and len(days) == DAYS_IN_A_WEEK
    if not lines:
        talk.say("hours_closed", service=service.name, fact=saying.is_closed(service, past=past), day=span)
    elif week and len(lines) == 1 and len(lines[0][1]) == 1:
        hours = f"{lines[0][0]}, {saying.hours_of(lines[0][1])}"
        talk.say("hours_week_one", service=service.name, fact=saying.is_open(service), hours=hours)
    else:
        if week:
            talk.say("hours_week", service=service.name, fact=saying.is_open(service))
        else:
            talk.say("hours_span", service=service.name, fact=saying.is_open(service, past=past), day=span)
        for said, intervals in lines[:MOST_LINES]:
            _say_line(talk, said, intervals)
    if lines:
        _tell_different(
            talk, service, opening, [day for day in days if opening.intervals(day) != usual.get(day.weekday())]
        )


def _say_line(talk: Talk, days: str, intervals: Sequence[Interval]) -> None:
    """Days and their hours, in two sentences when one would be long."""
    hours = saying.hours_of(intervals)
    key = "hours_week_line_long" if len(intervals) > 1 or days.count(" ") > LONG_DAYS else "hours_week_line"
    talk.say(key, day=days, hours=hours)


def _usual(opening: Opening, days: Sequence[date]) -> dict[int, tuple[Interval, ...]]:
    """The most frequent hours of each weekday that has usual ones: closures and public holidays do not count."""
    usual: dict[int, tuple[Interval, ...]] = {}
    for weekday in sorted({day.weekday() for day in days}):
        of_weekday = [day for day in days if day.weekday() == weekday]
        plain = [day for day in of_weekday if opening.closure(day) is None and not public_holiday_at(day)]
        if plain:
            usual[weekday] = Counter(opening.intervals(day) for day in plain).most_common(1)[0][0]
    return usual


def _tell_different(talk: Talk, service: Service, opening: Opening, days: Sequence[date]) -> None:
    today = talk.now().astimezone(PARIS).date()
    closed = [day for day in days if not opening.intervals(day)]
    for intervals in dict.fromkeys(opening.intervals(day) for day in days if day not in closed):
        same = [day for day in days if opening.intervals(day) == intervals]
        said = saying.list_of([say_day(day, today) for day in same])
        _say_line(talk, said, intervals)
    if closed:
        said = saying.list_of([say_span(*span, today) for span in _spans(closed)])
        talk.say("hours_closed", service=service.name, fact=saying.is_closed(service), day=said)


def _spans(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in a row put together."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _until(service: Service, end: time) -> str:
    return f"{saying.is_open(service)} jusqu'à {say_time(end)}"


def _part_of_day(hour: int) -> str:
    return "matin" if hour < 12 else "après-midi" if hour < EVENING else EVENING_NAME


def _part_said(day: date, today: date, hour: int) -> str:
    """ "ce matin", "demain après-midi", "samedi 28 novembre, le soir"."""
    part = _part_of_day(hour)
    if day == today:
        return f"{'cet' if part == 'après-midi' else 'ce'} {part}"
    if (day - today).days == 1:
        return f"demain {part}"
    return f"{say_day(day, today)}, {'l’' if part == 'après-midi' else 'le '}{part}".replace("’", "'")
