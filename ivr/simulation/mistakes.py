"""What is wrong in a scenario file, told to who wrote it: where, what, and what to do instead."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

PAGE = "docs/scenarios.md"
_TABLES = {"reply": "[[reply]]", "earlier": "[[earlier]]", "caller": "[caller]", "expect": "[expect]"}
_KINDS_OF_VALUE = {
    "string": "a text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "tuple": "a text in quotes, or a list of them",
    "list": "a list",
    "dict": "a table",
    "model": "a table",
}
_BOUNDS = {
    "greater_than": "more than {:g}",
    "greater_than_equal": "{:g} or more",
    "less_than": "less than {:g}",
    "less_than_equal": "{:g} or less",
}


def sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """The first mistake: "[caller] noise: 'rain' is not known; use one of none, street." """
    first = error.errors()[0]
    loc = first["loc"]
    where = _where(loc[:-1] if first["type"] == "extra_forbidden" else loc)
    what = f"{where}: {_what(first, model)}" if where else _what(first, model)
    return what if what.endswith("?") else f"{what}."


def meant(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the closest, or any."""
    names = list(known)
    close = get_close_matches(name, names, 1)
    return f"did you mean {close[0]!r}?" if close else f"use one of {', '.join(names)}"


def unknown(value: object, known: Iterable[str]) -> str:
    """A name that does not exist, and those that do."""
    names = list(known)
    close = get_close_matches(str(value), names, 1)
    guess = f" (did you mean {close[0]!r}?)" if close else ""
    return f"{value!r} is not known{guess}; use one of {', '.join(names)}"


def _where(loc: tuple[int | str, ...]) -> str:
    """("reply", 2, "say", 0) as "[[reply]] 3, say, item 1"; ("expect", "case", "kind") as "[expect] case.kind"."""
    if not loc:
        return ""
    table, *rest = loc
    if table == "vary":
        return " ".join(["[vary]", *map(str, rest[:1])])
    if table == "expect" and rest:
        named = [str(part) for part in rest if not _alternative(part) and not isinstance(part, int)]
        items = [f", item {part + 1}" for part in rest if isinstance(part, int)]
        return f"[expect] {'.'.join(named)}{''.join(items)}"
    if not rest:
        return _TABLES.get(str(table), str(table))
    head = f"[[{table}]] {rest[0] + 1}" if isinstance(rest[0], int) else f"[{table}] {rest[0]}"
    return ", ".join([head, *(f"item {part + 1}" if isinstance(part, int) else str(part) for part in rest[1:])])


def _alternative(part: int | str) -> bool:
    """Whether it names one of several types that a value may have, not a place in the file."""
    return isinstance(part, str) and (part in ("str", "int", "bool") or "[" in part)


def _what(error: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    key = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        return f"there is no key {key!r}; {meant(key, _keys(model, error['loc'][:-1]))}"
    if kind == "missing":
        return f"it is missing; write it as {PAGE} shows"
    if kind == "tuple_type" and key in ("reply", "earlier"):
        return f"write each as a table of its own, under a line [[{key}]]"
    if error["loc"][0] == "vary":
        return "this is no list of values; write one, or one of address, street, name, phone"
    if any(_alternative(part) for part in error["loc"]):
        return f"{_short(given)} cannot be compared; write a text in quotes, a whole number, or true or false"
    return _value(kind, given, context)


def _value(kind: str, given: object, context: Mapping[str, Any]) -> str:
    if kind == "literal_error":
        names = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        return unknown(given, names.split(", "))
    if kind in _BOUNDS:
        return f"{given!r} is not allowed; write {_BOUNDS[kind].format(next(iter(context.values())))}"
    if kind == "string_pattern_mismatch":
        return f"{given!r} are no telephone keys; use 0 to 9, * and # alone"
    if kind in ("string_too_short", "too_short"):
        return f"there is nothing in it; write it as {PAGE} shows"
    wanted = _KINDS_OF_VALUE.get(kind.split("_", maxsplit=1)[0])
    return f"{_short(given)} is not {wanted}" if wanted else f"{_short(given)} cannot be used here; see {PAGE}"


def _short(given: object) -> str:
    text = str(given).lower() if isinstance(given, bool) else repr(given)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at this place may have."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = _table(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _table(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _table(each))), None)
