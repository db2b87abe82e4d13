"""A scenario held in text beforehand: which fixed sentences its call will need."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.simulation.earlier import remember
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Script
from ivr.simulation.text import Answered, turns


def with_data(settings: Settings, data: Path) -> Settings:
    """The same settings over another data folder, with the same models and prompts."""
    folders = settings.folders.model_copy(update={"data": data, "models": settings.models, "prompts": settings.prompts})
    return settings.model_copy(update={"folders": folders})


def sentences_for(scenario: Scenario, settings: Settings) -> list[str]:
    """The fixed sentences that the assistant says in a scenario, without repeats."""
    with tempfile.TemporaryDirectory() as folder:
        conversations = Conversations(with_data(settings, Path(folder)))
        remember(scenario, conversations)
        wording = conversations.wording()
        said = [*wording.variants("one_moment"), *wording.variants("apology")]
        said += [
            sentence.text
            for turn in _rehearsed(scenario, conversations)
            for sentence in turn.reply.sentences
            if sentence.fixed
        ]
    return list(dict.fromkeys(said))


def _rehearsed(scenario: Scenario, conversations: Conversations) -> Iterator[Answered]:
    held = conversations.begin("rehearsal", scenario.caller.number)
    try:
        yield from turns(Script(scenario), held)
    finally:
        held.store.close()
