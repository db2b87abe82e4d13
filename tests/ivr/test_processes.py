"""The demo's children read the same file, but keep the demo's call on this machine."""

from pathlib import Path

import pytest

from ivr.config import load
from ivr.processes import child_environment, config_option
from ivr.rehearsal import with_data

INSTALLED = """
[town]
name = "la mairie de Test"
agent_number = "sip:accueil@pbx.example"
[sip]
address = "192.0.2.7"
public_address = "198.51.100.1"
registrar = "pbx.example"
rtp_port = 20000
allowed_peers = ["192.0.2.0/24"]
"""


def test_a_configured_installation_does_not_reach_into_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hall.toml"
    file.write_text(INSTALLED, "utf-8")
    settings = with_data(load(file), tmp_path / "data")
    option, path = config_option(settings)
    for name, value in child_environment(settings, port=0).items():
        monkeypatch.setenv(name, value)
    child = load(Path(path))
    assert option == "--config"
    assert child.town.name == "la mairie de Test"
    assert child.town.agent_number == ""
    sip = child.sip
    assert (sip.address, sip.port, sip.rtp_port) == ("127.0.0.1", 0, 0)
    assert (sip.public_address, sip.registrar, sip.allowed_peers) == ("", "", ())
    assert (child.folders.data, child.models, child.prompts) == (tmp_path / "data", settings.models, settings.prompts)


def test_without_a_file_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ivr.config.PROGRAM_FOLDER", tmp_path)
    assert config_option(load()) == []
