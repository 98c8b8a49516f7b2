"""The settings of the Zalo Bot."""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, field_validator

from bot.messengers.accounts import Accounts, accounts
from bot.messengers.zalo.media import HOSTS, checked_hosts
from bot.settings import MessengerSettings, web_address

if TYPE_CHECKING:
    from bot.messengers import Adapter, Host


class Settings(MessengerSettings):
    switch: ClassVar[str] = "ZALO_BOT_TOKEN"

    zalo_bot_token: Accounts = []
    zalo_bot_messages_per_second: float = Field(10, gt=0)
    zalo_bot_api: str = "https://bot-api.zaloplatforms.com"
    zalo_media_hosts: str = HOSTS

    @field_validator("zalo_bot_token", mode="before")
    @classmethod
    def _accounts(cls, value: object) -> object:
        problem = "is not a bot token (expected digits:letters, as Zalo gives it)"
        return accounts(value, r"\d{3,}:[A-Za-z0-9_-]{6,}", problem)

    @field_validator("zalo_media_hosts")
    @classmethod
    def _hosts(cls, value: str) -> str:
        return checked_hosts(value)

    @field_validator("zalo_bot_api")
    @classmethod
    def _api(cls, value: str) -> str:
        return web_address(value)

    def adapters(self, host: "Host") -> "list[Adapter]":
        if not self.zalo_bot_token:
            return []
        from bot.messengers.zalo_bot.adapter import ZaloBot

        return [
            ZaloBot(
                bot.value,
                api=self.zalo_bot_api,
                public_url=host.public_url,
                media_hosts=self.zalo_media_hosts.split(),
                shared=host.share(bot.value),
                database=host.database,
                now=host.now,
                rate=self.zalo_bot_messages_per_second,
                province=bot.province,
                first=number == 0,
            )
            for number, bot in enumerate(self.zalo_bot_token)
        ]
