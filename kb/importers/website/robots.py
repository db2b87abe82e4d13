"""What a site's robots.txt allows (RFC 9309)."""

from dataclasses import dataclass
from typing import Any

from protego import Protego

from kb.importers.website.addresses import Site
from kb.importers.website.fetching import Fetcher, FetchError
from kb.importers.website.options import AGENT

MOST_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least so much must be read; what follows may be left."""


class RobotsError(Exception):
    """robots.txt cannot be read, so nothing may be (RFC 9309, 2.3.1.4); the reason."""


@dataclass(frozen=True)
class Robots:
    """The rules for us."""

    rules: Any
    """Of protego; None: everything is allowed."""

    def allows(self, url: str) -> bool:
        """Whether a page may be read."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay_s(self) -> float:
        """Seconds asked for between two requests."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        return max(
            self.rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0
        )

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of site maps."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


def read_robots(fetcher: Fetcher, site: Site) -> Robots:
    """The rules of a site: 4xx means that there are none. RobotsError when they cannot be read.

    429 counts as unreachable: a server that asks for peace is not asked for more.
    """
    url = site.at("/robots.txt")
    try:
        answer = fetcher.fetch(url, site, lambda head: MOST_BYTES)
    except FetchError as error:
        raise RobotsError(f"{url} cannot be read: {error}") from error
    if 400 <= answer.status < 500:
        return Robots(None)
    if answer.status != 200:
        raise RobotsError(f"{url} cannot be read: the server answered {answer.status}")
    return Robots(Protego.parse(answer.body.decode("utf-8-sig", "replace")))
