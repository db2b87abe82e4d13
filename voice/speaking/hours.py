"""Hours of the day: "9h30" → "neuf heures trente", "12h" → "midi", "9h-12h" → "de neuf heures à midi"."""

import re

from voice.speaking.numbers import cardinal

_CLOCK = re.compile(r"(?<![\d:.,])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_TIME = r"(\d{1,2}) ?[hH](?: ?([0-5]\d)(?!\d))?(?: ?mi?n)?(?![^\W\d_]|\d)"
_RANGE = re.compile(rf"(?<![\d.,/-])(?P<lead>(?:\b[Dd]e|\b[Ee]ntre) )?{_TIME} ?[-–—/] ?{_TIME}")
_LASTING = "pendant|durant|sous|dans|les|en|de plus de|de moins de|depuis"
_ONE = re.compile(rf"(?<![\d.,])(?P<lasting>\b(?:{_LASTING}) )?{_TIME}")
_SPELLED = re.compile(r"(?<![\d.,])(\d{1,2}) ?(heures?)(?: (\d{2})(?![\d/]|[ .,]\d))?\b")
_HALF_WRITTEN = re.compile(r"(?<![\d.,/:hH-])(?<![hH] )(\d{1,2})( ?[-–—] ?| à )(?=\d{1,2} ?[hH](?![^\W\d_]))")
_ALWAYS = re.compile(r"\b(24) ?[hH]? ?/ ?24(?: ?[hH]\b)?|\b(7) ?(?:[jJ]|jours)? ?/ ?7(?: ?[jJ]\b)?")


def time_in_words(hour: int, minute: int = 0, *, lasting: bool = False) -> str:
    """A time of day, 0 to 24 hours; with `lasting` a duration, so that 12 hours are not noon."""
    if not lasting and hour in (0, 12):
        hours = "midi" if hour else "minuit"
    else:
        hours = f"{cardinal(hour, feminine=True)} {'heure' if hour < 2 else 'heures'}"
    return f"{hours} {cardinal(minute, feminine=True)}" if minute else hours


def read_hours(text: str) -> str:
    """Hours and ranges of hours of a text."""
    text = _ALWAYS.sub(lambda found: "24 heures sur 24" if found[1] else "7 jours sur 7", text)
    text = _CLOCK.sub(r"\1h\2", text)
    text = _HALF_WRITTEN.sub(r"\1h\2", text)
    text = _RANGE.sub(_range, text)
    text = _ONE.sub(_one, text)
    return _SPELLED.sub(_spelled, text)


def _words(hour: str, minute: str | None, *, lasting: bool = False) -> str:
    return time_in_words(int(hour), int(minute or 0), lasting=lasting)


def _range(found: re.Match[str]) -> str:
    lead, start, start_minute, end, end_minute = found.groups()
    joint = "et" if lead and lead.lower().startswith("entre") else "à"
    return f"{lead or 'de '}{_words(start, start_minute)} {joint} {_words(end, end_minute)}"


def _one(found: re.Match[str]) -> str:
    lasting, hour, minute = found.groups()
    return f"{lasting or ''}{_words(hour, minute, lasting=bool(lasting))}"


def _spelled(found: re.Match[str]) -> str:
    hour, unit, minute = found.groups()
    minutes = f" {cardinal(int(minute), feminine=True)}" if minute and int(minute) else ""
    return f"{cardinal(int(hour), feminine=True)} {unit}{minutes}"
