"""Events from an iCalendar file (RFC 5545), recurrences included.

CATEGORIES gives the kind ("concert") and, with "enfants" or "jeune public", that it is for children. What calendars
have no word for: X-GUICHET-TARIF (as it is said), X-GUICHET-INSCRIPTION (oui), X-GUICHET-PLACES (a number),
X-GUICHET-JUSQUAU (last day of registration, 20261204).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events

from accessibility.hearing import fold
from kb.database import Row
from kb.importers.event_records import CHILDREN, USUAL_LENGTH, EventRecord, store_events
from kb.importers.ics_blocks import Block, blocks_in, zones_in
from kb.importers.ics_checks import check_event, moment, short
from kb.importers.reading import FileRefusedError, Progress, Refused, RowRefusedError, Summary, places_of
from kb.store import Store

BEFORE, AHEAD = timedelta(days=366), timedelta(days=731)
"""What recurs is kept from a year ago to two years ahead; importing again moves that on."""
MOST_TIMES = 1_000
"""Times of one series: two years of every day."""
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
    zones = _zones(path, refused)
    rows: dict[str, Row] = {}
    spared: set[str] = set()
    for done, each in enumerate(series, 1):
        try:
            rows |= dict(record.row(origin, origin, day) for record in _times(each, zones, day))
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


def _zones(path: Path, refused: list[Refused]) -> str:
    """The time zones that can be read; what is in a refused one is told in the zone of that name that is known."""
    good: list[str] = []
    for block in zones_in(path):
        try:
            read: list[Any] = icalendar.Calendar.from_ical(_calendar(block.text)).walk("VTIMEZONE")
            for zone in read:
                zone.to_tz()
            good.append(block.text)
        except Exception as error:  # as in _times
            refused.append(Refused(path, block.line, f"the time zone cannot be read ({short(error)})"))
    return "".join(good)


def _times(series: _Series, zones: str, today: date) -> list[EventRecord]:
    """Each time a series takes place. RowRefusedError when it cannot be told."""
    try:
        found = _occurrences(series, zones, today)
        return [replace(_record(component), uid=series.uid) for component in found]
    except RowRefusedError:
        raise
    except Exception as error:  # the libraries raise whatever error a broken line happens to lead to
        raise RowRefusedError(f"it cannot be read ({short(error)})") from error


def _occurrences(series: _Series, zones: str, today: date) -> list[Any]:
    events = "".join(block.text for block in series.blocks)
    calendar = icalendar.Calendar.from_ical(_calendar(zones + events))
    components: list[Any] = calendar.walk("VEVENT")
    for component in components:
        check_event(component)
    recurs = any("RRULE" in component or "RDATE" in component for component in components)
    begins = [_day_of(component["DTSTART"].dt) for component in components]
    first, last = (today - BEFORE, today + AHEAD) if recurs else (min(begins), max(begins) + timedelta(days=1))
    each = chain.from_iterable(found.between(first, last) for found in recurring_ical_events.of(calendar).series)
    times = list(islice(each, MOST_TIMES + 1))
    if len(times) > MOST_TIMES:
        raise RowRefusedError(f"it takes place more than {MOST_TIMES} times in three years")
    return [time.as_component(False) for time in times]


def _calendar(components: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//guichet//import\r\n{components}END:VCALENDAR\r\n"


def _record(component: Any) -> EventRecord:
    start, end = component["DTSTART"].dt, component.end
    all_day = not isinstance(start, datetime)
    kinds = [str(each).strip() for each in component.categories]
    for_children = any(fold(kind) in CHILDREN for kind in kinds)
    begins, ends = moment(start), moment(end)
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
        capacity=places_of(_text(component, "X-GUICHET-PLACES"), "X-GUICHET-PLACES"),
        register_until=_until(_text(component, "X-GUICHET-JUSQUAU")),
        url=_text(component, "URL"),
        cancelled=_text(component, "STATUS").upper() == "CANCELLED",
        slot=moment(component["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in component else None,
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


def _day_of(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
