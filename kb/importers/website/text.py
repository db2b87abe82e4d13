"""Text of a page: decoded whatever the server says of it, and without what is no text."""

import codecs
import re
import unicodedata

LONGEST_TITLE = 120
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,100}?encoding\s*=)\s*["']?\s*([\w:.-]{2,40})""", re.I
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.I)
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"\x7fELF",
    b"MZ",
)
_CONTROLS = dict.fromkeys(code for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r\f\x85")
_CONTROL_NUMBER = re.compile(
    r"&#(?:0*(?:[0-8]|1[1-9]|2\d|3[01]|127)|x0*(?:[0-8be]|1[0-9a-f]|7f))(?:;|(?![0-9a-f]))", re.I
)
_NOT_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_HEAD = 2_048
_ENOUGH_CONTROL = 0.1
"""Share of control characters from which on something is no text."""


def is_binary(data: bytes) -> bool:
    """Whether it is no text, whatever its type is said to be."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    head = data[:_HEAD]
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return data.startswith(_SIGNATURES) or b"\0" in head or odd > _ENOUGH_CONTROL * len(head)


def decode(data: bytes, content_type: str) -> str:
    """The text of a page.

    What is valid UTF-8 is UTF-8, even when another encoding is declared: no other text looks like it by chance.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    in_page, in_header = _DECLARED.search(data[:_HEAD]), _IN_HEADER.search(content_type)
    declared = [in_header[1]] if in_header else []
    declared += [in_page[1].decode("ascii", "replace")] if in_page else []
    for encoding in ("utf-8", *declared):
        try:
            # Browsers read Latin-1 as cp1252 (WHATWG Encoding): its quotes and euro sign are not control characters.
            return data.decode("cp1252" if codecs.lookup(encoding).name == "iso8859-1" else encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def without_controls(source: str) -> str:
    """A page's source without control characters, written as such or by number: parsers stumble over them."""
    return _CONTROL_NUMBER.sub("", source.translate(_CONTROLS))


def clean(text: str) -> str:
    """One line without control characters, invisible marks and double spaces."""
    kept = (" " if each.isspace() else each for each in unicodedata.normalize("NFC", text))
    visible = (each for each in kept if each == " " or unicodedata.category(each) not in _NOT_TEXT)
    return " ".join("".join(visible).split())


def shortened(text: str, most: int = LONGEST_TITLE) -> str:
    """A title that is not too long, cut between words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:-–|") + "…"
