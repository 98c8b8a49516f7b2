"""A Zalo Official Account server for tests that enforces the published rules, and the people who chat through it.

Rules, shapes and error codes: docs.zaloplatforms.com (OA and ZBS templates). Errors arrive with status 200, as there.
"""

import asyncio
import contextlib
import hashlib
import itertools
import json
import re
import secrets
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import aiohttp
import filetype
from aiohttp import web

from tests.servers.zalo_oa_people import Person
from tests.servers.zalo_oa_rules import (
    ACCESS_LIVES,
    ANSWER_WITHIN,
    BEGINNINGS,
    CALLS_A_MINUTE,
    CODE_LIVES,
    CODE_REFUSED,
    CS,
    FREE,
    FREE_MESSAGES,
    LARGEST_FILE,
    LARGEST_IMAGE,
    LONGEST_TEXT,
    LONGEST_VALUE,
    NIGHT_FROM,
    NIGHT_TO,
    OAUTH,
    PAID,
    REFRESH_LIVES,
    RETRIES,
    SENDS_A_SECOND,
    UPLOAD_LIVES,
    V2,
    VIETNAM,
    Json,
    Refusal,
    absent,
    challenge_of,
    checked_buttons,
    checked_request,
    inner,
    is_text,
    json_body,
    only,
    present,
    uploaded,
)


class ZaloOaServer:
    """`async with ZaloOaServer(…) as server`; its `url` stands for Zalo's three hosts (openapi, oauth, business)."""

    def __init__(
        self,
        *,
        app_id: str = "3608465248940903967",
        secret: str = "app-secret",
        oa_id: str = "388613280879880645",
        webhook_secret: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: bool = True,
        port: int = 0,
    ) -> None:
        self.app_id, self.secret, self.oa_id = app_id, secret, oa_id
        self.webhook_secret = secret if webhook_secret is None else webhook_secret
        self.now, self.limits, self.port = now, limits, port
        self.people: dict[str, Person] = {}
        self.calls: Counter[str] = Counter()
        self.accepted: list[tuple[float, str, str, str]] = []
        self.templates: dict[str, set[str]] = {}
        self.paid = self.free = self.charged_templates = 0
        self.cs_quota: int | None = None
        self.rate = CALLS_A_MINUTE
        self.oa_type = 2  # a business; 4: a state body
        self.not_open: set[str] = set()  # calls that this kind of account may not make
        self.media: dict[str, bytes] = {}
        self.answer_within: float = ANSWER_WITHIN
        self.retry_scale = 0.01
        self.webhook = ""
        self.webhook_disabled = False
        self.push_results: list[tuple[str, int, float]] = []
        self.heard = asyncio.Condition()
        self._access: dict[str, datetime] = {}
        self._refresh: dict[str, datetime] = {}
        self._codes: dict[str, tuple[str, datetime]] = {}
        self._uploads: dict[str, tuple[str, datetime]] = {}
        self._failures: dict[str, list[Json]] = {}
        self._called: deque[float] = deque()
        self._sent: deque[float] = deque()
        self._pushing: set[asyncio.Task[None]] = set()
        self._ids = itertools.count(100)
        self._timestamp = 0
        self._handlers: dict[str, Callable[[web.Request], Awaitable[Json]]] = {
            f"POST {OAUTH}": self._oauth,
            f"POST {CS}": self._cs,
            f"POST {V2}": self._v2,
            "POST /v2.0/oa/upload/image": self._upload_image,
            "POST /v2.0/oa/upload/file": self._upload_file,
            "POST /v3.0/oa/message/template": self._template,
            "POST /message/template": self._template_by_phone,
            "GET /v2.0/oa/getoa": self._getoa,
            "GET /v3.0/oa/user/detail": self._detail,
        }

    # -- running

    async def __aenter__(self) -> "ZaloOaServer":
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_get("/media/{name}", self._media)
        app.router.add_route("*", "/{path:.*}", self._call)
        self._client = aiohttp.ClientSession()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in self._pushing:
            task.cancel()
        await asyncio.gather(*self._pushing, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def person(self, id: str, name: str, phone: str = "") -> Person:
        made = Person(self, id, name, phone)
        self.people[id] = made
        return made

    def next_id(self) -> str:
        return f"{next(self._ids):020x}"

    def timestamp(self) -> str:
        """Milliseconds; no two events share one, also when the clock stands still."""
        self._timestamp = max(int(self.now().timestamp() * 1000), self._timestamp + 1)
        return str(self._timestamp)

    # -- tokens

    def first_tokens(self) -> Json:
        """A valid pair, as somebody gets it in the API Explorer."""
        access, refresh = secrets.token_urlsafe(40), secrets.token_urlsafe(40)
        self._access[access] = self.now() + ACCESS_LIVES
        self._refresh[refresh] = self.now() + REFRESH_LIVES
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": str(int(ACCESS_LIVES.total_seconds())),
        }

    def authorise(self, code_challenge: str) -> str:
        """An administrator of the account agrees; the code stands in the address they are sent back to."""
        code = secrets.token_urlsafe(40)
        self._codes[code] = (code_challenge, self.now() + CODE_LIVES)
        return code

    def revoke(self) -> None:
        """The administrator takes it back: no token holds any more."""
        self._access.clear()
        self._refresh.clear()

    async def _oauth(self, request: web.Request) -> Json:
        form = await request.post()
        if request.headers.get("secret_key") != self.secret or form.get("app_id") != self.app_id:
            raise Refusal(-14004, "Invalid app id or secret key")
        if form.get("grant_type") == "authorization_code":
            challenge, until = self._codes.pop(str(form.get("code")), ("", self.now()))
            verifier = str(form.get("code_verifier") or "")
            if not challenge or self.now() >= until:
                raise Refusal(CODE_REFUSED, "Invalid authorization code")
            if len(verifier) != 43 or challenge_of(verifier) != challenge:
                raise Refusal(CODE_REFUSED, "Invalid code verifier")
        elif form.get("grant_type") == "refresh_token":
            ends = self._refresh.pop(str(form.get("refresh_token")), None)
            if ends is None or self.now() >= ends:
                raise Refusal(-14014, "Invalid refresh token")
        else:
            raise Refusal(-14002, "Invalid grant type")
        return self.first_tokens()

    # -- faults

    def fail(
        self,
        path: str,
        times: int = 1,
        status: int = 502,
        error: int | None = None,
        message: str = "",
        after_accepting: bool = False,
        delay: float = 0.0,
    ) -> None:
        """The next calls of a path fail, with a status or with an error of Zalo's; with `after_accepting` the call
        takes effect and the connection is cut.
        """
        fault = {"status": status, "error": error, "message": message, "after": after_accepting, "delay": delay}
        self._failures.setdefault(path, []).extend([fault] * times)

    def expire_media(self) -> None:
        """What people have sent so far answers 404."""
        self.media.clear()

    # -- events to the webhook

    def set_webhook(self, url: str) -> None:
        self.webhook, self.webhook_disabled = url, False

    def keep(self, data: bytes) -> str:
        """The address of something a person sends."""
        name = secrets.token_hex(16)
        self.media[name] = data
        return f"{self.url}/media/{name}"

    def deliver(self, event: Json, **headers: str) -> None:
        """Push in the background, again on failure as the schedule says; without a webhook the event is lost."""
        task = asyncio.get_running_loop().create_task(self._push_until_taken(event, headers))
        self._pushing.add(task)
        task.add_done_callback(self._pushing.discard)

    async def drained(self) -> None:
        """Wait until every push was taken or given up."""
        while self._pushing:
            await asyncio.wait(self._pushing)

    def signature(self, event: Json, body: bytes) -> str:
        mac = hashlib.sha256(self.app_id.encode() + body + str(event.get("timestamp", "")).encode())
        mac.update(self.webhook_secret.encode())
        return f"mac={mac.hexdigest()}"

    async def push(
        self,
        event: Json,
        *,
        signature: str | None = None,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> int:
        """Push exactly once, rightly signed or as told ("" for no signature); the status, 0 when no answer came."""
        body = json.dumps(event, ensure_ascii=False).encode() if raw is None else raw
        signed = self.signature(event, body) if signature is None else signature
        all_headers = {"Content-Type": "application/json", **(headers or {})}
        if signed:
            all_headers["X-ZEvent-Signature"] = signed
        timeout = aiohttp.ClientTimeout(total=self.answer_within)
        began, status = time.monotonic(), 0
        with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError):
            async with self._client.post(self.webhook, data=body, headers=all_headers, timeout=timeout) as answer:
                status = answer.status
        self.push_results.append((str(event.get("event_name", "")), status, time.monotonic() - began))
        return status

    async def _push_until_taken(self, event: Json, headers: dict[str, str]) -> None:
        for retry in range(len(RETRIES) + 1):
            if retry:
                await asyncio.sleep(RETRIES[retry - 1] * self.retry_scale)
                headers = {**headers, "num_retry": str(retry)}
            if not self.webhook or self.webhook_disabled:
                return
            if await self.push(event, headers=headers) == 200:
                return
        self.webhook_disabled = True

    # -- calls of the bot

    async def _call(self, request: web.Request) -> web.StreamResponse:
        call = f"{request.method} {request.path}"
        self.calls[call] += 1
        handler = self._handlers.get(call)
        fault = self._failures[request.path].pop(0) if self._failures.get(request.path) else None
        if handler is None:
            return web.Response(status=404)
        try:
            if fault is not None:
                await asyncio.sleep(fault["delay"])
                if not fault["after"]:
                    if fault["error"] is None:
                        return web.Response(status=fault["status"], text="<html>Bad Gateway</html>")
                    raise Refusal(fault["error"], fault["message"])
            if request.path == OAUTH:
                answer = await handler(request)
            else:
                self._take_call()
                self._check_token(request)
                if request.path in self.not_open:
                    raise Refusal(-235, "This API is not supported for this type of OA")
                answer = {"error": 0, "message": "Success", "data": await handler(request)}
            if fault is not None and request.transport is not None:
                request.transport.close()
        except Refusal as refusal:
            words = "error_name" if request.path == OAUTH else "message"
            answer = {"error": refusal.error, words: refusal.message}
        left = max(0, self.rate - len(self._called))
        headers = {"X-RateLimit-Limit": str(self.rate), "X-RateLimit-Remain": str(left)}
        return web.json_response(answer, headers=headers)

    async def _media(self, request: web.Request) -> web.Response:
        data = self.media.get(request.match_info["name"])
        if data is None:
            return web.Response(status=404)
        return web.Response(body=data, content_type=filetype.guess_mime(data) or "application/octet-stream")

    def _take_call(self) -> None:
        now = time.monotonic()
        while self._called and self._called[0] <= now - 60:
            self._called.popleft()
        if self.limits and len(self._called) >= self.rate:
            raise Refusal(-32, "Your application reached limit call api")
        self._called.append(now)

    def _take_send(self) -> None:
        now = time.monotonic()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if self.limits and len(self._sent) >= SENDS_A_SECOND:
            raise Refusal(-32, "Your application reached limit call api")
        self._sent.append(now)

    def _check_token(self, request: web.Request) -> None:
        until = self._access.get(request.headers.get("access_token", ""))
        if until is None:
            raise Refusal(-216, "Access token is invalid")
        if self.now() >= until:
            raise Refusal(-220, "access_token is expired or removed")

    async def _getoa(self, _request: web.Request) -> Json:
        return {
            "oaid": self.oa_id,
            "oa_id": self.oa_id,
            "name": "OCOP thử nghiệm",
            "oa_type": self.oa_type,
            "is_verified": True,
            "package_name": "Nâng cao",
        }

    async def _detail(self, request: web.Request) -> Json:
        try:
            asked = json.loads(request.query.get("data", ""))
            person = self.people[str(asked["user_id"])]
        except (ValueError, KeyError, TypeError):
            raise Refusal(-201, "user_id is invalid!") from None
        return {"user_id": person.id, "display_name": person.name, "user_is_follower": person.follower}

    # -- messages

    async def _cs(self, request: web.Request) -> Json:
        given = await json_body(request)
        return await self._consult(given, *self._checked_message(inner(given, "message")))

    async def _v2(self, request: web.Request) -> Json:
        """The older call: text, picture or file."""
        given = await json_body(request)
        kind, text, buttons = self._checked_message(inner(given, "message"))
        if buttons or kind not in ("text", "image", "file"):
            raise Refusal(-233, "message type is invalid or not support")
        return await self._consult(given, kind, text, buttons)

    async def _consult(self, given: Json, kind: str, text: str, buttons: list[Json]) -> Json:
        person = self._recipient(inner(given, "recipient").get("user_id"))
        silent = PAID + FREE if person.last_interaction is None else self.now() - person.last_interaction
        if silent > PAID:
            raise Refusal(-230, "User has not interacted with the OA in the past 7 days")
        paid = silent > FREE or person.free_answers >= FREE_MESSAGES
        if paid and self.cs_quota is not None and self.cs_quota <= 0:
            raise Refusal(-211, "Out of quota")
        self._take_send()
        if paid:
            self.paid += 1
            self.cs_quota = None if self.cs_quota is None else self.cs_quota - 1
        else:
            self.free += 1
            person.free_answers += 1
        return {
            "message_id": await self._accept(person, kind, text, buttons=buttons),
            "user_id": person.id,
            "sent_time": self.timestamp(),
            "quota": {"quota_type": "purchase_quota" if paid else "reply"},
        }

    def _recipient(self, user_id: Any) -> Person:
        person = self.people.get(str(user_id or ""))
        if person is None:
            raise Refusal(-201, "user_id is invalid!")
        if person.inactive:
            raise Refusal(-227, "User is banned or has been inactive for more than 45 days")
        if person.blocked:
            raise Refusal(-213, "User has not followed OA")
        return person

    async def _accept(self, person: Person, kind: str, text: str, **content: Any) -> str:
        message_id = self.next_id()
        person.log.append({"message_id": message_id, "kind": kind, "text": text, "buttons": [], **content})
        self.accepted.append((time.monotonic(), person.id, kind, text))
        async with self.heard:
            self.heard.notify_all()
        return message_id

    def _checked_message(self, message: Json) -> tuple[str, str, list[Json]]:
        """(kind, text, buttons) of a consultation message that Zalo would take."""
        text, attachment = message.get("text") or "", message.get("attachment")
        if not isinstance(text, str):
            raise Refusal(-201, "text is invalid!")
        if len(text) > LONGEST_TEXT:
            raise Refusal(-210, "Parameter exceeds allowable limit")
        if attachment is None:
            return "text", present(text, "text"), []
        payload = inner(attachment, "payload")
        form = payload.get("template_type")
        if attachment.get("type") == "file":
            self._check_upload("file", payload.get("token"))
            return "file", absent(text), []
        if attachment.get("type") != "template":
            raise Refusal(-233, "message type is invalid or not support")
        if form is None and "buttons" in payload:
            return "text", present(text, "text"), checked_buttons(payload["buttons"])
        if form == "media":
            self._check_media(only(payload))
            return "image", text, []
        if form == "request_user_info":
            absent(text)
            return "request_user_info", checked_request(only(payload)), []
        raise Refusal(-233, "message type is invalid or not support")

    def _check_media(self, element: Json) -> None:
        if element.get("media_type") != "image":
            raise Refusal(-233, "message type is invalid or not support")
        url, attachment_id = element.get("url"), element.get("attachment_id")
        if bool(url) == bool(attachment_id):
            raise Refusal(-201, "either url or attachment_id")
        if attachment_id:
            self._check_upload("image", attachment_id)
        elif not re.match(r"https?://\S+$", str(url)):
            raise Refusal(-201, "url is invalid!")

    def _check_upload(self, kind: str, handle: Any) -> None:
        was, until = self._uploads.get(str(handle), ("", self.now()))
        if was != kind:
            raise Refusal(-201, "attachment_id is invalid!")
        if self.now() >= until:
            raise Refusal(-100, "attachment_id was expired")

    # -- uploads

    async def _upload_image(self, request: web.Request) -> Json:
        _name, data = await uploaded(request, LARGEST_IMAGE)
        if filetype.guess_extension(data) not in ("jpg", "png"):
            raise Refusal(-201, "file is invalid!")
        return {"attachment_id": self._kept_upload("image")}

    async def _upload_file(self, request: web.Request) -> Json:
        name, data = await uploaded(request, LARGEST_FILE)
        kind = PurePath(name).suffix.lower()
        fitting = is_text(data) if kind == ".csv" else kind in BEGINNINGS and data.startswith(BEGINNINGS[kind])
        if not fitting:
            raise Refusal(-201, "file is invalid!")
        return {"token": self._kept_upload("file")}

    def _kept_upload(self, kind: str) -> str:
        handle = secrets.token_urlsafe(24)
        self._uploads[handle] = (kind, self.now() + UPLOAD_LIVES)
        return handle

    # -- templates

    async def _template(self, request: web.Request) -> Json:
        given = await json_body(request)
        person = self._recipient(given.get("user_id"))
        message_id = await self._send_template(person, given)
        return {"message_id": message_id, "user_id": person.id, "sent_time": self.timestamp()}

    async def _template_by_phone(self, request: web.Request) -> Json:
        given = await json_body(request)
        phone = str(given.get("phone") or "")
        if not re.fullmatch(r"84\d{9}", phone):
            raise Refusal(-108, "Phone number is invalid")
        person = next((one for one in self.people.values() if one.phone == phone), None)
        if person is None or person.inactive:
            raise Refusal(-118, "Zalo account not existed")
        if person.blocked:
            raise Refusal(-119, "Account can't receive ZNS")
        msg_id = await self._send_template(person, given)
        message = {
            "delivery_time": self.timestamp(),
            "msg_id": msg_id,
            "tracking_id": str(given.get("tracking_id") or ""),
        }
        event = {
            "app_id": self.app_id,
            "sender": {"id": self.oa_id},
            "recipient": {"id": phone},
            "event_name": "user_received_message",
            "message": message,
            "timestamp": self.timestamp(),
        }
        self.deliver(event, **{"X-ZEvent-Server": "ZNS"})
        return {"msg_id": msg_id, "sent_time": self.timestamp()}

    async def _send_template(self, person: Person, given: Json) -> str:
        template_id, values = str(given.get("template_id") or ""), inner(given, "template_data")
        if template_id not in self.templates:
            raise Refusal(-109, "Template ID is invalid")
        for name in sorted(self.templates[template_id]):
            if not str(values.get(name) or "").strip():
                raise Refusal(-1122, f"Template data missing parameter: {name}")
        if any(len(str(value)) > LONGEST_VALUE for value in values.values()):
            raise Refusal(-1121, "Template data is longer than allowed")
        hour = self.now().astimezone(VIETNAM).hour
        if hour >= NIGHT_FROM or hour < NIGHT_TO:
            raise Refusal(-133, "Template messages are not sent at night (from 22:00 to 6:00)")
        self._take_send()
        self.charged_templates += 1
        text = "\n".join(str(value) for value in values.values())
        return await self._accept(person, "template", text, template_id=template_id, template_data=values)
