"""Days as they are said: "demain", "jeudi en huit", "le 24 décembre", "le premier samedi du mois"."""

import re
from datetime import date, timedelta
from re import Match

from accessibility.hearing import fold
from dialogue.french.date_pieces import (
    MONTHS,
    WEEKDAYS,
    Clock,
    Days,
    Impossible,
    Piece,
    Rule,
    Weekday,
    date_or_none,
    month_of,
    one_day,
)
from dialogue.french.feast_days import NAMES, next_feast, next_public_holiday

FAR = 100
"""Days within which "jeudi quatorze" looks for a Thursday the 14th."""

MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
MONTH = "|".join(MONTH_NUMBERS)
FEAST = rf"(?:(?:la|le|l|de la|du|de l|des|les|de) )?(?P<feast>{'|'.join(NAMES)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})s?"
_DAY = r"(?P<day>premier|1 er|\d{1,3})"
_WITH_WEEKDAY = tuple(name for name in NAMES if name.split(" ")[0] in WEEKDAYS)
"""Feasts that are named by their weekday, so that they are no other such day: "mardi gras"."""
_ORDERS = {"premier": 0, "premiers": 0, "1 er": 0, "deuxieme": 1, "second": 1, "troisieme": 2, "quatrieme": 3}
_RELATIVE = {
    "aujourd hui": 0, "ce jour": 0, "demain": 1, "apres demain": 2, "hier": -1, "avant hier": -2,
}  # fmt: skip
_THEN = r"d apres(?=$| c| il| elle| vous| est)"
""" "Le samedi d'après", but not "d'après le journal"."""
_IN_WEEKS = r"(?P<later> (?:en|dans) (?:8|15)(?: jours)?)?"
# "le 14 rue des Lilas", "le 12 bis", "le 14 heures": not days of the month.
_NO_DAY = """
    heures? h minutes? ans? euros? jours? semaines? metres? fois personnes? bis ter bus ligne et demie
    rue avenue boulevard place chemin allee allees impasse route square quai cours passage sentier residence
    ruelle montee cite lotissement hameau esplanade numero
"""
_NOT_BEFORE = rf"(?! (?:{'|'.join(_NO_DAY.split())})(?![^ ]))"


def numbered(said: str) -> int:
    """The number of a day of the month: "premier", "1 er", "14"."""
    return 1 if said.startswith(("premier", "1 er")) else int(said)


def next_date(clock: Clock, month: int, day: int, year: str | None) -> date | None:
    """The day and month of a given year, else the next one from today on, or the last one in the past."""
    if year:
        return date_or_none(int(year), month, day)
    years = range(clock.today.year - 8, clock.today.year + 9)  # 29 February comes every fourth or eighth year
    days = [found for around in years if (found := date_or_none(around, month, day))]
    if clock.past:
        return max((found for found in days if found <= clock.today), default=None)
    return min((found for found in days if found >= clock.today), default=None)


def _day_of_month(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    month = 5 if found["month"] == "mais" else MONTH_NUMBERS[found["month"]]
    day = next_date(clock, month, numbered(found["day"]), found["year"])
    weekday = found["weekday"]
    if day is None or (weekday and day.weekday() != WEEKDAYS.index(weekday)):
        return (Impossible(),)
    return (one_day(day),)


def _numbered_day(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    groups = found.groupdict()
    if groups.get("weekday"):
        return (_on_weekday(clock, numbered(found["day"]), WEEKDAYS.index(found["weekday"])),)
    month = groups.get("of_month") or ""
    if month:
        start = month_of(clock.today, 1 if "prochain" in month else 0).first
        day = date_or_none(start.year, start.month, numbered(found["day"]))
        return (one_day(day) if day else Impossible(),)
    return (_nearest(clock, numbered(found["day"])),)


def _nearest(clock: Clock, number: int) -> Piece:
    """The next such day of this month or the next ones; "le 31" skips the short months."""
    if not 1 <= number <= 31:
        return Impossible()
    step = -1 if clock.past else 1
    days = _numbered_days(clock, number, step)
    return one_day(next(day for day in days if (day - clock.today).days * step >= 0))


def _numbered_days(clock: Clock, number: int, step: int) -> list[date]:
    months = (month_of(clock.today, step * later).first for later in range(5))
    return [day for month in months if (day := date_or_none(month.year, month.month, number))]


def _on_weekday(clock: Clock, number: int, weekday: int) -> Piece:
    """Thursday the 14th: the next that is one; a far one is a slip of the tongue."""
    step = -1 if clock.past else 1
    days = _numbered_days(clock, number, step)
    near = (day for day in days if 0 <= (day - clock.today).days * step <= FAR and day.weekday() == weekday)
    day = next(near, None)
    return one_day(day) if day else Impossible()


def _relative(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    days = _RELATIVE[found["relative"]] + _later(found)
    return (one_day(clock.today + timedelta(days=days)),)


def _later(found: Match[str]) -> int:
    later = found["later"] or ""
    return 7 if " 8" in later else 14 if " 15" in later else 0


def _weekday(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    number = WEEKDAYS.index(found["weekday"])
    lead, tail = found["lead"] or "", found["tail"] or ""
    if _later(found):
        return (Weekday(number, weeks=_later(found) // 7),)
    if tail.strip() in ("dernier", "passe", "d avant", "precedent"):
        return (Weekday(number, "last"),)
    if lead == "ce":
        return (Weekday(number, "this"),)
    weekly = not tail and (lead in ("le", "les", "1", "un", "tous les", "chaque") or found[0].endswith("s"))
    return (Weekday(number, weekly=weekly),)


def _nth_weekday(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    number = WEEKDAYS.index(found["weekday"])
    for month in _months(found, clock):
        days = [month.first + timedelta(days=days) for days in range((month.last - month.first).days + 1)]
        matching = [day for day in days if day.weekday() == number]
        day = matching[-1] if found["order"].startswith("dernier") else matching[_ORDERS[found["order"]]]
        if day >= clock.today or found["year"]:
            return (one_day(day),)
    return (Impossible(),)


def _months(found: Match[str], clock: Clock) -> list[Days]:
    if found["month"]:
        month = MONTH_NUMBERS[found["month"]]
        years = [int(found["year"])] if found["year"] else [clock.today.year, clock.today.year + 1]
        return [month_of(date(year, month, 1)) for year in years]
    first = 1 if found["next"] else 0
    return [month_of(clock.today, later) for later in (first, first + 1)]


def _feast(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    lead = found["lead"] or ""
    day = next_feast(found["feast"], clock.today, clock.past)
    if day is None:
        return ()
    shift = -1 if "veille" in lead else 1 if "lendemain" in lead else 0
    return (one_day(day + timedelta(days=shift)),)


def _weekday_of_feast(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    """ "Le lundi de Pâques" by its name; "le vendredi de l'Ascension": the nearest one, before or after."""
    named = f"{found['weekday']} de {found['feast']}"
    day = next_feast(named if named in NAMES else found["feast"], clock.today, clock.past)
    if day is None:
        return ()
    ahead = (WEEKDAYS.index(found["weekday"]) - day.weekday()) % 7
    return (one_day(day + timedelta(days=ahead if ahead <= 3 else ahead - 7)),)


def rule(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words."""
    return re.compile(rf"(?:{pattern})(?![^ ])")


def _in_month(found: Match[str], clock: Clock, number: int) -> Piece | None:
    if not found["month"]:
        return _nearest(clock, number)
    day = next_date(clock, MONTH_NUMBERS[found["month"]], number, found["year"])
    return one_day(day) if day else None


def _from_to(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    first, last = (_in_month(found, clock, numbered(found[name])) for name in ("day", "last"))
    if not (isinstance(first, Days) and isinstance(last, Days)) or last.first < first.first:
        return (Impossible(),)
    return (Days(first.first, last.last, "range"),)


_YEAR = r"(?: (?P<year>(?:19|20)\d\d))?"
RULES: tuple[Rule, ...] = (
    (rule(rf"(?:d |a partir d |des )?(?P<relative>{'|'.join(_RELATIVE)}){_IN_WEEKS}"), _relative),
    (
        rule(
            rf"(?:(?:le|la|au|du|ce) )?(?:{_WEEKDAY} )?(?:le )?{_DAY} "
            rf"(?:du mois de |de )?(?P<month>{MONTH}|mais(?=$| a | vers )){_YEAR}(?: prochain)?"
        ),
        _day_of_month,
    ),
    (rule(rf"(?:(?:le|ce|au|du) )?{_WEEKDAY} (?:le )?(?P<day>\d{{1,2}}){_NOT_BEFORE}"), _numbered_day),
    (
        rule(
            r"(?:le|(?<=jusqu )au|(?<=partir )du|(?<=compter )du|(?<=ici )au|(?<=semaine )du) "
            rf"(?P<day>1 er|[1-9]\d?){_NOT_BEFORE}(?! \d+(?! (?:heures?|h)(?![^ ])))"
        ),
        _numbered_day,
    ),
    (
        rule(
            rf"(?:du|entre le|depuis le) {_DAY} (?:au|et le|jusqu au) (?P<last>\d{{1,2}})"
            rf"(?: (?P<month>{MONTH}){_YEAR})?{_NOT_BEFORE}"
        ),
        _from_to,
    ),
    (rule(rf"(?:le|au|du) {_DAY} (?P<of_month>(?:du|de ce) mois(?: ci| prochain)?)"), _numbered_day),
    (rule(rf"(?:(?:le|au|du|pour le) )?(?P<lead>)(?P<feast>{'|'.join(_WITH_WEEKDAY)})"), _feast),
    (
        rule(rf"(?:(?:le|au|du|pour le) )?{_WEEKDAY} (?:de la|de l|du|de|d) (?P<feast>{'|'.join(NAMES)})"),
        _weekday_of_feast,
    ),
    (
        rule(
            r"(?:(?P<lead>le|ce|tous les|les|chaque|1|du|de|au|un|pour le|pour) )?"
            rf"{_WEEKDAY}(?P<tail> (?:prochain|qui vient|suivant|{_THEN}|dernier|passe|d avant|precedent))?s?"
            rf"{_IN_WEEKS}"
        ),
        _weekday,
    ),
    (rule(rf"(?:dans|en|d ici)(?P<later> (?:8|15)) jours (?P<lead>(?:le )?)(?P<tail>){_WEEKDAY}"), _weekday),
    (
        rule(
            r"(?:(?:le|ce|tous les|chaque|au|du|les) )?"
            rf"(?P<order>1 er|premiers?|deuxieme|second|troisieme|quatrieme|derniers?) {_WEEKDAY} "
            rf"(?:(?:du|de chaque) mois(?P<next> prochain)?|(?:du mois )?(?:de |d )(?P<month>{MONTH}){_YEAR})"
        ),
        _nth_weekday,
    ),
    (
        rule(
            r"(?:(?P<lead>a|au|pour|(?:le )?jour d[eu]|(?:la )?veille d[eu]|(?:le )?lendemain d[eu]) |"
            r"(?<=avant )|(?<=apres )|(?<=ici )|(?<=depuis )|(?<=entre )|(?<=et )|(?<=semaine )|(?<![^ ] )(?<![^ ]))"
            rf"{FEAST}"
        ),
        _feast,
    ),
    (
        rule(r"(?:(?:le|au|du|pour le) )?prochain jour ferie"),
        lambda found, clock: (one_day(next_public_holiday(clock.today)),),
    ),
)
"""Patterns of days, and what they mean."""
