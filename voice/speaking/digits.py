"""Digits one by one: ticket numbers."""

import re

from voice.speaking.numbers import cardinal

# "4 7 2, 9 1 5": three single digits or more, or several groups of two or more.
_GROUPS = re.compile(r"(?<![\d.,])(?<!\d )(?:\d(?: \d){2,}(?:, \d(?: \d)+)*|\d \d(?:, \d(?: \d)+)+)(?! ?\d|[.,]\d)")


def spell_digits(digits: str, group: int = 3) -> str:
    """Digits by name in groups: "472915" → "quatre, sept, deux; neuf, un, cinq".

    Other characters are dropped. A semicolon parts groups, since espeak-ng makes no pause at a full stop
    before a small letter. Raises ValueError when `group` is not positive.
    """
    if group < 1:
        raise ValueError(f"A group of digits has at least 1 digit, not {group}.")
    kept = [digit for digit in digits if digit.isdecimal()]
    return _spoken([kept[start : start + group] for start in range(0, len(kept), group)])


def read_digit_groups(text: str) -> str:
    """Single digits written apart, in groups: "4 7 2, 9 1 5" → "quatre, sept, deux; neuf, un, cinq"."""
    return _GROUPS.sub(lambda found: _spoken([part.split() for part in found.group().split(", ")]), text)


def _spoken(groups: list[list[str]]) -> str:
    return "; ".join(", ".join(cardinal(int(digit)) for digit in group) for group in groups)
