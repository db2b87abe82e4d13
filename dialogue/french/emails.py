"""E-mail addresses as they are dictated ("jean point dupont arobase orange point fr"), and read back."""

import re
from collections.abc import Sequence

from accessibility.hearing import alike, fold
from dialogue.french.email_words import AT, Pieces, label, local_part
from dialogue.french.words import folded

SOUNDS_LIKE = 0.8
"""`alike` above which a word is taken for a provider's name."""
AS_AT = 0.85
"""`alike` above which words are taken for "arobase"."""

TYPED = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
"""An address as it is written."""
_VALID = re.compile(r"[a-z0-9](?:[a-z0-9]|[._+-](?![.]))*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_ENDINGS = {
    "fr": "fr", "f r": "fr", "effet r": "fr", "efer": "fr", "f": "fr", "fer": "fr", "frere": "fr", "ever": "fr",
    "com": "com", "comme": "com", "come": "com", "comment": "com", "c o m": "com", "combe": "com",
    "net": "net", "nette": "net", "n e t": "net", "nait": "net", "org": "org", "orgue": "org", "o r g": "org",
    "eu": "eu", "e u": "eu", "be": "be", "b e": "be", "info": "info", "bzh": "bzh", "b z h": "bzh", "ch": "ch",
    "c h": "ch", "de": "de", "d e": "de", "it": "it", "es": "es", "e s": "es", "pt": "pt", "p t": "pt",
}  # fmt: skip
_PROVIDERS = {
    "gmail": ("com", "g mail; j mail; ji mail; gemail; jmail; jimail; je mail; j ai mail; germail; gmail; ge mail"),
    "orange": ("fr", "orange; oranges; au range; l orange"),
    "wanadoo": ("fr", "wanadoo; wanadou; oua nadou; wana doux; ouanadou; bouana dou"),
    "free": ("fr", "free; fri; frit; frites; frie; frites; fris"),
    "sfr": ("fr", "sfr; s f r; esse f r; est ce f r"),
    "laposte": ("net", "laposte; la poste; poste; la postes"),
    "hotmail": ("", "hotmail; hot mail; hotte mail; otmail; haute mail; ot mail"),
    "outlook": ("", "outlook; out look; aout look; outlouk; aoutlouk; out louk"),
    "yahoo": ("", "yahoo; yahou; ya ou; yaou; y a ou; yaourt; ya hou"),
    "live": ("", "live; laive; l aive; laïve; layve"),
    "icloud": ("com", "icloud; i cloud; aille cloud; ail cloud; y cloud; ai cloud"),
    "bbox": ("fr", "bbox; b box; bi box; be box; bebox"),
    "neuf": ("fr", "neuf; 9"),
    "numericable": ("fr", "numericable; numeri cable; numerique cable"),
    "aol": ("com", "aol; a o l"),
    "msn": ("com", "msn; m s n"),
    "protonmail": ("com", "protonmail; proton mail; protone mail"),
    "proton": ("me", "proton"),
    "gmx": ("", "gmx; g m x"),
    "club-internet": ("fr", "club internet"),
    "aliceadsl": ("fr", "aliceadsl; alice adsl; alice a d s l"),
    "cegetel": ("net", "cegetel; c g tel; cegetelle"),
    "ymail": ("com", "ymail; y mail"),
}
"""Name: its ending where there is but one, and how recognition writes it."""
_HEARD = {tuple(heard.split()): name for name, (_, all_heard) in _PROVIDERS.items() for heard in all_heard.split("; ")}

_SIGNS = {"@": "arobase", ".": "point", "-": "tiret", "_": "tiret du bas", "+": "plus"}
_PIECES = re.compile(r"[a-z]+|[0-9]+|[@._+-]")
_VOWELS = re.compile(r"[aeiouy]")


def email_in(texts: Sequence[str]) -> str | None:
    """The e-mail address that one utterance dictates, in small letters; None when there is none, or half of one.

    `texts` are the recognizer's alternatives, best first; one at a provider known to many is taken before others.
    """
    found = [address for text in texts if (address := _address(text))]
    return next((address for address in found if _known(address)), found[0] if found else None)


def speak_email(address: str) -> str:
    """An address to be read out and checked: "jean, point, dupont, arobase, orange, point, f r".

    Digits are said one by one, and letters that make no syllable too ("b r" of "br.fr").
    """
    return ", ".join(_said(piece) for piece in _split(address))


def _split(address: str) -> list[str]:
    return _PIECES.findall(fold(address) if not address.isascii() else address.lower())


def _said(piece: str) -> str:
    if piece in _SIGNS:
        return _SIGNS[piece]
    if piece == "gmail":
        return "g mail"
    spelled = piece.isdecimal() or not _VOWELS.search(piece) or len(piece) == 1
    return " ".join(piece) if spelled else piece


def _address(text: str) -> str | None:
    typed = TYPED.search(text)
    if typed:
        return typed[0].lower()
    spelled = folded(text)
    for start, end in _ats(spelled):
        domain = _domain(spelled[end:])
        local = local_part(spelled[:start])
        address = f"{local}@{domain}"
        if domain and local and _VALID.fullmatch(address):
            return address
    return None


def _ats(spelled: Sequence[str]) -> list[tuple[int, int]]:
    """Where "arobase" is said: as it is written, else as it sounds."""
    runs = [(start, start + length) for start in range(len(spelled)) for length in (3, 2, 1)]
    runs = [(start, end) for start, end in runs if end <= len(spelled)]
    written = [(start, end) for start, end in runs if tuple(spelled[start:end]) in AT]
    return written or [(start, end) for start, end in runs if alike(" ".join(spelled[start:end]), "arobase") > AS_AT]


def _domain(spelled: Sequence[str]) -> str:
    labels = Pieces(spelled).labels()
    if not labels:
        return ""
    *names, ending = labels
    if not names:
        return _without_point(ending)
    known = _ENDINGS.get(" ".join(ending))
    if known is None:
        return ""
    return ".".join([*(_provider(name) or label(name) for name in names), known])


def _without_point(words: Sequence[str]) -> str:
    """ "Orange fr", or a name whose ending everybody knows."""
    for length in (3, 2, 1):
        ending = _ENDINGS.get(" ".join(words[-length:]))
        name = _provider(words[:-length]) if len(words) > length else ""
        if ending and name:
            return f"{name}.{ending}"
    name = _provider(words)
    ending = _PROVIDERS[name][0] if name else ""
    return f"{name}.{ending}" if ending else ""


def _provider(words: Sequence[str]) -> str:
    """The provider that a label is heard as; empty when it is none."""
    known = _HEARD.get(tuple(words))
    if known:
        return known
    said = "".join(words)
    if len(said) < 4:
        return ""
    scores = {name: alike(said, name) for name in _PROVIDERS if len(name) > 3}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= SOUNDS_LIKE else ""


def _known(address: str) -> bool:
    return address.split("@")[1].rsplit(".", 1)[0] in _PROVIDERS
