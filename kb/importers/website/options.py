"""How far and how fast a site is read."""

from pydantic import BaseModel, ConfigDict, Field

AGENT = "GuichetVocal"
"""The name by which robots.txt may speak to us."""

TIME_OUT_S = 20.0
"""For connecting, and for each piece of an answer."""
PAGE_TIME_S = 60.0
"""For all of a page: a server that drips is not waited for."""
MOST_BYTES = 5_000_000
"""Of a page, unpacked."""
MOST_PDF_BYTES = 10_000_000
LONGEST_DELAY_S = 60.0
"""A site that asks for more between two pages is not for machines."""
MOST_FAILURES = 10
"""Pages in a row that do not answer: then the server is left in peace."""
LONGEST_WAIT_S = 120.0
"""Of one Retry-After; a server that asks for more is left in peace until the next time."""
MOST_WAITING_S = 900.0
"""Of all of one reading."""


class SiteOptions(BaseModel):
    """What an operator may choose for one site."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: str = Field(default="", max_length=200, pattern=r"^[\x20-\x7e]*$")
    """An e-mail or web address that the webmaster reads in the logs."""
    delay_s: float = Field(default=1.0, ge=0, le=LONGEST_DELAY_S)
    """Between two requests; robots.txt may ask for more."""
    max_pages: int = Field(default=1000, ge=1, le=20_000)
    max_depth: int = Field(default=8, ge=0, le=50)
    """Links from the first page."""
    max_age_days: int = Field(default=730, ge=1, le=36_500)
    """A page is possibly out of date when it was brought up to date longer ago."""
    max_undated_days: int = Field(default=365, ge=1, le=36_500)
    """The same for a page without a date, counted from the day its text was first seen. Shorter: it was older then."""
    max_pdfs: int = Field(default=200, ge=0, le=5_000)
    """PDF files that pages of the site link to."""
    max_loss_percent: int = Field(default=50, ge=0, le=100)
    """Share of what is held that may go at once, also of a file: more, and the source is taken to be broken."""

    @property
    def user_agent(self) -> str:
        """What the webmaster sees."""
        return f"{AGENT}/1.0 (+{self.contact})" if self.contact else f"{AGENT}/1.0"
