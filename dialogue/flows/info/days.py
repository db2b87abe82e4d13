"""School holidays and public holidays: when they are."""

from dataclasses import dataclass
from datetime import date, timedelta

from accessibility.hearing import fold
from dialogue.flows.info.hours import said_when
from dialogue.flows.info.topic import unknown
from dialogue.french.dates import say_span
from dialogue.french.saying_dates import full_day
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.calendars import public_holiday_at, school_holidays_from
from kb.clock import PARIS

LOOK_AHEAD_DAYS = 370


@dataclass
class DaysTopic:
    """The next holidays, or those around the day asked about."""

    asked: str
    school: bool
    texts: tuple[str, ...] = ()

    def question(self, talk: Talk) -> Question | None:
        """Nothing is missing."""
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Nothing is asked."""
        return False

    def again(self, talk: Talk, answer: Answer) -> "DaysTopic | None":
        """ "et celles d'hiver ?"."""
        school = self.school or "vacances" in fold(answer.text)
        return DaysTopic(answer.text, school, answer.texts) if said_when(talk, answer.texts) else None

    def tell(self, talk: Talk) -> None:
        """Name and days."""
        today = talk.now().astimezone(PARIS).date()
        when = said_when(talk, self.texts)
        first = max(when.day, today) if when else today
        if self.school:
            self._school(talk, first, today)
        else:
            self._public(
                talk, first, today, named=when is not None and when.grain == "day" and "ferie" not in fold(when.words)
            )

    def _school(self, talk: Talk, first: date, today: date) -> None:
        found = school_holidays_from(first, talk.school_zone)
        if found is None:
            unknown(talk, self.asked, "school_holidays_unknown")
            return
        name, begins, ends = found
        talk.say("school_holidays", fact=name.replace("Vacances", "les vacances", 1), day=say_span(begins, ends, today))
        talk.say("school_returns", day=full_day(ends + timedelta(days=1), today))

    def _public(self, talk: Talk, first: date, today: date, *, named: bool) -> None:
        if named:
            key = "public_holiday_yes" if public_holiday_at(first) else "public_holiday_no"
            talk.say(key, day=full_day(first, today))
            if public_holiday_at(first):
                return
        days = (first + timedelta(days=number) for number in range(LOOK_AHEAD_DAYS))
        following = next(day for day in days if public_holiday_at(day))
        talk.say("public_holiday", fact=public_holiday_at(following), day=full_day(following, today))
