"""The commands beside the text field."""

import contextlib

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat

from chat.message import MessageBody
from locales import texts

# Commands are addresses with a short name; their descriptions are `command-NAME` in locales.
COMMANDS = {
    "menu": "home",
    "next": "next",
    "status": "status",
    "products": "products",
    "qr": "qr",
    "desk": "desk",
    "scoring": "scoring",
    "find": "find",
    "counts": "counts",
    "help": "help",
    "language": "language",
}
FOR_EVERYBODY = ("menu", "next", "status", "products", "qr", "help", "language")

REMEMBERED = 10_000  # chats whose menu we know; one that is forgotten is only set again


class Menus:
    """What was set in each chat, so that it is set again only when it changes."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._shown: dict[int, tuple[str, ...]] = {}

    async def introduce(self) -> None:
        """The commands for those whose chat has none of its own."""
        for language in texts.LANGUAGES:
            with contextlib.suppress(TelegramAPIError):
                code = None if language == "vi" else language
                await self.bot.set_my_commands(_commands(FOR_EVERYBODY, language), language_code=code)

    async def show(self, chat_id: int, body: MessageBody) -> None:
        """When a screen says which commands this person may use."""
        wanted = tuple(name for name in COMMANDS if name in FOR_EVERYBODY or COMMANDS[name] in (body.menu or ()))
        if body.menu is None or self._shown.get(chat_id) == wanted:
            return
        with contextlib.suppress(TelegramAPIError):
            commands = _commands(wanted, body.language)
            await self.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))
            self._shown[chat_id] = wanted
        while len(self._shown) > REMEMBERED:
            self._shown.pop(next(iter(self._shown)))


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.say(language, f"command-{name}")) for name in names]
