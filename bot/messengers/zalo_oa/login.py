"""The one conversation with Zalo that a person must hold: authorising the assistant for an Official Account."""

import contextlib
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import aiohttp

from bot.app import host_of, open_database
from bot.messengers.zalo_oa.adapter import CALLBACK, WEBHOOK
from bot.messengers.zalo_oa.errors import NotAuthorised
from bot.messengers.zalo_oa.settings import Settings as OaSettings
from bot.messengers.zalo_oa.tokens import pkce
from bot.settings import BadSettings, Settings
from chat.messenger import Unreachable
from locales.clock import utc_now
from storage.migrate import migrate


async def login(
    settings: Settings, app_id: str = "", *, say: Callable[[str], object], ask: Callable[[str], str]
) -> None:
    """Tell what to enter at Zalo, take the address that Zalo leads back to, and keep the tokens.

    Zalo keeps the callback and the code challenge in the app's own settings, so both are fixed
    (docs.zaloplatforms.com, "Xác thực và ủy quyền cho ứng dụng"). app_id: which of several apps, the
    first by default. Raises BadSettings with what Zalo says.
    """
    part = settings.messengers["zalo_oa"]
    ids = [app.id for app in part.zalo_oa_app_id] if isinstance(part, OaSettings) else []
    if not isinstance(part, OaSettings) or not ids:
        raise BadSettings("ZALO_OA_APP_ID and ZALO_OA_SECRET are not set; see docs/vi/zalo.md")
    if app_id and app_id not in ids:
        raise BadSettings(f"{app_id} is none of ZALO_OA_APP_ID")
    number = ids.index(app_id) if app_id else 0
    secret = part.zalo_oa_secret[number].get_secret_value()
    _verifier, challenge = pkce(secret)
    _tell_what_to_enter(settings.public_url, part.zalo_oa_oauth, ids[number], challenge, say)
    answer = ask("4. Paste the address of the page that opens then (it ends after 10 minutes)").strip()
    codes = parse_qs(urlsplit(answer).query).get("code", [answer])
    if not codes[0] or len(codes[0]) > 1000:
        raise BadSettings("there is no code in what was pasted")
    database = open_database(settings)
    await migrate(database)
    oa = part.adapters(host_of(settings, database, utc_now))[number]
    await oa.open()
    name = "?"
    try:
        await oa.tokens.exchange(codes[0])
        with contextlib.suppress(NotAuthorised, Unreachable, aiohttp.ClientError, TimeoutError):
            name = str((await oa.api.account()).get("name", "?"))  # the tokens are kept whether or not it says its name
    except NotAuthorised as error:
        raise BadSettings(f"Zalo refused: {error}. Begin again with `ocop-bot zalo-login`") from None
    except Unreachable as error:
        raise BadSettings(f"Zalo cannot be reached ({error}); try again") from None
    finally:
        await oa.close()
        await database.close()
    say(f"The assistant may now write as “{name}”. Start it with `ocop-bot run`.")


def _tell_what_to_enter(public_url: str, oauth: str, app_id: str, challenge: str, say: Callable[[str], object]) -> None:
    callback = f"{public_url}{CALLBACK}"
    say("1. developers.zalo.me → your app → Official Account → Thiết lập chung. Enter and save:")
    say(f"     Official Account Callback Url   {callback}")
    say(f"     Code Challenge                  {challenge}")
    say("   and allow: gửi tin và thông báo qua OA, quản lý tin nhắn người dùng, quản lý thông tin OA,")
    say("   nhận sự kiện quản lý tin nhắn, nhận sự kiện quản lý người dùng.")
    say("2. developers.zalo.me → your app → Webhook. Enter and save:")
    say(f"     Webhook URL                     {public_url}{WEBHOOK}")
    say("3. Open this address as an administrator of the Official Account and allow:")
    say(
        f"     {oauth}/v4/oa/permission?app_id={app_id}"
        f"&redirect_uri={quote(callback, safe='')}&code_challenge={challenge}"
    )
