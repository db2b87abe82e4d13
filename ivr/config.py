"""Configuration: one commented TOML file, environment overrides, messages that name key, value and choice.

The file is `guichet.toml` in the working directory, else beside the program, or `--config FILE`.
`GUICHET_SIP__PORT=5070` overrides key `port` of section `[sip]`. `guichet.example.toml` documents every key.
"""

import os
import re
import tomllib
from ipaddress import IPv4Address, IPv4Network, ip_address
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from kb.outbox import Channel

ENVIRONMENT_PREFIX = "GUICHET_"
CONFIG_FILE = "guichet.toml"
PROGRAM_FOLDER = Path(__file__).parent.parent
TEST_VARIABLES = "GUICHET_TEST_"
"""The test suite's own variables are no settings."""


_EMAIL = re.compile(r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")
_SECRET = re.compile(r"^[A-Za-z0-9_-]{20,}$")
_SIP_ADDRESS = re.compile(r"^(sip:)?[^@\s]+@[^@\s]+$")


class ConfigError(Exception):
    """The configuration cannot be used. One sentence for the operator."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _networks(value: object) -> object:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    return tuple(_network(part) for part in value) if isinstance(value, list) else value


def _network(value: object) -> IPv4Network:
    try:
        return IPv4Network(str(value), strict=False)
    except ValueError:
        raise ValueError(f"{value!r} is no IPv4 network such as 192.0.2.0/24") from None


def _address(value: str) -> str:
    try:
        return str(IPv4Address(value))
    except ValueError:
        raise ValueError(f"{value!r} is no IPv4 address such as 192.0.2.10, or 0.0.0.0 for all") from None


def _sip_address(value: str) -> str:
    if value and not _SIP_ADDRESS.match(value):
        raise ValueError(f"{value!r} is no SIP address such as sip:accueil@192.0.2.20")
    return value


class Town(_Section):
    """Who answers."""

    name: str = Field(default="la mairie de Valbourg-les-Tilleuls", min_length=1)
    agent_number: Annotated[str, AfterValidator(_sip_address)] = ""
    """SIP address calls are transferred to; empty: a call-back is offered instead."""
    school_zone: Literal["A", "B", "C"] = "B"
    """Zone of the school holidays."""


class Sip(_Section):
    """The telephone line."""

    address: Annotated[str, AfterValidator(_address)] = "127.0.0.1"
    port: int = Field(default=5060, ge=0, le=65535)
    public_address: str = ""
    user: str = "mairie"
    registrar: str = ""
    auth_user: str = ""
    password: str = ""
    register_wait_s: int = Field(default=60, ge=0, le=3600)
    """At start, give up when the registrar did not accept us in so many seconds; 0: keep trying for ever."""
    register_retry_s: int = Field(default=30, ge=1, le=3600)
    ring_delay_s: float = Field(default=1.0, ge=0, le=30)
    rtp_port: int = Field(default=0, ge=0, le=65000)
    allowed_peers: Annotated[tuple[IPv4Network, ...], NoDecode, BeforeValidator(_networks)] = ()


class Speech(_Section):
    """Mouth and ear."""

    speaker: str = "siwis"
    pace: float = Field(default=1.0, ge=0.6, le=1.6)
    synthesis_threads: int = Field(default=1, ge=1, le=16)
    """More than one helps an idle machine only: on busy cores the threads wait for each other."""
    adapt_on_import: bool = True
    """Whether `kb import` teaches the recognizer the names that came: half a minute, when there are new ones."""


class Recordings(_Section):
    """Sound of calls."""

    keep: bool = False


class Log(_Section):
    """What the program writes on its error output."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


SMS_FIELDS = frozenset({"to", "text", "sender", "token", "reference"})
"""What the templates of an SMS may have between braces."""


def _sms_templates(value: dict[str, str]) -> dict[str, str]:
    for key, template in value.items():
        try:
            template.format(**dict.fromkeys(SMS_FIELDS, ""))
        except (ValueError, LookupError, AttributeError):
            known = ", ".join(f"{{{name}}}" for name in sorted(SMS_FIELDS))
            raise ValueError(f"{key} has braces that are no field; use only {known}") from None
    return value


class Smtp(_Section):
    """E-mail goes out through this server."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    host: str = ""
    """Empty: no e-mail is sent, nor offered to callers."""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    timeout_s: float = Field(default=20.0, gt=0, le=30)
    """Of each step; a whole sending is broken off after kb.outbox.SENDING."""

    @field_validator("sender")
    @classmethod
    def _is_address(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not _EMAIL.match(value):
            raise ValueError("an address such as mairie@example.org is needed, since smtp.host is set")
        return value


def _is_near(host: str) -> bool:
    """Whether it is this machine or an address of a private network; names but "localhost" may mean anything."""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


class Sms(_Section):
    """Text messages go out through this HTTP gateway."""

    url: str = ""
    """Empty: no SMS is sent, nor offered to callers."""
    token: str = ""
    sender: str = ""
    headers: Annotated[dict[str, str], AfterValidator(_sms_templates)] = {"Authorization": "Bearer {token}"}
    payload: Annotated[dict[str, str], AfterValidator(_sms_templates)] = {
        "to": "{to}",
        "from": "{sender}",
        "text": "{text}",
        "reference": "{reference}",
    }
    timeout_s: float = Field(default=20.0, gt=0, le=60)

    @field_validator("url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not value:
            return value
        try:
            address = urlsplit(value)
            host, _ = address.hostname, address.port
        except ValueError:
            host = None
        if not host or address.scheme not in ("https", "http"):
            raise ValueError("an address that begins with https:// is needed")
        if address.scheme == "http" and not _is_near(host):
            raise ValueError(
                "an address that begins with https:// is needed: over http:// the key and residents' numbers could be "
                "read on the way (only this machine and private addresses such as 192.168.1.20 may have http://)"
            )
        return value


class Desk(_Section):
    """What agents reach over HTTP: the desk's pages, and the calendar of appointments."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    address: Annotated[str, AfterValidator(_address)] = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    """0: nothing is served."""
    calendar_secret: str = ""
    pages_address: Annotated[str, AfterValidator(_address)] = "127.0.0.1"
    pages_port: int = Field(default=8080, ge=1, le=65535)

    @field_validator("calendar_secret")
    @classmethod
    def _is_long(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("port") and not _SECRET.match(value):
            raise ValueError("at least 20 letters or digits are needed, since desk.port is set")
        return value


class Folders(_Section):
    """Where things are kept, outside the source tree."""

    data: Path = Field(default_factory=lambda: user_data_path("guichet-vocal"))
    models: Path | None = None
    prompts: Path | None = None


class Settings(BaseSettings):
    """All settings, read-only."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter="__"
    )
    toml_file: ClassVar[Path | None] = None

    folders: Folders = Folders()
    town: Town = Town()
    sip: Sip = Sip()
    speech: Speech = Speech()
    recordings: Recordings = Recordings()
    log: Log = Log()
    smtp: Smtp = Smtp()
    sms: Sms = Sms()
    desk: Desk = Desk()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        file = TomlConfigSettingsSource(settings_cls, cls.toml_file) if cls.toml_file else None
        return (init_settings, env_settings, *([file] if file else []))

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folders.data / "guichet.db"

    @property
    def send_by(self) -> frozenset[Channel]:
        """How messages can be sent to residents."""
        configured: dict[Channel, str] = {"email": self.smtp.host, "sms": self.sms.url}
        return frozenset(channel for channel, server in configured.items() if server)

    @property
    def models(self) -> Path:
        """Installed speech models."""
        return self.folders.models or self.folders.data / "models"

    @property
    def prompts(self) -> Path:
        """The prompt store."""
        return self.folders.prompts or self.folders.data / "prompts"

    @property
    def recordings_folder(self) -> Path:
        """Stereo recordings, when they are kept."""
        return self.folders.data / "recordings"


def load(file: Path | None = None, data: Path | None = None) -> Settings:
    """Settings from `file` (default: guichet.toml when it exists), the environment, and `data` when given.

    Raises ConfigError: one sentence naming file, key, value and what is allowed.
    """
    if file is not None and not file.is_file():
        raise ConfigError(f"Configuration file {file} does not exist: copy guichet.example.toml to it.")
    places = (Path(CONFIG_FILE), PROGRAM_FOLDER / CONFIG_FILE)
    chosen = file or next((place for place in places if place.is_file()), None)
    _check_environment()

    class FromFile(Settings):
        toml_file: ClassVar[Path | None] = chosen

    try:
        settings = FromFile()
    except ValidationError as error:
        raise ConfigError(_explained(error, chosen)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"Configuration file {chosen} is not valid TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"Configuration file {chosen} is not UTF-8 text: save it as UTF-8.") from error
    except (OSError, SettingsError) as error:
        raise ConfigError(f"The configuration cannot be read: {error}.") from error
    if data is not None:
        settings = settings.model_copy(update={"folders": settings.folders.model_copy(update={"data": data})})
    return settings


def _check_environment() -> None:
    """A misspelt variable must not pass in silence. Raises ConfigError."""
    known = [f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in Settings.model_fields]
    for variable in os.environ:
        section, _, key = variable.upper().partition("__")
        if not section.startswith(ENVIRONMENT_PREFIX) or section.startswith(TEST_VARIABLES):
            continue
        if section not in known or not key:
            raise ConfigError(
                f"Environment variable {variable} is no setting: write {ENVIRONMENT_PREFIX}SECTION__KEY, where the "
                f"section is one of {', '.join(name.upper() for name in Settings.model_fields)}."
            )


def _explained(error: ValidationError, file: Path | None) -> str:
    first = error.errors()[0]
    keys = [str(part) for part in first["loc"]]
    variable = ENVIRONMENT_PREFIX + "__".join(key.upper() for key in keys)
    where = f"{file} or environment variable {variable}" if file else f"environment variable {variable}"
    value = "" if first["type"] == "missing" else f" = {first['input']!r}"
    if first["type"] == "extra_forbidden":
        return f"Configuration ({where}): there is no key {'.'.join(keys)}; see guichet.example.toml."
    return f"Configuration ({where}): {'.'.join(keys)}{value} is not allowed: {_lowered(first['msg'])}."


def _lowered(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
