"""How well speech is recognised, as a page: a bar a group, and the reliability of the confidences."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ivr.bench_asr import Report
from ivr.bench_calls_summary import percent

TEMPLATES = Path(__file__).parent / "templates"


def page(reports: Sequence[Report], commit: str) -> str:
    """The page, whole: no script, nothing fetched."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["percent"] = percent
    return environment.get_template("hearing.html.j2").render(reports=reports, commit=commit)
