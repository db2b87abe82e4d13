"""The measurement of whole calls for people: a page that stands alone, with charts and the table under each."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from ivr.bench_calls import Quality
from ivr.bench_calls_summary import percent, typical
from ivr.simulation.causes import CAUSES

AIMS = {"text": 0.98, "clean voice": 0.95, "noise, 15 dB": 0.90}
"""Task success that the project wants."""
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=select_autoescape(["html", "j2"])
)
_TEMPLATES.filters |= {"percent": percent, "typical": typical}


def page(quality: Quality) -> str:
    """Bars with their intervals, readable in black and white, and a table under each."""
    return _TEMPLATES.get_template("quality.html.j2").render(quality=quality, aims=AIMS, causes=CAUSES)
