"""Groups of words that the rules of danger.toml name: "@personne" is written out before the rules are checked."""

import re
from collections.abc import Mapping
from typing import Any

_GROUP = re.compile(r"@(\w+)")
DEEPEST = 5
"""Groups within groups, at most."""
RULES = ("together", "in_order", "far", "ask", "ask_always", "figure", "doubtful")


def spelled_out(dangers: Mapping[str, Any], groups: Mapping[str, str]) -> dict[str, Any]:
    """The dangers with every group of their rules written out. A group that does not exist stays as it is written."""
    return {code: _danger(danger, groups) if isinstance(danger, dict) else danger for code, danger in dangers.items()}


def _danger(danger: Mapping[str, Any], groups: Mapping[str, str]) -> dict[str, Any]:
    return {name: _rules(value, groups) if name in RULES else value for name, value in danger.items()}


def _rules(rules: Any, groups: Mapping[str, str]) -> Any:
    if isinstance(rules, list):
        return [_rules(each, groups) for each in rules]
    return _words(rules, groups) if isinstance(rules, str) else rules


def _words(text: str, groups: Mapping[str, str]) -> str:
    for _ in range(DEEPEST):
        if "@" not in text:
            break
        text = _GROUP.sub(lambda found: groups.get(found[1], found[0]), text)
    return text
