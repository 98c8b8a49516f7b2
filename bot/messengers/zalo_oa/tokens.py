"""The tokens of a Zalo Official Account: encrypted at rest, renewed ahead of time, by one process at a time.

An access token lives 25 hours; a refresh token 3 months and serves ONCE, its answer brings the next one
(docs.zaloplatforms.com, "Xác thực và ủy quyền cho ứng dụng"). If that answer is lost somebody must authorise again:
so it is stored before anything else, and the old access token is used to its end meanwhile.
"""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from cryptography.fernet import Fernet, InvalidToken

from bot.messengers.zalo.inbound import json_object
from bot.messengers.zalo_oa.errors import BUSY, NotAuthorised
from chat import faults
from chat.messenger import Unreachable
from services.alarms import tell_administrators
from storage import leases, tokens
from storage.database import Database
from storage.tables import Token

log = structlog.get_logger()

AHEAD = timedelta(hours=5)  # renewed at 20 of 25 hours
REFRESH_LIVES = timedelta(days=90)
WARN = timedelta(days=10)  # before the chain of refresh tokens would break
LEASE = timedelta(seconds=60)


def pkce(secret: str) -> tuple[str, str]:
    """The fixed (verifier, challenge) of this app: Zalo keeps the challenge in the app's own settings, so the pair
    follows from the app's secret and needs no place of its own. 43 characters, S256 without padding (RFC 7636).
    """
    verifier = _base64url(hmac.new(secret.encode(), b"ocop pkce", hashlib.sha256).digest())
    return verifier, _base64url(hashlib.sha256(verifier.encode()).digest())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Tokens:
    """Gives out the access token in force. Without the app's secret nobody can read what the database holds.

    name: of the row and of the lease; each account has its own.
    """

    database: Database
    session: aiohttp.ClientSession
    app_id: str
    secret: str
    oauth: str
    now: Callable[[], datetime]
    holder: str
    name: str = "zalo-oa"
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _known: tuple[str, datetime] | None = None  # access token in the clear, renew it from

    async def access(self) -> str:
        """The access token. Raises NotAuthorised, or Unreachable while it cannot be renewed."""
        if self._known is not None and self.now() < self._known[1]:
            return self._known[0]
        async with self._lock:
            row = await self._row()
            if row is None:
                raise NotAuthorised("nobody has authorised the assistant yet")
            if self.now() >= row.access_until - AHEAD:
                row = await self._renew(row)
            if self.now() >= row.access_until:
                if row.state == "broken":
                    raise NotAuthorised("the refresh token was lost or refused")
                raise Unreachable("the access token ended and could not be renewed")
            # While renewing fails the old token serves on, and each minute is another try.
            early = max(row.access_until - AHEAD, self.now() + timedelta(minutes=1))
            self._known = (self._open(row.access), min(early, row.access_until))
            return self._known[0]

    async def refused(self, access: str) -> bool:
        """Zalo does not take this access token any more: renew it, unless that has been done. False when it could
        not be renewed now. Raises NotAuthorised when it never can.
        """
        async with self._lock:
            row = await self._row()
            self._known = None
            if row is not None and self._open(row.access) == access:
                row = await self._renew(row)
            if row is None or row.state == "broken":
                raise NotAuthorised("the refresh token was lost or refused")
            return self._open(row.access) != access

    async def exchange(self, code: str) -> None:
        """An authorisation code for the first pair. Raises NotAuthorised with Zalo's words."""
        verifier, _challenge = pkce(self.secret)
        answer = await self._ask(grant_type="authorization_code", code=code, code_verifier=verifier)
        if "access_token" not in answer:
            raise NotAuthorised(_in_words(answer))
        await self._keep(answer)

    async def care(self) -> None:
        """Renew ahead of the end, also while nobody writes; tell the administrators when it cannot go on so."""
        row = await self._row()
        if row is None:
            return
        try:
            await self.access()
        except (NotAuthorised, Unreachable) as error:
            log.warning("zalo-oa.tokens", error=str(error))
        row = await self._row()
        if row is not None and row.state == "broken":
            await tell_administrators(self.database, self.now(), "zalo-broken")
        elif row is not None and row.refresh_until - self.now() < WARN:
            await tell_administrators(
                self.database, self.now(), "zalo-ends", days=(row.refresh_until - self.now()).days
            )

    async def state(self) -> Token | None:
        """What the database holds, for `doctor`."""
        return await self._row()

    async def _row(self) -> Token | None:
        async with self.database.read() as db:
            return await tokens.token(db, self.name)

    async def _renew(self, row: Token) -> Token:
        """Ask for a new pair; the row as it is afterwards. Nobody else asks meanwhile."""
        if row.state == "broken":
            return row
        async with self.database.begin() as db:
            if not await leases.hold(db, self.name, self.holder, self.now(), LEASE):
                return row  # another process is at it; its answer is read at the next look
            fresh = await tokens.token(db, self.name, locked=True)
            if fresh is None or fresh.rotated_at != row.rotated_at:
                return fresh or row
            lost_before = fresh.state == "refreshing"
            fresh.state = "refreshing"
            refresh = self._open(fresh.refresh)
        try:
            answer = await self._ask(grant_type="refresh_token", refresh_token=refresh)
        except Unreachable as error:
            log.warning("zalo-oa.renew", error=str(error))
            return fresh
        faults.reached("token.answered")
        if "access_token" in answer:
            await self._keep(answer)
        elif int(answer.get("error") or 0) in BUSY:  # not a word about the token
            log.warning("zalo-oa.renew", error=_in_words(answer))
        else:
            log.error("zalo-oa.renew", error=_in_words(answer), lost_before=lost_before)
            await self._break(row)
        async with self.database.begin() as db:
            await leases.drop(db, self.name, self.holder, self.now())
        return await self._row() or row

    async def _break(self, row: Token) -> None:
        """The refresh token is spent or refused: somebody must authorise again."""
        async with self.database.begin() as db:
            held = await tokens.token(db, self.name, locked=True)
            if held is not None and held.rotated_at == row.rotated_at:
                held.state = "broken"
        await tell_administrators(self.database, self.now(), "zalo-broken")

    async def _ask(self, **fields: str) -> dict[str, Any]:
        try:
            async with self.session.post(
                f"{self.oauth}/v4/oa/access_token",
                data={"app_id": self.app_id, **fields},
                headers={"secret_key": self.secret},
            ) as response:
                answer = json_object(await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unreachable(repr(error)) from None
        if answer is None or response.status >= 500:
            raise Unreachable(f"status {response.status}")
        return answer

    async def _keep(self, answer: dict[str, Any]) -> None:
        """One transaction, before anything else is done with them."""
        now = self.now()
        async with self.database.begin() as db:
            await tokens.keep(
                db,
                self.name,
                access=self._close(str(answer["access_token"])),
                access_until=now + timedelta(seconds=int(answer.get("expires_in") or 90000)),
                refresh=self._close(str(answer["refresh_token"])),
                refresh_until=now + REFRESH_LIVES,
                now=now,
            )
        self._known = None

    def _box(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"tokens:{self.secret}".encode()).digest()))

    def _close(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def _open(self, sealed: str) -> str:
        try:
            return self._box().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise NotAuthorised("ZALO_OA_SECRET was changed since the tokens were stored") from None


def _in_words(answer: dict[str, Any]) -> str:
    words = next((answer[name] for name in ("error_name", "message", "error_description") if answer.get(name)), "")
    return f"{answer.get('error')} {words}"
