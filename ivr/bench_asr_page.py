"""How well speech is recognised, as a page: a bar a group, and the reliability of the confidences."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ivr.bench_asr import Report
from ivr.simulation.shares import Share

TEMPLATES = Path(__file__).parent / "templates"


def percent(share: Share) -> str:
    """ "12.3 % (10–15)"."""
    low, high = share.interval
    return f"{100 * share.value:.1f} % ({100 * low:.0f}–{100 * high:.0f})" if share.of else "–"


def page(reports: Sequence[Report], commit: str) -> str:
    """The page, whole: no script, nothing fetched."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["percent"] = percent
    return environment.get_template("hearing.html.j2").render(reports=reports, commit=commit)
