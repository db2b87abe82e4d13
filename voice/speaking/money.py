"""Sums in euros: "25,50 €" → "vingt-cinq euros cinquante"."""

import re

from voice.speaking.numbers import cardinal

_WHOLE = r"(?P<whole>\d{1,3}(?:[ .]\d{3})+|\d+)"
_SUM = re.compile(
    rf"(?<![\d.,]){_WHOLE}(?:[.,](?P<cents>\d{{1,2}})(?!\d))? ?"
    r"(?:(?P<scale>[kKM]) ?€|€(?P<after>\d{2}(?!\d))?|EUR\b|[eE]uros?\b)(?P<per> ?/ ?(?=[^\W\d_]))?"
)
_RANGE = re.compile(r"(?<![\d.,])(\d+(?:,\d\d)?) ?[-–—] ?(?=\d[\d ]*(?:,\d\d)? ?(?:€|EUR\b|euros?\b))")
_SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000}


def sum_in_words(euros: int, cents: int = 0) -> str:
    """A sum: 25, 50 → "vingt-cinq euros cinquante"; under one euro in centimes."""
    unit = "euro" if euros < 2 else "euros"
    if not euros and cents:
        return f"{cardinal(cents)} {'centime' if cents == 1 else 'centimes'}"
    joint = " d'" if euros and euros % 1_000_000 == 0 else " "  # "un million d'euros"
    words = f"{cardinal(euros)}{joint}{unit}"
    return f"{words} {cardinal(cents)}" if cents else words


def read_money(text: str) -> str:
    """Sums of a text, "25 €/mois" included ("vingt-cinq euros par mois")."""
    return _SUM.sub(_sum, _RANGE.sub(r"\1 à ", text)).replace("€", " euros ")


def _sum(found: re.Match[str]) -> str:
    euros = int(re.sub(r"\D", "", found["whole"]))
    part = found["cents"] or found["after"] or "0"
    cents = int(part.ljust(2, "0"))
    per = " par " if found["per"] else ""
    if found["scale"]:
        scale = _SCALES[found["scale"]]
        return sum_in_words(euros * scale + cents * scale // 100) + per
    return sum_in_words(euros, cents) + per
