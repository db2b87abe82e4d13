"""The measurement of whole calls for people: a page with charts, and a summary kept in docs/quality.md."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from ivr.bench_calls import Quality, as_data
from ivr.simulation.figures import Share

HISTORY = "quality.jsonl"
SUMMARY = "quality.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=select_autoescape(["html", "j2"])
)


def page(quality: Quality) -> str:
    """A page that stands alone: bars with their intervals, and a table under each."""
    return _TEMPLATES.get_template("quality.html.j2").render(quality=quality)


def keep(folder: Path, quality: Quality) -> Path:
    """Add a measurement to the history in a folder, and write its summary anew; the summary's path.

    What stands outside the two marks of the summary is left as it is.
    """
    history = folder / HISTORY
    with history.open("a", encoding="utf-8") as file:
        file.write(json.dumps(_line(quality), ensure_ascii=False) + "\n")
    lines = [json.loads(line) for line in history.read_text("utf-8").splitlines()]
    path = folder / SUMMARY
    text = path.read_text("utf-8") if path.exists() else f"# How well calls go\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{summary(quality, lines)}{END}{after}", "utf-8")
    return path


def _line(quality: Quality) -> dict[str, Any]:
    """What the history keeps of a measurement."""
    data = as_data(quality)
    conditions = {each["name"]: each["all"] | {"repairs": each["repairs"]} for each in data["conditions"]}
    return {key: data[key] for key in ("commit", "day", "half", "seed", "scenarios")} | {"conditions": conditions}


def percent(share: Share) -> str:
    """ "93.1 % (90–95)": the share and its interval."""
    low, high = share.interval
    return f"{share.value:.1%} ({100 * low:.0f}–{100 * high:.0f})".replace("%", " %", 1)


def summary(quality: Quality, history: list[dict[str, Any]]) -> str:
    """The latest measurement and those before it, in Markdown."""
    rows = [
        f"Measured on commit `{quality.commit}`, {quality.day}, half `{quality.half}`, seed {quality.seed}, scenarios "
        f"`{quality.scenarios}`. Shares with their 95 % interval.\n",
        "| calls | of | got what they wanted | and without a person | wrong with confidence | turns | repairs a call |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for each in quality.conditions:
        figures = each.all
        rows.append(
            f"| {each.name} | {figures.success.of} | {percent(figures.success)} | {percent(figures.helped_alone)} "
            f"| {percent(figures.wrong)} | {figures.turns:.0f} | {each.repairs} |"
        )
    rows += ["", "Why calls failed: " + "; ".join(_causes(each.name, each.causes) for each in quality.conditions) + "."]
    rows += ["", "### Before", ""]
    rows += ["| day | commit | half | scenarios | calls | got what they wanted |", "| --- " * 6 + "|"]
    return "\n".join([*rows, *map(_before, history)]) + "\n"


def _before(line: dict[str, Any]) -> str:
    conditions = line["conditions"]
    shares = ", ".join(f"{name} {100 * each['success']['value']:.1f} %" for name, each in conditions.items())
    count = sum(each["success"]["of"] for each in conditions.values())
    cells = (line["day"], f"`{line['commit']}`", line["half"], f"`{line['scenarios']}`", str(count), shares)
    return f"| {' | '.join(cells)} |"


def _causes(name: str, causes: dict[str, int]) -> str:
    told = ", ".join(f"{cause} {times}" for cause, times in causes.items())
    return f"{name}: {told or 'none failed'}"
