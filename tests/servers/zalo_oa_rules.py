"""What Zalo takes of an Official Account: limits and shapes, as docs.zaloplatforms.com has them."""

import base64
import hashlib
import re
from datetime import timedelta, timezone
from typing import Any

from aiohttp import web

LONGEST_TEXT, LONGEST_TITLE, LONGEST_SUBTITLE, LONGEST_PAYLOAD, MOST_BUTTONS = 2000, 100, 500, 1000, 5
LONGEST_VALUE = 400  # of one parameter of a template
LARGEST_IMAGE, LARGEST_FILE = 2**20, 5 * 2**20
FREE, FREE_MESSAGES, PAID = timedelta(hours=48), 8, timedelta(days=7)
CS, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"
ACCESS_LIVES, REFRESH_LIVES, CODE_LIVES = timedelta(seconds=90_000), timedelta(days=90), timedelta(minutes=10)
UPLOAD_LIVES = timedelta(days=7)
VIETNAM = timezone(timedelta(hours=7))
NIGHT_FROM, NIGHT_TO = 22, 6
CALLS_A_MINUTE, SENDS_A_SECOND = 4000, 20
ANSWER_WITHIN = 2  # seconds the webhook has
RETRIES = (30, 300, 900, 1800, 3600)  # seconds, afterwards the webhook is switched off
QUERIES = ("oa.query.show", "oa.query.hide")
OAUTH = "/v4/oa/access_token"
CODE_REFUSED = -14019  # our choice: Zalo publishes no number for a wrong code or verifier
LINE = re.compile(r"^\s*(\d+)\.\s+(.+)$", re.MULTILINE)
OFFER = re.compile(r"“(số \d+)”\s*([^“\n]+)")
VOICE = b"ID3\x04" + b"\0" * 60
BEGINNINGS = {".pdf": b"%PDF", ".doc": b"\xd0\xcf\x11\xe0", ".docx": b"PK\x03\x04"}

Json = dict[str, Any]


class Refusal(Exception):
    """What Zalo answers instead of data."""

    def __init__(self, error: int, message: str) -> None:
        super().__init__(message)
        self.error, self.message = error, message


def challenge_of(verifier: str) -> str:
    """PKCE, S256: base64url without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


async def json_body(request: web.Request) -> Json:
    try:
        given = await request.json()
    except ValueError:
        given = None
    if request.content_type != "application/json" or not isinstance(given, dict):
        raise Refusal(-201, "body is invalid!")
    return given


def inner(given: Any, name: str) -> Json:
    found = given.get(name) if isinstance(given, dict) else None
    if not isinstance(found, dict):
        raise Refusal(-201, f"{name} is invalid!")
    return found


def only(payload: Json) -> Json:
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or not isinstance(elements[0], dict):
        raise Refusal(-201, "elements is invalid!")
    return elements[0]


def present(text: str, name: str) -> str:
    if not text.strip():
        raise Refusal(-201, f"{name} is empty!")
    return text


def absent(text: str) -> str:
    """The published shape of files and forms has no text: it would be lost."""
    if text:
        raise Refusal(-201, "text is invalid!")
    return ""


def within(value: Any, name: str, longest: int) -> str:
    if not isinstance(value, str):
        raise Refusal(-201, f"{name} is invalid!")
    if len(value) > longest:
        raise Refusal(-210, "Parameter exceeds allowable limit")
    return present(value, name)


def checked_request(element: Json) -> str:
    title = within(element.get("title"), "title", LONGEST_TITLE)
    subtitle = within(element.get("subtitle"), "subtitle", LONGEST_SUBTITLE)
    if not re.match(r"https?://\S+$", str(element.get("image_url") or "")):
        raise Refusal(-201, "image_url is invalid!")
    return f"{title}\n{subtitle}"


def checked_buttons(buttons: Any) -> list[Json]:
    if not isinstance(buttons, list) or not buttons:
        raise Refusal(-201, "buttons is invalid!")
    if len(buttons) > MOST_BUTTONS:
        raise Refusal(-210, "Parameter exceeds allowable limit")
    for button in buttons:
        if not isinstance(button, dict):
            raise Refusal(-201, "buttons is invalid!")
        within(button.get("title"), "title", LONGEST_TITLE)
        kind, payload = button.get("type"), button.get("payload")
        if kind in QUERIES:
            within(payload, "payload", LONGEST_PAYLOAD)
        elif kind == "oa.open.url":
            if not re.match(r"https?://\S+$", str(inner(button, "payload").get("url") or "")):
                raise Refusal(-201, "url is invalid!")
        elif kind in ("oa.open.phone", "oa.open.sms"):
            within(inner(button, "payload").get("phone_code"), "phone_code", LONGEST_PAYLOAD)
        else:
            raise Refusal(-201, "type is invalid!")
    return buttons


async def uploaded(request: web.Request, largest: int) -> tuple[str, bytes]:
    """(name, content) of the part `file`."""
    part = (await request.post()).get("file")
    if not isinstance(part, web.FileField):
        raise Refusal(-201, "file is invalid!")
    data = part.file.read()
    if len(data) > largest:
        raise Refusal(-210, "Parameter exceeds allowable limit")
    return part.filename, data


def is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
