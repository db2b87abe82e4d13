"""Whole conversations in text, with the demo commune, a fixed clock and fixed ticket numbers."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest

from dialogue.conversation import Conversation
from ivr.config import Folders, Settings, Town
from ivr.conversations import Conversations, Held
from tests.conversations.transcript import Transcript, hold

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
AGENT = "sip:accueil@192.0.2.10"
MOBILE = "0612345678"

Talk = Callable[..., Transcript]


def conversations_in(folder: Path, agent: str = "") -> Conversations:
    settings = Settings(folders=Folders(data=folder), town=Town(agent_number=agent))
    return Conversations(settings, lambda: MORNING, Random(1945))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo commune. Tests copy it."""
    folder = tmp_path_factory.mktemp("commune")
    conversations_in(folder)
    return folder


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """A data folder of one's own."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def talk(data: Path) -> Talk:
    """Hold a conversation: lines of the caller, one after another; `caller` and `agent` are telephone numbers."""

    def run(*lines: str, caller: str = "", agent: str = "") -> Transcript:
        return hold(conversations_in(data, agent), lines, caller)

    return run


@pytest.fixture
def held(data: Path) -> Iterator[Held]:
    """One conversation, driven by hand."""
    opened = conversations_in(data).begin("test", MOBILE)
    yield opened
    opened.store.close()


@pytest.fixture
def conversation(held: Held) -> Conversation:
    held.conversation.open()
    return held.conversation


@pytest.fixture
def with_agent(data: Path) -> Iterator[Held]:
    """A call to a town whose agent can be reached."""
    held = conversations_in(data, AGENT).begin("test", MOBILE)
    held.conversation.open()
    yield held
    held.store.close()
