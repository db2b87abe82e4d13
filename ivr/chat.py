"""The keyboard: the same conversation in text, one utterance a line. For tests, scenarios and curious people."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import structlog

from dialogue.actions import HangUp, Listen, Reply, Then, Transfer
from dialogue.events import TRANSFERRED, Heard, HungUp, Inaudible, Keys, Silence, Utterance
from ivr import identity
from ivr.cases import records_of
from ivr.conversations import Conversations, Held
from ivr.journal import Journal, as_text

log = structlog.get_logger()

_KEYS = re.compile(r"^\[dtmf ([0-9*#]+)\]$")
_SPECIAL: dict[str, Heard] = {
    "[silence]": Silence(),
    "[noise]": Inaudible("noise"),
    "[quiet]": Inaudible("quiet"),
    "[hangup]": HungUp(),
}


class ChatError(ValueError):
    """A line of input means nothing. One sentence."""


def heard_from(line: str) -> Heard | None:
    """What a typed line stands for; None for an empty line. Raises ChatError for an unknown [special line]."""
    text = line.strip()
    if not text:
        return None
    keys = _KEYS.match(text)
    if keys:
        digits = keys.group(1)
        return Keys(digits.rstrip("#") or digits)
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text.startswith("["):
        known = ", ".join([*_SPECIAL, "[dtmf KEYS]"])
        raise ChatError(f"{text} is not a special line: use one of {known}, or plain words.")
    return Utterance.typed(text)


def action_name(then: Then) -> str:
    """The closing action of a turn, for transcripts."""
    match then:
        case Listen():
            return "listen"
        case Transfer(target):
            return f"transfer {target}"
        case HangUp():
            return "hang_up"


def chat(conversations: Conversations, lines: Iterable[str], caller: str = "") -> Iterator[dict[str, Any]]:
    """Hold a conversation over typed lines; gives one record a turn, and a last one with the stored case.

    The end of the input is a hang-up. A line that means nothing gives a record with an `error`, and is passed over.
    """
    held = conversations.begin("chat", caller, identity.own())
    journal = Journal(held, conversations.clock)
    try:
        reply = held.conversation.open()
        journal.turn(None, reply)
        yield _record(None, reply, records_of(held.store, held.call_id) or None)
        for line in lines:
            try:
                heard = heard_from(line)
            except ChatError as error:
                yield {"error": str(error)}
                continue
            if heard is None:
                continue
            reply = reply_to(held, heard)
            journal.turn(heard, reply)
            yield _record(heard, reply, records_of(held.store, held.call_id) or None)
            if not isinstance(reply.then, Listen):
                # At a keyboard nobody is there to refuse a transfer.
                held.conversation.hear(HungUp(TRANSFERRED if isinstance(reply.then, Transfer) else ""))
                break
        else:
            held.conversation.hear(HungUp())
        yield {"stored": records_of(held.store, held.call_id) or None, "outcome": held.conversation.talk.outcome}
    finally:
        journal.end(conversations.clock())
        held.store.close()


def reply_to(held: Held, heard: Heard) -> Reply:
    """As on the telephone: what breaks inside is apologised for, and the conversation goes on."""
    try:
        return held.conversation.hear(heard)
    except Exception:
        log.exception("conversation failed")
        return held.conversation.rescue()


def _record(heard: Heard | None, reply: Reply, case: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "heard": as_text(heard),
        "understood": reply.understood,
        "confidence": reply.confidence,
        "said": reply.text,
        "actions": ["say", action_name(reply.then)] if reply.sentences else [action_name(reply.then)],
        "case": case,
    }
