"""Fetching what people sent. An address holds the bot's token, so no error of the library is passed on."""

from io import BytesIO
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramNotFound
from aiohttp import ClientError, ClientResponseError

from chat.messenger import FileGone, FileTooLarge, Unreachable

LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes (core.telegram.org/bots/api#getfile)


async def fetch(bot: Bot, remote: dict[str, Any]) -> bytes:
    """The bytes. Raises FileGone, FileTooLarge or Unreachable."""
    if int(remote.get("size") or 0) > LARGEST_DOWNLOAD:
        raise FileTooLarge
    target = BytesIO()
    try:
        file = await bot.get_file(str(remote["file_id"]))
        if file.file_path is None:
            raise FileGone
        await bot.download_file(file.file_path, target, timeout=120)
    except TelegramBadRequest as error:
        raise (FileTooLarge if "too big" in str(error) else FileGone)(error.message) from None
    except TelegramNotFound as error:
        raise FileGone(error.message) from None
    except ClientResponseError as error:
        raise (FileGone if error.status == 404 else Unreachable)(f"status {error.status}") from None
    except (TimeoutError, TelegramAPIError, ClientError, OSError) as error:
        raise Unreachable(type(error).__name__) from None
    return target.getvalue()
