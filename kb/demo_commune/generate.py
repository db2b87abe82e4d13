"""Makes addresses.csv and places.csv of the demo commune from its plan: `python -m kb.demo_commune.generate`.

The same plan gives the same files, byte for byte.
"""

import csv
import io
import math
import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kb.demo_commune.lambert import lambert93
from kb.importers.ban import COLUMNS
from kb.importers.places import COLUMNS as PLACE_COLUMNS
from kb.metres import METRES_PER_DEGREE

HERE = Path(__file__).parent
Point = tuple[float, float]
House = tuple[int, str]

_JUNCTION = re.compile(r"([A-Z])(\d)(\d)(?:@(-?\d+),(-?\d+))?")
_CORNER_M = 9.0  # from a junction to the first door
_MISSING, _BIS, _TER = 0.05, 0.03, 0.008  # shares of house numbers that do not exist, or exist twice, thrice
_NEIGHBOUR_M = 12.0  # from a door to the place that has this address


@dataclass(frozen=True)
class Door:
    """A house number and where it stands, in metres from the centre."""

    street: str
    code: str
    number: int
    suffix: str
    point: Point


class Plan:
    """The ground plan: where junctions are, which line a street follows."""

    def __init__(self, folder: Path = HERE) -> None:
        self.data: dict[str, Any] = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
        self.streets = _rows(folder / "streets_plan.csv")
        self.places = _rows(folder / "places_plan.csv")

    def junction(self, name: str) -> Point:
        """Metres east and north of the centre."""
        found = _JUNCTION.fullmatch(name)
        if not found:
            raise ValueError(f"{name!r} is no junction: C43 or C43@40,45 is expected")
        quarter, column, row, right, above = found.groups()
        shape = self.data["quarters"][quarter]
        rng = random.Random(f"{self.data['commune']['seed']} {quarter}{column}{row}")
        x = int(column) * shape["step"][0] + rng.uniform(-1, 1) * shape["jitter"] + int(right or 0)
        y = int(row) * shape["step"][1] + rng.uniform(-1, 1) * shape["jitter"] + int(above or 0)
        turn = math.radians(shape["angle"])
        east = x * math.cos(turn) - y * math.sin(turn)
        north = x * math.sin(turn) + y * math.cos(turn)
        return shape["origin"][0] + east, shape["origin"][1] + north

    def line(self, path: str) -> list[Point]:
        """The corners of a street."""
        corners = path.replace("@-", "@~").replace(",-", ",~").split("-")
        names = [corner.replace("~", "-") for corner in corners]
        between = [each for a, b in pairwise(names) for each in _along(a, b)]
        return [self.junction(name) for name in [names[0], *between]]

    def shape(self, path: str) -> dict[str, Any]:
        """The frontage and setback of a street: its quarter's, or those of roads between quarters."""
        quarters = set(re.findall("[A-Z]", path))
        found: dict[str, Any] = self.data["roads"] if len(quarters) > 1 else self.data["quarters"][quarters.pop()]
        return found

    def degrees(self, point: Point) -> Point:
        """Latitude and longitude."""
        lat, lon = self.data["commune"]["centre"]
        return (
            lat + point[1] / METRES_PER_DEGREE,
            lon + point[0] / (METRES_PER_DEGREE * math.cos(math.radians(lat))),
        )


def _along(start: str, end: str) -> list[str]:
    """The junctions from one to another on a line of the grid, the first left out."""
    if "@" in start + end or start[0] != end[0]:
        return [end]
    (a, b), (c, d) = ((int(name[1]), int(name[2])) for name in (start, end))
    steps = max(abs(c - a), abs(d - b))
    if a != c and b != d:
        raise ValueError(f"{start}-{end} leaves the grid")
    across, up = (c - a) // steps, (d - b) // steps
    return [f"{start[0]}{a + across * step}{b + up * step}" for step in range(1, steps + 1)]


def doors(plan: Plan) -> Iterator[Door]:
    """Every house of the commune: odd numbers on the left, even ones on the right."""
    for street in plan.streets:
        line, shape = plan.line(street["chemin"]), plan.shape(street["chemin"])
        length = sum(math.dist(a, b) for a, b in pairwise(line)) - 2 * _CORNER_M
        rng = random.Random(f"{plan.data['commune']['seed']} {street['nom']}")
        houses = _listed(street["numeros"]) or _invented(max(2, round(length / shape["frontage"])) * 2, rng)
        last = (max(number for number, _ in houses) + 1) // 2
        for number, suffix in houses:
            nudge = {"": 0.0, "bis": 0.3, "ter": 0.5}[suffix]
            along = ((number + 1) // 2 - 0.7 + nudge) / last * length + _CORNER_M
            side = shape["setback"] * (1 if number % 2 else -1)
            yield Door(street["nom"], street["code"], number, suffix, _beside(line, along, side))


def _listed(text: str) -> list[House]:
    """ "1-48,12bis": the numbers 1 to 48, and 12 bis."""
    first, last, *extras = re.findall(r"\d+(?:bis|ter)?", text) or ["1", "0"]
    houses = [(number, "") for number in range(int(first), int(last) + 1)]
    return sorted(houses + [(int(extra[:-3]), extra[-3:]) for extra in extras])


def _invented(most: int, rng: random.Random) -> list[House]:
    houses: list[House] = []
    for number in range(1, most + 1):
        draw = rng.random()
        if draw < _MISSING and 2 < number < most:
            continue
        suffixes = ["", "bis", "ter"][: 3 if draw > 1 - _TER else 2 if draw > 1 - _BIS else 1]
        houses += [(number, suffix) for suffix in suffixes]
    return houses


def _beside(line: list[Point], along: float, side: float) -> Point:
    """The point `along` metres down a line and `side` metres to its left."""
    for (x1, y1), (x2, y2) in pairwise(line):
        length = math.dist((x1, y1), (x2, y2))
        if along <= length or (x2, y2) == line[-1]:
            dx, dy = (x2 - x1) / length, (y2 - y1) / length
            return x1 + dx * along - dy * side, y1 + dy * along + dx * side
        along -= length
    raise ValueError("a street needs two corners")


def address_rows(plan: Plan, houses: Iterable[Door]) -> Iterator[dict[str, str]]:
    """The rows of addresses.csv."""
    commune = plan.data["commune"]
    for door in houses:
        lat, lon = plan.degrees(door.point)
        x, y = lambert93(lat, lon)
        key = f"{commune['insee']}_{door.code}_{door.number:05d}"
        row = {
            **{
                "id": f"{key}_{door.suffix}" if door.suffix else key,
                "id_fantoir": f"{commune['insee']}_{door.code}",
            },
            **{"numero": str(door.number), "rep": door.suffix, "nom_voie": door.street},
            **{
                "code_postal": commune["postcode"],
                "code_insee": commune["insee"],
                "nom_commune": commune["name"],
            },
            **{"x": f"{x:.2f}", "y": f"{y:.2f}", "lon": f"{lon:.6f}", "lat": f"{lat:.6f}"},
            **{"type_position": "entrée", "libelle_acheminement": commune["name"].upper().replace("-", " ")},
            **{"source_position": "commune", "source_nom_voie": "commune", "certification_commune": "1"},
        }
        yield {column: row.get(column, "") for column in COLUMNS}


def place_rows(plan: Plan, houses: Iterable[Door]) -> Iterator[dict[str, str]]:
    """The rows of places.csv: each place stands a few metres from the door that has its address."""
    known = {f"{door.number} {door.street}": door.point for door in houses if not door.suffix}
    for place in plan.places:
        if place["adresse"] not in known:
            raise ValueError(f"{place['nom']}: there is no {place['adresse']}")
        east, north = known[place["adresse"]]
        lat, lon = plan.degrees((east + _NEIGHBOUR_M, north + _NEIGHBOUR_M))
        yield place | {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}


def csv_text(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> str:
    """A CSV file, semicolons, one line feed a row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def generated(folder: Path = HERE) -> dict[str, str]:
    """File name → text of the files made from a plan. ValueError when it makes no sense."""
    plan = Plan(folder)
    houses = list(doors(plan))
    return {
        "addresses.csv": csv_text(COLUMNS, address_rows(plan, houses)),
        "places.csv": csv_text(PLACE_COLUMNS, place_rows(plan, houses)),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


if __name__ == "__main__":
    for name, text in generated().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="")
        print(f"{HERE / name}: {text.count(chr(10)) - 1} rows")
