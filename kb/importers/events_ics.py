"""Events from an iCalendar file (RFC 5545), recurrences included.

CATEGORIES gives the kind ("concert") and, with "enfants" or "jeune public", that it is for children. What calendars
have no word for: X-GUICHET-TARIF (as it is said), X-GUICHET-INSCRIPTION (oui), X-GUICHET-PLACES (a number),
X-GUICHET-JUSQUAU (last day of registration, 20261204).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events

from accessibility.hearing import fold
from kb.database import Row
from kb.events import PARIS
from kb.importers.event_records import CHILDREN, USUAL_LENGTH, EventRecord, at_midnight, store_events
from kb.importers.ics_blocks import Block, blocks_in, zones_in
from kb.importers.reading import FileRefusedError, Progress, Refused, RowRefusedError, Summary
from kb.store import Store

BEFORE, AHEAD = timedelta(days=366), timedelta(days=731)
"""What recurs is kept from a year ago to two years ahead; importing again moves that on."""
MOST_TIMES = 1_000
"""Times of one series: two years of every day."""
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_YES = frozenset({"oui", "true", "1", "x", "yes"})


@dataclass(frozen=True)
class _Series:
    """The blocks of one UID: the event, and its changed times."""

    uid: str
    blocks: tuple[Block, ...]


def import_events_ics(
    store: Store, path: Path, progress: Progress | None = None, today: date | None = None, source: str = ""
) -> Summary:
    """Bring the events of a calendar up to date, in one transaction; `progress(done, total)` counts series.

    `today`: from when recurrences are reckoned, the real day if not told. `source`: where it was fetched from; that
    tells calendars apart, else the file's name does. FileRefusedError when it cannot be
    read, is no calendar, or has no good event; StoreError when nothing could be stored.
    """
    day, origin = today or date.today(), source or path.name
    blocks, refused = blocks_in(path)
    series = _series(blocks)
    zones = zones_in(path)
    rows: dict[str, Row] = {}
    spared: set[str] = set()
    for done, each in enumerate(series, 1):
        try:
            for record in _times(each, zones, day):
                key, row = record.row(origin, origin, day)
                rows[key] = row
        except RowRefusedError as error:
            refused.append(Refused(path, each.blocks[0].line, str(error)))
            spared.add(f"{origin} {each.uid}")
        if progress:
            progress(done, len(series))
    if not rows:
        first = f" ({refused[0]})" if refused else ""
        raise FileRefusedError(f"{path} has no event that can be imported{first}.")
    return store_events(store, origin, rows, refused, frozenset(spared))


def _series(blocks: Sequence[Block]) -> list[_Series]:
    of_uid: dict[str, list[Block]] = {}
    for block in blocks:
        of_uid.setdefault(block.uid or f"line {block.line}", []).append(block)
    return [_Series(uid, tuple(each)) for uid, each in of_uid.items()]


def _times(series: _Series, zones: str, today: date) -> Iterator[EventRecord]:
    """Each time a series takes place. RowRefusedError when it cannot be told."""
    calendar = icalendar.Calendar.from_ical(_calendar(series, zones))
    for component in calendar.walk("VEVENT"):
        _check(component)
    recurs = any("RRULE" in component or "RDATE" in component for component in calendar.walk("VEVENT"))
    components: list[Any] = calendar.walk("VEVENT")
    begins = [_day_of(component["DTSTART"].dt) for component in components]
    first, last = (today - BEFORE, today + AHEAD) if recurs else (min(begins), max(begins) + timedelta(days=1))
    try:
        found = recurring_ical_events.of(calendar).between(first, last)
    except Exception as error:  # the library raises its own, icalendar's and dateutil's errors
        raise RowRefusedError(f"its times cannot be told ({_short(error)})") from error
    if len(found) > MOST_TIMES:
        raise RowRefusedError(f"it takes place {len(found)} times in three years; {MOST_TIMES} are the most")
    for component in found:
        yield replace(_record(component), uid=series.uid)


def _calendar(series: _Series, zones: str) -> str:
    events = "".join(block.text for block in series.blocks)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//guichet//import\r\n{zones}{events}END:VCALENDAR\r\n"


def _check(component: Any) -> None:
    wrong = [
        (name, reason) for name, reason in component.errors if name in (None, "DTSTART", "DTEND", "RRULE", "EXDATE")
    ]
    if wrong:
        name, reason = wrong[0]
        raise RowRefusedError(f"{name or 'a line'} is wrong: {_short(reason)}")
    if "DTSTART" not in component:
        raise RowRefusedError("DTSTART is missing")
    if not 2000 <= component["DTSTART"].dt.year <= 2100:
        raise RowRefusedError(f"the year {component['DTSTART'].dt.year} is no year of an event")
    if "DTEND" in component and _moment(component["DTEND"].dt) < _moment(component["DTSTART"].dt):
        raise RowRefusedError("it ends before it begins")
    rules = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if set(rule.get("FREQ", [])) & set(_TOO_OFTEN):
            raise RowRefusedError("it recurs more than once a day")


def _short(reason: object) -> str:
    return " ".join(str(reason).split())[:120]


def _record(component: Any) -> EventRecord:
    start, end = component["DTSTART"].dt, component.end
    all_day = not isinstance(start, datetime)
    kinds = [str(each).strip() for each in component.categories]
    for_children = any(fold(kind) in CHILDREN for kind in kinds)
    places = str(component.get("X-GUICHET-PLACES", "")).strip()
    if places and not places.isdecimal():
        raise RowRefusedError(f"X-GUICHET-PLACES is {places!r}; a whole number is needed")
    begins, ends = _moment(start), _moment(end)
    return EventRecord(
        uid="",
        title=_text(component, "SUMMARY"),
        start=begins,
        end=ends if ends > begins else begins + USUAL_LENGTH,
        all_day=all_day,
        kind=next((kind for kind in kinds if fold(kind) not in CHILDREN), ""),
        place=_text(component, "LOCATION"),
        children=for_children,
        price=_text(component, "X-GUICHET-TARIF"),
        description=_text(component, "DESCRIPTION"),
        registration=fold(_text(component, "X-GUICHET-INSCRIPTION")) in _YES,
        capacity=int(places) if places else None,
        register_until=_until(_text(component, "X-GUICHET-JUSQUAU")),
        url=_text(component, "URL"),
        cancelled=_text(component, "STATUS").upper() == "CANCELLED",
    )


def _text(component: Any, name: str) -> str:
    return " ".join(str(component.get(name, "")).split())


def _until(written: str) -> date | None:
    if not written:
        return None
    try:
        return datetime.strptime(written[:8], "%Y%m%d").date()
    except ValueError:
        raise RowRefusedError(f"X-GUICHET-JUSQUAU is {written!r}; a day as 20261204 is needed") from None


def _moment(at: date | datetime) -> datetime:
    """In France; a time without a zone is meant so."""
    if not isinstance(at, datetime):
        return at_midnight(at)
    return at.replace(tzinfo=PARIS) if at.tzinfo is None else at.astimezone(PARIS)


def _day_of(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
