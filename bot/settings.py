"""The settings: environment variables and .env. A wrong one stops the start with one clear line that names it."""

import importlib
import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from pydantic import Field, PrivateAttr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.messengers import MESSENGERS

if TYPE_CHECKING:
    from bot.messengers import Adapter, Host

Read = TypeVar("Read", bound="Section")


def _url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", value):
        raise ValueError("is not a web address (expected https://name)")
    return value.rstrip("/")


def web_address(value: str) -> str:
    """A service's address, without a path. Raises ValueError."""
    if not re.fullmatch(r"https?://[^\s/]+", value.rstrip("/")):
        raise ValueError("is not a web address")
    return value.rstrip("/")


class Section(BaseSettings):
    """What every part of the settings reads: the same file, and where people reach us from outside."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    public_url: str = ""

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        return _url(value)


class MessengerSettings(Section):
    """The settings of one messenger; `Settings` in the settings.py of its folder. switch: the one that turns it on."""

    switch: ClassVar[str]

    @abstractmethod
    def adapters(self, host: "Host") -> "Sequence[Adapter]":
        """One for each account, not opened yet; none when it is off. Its library is imported here."""


class Settings(Section):
    """Everything that can be set; each has a default that needs nothing installed. See .env.example."""

    database_url: str = "sqlite+aiosqlite:///var/ocop.db"
    files_url: str = "var/files"
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    alarm_url: str = ""
    log_level: str = "info"
    _messengers: dict[str, MessengerSettings] = PrivateAttr(default_factory=dict)

    @property
    def messengers(self) -> Mapping[str, MessengerSettings]:
        """Those of each messenger, by the name of its folder."""
        return self._messengers

    @field_validator("alarm_url")
    @classmethod
    def _alarm(cls, value: str) -> str:
        return _url(value)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value.startswith("postgresql://"):
            value = value.replace("postgresql://", "postgresql+asyncpg://", 1)
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("use sqlite+aiosqlite:///path or postgresql://user:password@host/name")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.lower() not in ("debug", "info", "warning", "error"):
            raise ValueError("is one of debug, info, warning, error")
        return value.lower()

    @property
    def local_url(self) -> str:
        """Where the web chat is opened on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104  compared, not bound
        return f"http://{host}:{self.port}"

    @property
    def web_url(self) -> str:
        """Where people reach the web chat and the public pages."""
        return self.public_url or self.local_url

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, if it is SQLite."""
        prefix = "sqlite+aiosqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


class BadSettings(Exception):
    """One line that names the setting."""


def load(**overrides: object) -> Settings:
    """Read the settings, those of the messengers too. Raises BadSettings."""
    settings = _read(Settings, overrides)
    for name in MESSENGERS:
        module = importlib.import_module(f"bot.messengers.{name}.settings")
        settings._messengers[name] = _read(module.Settings, overrides)
    return settings


def _read(section: type[Read], overrides: Mapping[str, object]) -> Read:
    try:
        return section(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        what = first["msg"].removeprefix("Value error, ")
        name = f"{str(first['loc'][0]).upper()} " if first["loc"] else ""  # without one, the sentence names it
        raise BadSettings(f"{name}{what}; see .env.example") from None
