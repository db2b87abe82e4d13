"""Whole conversations in text, with the demo commune, a fixed clock and fixed ticket numbers."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from dialogue.conversation import Conversation
from ivr.config import Folders, Settings, Sms, Smtp, Town
from ivr.conversations import Conversations, Held
from tests.conversations import known
from tests.conversations.clock import MORNING as MORNING
from tests.conversations.transcript import Transcript, hold

AGENT = "sip:accueil@192.0.2.10"
MOBILE = "0612345678"

Talk = Callable[..., Transcript]


def conversations_in(folder: Path, agent: str = "", sends: Sequence[str] = ()) -> Conversations:
    """`sends`: channels ("sms", "email") that the town can send messages by."""
    smtp = Smtp(host="mail.example.org", sender="mairie@example.org") if "email" in sends else Smtp()
    sms = Sms(url="https://sms.example.org/") if "sms" in sends else Sms()
    settings = Settings(folders=Folders(data=folder), town=Town(agent_number=agent), smtp=smtp, sms=sms)
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
    """Hold a conversation: lines of the caller, one after another; `caller` and `agent` are telephone numbers.

    `before`: what the town hall knew already (tests/conversations/known.py).
    """

    def run(
        *lines: str, caller: str = "", agent: str = "", before: Sequence[str] = (), sends: Sequence[str] = ()
    ) -> Transcript:
        conversations = conversations_in(data, agent, sends)
        known.remember(conversations.settings.database, before)
        return hold(conversations, lines, caller)

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
