"""Fetching one page: slowly enough, never too much of it, never from another host."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

import requests
import urllib3

from kb.importers.website.addresses import Site
from kb.importers.website.options import LONGEST_WAIT_S, MOST_BYTES, MOST_WAITING_S, PAGE_TIME_S, TIME_OUT_S
from kb.importers.website.pace import Pace, retry_after_s

MOST_HOPS = 5
_PIECE = 16_384
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEMPORARY = frozenset({408, 425, 429})
_TELLS_WHEN = frozenset({429, 503})
"""Answers whose Retry-After says when to come back (RFC 9110, 10.2.3; RFC 6585, 4)."""
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class FetchError(Exception):
    """A page that was not got; the reason. `passing`: it may be there another time."""

    def __init__(self, reason: str, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


class BusyError(FetchError):
    """The server asks to be left in peace for longer than is waited."""

    def __init__(self, status: int, seconds: float) -> None:
        super().__init__(f"the server answered {status} and asks to wait {seconds:.0f} s", passing=True)


class OtherHostError(FetchError):
    """The page leads to another host."""

    def __init__(self, target: str) -> None:
        super().__init__(f"it leads to another host ({target[:200]})", passing=False)
        self.target = target


@dataclass(frozen=True)
class Fetched:
    """What a server answered. `url` is where its redirects led; `status` 200, 304, 404 and 410 are normal."""

    url: str
    status: int
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes = b""
    cut: bool = False
    """There was more of it."""

    @property
    def content_type(self) -> str:
        """Without its parameters; empty when not told."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


class Fetcher:
    """Fetches from one site."""

    def __init__(self, user_agent: str, pace: Pace) -> None:
        self.pace = pace
        self._waited = 0.0
        self._session: Any = requests.Session()
        # Nothing but gzip: its unpacked size can be bounded piece by piece.
        self._session.headers.update(
            {"User-Agent": user_agent, "Accept-Encoding": "gzip", "Accept-Language": "fr", "Accept": "*/*"}
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def fetch(
        self,
        url: str,
        site: Site | None,
        limit: Callable[[Fetched], int] = lambda head: MOST_BYTES,
        headers: dict[str, str] | None = None,
        allowed: Callable[[str], bool] = lambda url: True,
    ) -> Fetched:
        """Get a page, following redirects within `site` (None: to any host) to addresses that are `allowed`.

        The body is read only of a 200, up to as many bytes as `limit` says of its head. A server that says when to
        come back (Retry-After) is asked once more then. FetchError when there is no answer, a 5xx or 429, or redirects
        without end; BusyError when the server wants more time than is given; OtherHostError when redirects leave the
        site.
        """
        seen = [url]
        while True:
            answer = self._patiently(url, limit, headers or {})
            if answer.status not in _REDIRECTS:
                return answer
            try:
                target = urldefrag(urljoin(url, answer.headers.get("location", ""))).url
            except ValueError as error:
                raise FetchError("it leads to what is no address", passing=False) from error
            if site and not site.has(target):
                raise OtherHostError(target)
            url = target
            if url in seen or len(seen) > MOST_HOPS:
                raise FetchError("its redirects do not end", passing=False)
            if not allowed(url):
                raise FetchError(f"it leads to {url}, which robots.txt forbids", passing=False)
            seen.append(url)

    def _patiently(self, url: str, limit: Callable[[Fetched], int], headers: dict[str, str]) -> Fetched:
        answer = self._one(url, limit, headers)
        wait = retry_after_s(answer.headers) if answer.status in _TELLS_WHEN else None
        if wait is not None:
            if wait > min(LONGEST_WAIT_S, MOST_WAITING_S - self._waited):
                raise BusyError(answer.status, wait)
            self._waited += wait
            self.pace.pause(wait)
            answer = self._one(url, limit, headers)
        if answer.status >= 500 or answer.status in _TEMPORARY:
            self.pace.slow_down()
            raise FetchError(f"the server answered {answer.status}", passing=True)
        return answer

    def _one(self, url: str, limit: Callable[[Fetched], int], headers: dict[str, str]) -> Fetched:
        self.pace.wait()
        with _explained(), contextlib.closing(self._get(url, headers)) as response:
            head = Fetched(url, response.status_code, {name.lower(): text for name, text in response.headers.items()})
            most_bytes = limit(head) if head.status == 200 else 0
            if not most_bytes:
                return head
            if head.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
                raise FetchError("it is packed in a way that was not asked for", passing=False)
            body, cut = self._body(response, most_bytes)
            return Fetched(url, head.status, head.headers, body, cut)

    def _get(self, url: str, headers: dict[str, str]) -> Any:
        return self._session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=TIME_OUT_S)

    def _body(self, response: Any, most_bytes: int) -> tuple[bytes, bool]:
        """The unpacked body, and whether there was more than `most_bytes` of it."""
        end = self.pace.clock() + PAGE_TIME_S
        body = bytearray()
        # read1: what is there, without waiting until the piece is full; unpacking stops at its size too.
        while piece := response.raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > most_bytes:
                return bytes(body[:most_bytes]), True
            if self.pace.clock() > end:
                raise FetchError(f"it did not come within {PAGE_TIME_S:g} s", passing=True)
        return bytes(body), False


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise FetchError("the server did not answer in time", passing=True) from error
    except (requests.exceptions.ContentDecodingError, urllib3.exceptions.DecodeError) as error:
        raise FetchError("it cannot be unpacked", passing=False) from error
    except requests.exceptions.SSLError as error:
        raise FetchError(f"the server's certificate is not accepted ({_short(error)})", passing=True) from error
    except ValueError as error:  # requests' and urllib's, for an address that is none, or leads to none
        raise FetchError(f"its address is wrong ({_short(error)})", passing=False) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise FetchError(f"the server cannot be reached ({_short(error)})", passing=True) from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
