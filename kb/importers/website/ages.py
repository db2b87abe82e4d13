"""How old the text of a page is that tells no date."""

from datetime import date, datetime

from kb.importers.website.dates import plausible
from kb.importers.website.pace import moment
from kb.site_pages import PageState


def known_since(text_digest: str, known: PageState | None, last_modified: str, today: date) -> date:
    """The day from which on a text is known to be what it is: when it was first seen so.

    A Last-Modified before that is believed, but not one after it: many servers tell the present moment. Where another
    text was seen before, this one is younger than that.
    """
    if known and known.since and known.text_digest == text_digest:
        return date.fromisoformat(known.since)
    modified = moment(last_modified)
    told = plausible(modified.date(), today) if modified else None
    since = told or today
    if known and known.text_digest and known.text_digest != text_digest and known.fetched_at:
        since = max(since, datetime.fromisoformat(known.fetched_at).date())
    return since
