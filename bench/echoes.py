"""Two bare bots that only answer: what the libraries can do. `python -m bench.echoes aiogram|ptb URL TOKEN`."""

import asyncio
import sys


async def aiogram(url: str, token: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await dispatcher.start_polling(bot, handle_signals=True)


def ptb(url: str, token: str) -> None:
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text(update.message.text or "")

    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .concurrent_updates(True)
        .connection_pool_size(64)
        .pool_timeout(60)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    _name, kind, at, secret = sys.argv
    if kind == "aiogram":
        asyncio.run(aiogram(at, secret))
    else:
        ptb(at, secret)
