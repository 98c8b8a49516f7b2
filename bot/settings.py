"""The settings: environment variables and .env. A wrong one stops the start with one clear line that names it."""

import re
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Template(BaseModel):
    """A template approved by Zalo, for one kind of notice: which fact fills each of its parameters, and its price."""

    id: str = Field(pattern=r"^[A-Za-z0-9]{1,40}$")
    data: dict[str, str] = {}
    price: int = Field(0, ge=0)  # đồng


class Settings(BaseSettings):
    """Everything that can be set; each has a default that needs nothing installed. See .env.example."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = "sqlite+aiosqlite:///var/ocop.db"
    files_url: str = "var/files"
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    public_url: str = ""
    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    telegram_messages_per_second: float = Field(30, gt=0)
    telegram_webhook_secret: SecretStr | None = None
    zalo_oa_app_id: str = ""
    zalo_oa_secret: SecretStr | None = None
    zalo_oa_webhook_secret: SecretStr | None = None
    zalo_oa_templates: dict[str, Template] = {}
    zalo_oa_price: int = Field(55, ge=0)
    zalo_oa_messages_per_second: float = Field(15, gt=0)
    zalo_oa_api: str = "https://openapi.zalo.me"
    zalo_oa_oauth: str = "https://oauth.zaloapp.com"
    zalo_bot_token: SecretStr | None = None
    zalo_bot_messages_per_second: float = Field(10, gt=0)
    zalo_bot_api: str = "https://bot-api.zaloplatforms.com"
    zalo_media_hosts: str = "zdn.vn zadn.vn zalo.me zaloapp.com zaloplatforms.com zapps.me dlfl.me dlfl.vn"
    alarm_url: str = ""
    log_level: str = "info"

    @field_validator(
        "telegram_token",
        "telegram_webhook_secret",
        "zalo_oa_secret",
        "zalo_oa_webhook_secret",
        "zalo_bot_token",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{20,}", value.get_secret_value()):
            raise ValueError("is not a bot token (expected digits:letters, as @BotFather gives it)")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("public_url", "alarm_url")
    @classmethod
    def _public(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", value):
            raise ValueError("is not a web address (expected https://name)")
        return value.rstrip("/")

    @field_validator("zalo_oa_app_id")
    @classmethod
    def _app_id(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d{6,30}", value):
            raise ValueError("is not an app's id (digits, as developers.zalo.me shows it)")
        return value

    @field_validator("zalo_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{6,}", value.get_secret_value()):
            raise ValueError("is not a bot token (expected digits:letters, as Zalo gives it)")
        return value

    @field_validator("zalo_oa_templates", mode="before")
    @classmethod
    def _no_templates(cls, value: object) -> object:
        return value or {}

    @field_validator("zalo_media_hosts")
    @classmethod
    def _hosts(cls, value: str) -> str:
        if not all(re.fullmatch(r"(https?://)?[A-Za-z0-9.-]+(:\d+)?", host) for host in value.split()):
            raise ValueError("is a list of host names with spaces between them")
        return value.lower()

    @model_validator(mode="after")
    def _oa_whole(self) -> "Settings":
        if self.zalo_oa_app_id and self.zalo_oa_secret is None:
            raise ValueError("ZALO_OA_SECRET is missing: the Official Account needs it beside ZALO_OA_APP_ID")
        if self.zalo_oa_app_id and not self.public_url:
            raise ValueError("PUBLIC_URL is missing: the Official Account sends its events to a public address")
        return self

    @field_validator("telegram_api", "zalo_oa_api", "zalo_oa_oauth", "zalo_bot_api")
    @classmethod
    def _api(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+", value.rstrip("/")):
            raise ValueError("is not a web address")
        return value.rstrip("/")

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
    def media_hosts(self) -> list[str]:
        """The hosts from which files that people sent on Zalo are fetched."""
        return self.zalo_media_hosts.split()

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, if it is SQLite."""
        prefix = "sqlite+aiosqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


class BadSettings(Exception):
    """One line that names the setting."""


def load(**overrides: object) -> Settings:
    """Read the settings. Raises BadSettings."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        what = first["msg"].removeprefix("Value error, ")
        name = f"{str(first['loc'][0]).upper()} " if first["loc"] else ""  # without one, the sentence names it
        raise BadSettings(f"{name}{what}; see .env.example") from None
