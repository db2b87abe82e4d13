"""What holds between calls: the texts, which agents may change while the line answers."""

from pathlib import Path

import pytest

from dialogue import wording_keys
from dialogue.wording import WordingError
from ivr.config import Folders, Settings
from ivr.conversations import Conversations


def test_a_file_of_texts_that_gets_broken_stops_no_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conversations = Conversations(Settings(folders=Folders(data=tmp_path)))
    monkeypatch.setattr(wording_keys, "FILES", {**wording_keys.FILES, "broken.toml": {}})
    with conversations.begin("test").store:
        assert conversations.wording().say("goodbye")
    with pytest.raises(WordingError, match=r"broken\.toml"):
        Conversations(Settings(folders=Folders(data=tmp_path)))


def test_every_call_has_its_own_turns_of_the_variants(tmp_path: Path) -> None:
    conversations = Conversations(Settings(folders=Folders(data=tmp_path)))
    first, second = conversations.wording(), conversations.wording()
    assert first is not second
    assert first.say("not_understood_request") == second.say("not_understood_request")
