"""A simulated call held in text: the resident's words reach the assistant as a perfect ear would write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from dialogue.actions import HangUp as Ended
from dialogue.actions import Listen, Reply, Transfer
from dialogue.events import TRANSFERRED, Heard, HungUp, Keys, Silence, Utterance
from ivr.cases import records_of
from ivr.chat import reply_to
from ivr.conversations import Conversations, Held
from ivr.journal import Journal, as_text
from ivr.simulation.outcome import Exchange, Outcome, records
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Move, Script
from voice.speaking import in_words

LONGEST = 60
"""Turns; a call that goes on longer goes round in circles."""
_NO_WORD = re.compile(r"[^\w' -]+|(?<!\w)-|-(?!\w)")


def as_heard(text: str) -> str:
    """What a perfect recognizer writes of a sentence: words alone, numbers spelled, no capitals."""
    return " ".join(_NO_WORD.sub(" ", in_words(text)).lower().split())


def hold(scenario: Scenario, conversations: Conversations, random: Random | None = None) -> Outcome:
    """Hold one call to its end. The scenario's values are filled in already."""
    held = conversations.begin("simulation", scenario.caller.number)
    try:
        return _hold(Script(scenario, random), held, Journal(held, conversations.clock))
    finally:
        held.store.close()


@dataclass(frozen=True)
class Answered:
    """A reply of the assistant's, and the move of the resident's that it answers (none: the greeting)."""

    reply: Reply
    move: Move | None = None
    heard: Heard | None = None
    said: str = ""
    question: str = ""
    """What the assistant had said when the resident moved, and the name of what it asked."""


def turns(script: Script, held: Held) -> Iterator[Answered]:
    """The assistant's replies, until somebody ends the call or it goes round in circles."""
    now = Answered(held.conversation.open())
    yield now
    for _ in range(LONGEST):
        if not isinstance(now.reply.then, Listen) or (now.move and now.move.hang_up):
            return
        move = script.answer([now.reply.text]) or script.lost()
        heard, question = _event(move), held.conversation.question
        now = Answered(reply_to(held, heard), move, heard, now.reply.text, question)
        yield now


def _hold(script: Script, held: Held, journal: Journal) -> Outcome:
    exchanges: list[Exchange] = []
    for turn in turns(script, held):
        reply = turn.reply
        journal.turn(turn.heard, reply)
        if turn.move is not None:
            exchanges.append(Exchange(turn.said, turn.move, as_text(turn.heard), reply.understood, turn.question))
    exchanges.append(Exchange(reply.text, None))
    _close(held, reply)
    journal.end(held.conversation.talk.now())
    stored = records(records_of(held.store, held.call_id))
    return Outcome(tuple(exchanges), held.conversation.talk.outcome, stored)


def _event(move: Move) -> Heard:
    if move.say:
        return Utterance.typed(as_heard(move.say))
    if move.keys:
        return Keys(move.keys.rstrip("#") or move.keys)
    return Silence() if move.silence_s else HungUp()


def _close(held: Held, reply: Reply) -> None:
    """The line is gone: what was begun is kept. Nobody refuses a transfer here."""
    if not isinstance(reply.then, Ended):
        held.conversation.hear(HungUp(TRANSFERRED if isinstance(reply.then, Transfer) else ""))
