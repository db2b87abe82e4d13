"""Open reports near a place: the same problem is often told by several people."""

import math
from dataclasses import dataclass

from kb.database import Database
from kb.incidents import Incident, Incidents
from kb.metres import METRES_PER_DEGREE

OPEN_STATES = ("nouveau", "pris en charge", "en cours")
"""A report in one of these is still being looked after."""


@dataclass(frozen=True)
class Spot:
    """Where a report is: coordinates in degrees, or at least the street with its house number."""

    lat: float | None = None
    lon: float | None = None
    street_id: int | None = None
    house_number: str = ""


@dataclass(frozen=True)
class Near:
    """A report, and how far it is; 0 for the very same house number."""

    incident: Incident
    metres: float


class NearbyReports:
    """The reports of a store, by place."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def open_near(self, kind: str, spot: Spot, radius_m: float, not_of_call: int | None = None) -> list[Near]:
        """Open reports of `kind` within `radius_m` metres, nearest first, the older first where as near.

        A report at the same house number of the same street is near, wherever the map has either. The reports of
        the call `not_of_call` are left out: its caller knows of them. ValueError for a radius that is not positive.
        """
        if radius_m <= 0:
            raise ValueError(f"A radius is a positive number of metres, not {radius_m:g}.")
        return self._within("call_id IS NOT ?", not_of_call, kind, spot, radius_m)

    def told_in_call(self, call_id: int, kind: str, spot: Spot, radius_m: float) -> list[Near]:
        """Open reports of `kind` that this very call gave, within `radius_m` metres, nearest first."""
        return self._within("call_id = ?", call_id, kind, spot, radius_m)

    def _within(self, calls: str, call_id: int | None, kind: str, spot: Spot, radius_m: float) -> list[Near]:
        incidents = Incidents(self._db)
        rows = self._db.rows(
            f"""SELECT id, lat, lon, street_id, house_number FROM incidents
                WHERE kind = ? AND ticket IS NOT NULL AND state IN ({", ".join("?" * len(OPEN_STATES))})
                AND {calls} ORDER BY id""",
            [kind, *OPEN_STATES, call_id],
        )
        found = []
        for row in rows:
            other = Spot(row["lat"], row["lon"], row["street_id"], row["house_number"])
            metres = distance_m(spot, other)
            if metres is not None and metres <= radius_m:
                found.append((metres, int(row["id"])))
        return [Near(incidents.get(incident_id), round(metres, 1)) for metres, incident_id in sorted(found)]


def distance_m(one: Spot, other: Spot) -> float | None:
    """Metres between two spots on a flat town; 0 for the same house number, None when either is unknown."""
    same_street = one.street_id is not None and one.street_id == other.street_id
    if same_street and one.house_number and one.house_number == other.house_number:
        return 0.0
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = (one.lat - other.lat) * METRES_PER_DEGREE
    east = (one.lon - other.lon) * METRES_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
