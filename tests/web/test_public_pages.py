"""What anybody sees behind a QR code: each state in plain words, nothing private, small, without scripts; and the
health check.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import update

from bot.app import Running, running
from bot.settings import load
from locales import clock
from ocop import calendar
from services import papers
from storage import people, products
from storage.tables import File, Message, Product, Rating
from tests.conversation import channel_of
from tests.servers.process import free_port
from tests.story import photo


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[Running]:
    settings = load(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
        files_url=str(tmp_path / "files"),
        port=free_port(),
        telegram_token=None,
    )
    async with running(settings) as made:
        yield made


@pytest.fixture
async def browser(web: Running) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(web.settings.local_url, headers={"Accept-Language": "vi"}) as session:
        yield session


async def a_product(web: Running) -> Product:
    now = datetime.now(UTC)
    async with web.product.database.begin() as db:
        person, _address, _place = await people.at_address(db, channel_of(web.product, "web"), "lan", now)
        producer = await products.add_producer(
            db,
            person,
            now,
            kind="cooperative",
            name="HTX <Ba Làng> & con",
            representative="Người Riêng Tư",
            phone="+84999000111",
            tax_number="0100109106",
            province="38",
            commune="16144",
        )
        product = await products.add_product(
            db,
            producer,
            now,
            name="Nước mắm <b>cốt</b>",
            subgroup="liquid-seasoning",
            existing=False,
            rules="2025-1489",
            description="Ủ 18 tháng",
            story="Chuyện nghề",
        )
        sha256 = await web.product.files.put(photo(1))
        for paper, state in (("product-photos", "accepted"), ("samples", "accepted"), ("label", "submitted")):
            document = await papers.writable(db, product, paper, person.id, now)
            document.state = state
            db.add(
                File(
                    person_id=person.id,
                    document_id=document.id,
                    state="stored",
                    kind="image",
                    mime="image/jpeg",
                    sha256=sha256,
                    size=1,
                    not_before=now,
                    received_at=now,
                )
            )
    return product


async def rate(web: Running, product: Product, *, until: date, revoked: bool = False, stars: int = 4) -> None:
    now = datetime.now(UTC)
    async with web.product.database.begin() as db:
        db.add(
            Rating(
                product_id=product.id,
                stars=stars,
                points={},
                level="province",
                decision_number="1234/QĐ-UBND",
                decision_date=calendar.add_months(until, -36),
                valid_until=until if stars >= 3 else None,
                revoked_at=now if revoked else None,
                recorded_by=1,
                recorded_at=now,
            )
        )


async def page(browser: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with browser.get(path) as answer:
        return answer.status, await answer.text()


async def test_each_state_is_said_plainly(web: Running, browser: aiohttp.ClientSession) -> None:
    product = await a_product(web)
    today = clock.today(datetime.now(UTC))
    status, html = await page(browser, f"/p/{product.code}")
    assert status == 200
    assert "Chưa được công nhận" in html
    assert "Chuyện nghề" not in html, "what nobody approved is not shown"
    await rate(web, product, until=today + timedelta(days=400))
    assert "Chứng nhận còn hiệu lực" in (await page(browser, f"/p/{product.code.lower()}"))[1]
    await rate(web, product, until=today)
    assert "Chứng nhận còn hiệu lực" in (await page(browser, f"/p/{product.code}"))[1], "the last day counts"
    await rate(web, product, until=today - timedelta(days=1))
    assert "Chứng nhận đã hết hạn" in (await page(browser, f"/p/{product.code}"))[1]
    await rate(web, product, until=today + timedelta(days=1), revoked=True)
    assert "Chứng nhận đã bị thu hồi" in (await page(browser, f"/p/{product.code}"))[1]
    await rate(web, product, until=today + timedelta(days=1), stars=2)
    assert "Chưa được công nhận" in (await page(browser, f"/p/{product.code}"))[1]
    status, html = await page(browser, "/p/ZZZZ2222")
    assert (status, "Không có mã này" in html) == (404, True)
    status, html = await page(browser, "/p/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert (status, "<script>alert" in html) == (404, False)


async def test_it_is_small_escaped_scriptless_in_two_languages_and_keeps_secrets(
    web: Running, browser: aiohttp.ClientSession
) -> None:
    product = await a_product(web)
    await rate(web, product, until=date(2099, 1, 1))
    async with browser.get(f"/p/{product.code}") as answer:
        html = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert len(html.encode()) < 50_000
    assert "<script" not in html
    assert "default-src 'none'" in policy
    assert "HTX &lt;Ba Làng&gt; &amp; con" in html
    for secret in ("999000111", "0999", "0100109106", "Người Riêng Tư"):
        assert secret not in html
    english = (await page(browser, f"/p/{product.code}?lang=en"))[1]
    assert 'lang="en"' in english
    assert "Xã Nga An, Thanh Hóa" in english
    async with browser.get(f"/p/{product.code}", headers={"Accept-Language": "en-GB"}) as answer:
        assert 'lang="en"' in await answer.text()


async def test_only_accepted_product_photos_are_public_and_they_lose_their_camera_data(
    web: Running, browser: aiohttp.ClientSession
) -> None:
    product = await a_product(web)
    assert (await browser.get(f"/p/{product.code}/0.jpg")).status == 404
    await rate(web, product, until=date(2099, 1, 1))
    async with browser.get(f"/p/{product.code}/0.jpg") as answer:
        assert answer.status == 200
        assert answer.content_type == "image/jpeg"
    assert (await browser.get(f"/p/{product.code}/1.jpg")).status == 404
    assert (await browser.get("/file/1")).status == 403


async def test_the_code_survives_a_change_of_name(web: Running, browser: aiohttp.ClientSession) -> None:
    product = await a_product(web)
    async with web.product.database.begin() as db:
        made = await products.product(db, product.id)
        assert made is not None
        await products.rename(db, made, "Tên mới")
        await db.execute(update(Product).where(Product.id == product.id).values(commune="15499"))
    html = (await page(browser, f"/p/{product.code}"))[1]
    assert "Tên mới" in html
    assert "Xã Thọ Xuân" in html


async def test_a_commune_that_is_no_more_takes_nobody_s_page_away(web: Running, browser: aiohttp.ClientSession) -> None:
    product = await a_product(web)
    async with web.product.database.begin() as db:
        await db.execute(update(Product).where(Product.id == product.id).values(commune="99999"))
    async with browser.get(f"/p/{product.code}") as answer:
        assert answer.status == 200
        assert escape(product.name) in await answer.text()


async def test_the_health_check_tells_when_messages_do_not_leave(web: Running, browser: aiohttp.ClientSession) -> None:
    async with browser.get("/healthz") as answer:
        assert (answer.status, (await answer.json())["ok"]) == (200, True)
    product = await a_product(web)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    async with web.product.database.begin() as db:
        # One that is due and held back by an earlier one "in sending": nothing leaves for this person.
        for state in ("sending", "queued"):
            db.add(
                Message(
                    person_id=1,
                    lane=1,
                    body={},
                    state=state,
                    not_before=long_ago,
                    created_at=long_ago,
                    turn_id=product.id,
                )
            )
    async with browser.get("/healthz") as answer:
        assert (answer.status, (await answer.json())["waiting"]) == (503, 1)


async def test_errors_are_pages_that_say_what_to_do(web: Running, browser: aiohttp.ClientSession) -> None:
    status, html = await page(browser, "/nothing-here")
    assert status == 404
    assert "Không tìm thấy trang" in html
    async with browser.get("/ws", headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with browser.post("/upload", data={"cid": "x" * 10}) as answer:
        assert answer.status == 403
