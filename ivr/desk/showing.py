"""What callers said, made safe to look at: no letters that reorder a line, no line that fills the page."""

from ivr.desk.forms import DIRECTION_MARKS

LONGEST = 3000
"""Characters of one utterance on a page: four minutes of speech."""
_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) != "\n"}
_OUT = str.maketrans(_CONTROLS | {ord(mark): "" for mark in DIRECTION_MARKS + "\u2028\u2029\ufeff"})


def plain(text: str, longest: int = LONGEST) -> str:
    """The text without control characters and direction marks; what is too long is cut, and says so."""
    shown = text[: longest + 1000].translate(_OUT)
    if len(text) <= longest:
        return shown
    return f"{shown[:longest]} … [coupé : {len(text)} caractères]"
