"""Several accounts of one messenger in one setting: `123:AAA@38 456:BBB@40`, spaces between them, each with its
province or without.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from ocop import units


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the settings. secret: its token, or what stands for it; province: its code, if it serves one."""

    secret: SecretStr
    province: str | None = None

    @property
    def value(self) -> str:
        return self.secret.get_secret_value()

    @property
    def id(self) -> str:
        """The account: the digits of a bot's token."""
        return self.value.partition(":")[0]


def accounts(value: Any, pattern: str, problem: str) -> list[Account]:
    """Those of a setting, in its order. Raises ValueError: with `problem` when one is not of this pattern (a secret is
    never repeated in a message), or when a province is unknown or an account is named twice.
    """
    if isinstance(value, list):
        return value
    found = []
    for one in str(value or "").split():
        secret, at, province = one.partition("@")
        if not re.fullmatch(pattern, secret):
            raise ValueError(problem)
        if at and not (re.fullmatch(r"[0-9]{2}", province) and units.known(province)):
            raise ValueError(f"names the province {province[:20]!r}, and there is none (a code such as 38)")
        found.append(Account(SecretStr(secret), province or None))
    ids = [account.id for account in found]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise ValueError(f"names {twice} twice")
    return found


def _split(value: Any) -> list[SecretStr]:
    return [SecretStr(one) for one in str(value or "").split()]


# The types of settings that hold accounts, and secrets in the order of the accounts they belong to.
Accounts = Annotated[list[Account], NoDecode]
Secrets = Annotated[
    list[SecretStr], NoDecode, BeforeValidator(lambda value: value if isinstance(value, list) else _split(value))
]
