"""Several days as they are said: "la semaine prochaine", "ce week-end", "fin janvier", "pendant les vacances"."""

from datetime import date, timedelta
from re import Match

import dateparser

from dialogue.french.date_pieces import Clock, Days, Mark, MarkKind, Piece, Rule, month_of, one_day, week_of
from dialogue.french.feast_days import NAMES, SCHOOL_NAMES, next_feast, school_holidays
from dialogue.french.spoken_days import FEAST, MONTH, MONTH_NUMBERS, next_date, numbered, rule

_NEXT = r"(?P<next>prochaine?|qui vient|suivante?|d apres|a venir)"
_LAST = r"(?P<last>derniere?|passee?|d avant|precedente?)"
_TURN = rf"(?: (?:{_NEXT}|{_LAST}))?"
_SEASONS = {"printemps": (3, 20), "ete": (6, 21), "automne": (9, 22), "hiver": (12, 21)}
"""First days, as almanacs give them most years; each lasts till the next."""
_FEW = 7
"""Days of "ces prochains jours"."""


def _turn(found: Match[str]) -> int:
    return 1 if found["next"] else -1 if found["last"] else 0


def _week(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    if not _turn(found) and found[0] in ("semaine", "pour semaine", "de semaine"):
        return ()  # "en semaine" is any working day
    return (week_of(clock.today, _turn(found)),)


def _part_of_week(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    first, last = {"debut": (0, 1), "milieu": (2, 2), "fin": (3, 4)}[found["place"]]
    monday = week_of(clock.today, _turn(found)).first
    span = Days(monday + timedelta(days=first), monday + timedelta(days=last), "range")
    if not found["next"] and span.last < clock.today:
        span = Days(span.first + timedelta(days=7), span.last + timedelta(days=7), "range")
    return (span,)


def _weekend(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    if found["feast"]:
        monday = f"lundi de {found['feast']}"
        day = next_feast(monday if monday in NAMES else found["feast"], clock.today)
        return (_around(day),) if day else ()
    saturday = week_of(clock.today).first + timedelta(days=5)
    # From Friday on, the next week-end is the one after that which begins.
    later = 7 if found["next"] and clock.today.weekday() >= 4 else -7 if found["last"] else 0
    first = saturday + timedelta(days=later)
    return (Days(first, first + timedelta(days=1), "range"),)


def _bridge(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    """ "Le pont de l'Ascension": a holiday next to one working day from the week-end, that day and the week-end."""
    groups = found.groupdict()
    if groups["feast"]:
        day = next_feast(groups["feast"], clock.today)
    else:
        day = next_date(clock, MONTH_NUMBERS[groups["month"]], numbered(groups["day"]), None)
    wednesday = day is not None and day.weekday() == 2
    return () if day is None else (one_day(day),) if wednesday else (_around(day),)


def _around(day: date) -> Days:
    """The week-end that a feast belongs to, the day off included."""
    saturday = day + timedelta(days=5 - day.weekday() if day.weekday() >= 3 else -2 - day.weekday())
    first, last = min(day, saturday), max(day, saturday + timedelta(days=1))
    return Days(first, last, "range")


def _month(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    return (_part(month_of(clock.today, _turn(found)), found["place"]),)


def _named_month(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    number = MONTH_NUMBERS[found["month"]]
    if not (found["lead"] or found["place"] or found["year"] or found["turn"]):
        return ()
    year = int(found["year"]) if found["year"] else _year_of_month(clock, number, bool(found["turn"] == "dernier"))
    return (_part(month_of(date(year, number, 1)), found["place"]),)


def _year_of_month(clock: Clock, number: int, last: bool) -> int:
    if clock.past or last:
        return clock.today.year - (number > clock.today.month)
    return clock.today.year + (number < clock.today.month)


def _part(month: Days, place: str | None) -> Days:
    first, last = {"debut": (1, 10), "mi": (11, 20), "milieu": (11, 20), "fin": (21, month.last.day)}.get(
        (place or "").split(" ")[0], (1, month.last.day)
    )
    return Days(month.first.replace(day=first), month.first.replace(day=last), "range")


def _year(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    year = int(found["year"]) if found["year"] else clock.today.year + _turn(found)
    return (Days(date(year, 1, 1), date(year, 12, 31), "range"),)


def _part_of_year(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    year = clock.today.year + _turn(found)
    return (month_of(date(year, 1 if found["place"] == "debut" else 12, 1)),)


def _week_of_month(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    number = MONTH_NUMBERS[found["month"]]
    year = int(found["year"]) if found["year"] else _year_of_month(clock, number, False)
    month = month_of(date(year, number, 1))
    if found["order"] == "derniere":
        return (Days(month.last - timedelta(days=6), month.last, "range"),)
    first = month.first + timedelta(days=7 * ("premiere", "deuxieme", "troisieme").index(found["order"]))
    return (Days(first, first + timedelta(days=6), "range"),)


def _back_to_school(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    """The week after the summer holidays."""
    summer = school_holidays("ete", clock.today, clock.school_zone)
    if summer is None:
        return ()
    return (Days(summer.last + timedelta(days=1), summer.last + timedelta(days=7), "range"),)


def _season(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    names = list(_SEASONS)
    start = _SEASONS[found["season"]]
    after = _SEASONS[names[(names.index(found["season"]) + 1) % 4]]
    spans = []
    for year in range(clock.today.year - 1, clock.today.year + 2):
        first = date(year, *start)
        spans.append(Days(first, date(year + (after < start), *after) - timedelta(days=1), "range"))
    going = [span for span in spans if span.last >= clock.today]
    if found["last"]:
        return (spans[spans.index(going[0]) - 1],)
    return (next(span for span in going if not found["next"] or span.first > clock.today),)


def _school(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    name = found["name"] or ("ete" if found["great"] else "")
    span = school_holidays(name, clock.today, clock.school_zone)
    return (span,) if span else ()


def _year_end(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    year = clock.today.year - (clock.today < date(clock.today.year, 1, 3))
    return (Days(date(year, 12, 24), date(year + 1, 1, 2), "range"),)


def _in_days(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    """Counted from now by dateparser, but for the French eight days that are a week, and fifteen that are two."""
    count = {"huitaine": "8", "quinzaine": "15", "dizaine": "10"}.get(found["some"] or "", found["count"])
    unit = found["unit"] or "jours"
    if unit.startswith("jour") and count in ("8", "15"):
        count, unit = {"8": "1", "15": "2"}[count], "semaines"
    lead = "il y a" if found["lead"] in ("il y a", "voila", "ca fait") else "dans"
    settings = {"RELATIVE_BASE": clock.now.replace(tzinfo=None)}
    parsed = dateparser.parse(f"{lead} {count} {unit}", languages=["fr"], settings=settings)
    if parsed is None:
        return ()
    day = parsed.date()
    if found["lead"] in ("dans les", "sous", "d ici", "avant"):
        return (Days(clock.today, day, "range"),)
    if found["lead"] == "depuis":
        return (Days(clock.today - (day - clock.today), clock.today, "range"),)
    return (month_of(day) if unit.startswith(("mois", "an")) else one_day(day),)


def _few_days(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    return (Days(clock.today, clock.today + timedelta(days=_FEW), "range"),)


def _mark(kind: MarkKind) -> tuple[Piece, ...]:
    return (Mark(kind),)


_OF = r"(?:(?:le|la|du|de la|dans la|dans le|pour la|en|au|a la|vers la|cette|ce|l) )?"
_MARKS: dict[MarkKind, str] = {
    "rather": r"plutot",
    "repair": r"pardon|excusez moi|je me trompe|je me suis trompee?|je veux dire|je voulais dire|non|nan|enfin",
    "not": r"pas|sauf|ni|excepte|jamais",
    "or": r"ou(?: bien| alors)?",
    "before": r"avant",
    "until": r"jusqu",
    "within": r"d ici|avant(?= la fin)",
    "after": r"apres|plus tard que",
    "from": r"pas avant|a partir|a compter|dès",
    "since": r"depuis",
    "week of": rf"(?:(?:la|de la|dans la|pour la|pendant la) )?semaine(?= du (?:\d|premier)| de {FEAST})",
}
# Of equally long matches the first rule counts, so "la semaine du 14" is no week of its own.
RULES: tuple[Rule, ...] = (
    *((rule(pattern), lambda found, clock, kind=kind: _mark(kind)) for kind, pattern in _MARKS.items()),
    (rule(rf"(?:(?:la|cette|de la|dans la|pour la|pour|de) )?semaine{_TURN}"), _week),
    (rule(rf"{_OF}(?P<place>debut|milieu|fin) (?:de (?:la |cette )?)?semaine{_TURN}"), _part_of_week),
    (
        rule(
            rf"(?:(?:ce|le|cette|au|du|les|pour le|en|dans le) )*week ?ends?{_TURN}(?: (?:de |du |de la |d )?{FEAST})?"
        ),
        _weekend,
    ),
    (
        rule(
            r"(?:(?:le|ce|au|du|pour le|pendant le|les) )?ponts? "
            rf"(?:{FEAST}|(?:du |de )?(?P<day>premier|1 er|\d{{1,2}}) (?P<month>{MONTH}))"
        ),
        _bridge,
    ),
    (
        rule(
            rf"(?:{_OF}(?P<place>debut|milieu|fin|courant) )?(?:(?:le|ce|du|de ce|au|dans le|de|pour le) )+"
            rf"mois(?: ci)?{_TURN}"
        ),
        _month,
    ),
    (
        rule(
            r"(?:(?P<lead>en|au mois d[e']?|du mois de|mois de|depuis|pour|courant|de|d|"
            r"(?:(?:pour|dans|sur|durant|pendant) )?le mois d[e']?) )?"
            rf"(?:{_OF}(?P<place>debut|mi|milieu|fin) (?:du mois de |de |d )?)?"
            rf"(?P<month>{MONTH})(?: (?P<year>(?:19|20)\d\d))?(?: (?P<turn>prochain|dernier))?"
        ),
        _named_month,
    ),
    (rule(rf"(?:l annee|l an) (?:{_NEXT}|{_LAST})|cette annee|en(?: l an)? (?P<year>20\d\d)"), _year),
    (rule(rf"{_OF}(?P<place>debut|fin) (?:de l |d |de cette |de )(?:annee|an){_TURN}"), _part_of_year),
    (
        rule(
            rf"{_OF}(?P<order>premiere|deuxieme|troisieme|derniere) semaine "
            rf"(?:du mois de |de |d )(?P<month>{MONTH})(?: (?P<year>20\d\d))?"
        ),
        _week_of_month,
    ),
    (rule(r"(?:a|pour|avant|apres|des|depuis) la rentree(?: scolaire| prochaine)?"), _back_to_school),
    (rule(rf"(?:l|cet|cette|ce|le|au|en|pour l|pour le) (?P<season>printemps|ete|automne|hiver){_TURN}"), _season),
    (
        rule(
            r"(?:(?:pendant|durant|aux|pour|les|des|en|ces|de|toutes|prochaines) )*(?P<great>grandes )?vacances"
            rf"(?: scolaires)?(?: (?:de la |de l |d |de |du )(?P<name>{'|'.join(SCHOOL_NAMES)}))?(?: prochaines)?"
        ),
        _school,
    ),
    (rule(r"(?:(?:pendant|durant|pour) |(?<=avant )|(?<=apres ))les fetes(?: de fin d annee)?"), _year_end),
    (
        rule(
            r"(?P<lead>dans les|dans|sous|d ici|il y a|voila|ca fait|depuis|avant) "
            r"(?:(?P<count>\d{1,3}) (?P<unit>jours?|semaines?|mois|ans?|annees?)|"
            r"(?:(?:la|1|une) )?(?P<some>huitaine|quinzaine|dizaine)(?: de jours)?)"
        ),
        _in_days,
    ),
    (
        rule(
            r"(?:(?:dans|d ici|sous) (?:quelques|les prochains|les quelques|peu de) jours|"
            r"(?:ces|les) prochains jours|(?:les|ces) jours (?:qui viennent|a venir|prochains))"
        ),
        _few_days,
    ),
)
"""Patterns of spans of days and of the words that limit them, and what they mean."""
