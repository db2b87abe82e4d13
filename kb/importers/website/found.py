"""What the reading of a site brings."""

from collections import Counter
from dataclasses import dataclass, field

from kb.importers.reading import Refused
from kb.passages import Passage
from kb.site_pages import PageState


class SiteError(Exception):
    """A site that cannot be read at all; the reason. `passing`: it may be there another time."""

    def __init__(self, reason: str, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


@dataclass
class Found:
    """Pages, passages, and what was left out or refused."""

    pages: dict[str, PageState] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    spared: set[str] = field(default_factory=set)
    """Pages whose passages stay as they are held."""
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Why pages were left out, though nothing is wrong with them."""
    other_files: set[str] = field(default_factory=set)
    """Pictures, spreadsheets… that pages lead to."""

    def keep(self, state: PageState) -> None:
        """A page stays as it was."""
        self.pages[state.url] = state
        self.spared.add(state.url)

    def refuse(self, url: str, reason: str) -> None:
        """Name a page that cannot be used."""
        self.refused.append(Refused(url, 0, reason))
