"""Messages out: which calls a message needs, and what became of them.

Limits and errors: core.telegram.org/bots/api (50 MB a document, 10 MB a photo; 429 carries retry_after).
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDocument, SendMediaGroup, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from aiohttp import ClientConnectorError

from bot.messengers.partial_sends import PartialSends
from bot.messengers.telegram import render
from bot.messengers.telegram.menus import Menus
from chat.message import MessageBody
from chat.messenger import (
    Attachment,
    Blocked,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Rejected,
    Unreachable,
)

LARGEST_PHOTO = 10 * 1024 * 1024
MOST_UPLOADED = 500
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Call = tuple[TelegramMethod[Any], list[Attachment]]


class Sender:
    """Sends for one bot; the ids of files that it uploaded are good for this bot only."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menus = Menus(bot)
        self._parts = PartialSends()
        self._uploaded: dict[int, str] = {}  # our id of a file → Telegram's: its bytes travel once

    async def send(self, chat_id: int, message: Outgoing) -> str:
        """The id of the last message. Raises SendError."""
        try:
            return await self._send(chat_id, message)
        except TelegramRetryAfter as error:
            raise RateLimited(error.retry_after) from None
        except TelegramForbiddenError as error:
            raise Blocked(str(error)) from None
        except TelegramBadRequest as error:
            if "chat not found" in str(error):
                raise Blocked(str(error)) from None
            if "file identifier" in str(error):
                self._uploaded.clear()
                raise Unreachable(str(error)) from None
            raise Rejected(str(error)) from None
        except (TelegramServerError, TelegramUnauthorizedError) as error:
            raise Unreachable(str(error)) from None
        except TelegramNetworkError as error:
            cause = error.__cause__ or error.__context__
            raise (Unreachable if isinstance(cause, ClientConnectorError) else OutcomeUnknown)(str(error)) from None
        except TelegramAPIError as error:
            raise Rejected(str(error)) from None

    async def _send(self, chat_id: int, message: Outgoing) -> str:
        body = message.body
        markup = _markup(body)
        await self.menus.show(chat_id, body)
        if message.edit_ref and not message.attachments and not body.contact:
            pieces = render.parts(body)
            if len(pieces) == 1:
                edited = await self._edit(chat_id, message.edit_ref, pieces[0], markup)
                if edited or body.only_edit:
                    return edited
        calls = self._calls(chat_id, message, markup)
        return await self._parts.send(message.message_id, [partial(self._call, *call) for call in calls])

    def _calls(self, chat_id: int, message: Outgoing, markup: Any) -> list[Call]:
        body, shown = message.body, list(message.attachments)
        if len(shown) == 1 and render.visible_length(body) <= render.LONGEST_CAPTION:
            caption = render.parts(body, render.LONGEST_CAPTION)[0]
            return [(self._file_call(chat_id, shown[0], caption=caption, markup=markup), shown)]
        *pieces, last = render.parts(body)
        calls = self._album_calls(chat_id, shown)
        calls += [(_text_call(chat_id, piece, None), []) for piece in pieces]
        return [*calls, (_text_call(chat_id, last, markup), [])]

    async def _call(self, call: TelegramMethod[Any], files: Sequence[Attachment]) -> str:
        answer = await self.bot(call)
        messages: list[Message] = answer if isinstance(answer, list) else [answer]
        for file, message in zip(files, messages, strict=False):
            known = message.photo[-1] if message.photo else message.document
            if file.file_id is not None and known is not None:
                self._uploaded[file.file_id] = known.file_id
        while len(self._uploaded) > MOST_UPLOADED:
            self._uploaded.pop(next(iter(self._uploaded)))
        return str(messages[-1].message_id)

    def _media(self, file: Attachment) -> str | BufferedInputFile:
        known = self._uploaded.get(file.file_id) if file.file_id is not None else None
        return known or BufferedInputFile(file.data, filename=file.name)

    def _file_call(
        self, chat_id: int, file: Attachment, *, caption: str | None = None, markup: Any = None
    ) -> TelegramMethod[Any]:
        common: dict[str, Any] = {"chat_id": chat_id, "caption": caption, "parse_mode": "HTML", "reply_markup": markup}
        if _as_photo(file):
            return SendPhoto(photo=self._media(file), **common)
        return SendDocument(document=self._media(file), **common)

    def _album_calls(self, chat_id: int, files: list[Attachment]) -> list[Call]:
        """Albums of two to ten of one kind; a single one on its own."""
        calls: list[Call] = []
        for photos in (True, False):
            same = [file for file in files if _as_photo(file) is photos]
            for start in range(0, len(same), 10):
                some = same[start : start + 10]
                if len(some) == 1:
                    calls.append((self._file_call(chat_id, some[0]), some))
                    continue
                kind = InputMediaPhoto if photos else InputMediaDocument
                media: list[Any] = [kind(media=self._media(file)) for file in some]
                calls.append((SendMediaGroup(chat_id=chat_id, media=media), some))
        return calls

    async def _edit(self, chat_id: int, ref: str, text: str, markup: Any) -> str:
        try:
            await self.bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=int(ref),
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            return ref if "not modified" in str(error) else ""  # gone, too old, or a picture: sent anew
        return ref


def _text_call(chat_id: int, text: str, markup: Any) -> TelegramMethod[Any]:
    return SendMessage(
        chat_id=chat_id,
        text=text,
        parse_mode="HTML",
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )


def _markup(body: MessageBody) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if body.contact:
        rows = [[KeyboardButton(text=body.contact, request_contact=True)]]
        rows += [[KeyboardButton(text=label)] for label in render.reply_rows(body)]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    rows_of_buttons = [[InlineKeyboardButton.model_validate(button) for button in row] for row in render.keyboard(body)]
    return InlineKeyboardMarkup(inline_keyboard=rows_of_buttons) if rows_of_buttons else None


def _as_photo(file: Attachment) -> bool:
    # A QR code or a large original would be spoilt by Telegram's compression: it goes as a file.
    return file.image and file.file_id is not None and len(file.data) <= LARGEST_PHOTO
