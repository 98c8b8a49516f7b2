"""The settings of Telegram."""

import re
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, SecretStr, field_validator

from bot.messengers.accounts import Accounts, accounts
from bot.settings import MessengerSettings, web_address

if TYPE_CHECKING:
    from bot.messengers import Adapter, Host


class Settings(MessengerSettings):
    switch: ClassVar[str] = "TELEGRAM_TOKEN"

    telegram_token: Accounts = []
    telegram_api: str = "https://api.telegram.org"
    telegram_messages_per_second: float = Field(30, gt=0)
    telegram_webhook_secret: SecretStr | None = None

    @field_validator("telegram_token", mode="before")
    @classmethod
    def _accounts(cls, value: object) -> object:
        problem = "is not a bot token (expected digits:letters, as @BotFather gives it)"
        return accounts(value, r"\d{3,}:[A-Za-z0-9_-]{20,}", problem)

    @field_validator("telegram_webhook_secret", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("telegram_api")
    @classmethod
    def _api(cls, value: str) -> str:
        return web_address(value)

    def adapters(self, host: "Host") -> "list[Adapter]":
        if not self.telegram_token:
            return []
        from bot.messengers.telegram.adapter import Telegram  # 170 MB and 2.5 s: only for those who use it

        return [
            Telegram(
                bot.value,
                api=self.telegram_api,
                public_url=host.public_url,
                secret=self.telegram_webhook_secret.get_secret_value() if self.telegram_webhook_secret else "",
                rate=self.telegram_messages_per_second,
                province=bot.province,
                first=number == 0,
                now=host.now,
            )
            for number, bot in enumerate(self.telegram_token)
        ]
