"""What a person must look at again: figures whose day has come, and cases nobody has checked for a year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kb.procedures.model import Case, Procedure

LONGEST = timedelta(days=365)
"""A check older than this counts as none: French prices and forms change with the finance act of each year."""


@dataclass(frozen=True)
class Due:
    """One thing to check. `case` is empty for what holds of all cases of the procedure."""

    procedure: str
    case: str
    what: str
    by: date
    checked: date | None
    sources: tuple[str, ...]


def due(procedures: Mapping[str, Procedure], today: date) -> list[Due]:
    """All that is to be checked on this day, the longest due first."""
    found = {each: None for code, procedure in procedures.items() for each in _of(code, procedure, today)}
    return sorted(found, key=lambda each: (each.by, each.procedure, each.case))


def out_of_date(case: Case, today: date) -> bool:
    """Whether what is known of a case may have changed since it was checked."""
    too_old = case.checked is None or today - case.checked > LONGEST
    return too_old or any(each.by < today for each in case.recheck)


def _of(code: str, procedure: Procedure, today: date) -> Iterator[Due]:
    for name in procedure.case:
        own, case = procedure.case[name].model_fields_set, procedure.facts_of(name)
        sources = tuple(source.title for source in case.sources)
        for recheck in case.recheck:
            if recheck.by <= today:
                where = name if "recheck" in own else ""
                yield Due(code, where, recheck.what, recheck.by, case.checked, sources)
        if case.checked is not None and today - case.checked > LONGEST:
            where = name if "checked" in own else ""
            yield Due(code, where, "tout", case.checked + LONGEST, case.checked, sources)
