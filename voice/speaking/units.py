"""Measures and percentages after a number: "3 km" → "3 kilomètres", "20 %" → "20 pour cent"."""

import re

_UNITS = {
    "km/h": "kilomètre à l'heure",
    "km²": "kilomètre carré",
    "km": "kilomètre",
    "m²": "mètre carré",
    "m2": "mètre carré",
    "m³": "mètre cube",
    "m3": "mètre cube",
    "m": "mètre",
    "dm": "décimètre",
    "cm": "centimètre",
    "mm": "millimètre",
    "kg": "kilogramme",
    "g": "gramme",
    "t": "tonne",
    "l": "litre",
    "L": "litre",
    "cl": "centilitre",
    "ha": "hectare",
    "h": "heure",
    "min": "minute",
    "mn": "minute",
    "s": "seconde",
    "sec": "seconde",
    "°C": "degré",
    "°": "degré",
    "kW": "kilowatt",
    "kWh": "kilowattheure",
    "W": "watt",
    "V": "volt",
    "A": "ampère",
    "dB": "décibel",
    "Ko": "kilooctet",
    "Mo": "mégaoctet",
    "Go": "gigaoctet",
    "pers.": "personne",
}
_CHOICES = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
# A letter alone after a house number is a suffix ("12 A", "3 L"), so ampere, volt and watt need no gap.
_MEASURE = re.compile(
    rf"(?<![\w.,])(?P<value>\d+(?:[ ]\d{{3}})*(?:[.,]\d+)?)"
    rf"(?P<unit>(?:(?<=\d)| )(?:{_CHOICES}))(?P<per> ?/ ?(?=[^\W\d_]))?(?![\w'’²³°])"
)
_PER_CENT = re.compile(r"(?<=\d) ?%")
_PER = re.compile(
    r"(\d [^\W\d_]+) ?/ ?(?=(?:pers\.|personne|an|mois|jour|semaine|foyer|famille|habitant|heure|trimestre)(?!\w))"
)
_GLUED_ONLY = {"A", "V", "W", "L"}


def read_units(text: str) -> str:
    """Units of a text in words; the numbers stay digits for the numbers' own rule."""
    return _PER.sub(r"\1 par ", _MEASURE.sub(_measure, _PER_CENT.sub(" pour cent", text)))


def _measure(found: re.Match[str]) -> str:
    value, unit = found["value"], found["unit"]
    if unit.startswith(" ") and unit.strip() in _GLUED_ONLY:
        return found.group()
    words = _UNITS[unit.strip()]
    if float(re.sub(r" ", "", value).replace(",", ".")) >= 2:
        first, *others = words.split(" ")
        others = [f"{word}s" if word in ("carré", "cube") else word for word in others]
        words = " ".join((f"{first}s", *others))
    return f"{value} {words}" + (" par " if found["per"] else "")
