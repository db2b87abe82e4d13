"""Signs: those that are said become words, those that pause become a comma, the rest goes."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_ALIKE = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "‘": "'",
        "‑": "-",
        "‐": "-",
        "−": "-",
        "ᵉ": "e",
        "ʳ": "r",
        "º": "°",
        "\u00ad": None,
    }
)
_WORDS = (
    (re.compile(r"(?<=\w) ?/ ?(?=ou\b)"), " "),
    (re.compile(r"(?<=\w) ?/ ?(?=\w)"), " ou "),
    (re.compile(r"&"), " et "),
    (re.compile(r"\+"), " plus "),
    (re.compile(r"="), " égale "),
    (re.compile(r"@"), " arobase "),
    (re.compile(r"%"), " pour cent "),
    (re.compile(r"°"), " degrés "),
    (re.compile(r"#"), " dièse "),
    (re.compile(r"\*"), " étoile "),
    (re.compile(r"(?<=\d) ?[×x] ?(?=\d)"), " fois "),
    (re.compile(r"£"), " livres "),
    (re.compile(r"\$"), " dollars "),
)
_DASH = re.compile(r"(?:(?<=\s)|^)[-–—]+(?=\s|$)|[–—]+|-{2,}")
# espeak-ng runs the neighbours of an ellipsis together, so it becomes a comma or a full stop.
_ELLIPSIS = re.compile(r"\s*(?:…|\.{2,})\s*(?P<end>$|(?=[A-ZÀ-ÖØ-Þ]))?")
_SAID = frozenset(" \n.,;:!?'-")


def unify(text: str) -> str:
    """One kind of apostrophe, hyphen and space, so that every later rule is written once."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_ALIKE)).strip()


def read_signs(text: str) -> str:
    """Signs in words, brackets and dashes as pauses, quotes and what cannot be said dropped."""
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    text = _ELLIPSIS.sub(lambda found: ". " if found["end"] is not None else ", ", text)
    text = re.sub(r"[(){}\[\]<>•|]", ",", text)
    text = _DASH.sub(",", text)
    return "".join(_sayable(char) for char in text)


def _sayable(char: str) -> str:
    if char in _SAID or (char.isalpha() and char not in "ªº"):
        return char
    if char.isdecimal():
        return f" {unicodedata.decimal(char)} "
    if unicodedata.combining(char):
        return char
    return " "


def tidy(text: str) -> str:
    """One pause where several signs met, no space before a point or comma, none doubled.

    A space before ! ? ; and : is French typography, and makes no difference to the voice: it goes.
    """
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"(?<!\w)['-]+(?!\w)", " ", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"([.,;:!?])[.,;:!?]+", _strongest, text)
    text = re.sub(r"^[\s.,;:!?]+", "", text)
    text = re.sub(r"([.,;:!?])(?=\S)", r"\1 ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    # At a full stop before a small letter espeak-ng makes no pause.
    return re.sub(r"(?<=[.!?] )[^\W\d_]", lambda found: found.group().upper(), text)


def _strongest(found: re.Match[str]) -> str:
    return next((sign for sign in "?!.:;" if sign in found.group()), ",")
