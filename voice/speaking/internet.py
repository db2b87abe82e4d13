"""E-mail and web addresses: "mairie@valbourg.fr" → "mairie arobase valbourg point fr"."""

import re

from voice.speaking.lexicon import lexicon

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\w")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>«»\"()]+", re.I)
_HOST = re.compile(
    r"(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|info|bzh|corsica|paris)(?:/[\w./-]*)?\b", re.I
)
_LABEL = re.compile(r"(?<![\w-])[a-z]+(?=\.\w|@)")
_ENDING = re.compile(r"[.,;:!?…]+$")
_NAMES = {
    "@": "arobase",
    ".": "point",
    "-": "tiret",
    "_": "tiret bas",
    "/": "slash",
    "+": "plus",
    ":": "deux-points",
    "?": "point d'interrogation",
    "=": "égale",
    "&": "et",
    "#": "dièse",
    "%": "pour cent",
    "~": "tilde",
}


def read_internet(text: str) -> str:
    """Addresses of a text; the scheme and a leading "www." are not said."""
    for pattern in (_LINK, _MAIL, _HOST):
        text = pattern.sub(_spelled, text)
    return text


def _spelled(found: re.Match[str]) -> str:
    address = found.group()
    ending = _ENDING.search(address)
    stop = ending.group() if ending else ""
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", address[: len(address) - len(stop)], flags=re.I)
    address = address.rstrip("/")
    address = _LABEL.sub(_acronym, address)
    said = "".join(f" {_NAMES[char]} " if char in _NAMES else char for char in address)
    return " ".join(said.split()) + stop


def _acronym(found: re.Match[str]) -> str:
    """ "ants" in capitals, so that it is spelled as everywhere else."""
    capitals = found.group().upper()
    return capitals if lexicon().say.get(capitals) == " ".join(capitals) else found.group()
