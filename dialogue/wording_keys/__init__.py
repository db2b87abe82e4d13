"""What the program asks of the texts: the keys it says, in which file, and the slots each may have."""

import string
from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogue.wording_keys import (
    advice,
    appointment,
    chat,
    events,
    followup,
    general,
    information,
    knowledge,
    procedures,
    taking_part,
)

FILES: Mapping[str, Mapping[str, str]] = {
    "general.toml": general.SLOTS,
    "information.toml": information.SLOTS,
    "appointment.toml": appointment.SLOTS,
    "procedures.toml": procedures.SLOTS,
    "chat.toml": chat.SLOTS,
    "events.toml": events.SLOTS,
    "followup.toml": followup.SLOTS,
    "taking_part.toml": taking_part.SLOTS,
    "knowledge.toml": knowledge.SLOTS,
    "advice.toml": advice.SLOTS,
}
"""For each file of dialogue/texts: slots → the keys whose texts may have these."""
REQUIRED: Mapping[str, frozenset[str]] = {
    key: frozenset(slots.split()) for table in FILES.values() for slots, keys in table.items() for key in keys.split()
}
"""Every key, with the slots that its texts may have besides {town}."""
EVERYWHERE = frozenset({"town"})
HELP = "help_for."
"""Keys of this table are optional: one for each question that has help of its own."""
NEEDED: Mapping[str, str] = {
    **general.NEEDED,
    **events.NEEDED,
    **appointment.NEEDED,
    **procedures.NEEDED,
    **followup.NEEDED,
    **taking_part.NEEDED,
    **knowledge.NEEDED,
}
"""Without this slot the text would keep from the caller what it is for."""


def problems(texts: Mapping[str, tuple[str, ...]], file: Path) -> Iterator[str]:
    """One sentence for each mistake in the texts of `file`: what, where, and what to do."""
    keys = {key for keys in FILES.get(file.name, {}).values() for key in keys.split()}
    for key in sorted(keys - texts.keys()):
        yield f"{file}: key {key} is missing; add it with at least one text."
    for key, variants in texts.items():
        if key not in keys and not key.startswith(HELP):
            yield f"{file}: key {key} is unknown here; remove it, or correct its name."
            continue
        for text in variants:
            mistake = _mistake(key, text)
            if mistake:
                yield f"{file}: key {key}: {mistake}."


def _mistake(key: str, text: str) -> str:
    if not text.strip():
        return "a text is empty; write at least one sentence"
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return f"the braces in {text!r} do not match; write a slot as {{name}}"
    allowed = REQUIRED.get(key, frozenset()) | EVERYWHERE
    for name in sorted(found - allowed):
        return f"{{{name}}} is no slot here; use only {', '.join(f'{{{each}}}' for each in sorted(allowed))}"
    try:
        text.format(**dict.fromkeys(allowed, "x"))
    except (ValueError, LookupError, AttributeError):
        return f"a slot in {text!r} has more than its name; write only {{name}}"
    needed = NEEDED.get(key)
    return (
        f"{{{needed}}} is missing from {text!r}; put it where it is to be said" if needed not in {*found, None} else ""
    )
