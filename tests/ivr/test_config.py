import os
import re
import tomllib
from collections.abc import Iterator
from ipaddress import IPv4Network
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ivr.config import ConfigError, Settings, load

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "guichet.example.toml"
PLACE = ("folders.data", "folders.models", "folders.prompts")
"""Their defaults depend on the user, so the example only shows what could stand there."""


@pytest.fixture(autouse=True)
def clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine, and no guichet.toml of the folder."""
    for name in os.environ:
        if name.startswith("GUICHET_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    path = folder / "mairie.toml"
    path.write_text(text, "utf-8")
    return path


def test_defaults(tmp_path: Path) -> None:
    settings = load()
    assert (settings.sip.address, settings.sip.port, settings.log.level) == ("127.0.0.1", 5060, "info")
    assert settings.database.parent == settings.folders.data
    assert load(data=tmp_path).database == tmp_path / "guichet.db"
    assert load(data=tmp_path).models == tmp_path / "models"
    assert load(data=tmp_path).recordings_folder == tmp_path / "recordings"


def test_the_file_then_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(
        tmp_path, '[sip]\nport = 5080\nuser = "accueil"\nallowed_peers = ["192.0.2.0/24"]\n[speech]\npace = 1.2'
    )
    monkeypatch.setenv("GUICHET_SIP__PORT", "5090")
    monkeypatch.setenv("GUICHET_SPEECH__SPEAKER", "nicola")
    settings = load(file)
    assert (settings.sip.port, settings.sip.user, settings.speech.pace) == (5090, "accueil", 1.2)
    assert settings.speech.speaker == "nicola"
    assert settings.sip.allowed_peers == (IPv4Network("192.0.2.0/24"),)


def test_networks_in_the_environment_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_SIP__ALLOWED_PEERS", "192.0.2.7/24, 198.51.100.1")
    assert load().sip.allowed_peers == (IPv4Network("192.0.2.0/24"), IPv4Network("198.51.100.1/32"))


def test_guichet_toml_is_read_when_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "guichet.toml").write_text('[folders]\nmodels = "/srv/models"')
    assert load(data=tmp_path).models == Path("/srv/models")


@pytest.mark.parametrize(
    ("text", "key", "value", "allowed"),
    [
        ("[sip]\nport = 70000", "sip.port", "70000", "less than or equal to 65535"),
        ('[sip]\nport = "onze"', "sip.port", "'onze'", "valid integer"),
        ("[sip]\nring_delay_s = -1", "sip.ring_delay_s", "-1", "greater than or equal to 0"),
        ("[speech]\npace = 9.0", "speech.pace", "9.0", "less than or equal to 1.6"),
        ('[log]\nlevel = "loud"', "log.level", "'loud'", "'debug', 'info', 'warning' or 'error'"),
        ('[recordings]\nkeep = "maybe"', "recordings.keep", "'maybe'", "valid boolean"),
        ('[town]\nname = ""', "town.name", "''", "at least 1 character"),
        (
            '[sip]\nallowed_peers = ["the office"]',
            "sip.allowed_peers",
            "['the office']",
            "'the office' is no IPv4 network",
        ),
        ('[sip]\nallowed_peers = ["2001:db8::/32"]', "sip.allowed_peers", "2001:db8::/32", "is no IPv4 network"),
        ("[sip]\nallowed_peers = 5", "sip.allowed_peers", "5", "tuple"),
        ("sip = 5", "sip", "5", "Sip"),
        ("[folders]\ndata = 7", "folders.data", "7", "path"),
    ],
)
def test_a_wrong_value_names_key_value_and_what_is_allowed(
    tmp_path: Path, text: str, key: str, value: str, allowed: str
) -> None:
    with pytest.raises(ConfigError) as error:
        load(written(tmp_path, text))
    said = str(error.value)
    assert re.match(
        rf"Configuration \(.*mairie\.toml or environment variable GUICHET_[A-Z_]+\): {re.escape(key)}", said
    )
    assert value in said
    assert " is not allowed: " in said
    assert allowed in said.split(" is not allowed: ")[1]
    assert "\n" not in said
    assert said.endswith(".")


@pytest.mark.parametrize(("text", "key"), [("[sip]\nprot = 1", "sip.prot"), ("[spi]\nport = 1", "spi")])
def test_an_unknown_key_is_named(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigError, match=rf"there is no key {key}; see guichet\.example\.toml\.$"):
        load(written(tmp_path, text))


def test_an_unknown_key_of_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_SIP__PROT", "1")
    with pytest.raises(ConfigError, match=r"environment variable GUICHET_SIP__PROT\): there is no key sip\.prot"):
        load()


def test_a_wrong_value_of_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_SIP__PORT", "many")
    with pytest.raises(ConfigError, match=r"variable GUICHET_SIP__PORT\): sip\.port = 'many'"):
        load()


def test_a_section_of_the_environment_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_SIP", "{broken")
    with pytest.raises(ConfigError, match="GUICHET_SIP"):
        load()


def test_broken_toml_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mairie\.toml is not valid TOML: .*line 1"):
        load(written(tmp_path, "[sip\nport = 1"))
    with pytest.raises(ConfigError, match=r"none\.toml does not exist: copy guichet\.example\.toml to it\.$"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="does not exist"):
        load(tmp_path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('[town]\nname = "mairie de Préaux"'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.toml"):
        load(path)


# ---------------------------------------------------------------------- the example


def keys(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Every key and its value, as TOML would hold it."""
    for section, values in settings.model_dump(mode="json").items():
        for key, value in values.items():
            yield f"{section}.{key}", value


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://sms.example.org/send", True),
        ("http://127.0.0.1:8080/send", True),
        ("http://localhost/send", True),
        ("http://[::1]/send", True),
        ("http://192.168.1.20/send", True),
        ("http://sms.example.org/send", False),
        ("http://8.8.8.8/send", False),
        ("http://localhost.example.org/send", False),
        ("http://127.0.0.1@sms.example.org/send", False),
        ("ftp://192.168.1.20/send", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_a_key_never_goes_over_the_internet_in_the_clear(tmp_path: Path, url: str, taken: bool) -> None:
    file = written(tmp_path, f'[sms]\nurl = "{url}"')
    if taken:
        assert load(file).sms.url == url
        return
    with pytest.raises(ConfigError, match="begins with https"):
        load(file)


def test_the_example_documents_every_key_with_its_default() -> None:
    uncommented = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text("utf-8"), flags=re.M)
    shown = {
        f"{section}.{key}": value
        for section, values in tomllib.loads(uncommented).items()
        for key, value in values.items()
    }
    defaults = dict(keys(load()))
    assert shown.keys() == defaults.keys()
    assert {key: shown[key] for key in shown if key not in PLACE} == {
        key: value for key, value in defaults.items() if key not in PLACE
    }


def test_the_example_is_a_configuration_as_it_stands(tmp_path: Path) -> None:
    assert dict(keys(load(EXAMPLE))) == dict(keys(load()))
    uncommented = written(tmp_path, re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text("utf-8"), flags=re.M))
    assert load(uncommented).sip == load().sip


def test_every_key_of_the_example_has_a_comment_before_it() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"# \w+ = ", line):
            assert before.startswith("# "), f"nothing explains {line}"


@pytest.mark.parametrize("variable", ["GUICHET_SIP_PORT", "GUICHET_SPI__PORT", "GUICHET_TOWN"])
def test_a_misspelt_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ConfigError, match=variable):
        load()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("GUICHET_SIP__ADDRESS", "bogus"), ("GUICHET_TOWN__AGENT_NUMBER", "nonsense")],
)
def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError, match=value):
        load()
