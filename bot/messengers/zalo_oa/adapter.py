"""The Zalo Official Account: events in by webhook, messages out within its windows.

Windows (docs.zaloplatforms.com, "điều kiện gửi tin tư vấn"): a consultation message is free within 48 hours of the
person's last act, paid within 7 days, and refused afterwards; then only a template approved beforehand gets through.
Shapes, limits and error codes: the same site, "tin tư vấn", "upload", "sự kiện", "mã lỗi".
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from bot.messengers import Adapter, zalo_media
from bot.messengers import zalo_render as render
from bot.messengers.partial_sends import Parts
from bot.messengers.zalo_bot.adapter import LARGEST_BODY, answer_in_time, readable, words
from bot.messengers.zalo_oa.settings import Template
from bot.messengers.zalo_oa.tokens import NotAuthorised, Tokens
from bot.web.bodies import bounded_body
from bot.web.shared_files import SharedFiles, small_enough
from chat.engine import Engine
from chat.message import MessageBody
from chat.messenger import (
    Attachment,
    Blocked,
    Outcome,
    OutcomeUnknown,
    Outgoing,
    QuotaSpent,
    RateLimited,
    Reach,
    Rejected,
    SendError,
    Sent,
    TooEarly,
    Unreachable,
    WindowClosed,
)
from chat.screen import Event, IncomingFile
from locales import clock, texts
from scheduler.clockwork import Scan
from services.alarms import tell_administrators
from storage import people

log = structlog.get_logger()

NAME = "zalo-oa"
WEBHOOK = "/zalo/webhook"
CALLBACK = "/zalo/callback"
FREE, PAID = timedelta(hours=48), timedelta(days=7)
LARGEST_FILE = 5 * 1024 * 1024  # bytes, going out
FILE_KINDS = (".pdf", ".doc", ".docx", ".csv")
LONGEST_VALUE = 400  # characters of one field of a template (messengers.md: 400 a block)
CALL = aiohttp.ClientTimeout(total=30, connect=10)
MORNING = 8  # o'clock, when what may not be sent at night is tried again

# What an error code means for us ("mã lỗi" of the OA and of ZBS templates; read 2026): what else it is, is refused.
TOKEN = {-216, -220, -124}  # renew and try once more
WINDOW = {-230, -232}
QUOTA = {-211, -218, -115, -126, -137, -144, -1441, -147, -1471, -1472, -321, -146}
GONE = {-213, -217, -227, -244, -114, -118, -119, -139, -140, -141}  # this person does not take our messages
NIGHT = {-234, -133}
BUSY = {-32}  # too many calls a minute
AGAIN = {-200, -100}  # failed inside, or an upload ended meanwhile
ADMINISTRATOR = {
    *range(-105, -100),
    -204,
    -205,
    -209,
    -212,
    -219,
    -221,
    -223,
    -224,
    -235,
    -242,
    -320,
    -120,
    -125,
    -135,
    -1351,
    -136,
    -138,
    -1381,
}


class ZaloOa(Adapter):
    """The adapter. `open` before use. The webhook's address is entered in Zalo's app settings by hand."""

    name = NAME
    setting = "ZALO_OA_APP_ID"
    channel = 0  # set at the start
    edits = False

    def __init__(
        self,
        *,
        app_id: str,
        webhook_secret: str,
        api: str,
        public_url: str,
        media_hosts: Sequence[str],
        templates: Mapping[str, Template],
        shared: SharedFiles,
        paid_price: int = 0,
        rate: float = 15,
        province: str | None = None,
        first: bool = True,
        tokens: Callable[[aiohttp.ClientSession], Tokens],
    ) -> None:
        self.app_id = self.account = app_id
        self.rate = rate
        self.province = province
        self.path = WEBHOOK if first else f"{WEBHOOK}/{app_id}"
        self.first = first
        self.webhook_secret = webhook_secret
        self.api = api
        self.public_url = public_url
        self.media_hosts = media_hosts
        self.templates = templates
        self.shared = shared
        self.paid_price = paid_price
        self._make_tokens = tokens
        self._parts = Parts()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=CALL)
        self.tokens = self._make_tokens(self._session)
        self.scans = [Scan(f"zalo-oa-tokens-{self.account}", self.tokens.care, 60)]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._session.close()

    # -- events in

    def routes(self, engine: Engine) -> list[web.RouteDef]:
        async def receive(request: web.Request) -> web.Response:
            body = await bounded_body(request, LARGEST_BODY)
            if body is None:
                return web.Response(status=413)
            event = self._signed(body, request.headers.get("X-ZEvent-Signature", ""))
            if event is None:
                return web.Response(status=403)
            work = asyncio.create_task(self.take(engine, event))
            self._tasks.add(work)
            work.add_done_callback(self._tasks.discard)
            return await answer_in_time(work)

        async def back(_request: web.Request) -> web.Response:
            return web.Response(text=texts.say("vi", "zalo-callback"), content_type="text/plain", charset="utf-8")

        hooks = [web.post(path, receive) for path in {self.path, f"{WEBHOOK}/{self.account}"}]
        return [*hooks, web.get(CALLBACK, back)] if self.first else hooks

    def _signed(self, body: bytes, header: str) -> dict[str, Any] | None:
        """The event, if Zalo signed it: mac = sha256(app id + body + timestamp + secret), over the raw body.

        Official words name the app id first, working programs in the field the OA's id: both are taken (unsure).
        """
        event = readable(body)
        if event is None or not isinstance(event.get("timestamp"), str):
            return None
        timestamp, given = words(event["timestamp"]), header.removeprefix("mac=").strip().encode("utf-8", "ignore")
        oa_id = words(event.get("oa_id")) or _id(event.get("recipient"))
        valid = False
        for first in (self.app_id, oa_id):
            mac = hashlib.sha256(first.encode() + body + timestamp.encode() + self.webhook_secret.encode())
            valid |= hmac.compare_digest(mac.hexdigest().encode(), given)
        return event if valid else None

    async def take(self, engine: Engine, event: dict[str, Any]) -> None:
        """Handle one event; when this returns its effects are committed."""
        name = event.get("event_name")
        if name == "unfollow":
            async with engine.database.begin() as db:
                await people.address_state(
                    db, self.channel, _id(event.get("follower")), "blocked", unless_seen_after=_moment(event)
                )
            return
        said = event_of(self.channel, event)
        if said is not None:
            await engine.handle(said)

    # -- files in

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        if reach is Reach.TEMPLATE and kind in self.templates:
            return self.templates[kind].price
        return self.paid_price if reach is Reach.PAID else 0

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        return await zalo_media.fetch(self._session, str(remote["url"]), self.media_hosts)

    # -- messages out

    def reach(self, seen_at: datetime, now: datetime, kind: str) -> Reach:
        silent = now - seen_at
        if silent <= FREE:
            return Reach.FREE
        if silent < PAID:
            return Reach.PAID
        return Reach.TEMPLATE if kind in self.templates else Reach.NONE

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self._deliver(chat_id, message))
        except SendError as error:
            return error

    async def _deliver(self, chat_id: str, message: Outgoing) -> str:
        try:
            if message.reach is Reach.TEMPLATE:
                return await self._template(chat_id, message)
            try:
                return await self._consultation(chat_id, message)
            except WindowClosed:  # between planning and sending
                if message.body.kind in self.templates:
                    return await self._template(chat_id, message)
                raise
        except NotAuthorised as error:
            await tell_administrators(self.tokens.database, self.tokens.now(), "zalo-broken")
            log.error("zalo-oa.not-authorised", error=str(error))
            raise RateLimited(300) from None

    async def _consultation(self, chat_id: str, message: Outgoing) -> str:
        body = message.body
        calls: list[Callable[[], Awaitable[str]]] = []
        links = []
        for file in message.attachments:
            if file.image:
                calls.append(partial(self._image, chat_id, file))
            elif len(file.data) <= LARGEST_FILE and file.name.lower().endswith(FILE_KINDS):
                calls.append(partial(self._file, chat_id, file))
            else:
                said = texts.say(body.language, "shared-file", name=file.name)
                links.append((said, self.shared.url_of(file)))
        pieces = render.parts(body, links)
        buttons = render.buttons(body)
        for number, piece in enumerate(pieces, 1):
            content: dict[str, Any] = {"text": piece}
            if buttons and number == len(pieces):
                content["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
            calls.append(partial(self._cs, chat_id, content))
        if body.contact:
            calls.append(partial(self._cs, chat_id, self._asking_for_phone(body)))
        return await self._parts.send(message.message_id, calls)

    def _asking_for_phone(self, body: MessageBody) -> dict[str, Any]:
        element = {
            "title": str(body.contact)[:100],
            "subtitle": texts.say(body.language, "zalo-share-phone")[:500],
            "image_url": f"{self.public_url}/static/share-phone.png",
        }
        payload = {"template_type": "request_user_info", "elements": [element]}
        return {"attachment": {"type": "template", "payload": payload}}

    async def _cs(self, chat_id: str, content: dict[str, Any]) -> str:
        data = await self._api("/v3.0/oa/message/cs", json={"recipient": {"user_id": chat_id}, "message": content})
        return str(data.get("message_id", ""))

    async def _image(self, chat_id: str, file: Attachment) -> str:
        whole = file.data if len(file.data) < 1000_000 and file.data.startswith(b"\x89PNG\r\n") else None
        picture = whole or await small_enough(file.data)
        uploaded = await self._upload("image", picture, "anh.png" if whole else "anh.jpg")
        element = {"media_type": "image", "attachment_id": uploaded["attachment_id"]}
        payload = {"template_type": "media", "elements": [element]}
        return await self._cs(chat_id, {"attachment": {"type": "template", "payload": payload}})

    async def _file(self, chat_id: str, file: Attachment) -> str:
        uploaded = await self._upload("file", file.data, file.name)
        return await self._cs(chat_id, {"attachment": {"type": "file", "payload": {"token": uploaded["token"]}}})

    async def _upload(self, kind: str, data: bytes, name: str) -> dict[str, Any]:
        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("file", data, filename=name)
            return made

        return await self._api(f"/v2.0/oa/upload/{kind}", form=form)

    async def _template(self, chat_id: str, message: Outgoing) -> str:
        template = self.templates[message.body.kind]
        facts = message.body.facts
        # A blank parameter counts as missing.
        values = {name: str(facts.get(fact, ""))[:LONGEST_VALUE] for name, fact in template.data.items()}
        data = {name: value if value.strip() else "–" for name, value in values.items()}
        sent = await self._api(
            "/v3.0/oa/message/template",
            json={"user_id": chat_id, "template_id": template.id, "template_data": data},
        )
        return str(sent.get("message_id", ""))

    async def _api(
        self, path: str, *, json: dict[str, Any] | None = None, form: Callable[[], aiohttp.FormData] | None = None
    ) -> dict[str, Any]:
        """One call; its data, or one of the exceptions of chat.messenger. Errors come with status 200."""
        for last in (False, True):
            try:
                access = await self.tokens.access()
            except Unreachable:
                raise RateLimited(30) from None  # nobody's message is at fault
            said = await self._post(path, access, json=json, data=form() if form is not None else None)
            code = int(said.get("error") or 0)
            if code == 0:
                return dict(said.get("data") or {})
            if code in TOKEN and not last:
                if not await self.tokens.refused(access):
                    raise RateLimited(30)
                continue
            await self._raise(code, str(said.get("message", "")))
        raise NotAuthorised("Zalo refuses a token that it has just given")

    async def _post(self, path: str, access: str, **content: Any) -> dict[str, Any]:
        try:
            async with self._session.post(self.api + path, headers={"access_token": access}, **content) as answer:
                status, said = answer.status, readable(await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(repr(error)) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(repr(error)) from None
        if status == 429:
            raise RateLimited(10)
        if said is None:
            raise (Unreachable if status >= 400 else OutcomeUnknown)(f"status {status}")
        return said

    async def _raise(self, code: int, said: str) -> None:
        """The table above, as what the delivery understands."""
        what = f"{code} {said}"
        if code in TOKEN:
            raise NotAuthorised(what)
        if code in WINDOW:
            raise WindowClosed(what)
        if code in QUOTA:
            await tell_administrators(self.tokens.database, self.tokens.now(), "zalo-quota", said=what)
            raise QuotaSpent(what)
        if code in GONE:
            raise Blocked(what)
        if code in NIGHT:
            raise TooEarly(_morning(self.tokens.now()))
        if code in BUSY:
            raise RateLimited(10)
        if code in AGAIN:
            raise Unreachable(what)
        if code in ADMINISTRATOR:
            await tell_administrators(self.tokens.database, self.tokens.now(), "zalo-settings", said=what)
            raise RateLimited(300)
        raise Rejected(what)

    async def about(self) -> dict[str, Any]:
        """What Zalo says about the account (name, whether verified, package)."""
        access = await self.tokens.access()
        async with self._session.get(f"{self.api}/v2.0/oa/getoa", headers={"access_token": access}) as answer:
            said = readable(await answer.read()) or {"error": answer.status, "message": "no answer"}
        if said.get("error"):
            raise NotAuthorised(f"{said.get('error')} {said.get('message')}")
        return dict(said.get("data") or {})

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        try:
            row = await self.tokens.state()
            if row is None:
                yield False, f"zalo oa {self.account}: nobody has authorised it; use `ocop-bot zalo-login`"
                return
            left = (row.refresh_until - self.tokens.now()).days
            sound = row.state != "broken" and left > 10
            yield (
                sound,
                f"zalo oa {self.account}: tokens {row.state}, access until {row.access_until:%Y-%m-%d %H:%M} UTC, "
                f"refresh for {left} days" + ("" if sound else "; use `ocop-bot zalo-login`"),
            )
            account = await self.about()
            package = account.get("package_name") or "no package"
            yield True, f"zalo oa {self.account}: the account is {account.get('name')} ({package})"
        except Exception as error:
            yield False, f"zalo oa {self.account}: {error}"


def _morning(now: datetime) -> datetime:
    local = clock.local(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)


def _id(who: Any) -> str:
    return words(who.get("id"))[:100] if isinstance(who, dict) else ""


def _moment(event: dict[str, Any]) -> datetime | None:
    """When it happened, by Zalo's clock."""
    stamp = words(event.get("timestamp"))
    return datetime.fromtimestamp(int(stamp) / 1000, UTC) if stamp.isdecimal() and len(stamp) <= 14 else None


def event_of(channel: int, event: dict[str, Any]) -> Event | None:
    """An event in the words of the conversation; None when it is nothing that a person said to us."""
    name, moment = words(event.get("event_name")), words(event.get("timestamp"))
    if name == "follow":
        chat_id = _id(event.get("follower"))
        return Event(channel, chat_id, f"follow:{chat_id}:{moment}", start="") if chat_id else None
    chat_id = _id(event.get("sender"))
    if not chat_id:
        return None
    if name == "user_submit_info":
        info = event.get("info")
        phone = words(info.get("phone"))[:20] if isinstance(info, dict) else ""
        # The form lets people write another number into it, as far as we know: it is given, not proven.
        return Event(
            channel, chat_id, f"info:{chat_id}:{moment}", phone=f"+{phone}" if phone.startswith("84") else phone
        )
    message = event.get("message")
    if not name.startswith("user_send_") or name.startswith("user_send_group") or not isinstance(message, dict):
        return None
    event_id, text = words(message.get("msg_id"))[:100], words(message.get("text"))
    if not event_id:
        return None
    files = tuple(_files(message))
    if files:
        return Event(channel, chat_id, event_id, files=files, text=text)
    tapped = render.address_in(text)
    if tapped:
        return Event(channel, chat_id, event_id, to=tapped)
    if name in ("user_send_text", "user_send_link") and text.strip():
        return Event(channel, chat_id, event_id, text=text)
    kind = name.removeprefix("user_send_")
    return Event(channel, chat_id, event_id, other=OTHER.get(kind, "other"))


OTHER = {"sticker": "sticker", "gif": "sticker", "audio": "voice", "video": "video", "location": "location"}


def _files(message: dict[str, Any]) -> list[IncomingFile]:
    found = []
    attachments = message.get("attachments")
    for one in attachments if isinstance(attachments, list) else ():
        payload = one.get("payload") if isinstance(one, dict) else None
        if not isinstance(payload, dict) or one.get("type") not in ("image", "file") or not payload.get("url"):
            continue
        size = str(payload.get("size") or "0")
        found.append(
            IncomingFile(
                {"url": words(payload["url"])[:2000]},
                name=words(payload.get("name")),
                size=int(size) if size.isdecimal() else 0,
                image=one["type"] == "image",
                compressed=one["type"] == "image",
            )
        )
    return found
