"""Addresses of pages, written one way only, and held to one host."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from requests.utils import requote_uri

LONGEST = 500
"""Characters of an address."""
MOST_REPEATS = 3
"""A folder that comes so often in a path is a link that leads into itself."""
_PORTS = {"http": 80, "https": 443}
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_NOT_CONTENT = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|phpsessid|jsessionid|sessionid|session_id|sid|aspsessionid\w*|s?essid|"
    r"print|imprimer|share|replytocom|xtor|pk_\w+|mtm_\w+)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class AddressError(ValueError):
    """An address that names no web page; the reason."""


@dataclass(frozen=True)
class Site:
    """One host, by the scheme its first page has."""

    scheme: str
    host: str
    """With its port when it is not the usual one."""

    @classmethod
    def of(cls, url: str) -> "Site":
        """The site of a page. Raises AddressError."""
        parts = _split(url)
        return cls(parts.scheme, _host(parts))

    def has(self, url: str) -> bool:
        """Whether a page is on this host, http or https alike."""
        try:
            return _host(_split(url)) == self.host
        except AddressError:
            return False

    def at(self, path: str) -> str:
        """The address of a path from the root."""
        return f"{self.scheme}://{self.host}{path}"

    def page(self, link: str, base: str = "") -> str | None:
        """The one way to write a page of this site; None for another host, or what is no page."""
        try:
            parts = _split(urljoin(base, link.strip()) if base else link)
            if _host(parts) != self.host:
                return None
        except ValueError:  # AddressError, and what urljoin makes of brackets
            return None
        path = _path(parts.path)
        query = _query(parts.query)
        url = self.at(path) + (f"?{query}" if query else "")
        return None if len(url) > LONGEST or _leads_into_itself(path) else url


def pattern(url: str) -> str:
    """What pages of one kind have in common: digits and values of a query do not count."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return _DIGITS.sub("#", parts.path) + ("?" + "&".join(names) if names else "")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # ValueError when it is none
    except ValueError as error:
        raise AddressError(f"{url!r} is no address of a web page ({error})") from error
    if parts.scheme not in _PORTS or not parts.hostname or _CONTROL.search(parts.netloc):
        raise AddressError(f"{url!r} is no address of a web page; it begins with https:// or http://")
    return parts


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    try:
        host = name.encode("idna").decode("ascii") if not name.isascii() else name
    except UnicodeError as error:
        raise AddressError(f"{name!r} is no name of a host") from error
    written = f"[{host}]" if ":" in host else host
    return written if parts.port in (None, *_PORTS.values()) else f"{written}:{parts.port}"


def _path(path: str) -> str:
    plain = _CONTROL.sub("%20", _SESSION_IN_PATH.sub("", path).strip())
    quoted = _ESCAPE.sub(lambda found: found[0].upper(), requote_uri(plain.lstrip("/")))
    clean = posixpath.normpath("/" + quoted)
    return clean + "/" if quoted.endswith("/") and clean != "/" else clean


def _query(query: str) -> str:
    pairs = parse_qsl(query, errors="replace")
    return urlencode(sorted(pair for pair in set(pairs) if not _NOT_CONTENT.match(pair[0])))


def _leads_into_itself(path: str) -> bool:
    folders = [part for part in path.split("/") if part]
    return any(folders.count(part) >= MOST_REPEATS for part in set(folders))
