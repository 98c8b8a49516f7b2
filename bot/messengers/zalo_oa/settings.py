"""The settings of the Official Account. Those of several stand in the same order in each list."""

import os
import secrets
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

from bot.messengers.accounts import Account, Accounts, Secrets, accounts
from bot.messengers.zalo.media import HOSTS, checked_hosts
from bot.settings import MessengerSettings, web_address

if TYPE_CHECKING:
    from bot.messengers import Host
    from bot.messengers.zalo_oa.adapter import ZaloOa


class Template(BaseModel):
    """A template approved by Zalo, for one kind of notice: which fact fills each of its parameters, and its price."""

    id: str = Field(pattern=r"^[A-Za-z0-9]{1,40}$")
    data: dict[str, str] = {}
    price: int = Field(0, ge=0)  # đồng


class Settings(MessengerSettings):
    switch: ClassVar[str] = "ZALO_OA_APP_ID"

    zalo_oa_app_id: Accounts = []
    zalo_oa_secret: Secrets = []
    zalo_oa_webhook_secret: Secrets = []
    zalo_oa_templates: dict[str, Template] = {}
    zalo_oa_price: int = Field(55, ge=0)
    zalo_oa_messages_per_second: float = Field(15, gt=0)
    zalo_oa_api: str = "https://openapi.zalo.me"
    zalo_oa_oauth: str = "https://oauth.zaloapp.com"
    zalo_media_hosts: str = HOSTS

    @field_validator("zalo_oa_app_id", mode="before")
    @classmethod
    def _accounts(cls, value: object) -> object:
        problem = "is not an app's id (digits, as developers.zalo.me shows it)"
        return accounts(value, r"\d{6,30}", problem)

    @field_validator("zalo_oa_templates", mode="before")
    @classmethod
    def _no_templates(cls, value: object) -> object:
        return value or {}

    @field_validator("zalo_media_hosts")
    @classmethod
    def _hosts(cls, value: str) -> str:
        return checked_hosts(value)

    @field_validator("zalo_oa_api", "zalo_oa_oauth")
    @classmethod
    def _api(cls, value: str) -> str:
        return web_address(value)

    @model_validator(mode="after")
    def _whole(self) -> "Settings":
        apps: list[Account] = self.zalo_oa_app_id
        if len(self.zalo_oa_secret) < len(apps):
            raise ValueError("ZALO_OA_SECRET is missing: the Official Account needs it beside ZALO_OA_APP_ID")
        if apps and self.zalo_oa_webhook_secret and len(self.zalo_oa_webhook_secret) != len(apps):
            raise ValueError("ZALO_OA_WEBHOOK_SECRET needs one secret for each of ZALO_OA_APP_ID")
        if apps and not self.public_url:
            raise ValueError("PUBLIC_URL is missing: the Official Account sends its events to a public address")
        return self

    def adapters(self, host: "Host") -> "list[ZaloOa]":
        accounts: dict[str, ZaloOa] = {}
        return [self._adapter(host, number, accounts) for number in range(len(self.zalo_oa_app_id))]

    def _adapter(self, host: "Host", number: int, accounts: "dict[str, ZaloOa]") -> "ZaloOa":
        from bot.messengers.zalo_oa.adapter import ZaloOa
        from bot.messengers.zalo_oa.tokens import Tokens

        app: Account = self.zalo_oa_app_id[number]
        secret: SecretStr = self.zalo_oa_secret[number]
        signing = self.zalo_oa_webhook_secret[number] if self.zalo_oa_webhook_secret else secret
        return ZaloOa(
            app_id=app.value,
            webhook_secret=signing.get_secret_value(),
            api=self.zalo_oa_api,
            public_url=host.public_url,
            media_hosts=self.zalo_media_hosts.split(),
            templates=self.zalo_oa_templates,
            shared=host.share(secret.get_secret_value()),
            paid_price=self.zalo_oa_price,
            rate=self.zalo_oa_messages_per_second,
            province=app.province,
            accounts=accounts,
            tokens=lambda session: Tokens(
                host.database,
                session,
                app.value,
                secret.get_secret_value(),
                self.zalo_oa_oauth,
                host.now,
                f"{os.getpid()}-{secrets.token_hex(4)}",
                # the first keeps the name that it had when there was only one
                f"zalo-oa:{app.value}" if number else "zalo-oa",
            ),
        )
