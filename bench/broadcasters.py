"""Two libraries that send one text to many chats: `python -m bench.broadcasters aiogram|ptb URL TOKEN COUNT RATE`."""

import asyncio
import resource
import sys

TEXT = "Chào bà con, mai 8 giờ mời bà con họp ở nhà văn hóa xã về hồ sơ OCOP. Bà con mang theo giấy tờ còn thiếu."


async def aiogram(url: str, token: str, count: int, rate: float) -> None:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram_broadcaster import Broadcaster
    from aiogram_broadcaster.contents import TextContent
    from aiogram_broadcaster.intervals import SimpleInterval

    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    interval = SimpleInterval(interval=1 / rate) if rate else None
    mailer = await Broadcaster(bot).create_mailer(range(1, count + 1), TextContent(text=TEXT), interval=interval)
    await mailer.start()
    await bot.session.close()


async def ptb(url: str, token: str, count: int, rate: float) -> None:
    from telegram.error import RetryAfter
    from telegram.ext import AIORateLimiter, Application

    limiter = AIORateLimiter(overall_max_rate=rate, overall_time_period=1, max_retries=5)
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .rate_limiter(limiter)
        .connection_pool_size(64)
        .pool_timeout(60)
        .build()
    )
    async with application:
        places = asyncio.Semaphore(50)

        async def send(chat: int) -> object:
            async with places:
                while True:
                    try:
                        return await application.bot.send_message(chat, TEXT)
                    except RetryAfter:  # its own five retries were used up
                        await asyncio.sleep(1)

        await asyncio.gather(*(send(chat) for chat in range(1, count + 1)))


if __name__ == "__main__":
    _name, kind, at, secret, many, pace = sys.argv
    asyncio.run((aiogram if kind == "aiogram" else ptb)(at, secret, int(many), float(pace)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)
