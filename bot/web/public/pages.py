"""What anybody may see: the page behind a product's QR code, its photos, and the code itself."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from aiohttp import web

from documents.qr import qr_png
from locales import clock, texts
from ocop import units
from ocop.rules import rules
from storage import content, dossiers, products
from storage.certificates import state_of
from storage.database import Database
from storage.files import FileStore
from storage.tables import Product

CODE = r"[0-9A-Za-z]{6,10}"


@dataclass(frozen=True)
class Page:
    """What the public template shows; see templates/public.html."""

    state: str
    code: str
    chat_url: str
    checked_on: str
    name: str = ""
    producer: str = ""
    commune: str = ""
    stars: int = 0
    decision_number: str = ""
    decision_date: str = ""
    valid_until: str = ""
    extended_until: str = ""
    group: str = ""
    description: str = ""
    story: str = ""
    photos: list[str] = field(default_factory=list)


class Public:
    """The pages that need no session."""

    def __init__(
        self,
        database: Database,
        files: FileStore,
        *,
        now: Callable[[], datetime],
        public_url: str,
        chat_url: str,
        page_url: str,
        render: Callable[..., web.Response],
    ) -> None:
        self.database = database
        self.files = files
        self.now = now
        self.public_url = public_url
        self.chat_url = chat_url
        self.render = render
        self._draw_qr = lru_cache(maxsize=500)(lambda code, name: qr_png(f"{page_url}{code}", caption=name))
        self._previews: dict[str, bytes] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"/p/{{code:{CODE}}}", self.page),
            web.get(r"/p/{code:[^/]{1,80}}", self.unknown),
            web.get(rf"/p/{{code:{CODE}}}/{{number:\d}}.jpg", self.photo),
            web.get(f"/qr/{{code:{CODE}}}.png", self.qr),
        ]

    async def page(self, request: web.Request) -> web.Response:
        language = language_of(request)
        code = request.match_info["code"].upper()
        async with self.database.read() as db:
            product = await products.by_code(db, code)
            if product is None:
                return await self.unknown(request)
            rating = await products.latest_rating(db, product.id)
            producer = await products.producer(db, product.producer_id)
            certified = rating is not None and rating.valid_until is not None
            photos = await dossiers.public_photos(db, product.id) if certified else []
        today = clock.today(self.now())
        page = Page(
            state=state_of(rating, today).value,
            code=code,
            chat_url=f"{self.chat_url}p-{code}",
            checked_on=texts.day(language, today),
            name=product.name,
            producer=producer.name if producer else "",
            commune=units.full_name(product.commune) if units.known(product.commune) else "",
            stars=rating.stars if certified and rating else 0,
            decision_number=rating.decision_number if certified and rating else "",
            decision_date=texts.day(language, rating.decision_date) if certified and rating else "",
            valid_until=texts.day(language, rating.valid_until) if rating and rating.valid_until else "",
            extended_until=texts.day(language, rating.extended_until) if rating and rating.extended_until else "",
            group=_group(language, product),
            description=product.description if certified else "",
            story=product.story if certified else "",
            photos=[f"{self.public_url}/p/{code}/{number}.jpg" for number in range(len(photos))],
        )
        return self._shown(request, language, page)

    async def unknown(self, request: web.Request) -> web.Response:
        language = language_of(request)
        code = re.sub(r"[^0-9A-Za-z-]", "", request.match_info["code"])[:20]
        today = texts.day(language, clock.today(self.now()))
        page = Page(state="unknown", code=code, chat_url=self.chat_url.partition("?")[0], checked_on=today)
        return self._shown(request, language, page, status=404)

    def _shown(self, request: web.Request, language: str, page: Page, status: int = 200) -> web.Response:
        other = "en" if language == "vi" else "vi"
        response = self.render(
            "public.html", language, page=page, other_lang_url=f"{request.path}?lang={other}", status=status
        )
        response.headers["Cache-Control"] = "public, max-age=60"
        response.headers["Vary"] = "Accept-Language"
        return response

    async def photo(self, request: web.Request) -> web.Response:
        async with self.database.read() as db:
            product = await products.by_code(db, request.match_info["code"])
            rating = await products.latest_rating(db, product.id) if product else None
            photos = await dossiers.public_photos(db, product.id) if product and rating and rating.valid_until else []
        number = int(request.match_info["number"])
        if number >= len(photos) or photos[number].sha256 is None:
            raise web.HTTPNotFound
        return web.Response(
            body=await self._preview(photos[number].sha256 or ""),
            content_type="image/jpeg",
            headers={"Cache-Control": "public, max-age=86400"},
        )

    async def _preview(self, sha256: str) -> bytes:
        if sha256 not in self._previews:
            data = await asyncio.to_thread(content.preview, await self.files.get(sha256), 960)
            while len(self._previews) >= 50:  # about 10 MB
                self._previews.pop(next(iter(self._previews)))
            self._previews[sha256] = data
        return self._previews[sha256]

    async def qr(self, request: web.Request) -> web.Response:
        code = request.match_info["code"].upper()
        async with self.database.read() as db:
            product = await products.by_code(db, code)
        if product is None:
            raise web.HTTPNotFound
        picture = await asyncio.to_thread(self._draw_qr, code, f"{product.name} · {code}")
        return web.Response(body=picture, content_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


def _group(language: str, product: Product) -> str:
    return texts.say(language, f"group-{rules(product.rules).group_of(product.subgroup).code}")


def language_of(request: web.Request) -> str:
    """`?lang=`, else the browser's first choice if it is English, else Vietnamese."""
    asked = request.query.get("lang", "")
    if asked in texts.LANGUAGES:
        return asked
    first = request.headers.get("Accept-Language", "").strip().lower()
    return "en" if first.startswith("en") else "vi"
