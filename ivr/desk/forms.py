"""Forms as they are sent: read with a limit, decoded strictly, checked for where they come from."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from ivr.desk.refusals import RefusedError, stale_form, wrong

LARGEST = 64 * 1024
"""Bytes of a form: the longest note and all that goes with it, several times over."""
MOST_FIELDS = 60
LONGEST_FIELD = 4000
_FORM = "application/x-www-form-urlencoded"
_ALLOWED_CONTROLS = "\n\t"


class Form:
    """The fields of a form or of an address; each lookup gives clean text."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields

    def text(self, name: str, longest: int = LONGEST_FIELD) -> str:
        """A field without blanks around; empty when it is not there. RefusedError when it is too long."""
        value = next((value for key, value in self._fields if key == name), "").strip()
        if len(value) > longest:
            raise wrong(f"Le champ « {name} » est trop long : {longest} caractères au plus.")
        return value

    def secret(self, name: str) -> str:
        """A password, with the blanks it may begin with."""
        return next((value for key, value in self._fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field that comes several times."""
        return [value.strip() for key, value in self._fields if key == name]

    def number(self, name: str) -> int | None:
        """A whole number; None when it is not there. RefusedError for anything else."""
        text = self.text(name, 20)
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 15:
            raise wrong(f"Le champ « {name} » doit être un nombre.")
        return int(text)

    def day(self, name: str) -> date | None:
        """A day as browsers send it (2026-11-24); None when it is not there. RefusedError for anything else."""
        text = self.text(name, 20)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise wrong(f"« {text[:20]} » n'est pas une date : écrivez par exemple 2026-11-24.") from None


def decoded(body: bytes | str) -> Form:
    """Fields of a form body or a query. RefusedError for what no browser sends."""
    try:
        text = body.decode("ascii") if isinstance(body, bytes) else body
        fields = parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise wrong("Le formulaire n'est pas lisible. Rouvrez la page et recommencez.") from None
    return Form([(key, _clean(value)) for key, value in fields])


async def read(request: Request) -> Form:
    """The form of a request. RefusedError 413 when it is larger than `LARGEST`, 415 when it is no form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise RefusedError(415, "Ce formulaire n'est pas envoyé comme un navigateur le fait.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise RefusedError(413, "Le texte envoyé est trop long. Raccourcissez-le et recommencez.")
    return decoded(bytes(body))


def same_origin(request: Request) -> None:
    """RefusedError when a browser says that another site sent the form."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise stale_form()
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise stale_form()


def _clean(value: str) -> str:
    return "".join(_kept(value.replace("\r\n", "\n")))


def _kept(value: str) -> Iterator[str]:
    """Without control characters, and without marks that turn the direction of the text around them."""
    for letter in value:
        if (letter >= " " and letter != "\x7f" and letter not in DIRECTION_MARKS) or letter in _ALLOWED_CONTROLS:
            yield letter


DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
