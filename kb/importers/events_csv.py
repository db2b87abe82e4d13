"""Events from CSV: titre;debut;fin;type;lieu;enfants;tarif;description;inscription;places;jusquau;url.

`debut` and `fin` are "2026-12-05 14:00", "05/12/2026 14h30", or a day alone for a whole day; an empty `fin` is two
hours later, or the same day. `enfants` and `inscription` are oui or non. A column `code`, if there is one, tells
events of the same title apart.
"""

import re
from datetime import date, datetime
from pathlib import Path

from accessibility.hearing import fold
from kb.clock import PARIS
from kb.database import Row
from kb.importers.event_records import EARLIEST, LATEST, USUAL_LENGTH, EventRecord, store_events, whole_days
from kb.importers.reading import (
    Fields,
    Progress,
    Refused,
    RowRefusedError,
    Summary,
    none_usable,
    places_of,
    read_rows,
    text,
)
from kb.store import Store

COLUMNS = (
    *("titre", "debut", "fin", "type", "lieu", "enfants", "tarif"),
    *("description", "inscription", "places", "jusquau", "url"),
)
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})")
_HOUR = re.compile(r"(\d{1,2})(?:[h:](\d{2})?)")


def import_events_csv(
    store: Store, path: Path, progress: Progress | None = None, checked: date | None = None, source: str = ""
) -> Summary:
    """Bring the events of a file up to date, in one transaction; `progress(done, total)` counts rows.

    `checked`: the day the file was checked, today if not told. `source`: what tells lists apart, else the file's
    name does. FileRefusedError for a file of another shape or
    without one good row; StoreError when nothing could be stored.
    """
    origin = source or path.name
    lines = read_rows(path, COLUMNS)
    rows: dict[str, Row] = {}
    refused: list[Refused] = []
    spared: set[str] = set()
    for line, fields in lines:
        try:
            key, row = _record(fields).row(origin, origin, checked or date.today())
            if key in rows:
                raise RowRefusedError(f"{fields['titre']} was given before at that time")
            rows[key] = row
        except RowRefusedError as error:
            refused.append(Refused(path, line, str(error)))
            spared.add(f"{origin} {_uid(fields)}")
    if progress:
        progress(len(lines), len(lines))
    if not rows:
        raise none_usable(path, "row", refused)
    return store_events(store, origin, rows, refused, frozenset(spared))


def _uid(fields: Fields) -> str:
    return fold(fields.get("code", "") or fields["titre"])


def _record(fields: Fields) -> EventRecord:
    start, end, all_day = _times(fields)
    return EventRecord(
        uid=_uid(fields),
        title=text(fields, "titre"),
        start=start,
        end=end,
        all_day=all_day,
        kind=fields["type"],
        place=fields["lieu"],
        children=_yes(fields, "enfants"),
        price=fields["tarif"],
        description=fields["description"],
        registration=_yes(fields, "inscription"),
        capacity=places_of(fields["places"], "places"),
        register_until=_day(fields["jusquau"], "jusquau") if fields["jusquau"] else None,
        url=fields["url"],
    )


def _times(fields: Fields) -> tuple[datetime, datetime, bool]:
    first = _day(text(fields, "debut"), "debut")
    last = _day(fields["fin"], "fin") if fields["fin"] else first
    if last < first:
        raise RowRefusedError("it ends before it begins")
    begins, ends = _hour(fields["debut"], "debut"), _hour(fields["fin"], "fin")
    if begins is None:
        start, end = whole_days(first, last)
        return start, end, True
    start = datetime(first.year, first.month, first.day, *begins, tzinfo=PARIS)
    if ends is None:
        return start, start + USUAL_LENGTH, False
    return start, datetime(last.year, last.month, last.day, *ends, tzinfo=PARIS), False


def _day(written: str, column: str) -> date:
    found = _DAY.match(written)
    try:
        if found is None:
            raise ValueError
        parts = [found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"]]
        day = date(*map(int, parts))
    except ValueError:
        raise RowRefusedError(f"{column} is {written!r}; a day as 2026-12-05 or 05/12/2026 is needed") from None
    if not EARLIEST <= day <= LATEST:
        raise RowRefusedError(f"{column} is {written!r}; the year {day.year} is no year of an event")
    return day


def _hour(written: str, column: str) -> tuple[int, int] | None:
    rest = _DAY.sub("", written, count=1).strip(" T")
    if not rest:
        return None
    found = _HOUR.match(rest)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise RowRefusedError(f"{column} is {written!r}; an hour as 14:30 or 14h30 is needed after the day")
    return int(found[1]), int(found[2] or 0)


def _yes(fields: Fields, column: str) -> bool:
    said = fold(fields[column])
    if said not in ("", "oui", "non", "o", "n", "x", "1", "0"):
        raise RowRefusedError(f"{column} is {fields[column]!r}; oui or non is needed")
    return said in ("oui", "o", "x", "1")
