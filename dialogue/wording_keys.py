"""What the program asks of wording.toml: the keys it says, and the slots each may have."""

import string
from collections.abc import Iterator, Mapping
from pathlib import Path

_SLOTS: dict[str, str] = {
    "": """
        greeting greeting_examples anything_else anything_else_retry next_request goodbye last_call nobody_there
        say_otherwise not_understood_request ask_kind ask_kind_retry kind_own_words ask_place ask_place_retry
        ask_place_again ask_number ask_number_retry place_own_words ask_phone ask_phone_retry phone_none phone_unclear
        readback_no_phone confirm_unclear readback_retry ask_correction ask_correction_retry yes_or_no noted
        ask_danger_transfer ask_danger_callback ask_danger_report danger_end transfer transfer_failed no_agent
        ask_callback ask_subject ask_subject_retry callback_no_phone offer_agent offer_callback offer_callback_unheard
        offer_agent_unheard offer_agent_declined slower louder wait still_here back back_impossible leave_report
        resume_report report_left help silence noise quiet unclear apology apology_end one_moment
    """,
    "label": "confirm_kind confirm_intent understood_kind not_yet",
    "first second": "choose_kind choose_kind_retry choose_place choose_place_retry",
    "place": "confirm_place readback_place_own",
    "phone": "ask_phone_caller readback_phone callback_stored",
    "digits": "phone_continue",
    "label place phone": "readback",
    "ticket": "stored",
}
REQUIRED: Mapping[str, frozenset[str]] = {
    key: frozenset(slots.split()) for slots, keys in _SLOTS.items() for key in keys.split()
}
"""Every key, with the slots that its texts may have besides {town}."""
EVERYWHERE = frozenset({"town"})
HELP = "help_for."
"""Keys of this table are optional: one for each question that has help of its own."""
NEEDED = {"stored": "ticket"}
"""Without this slot the text would keep from the caller what it is for."""


def problems(texts: Mapping[str, tuple[str, ...]], file: Path) -> Iterator[str]:
    """One sentence for each mistake in the texts of `file`: what, where, and what to do."""
    for key in REQUIRED:
        if key not in texts:
            yield f"{file}: key {key} is missing; add it with at least one text."
    for key, variants in texts.items():
        if key not in REQUIRED and not key.startswith(HELP):
            yield f"{file}: key {key} is unknown; remove it, or correct its name."
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
