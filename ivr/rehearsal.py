"""A scenario held in text beforehand: which fixed sentences its call will need."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dialogue.actions import Listen, Reply
from dialogue.events import Utterance
from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Script

LONGEST = 40
"""Turns; a scenario that goes on longer in text goes round in circles."""


def with_data(settings: Settings, data: Path) -> Settings:
    """The same settings over another data folder, with the same models and prompts."""
    folders = settings.folders.model_copy(update={"data": data, "models": settings.models, "prompts": settings.prompts})
    return settings.model_copy(update={"folders": folders})


def sentences_for(scenario: Scenario, settings: Settings) -> list[str]:
    """The fixed sentences that the assistant says in a scenario, without repeats."""
    with tempfile.TemporaryDirectory() as folder:
        conversations = Conversations(with_data(settings, Path(folder)))
        wording = conversations.wording()
        said = [*wording.variants("one_moment"), *wording.variants("apology")]
        said += [
            sentence.text
            for reply in _rehearsed(scenario, conversations)
            for sentence in reply.sentences
            if sentence.fixed
        ]
    return list(dict.fromkeys(said))


def _rehearsed(scenario: Scenario, conversations: Conversations) -> Iterator[Reply]:
    """The assistant's replies."""
    held = conversations.begin("rehearsal", scenario.caller.number)
    script = Script(scenario)
    try:
        reply = held.conversation.open()
        yield reply
        for _ in range(LONGEST):
            if not isinstance(reply.then, Listen):
                return
            move = script.answer([reply.text]) or script.lost()
            reply = held.conversation.hear(Utterance.typed(move.say))
            yield reply
    finally:
        held.store.close()
