"""The metric grid of French maps, whose coordinates address files also carry."""

import math


def lambert93(lat: float, lon: float) -> tuple[float, float]:
    """Easting and northing in metres of the French grid (EPSG:2154; constants of IGN's note NTG 71)."""
    n, c, e, xs, ys = 0.7256077650532670, 11754255.4260960, 0.0818191910428, 700000.0, 12655612.0498760
    sine = math.sin(math.radians(lat))
    radius = c * math.exp(-n * (math.atanh(sine) - e * math.atanh(e * sine)))
    turn = n * math.radians(lon - 3)
    return xs + radius * math.sin(turn), ys - radius * math.cos(turn)
