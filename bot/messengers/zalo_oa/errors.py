"""What an error number of Zalo means for us ("mã lỗi" of the OA and of ZBS templates; read 16/9/2026). What is in no
set here is refused for good.
"""

from datetime import datetime, timedelta

from chat.messenger import (
    Blocked,
    QuotaSpent,
    RateLimited,
    Rejected,
    SendError,
    TooEarly,
    Unreachable,
    WindowClosed,
)
from locales import clock

TOKEN = {-216, -220, -124}  # invalid, expired: renew and try once more
WINDOW = {-230, -232}  # too long since the person wrote
KIND = {-235}  # this call is not open to this kind of account
QUOTA = {-211, -218, -115, -126, -137, -144, -1441, -147, -1471, -1472, -321, -146}
GONE = {-213, -217, -227, -244, -114, -118, -119, -139, -140, -141}  # this person does not take our messages
NIGHT = {-234, -133}
BUSY = {-32}  # too many calls a minute, of the app or of the account
FAILED_INSIDE = {-200, -100}  # or an upload ended meanwhile
SETTINGS = {*range(-105, -100), -204, -205, -209, -212, -219, -221, -223, -242, -320}
SETTINGS |= {-120, -125, -135, -1351, -136, -138, -1381}  # only an administrator can put these right
MORNING = 8  # o'clock, when what may not be sent at night is tried again


class NotAuthorised(Exception):
    """Nobody has authorised the assistant for the account, or it must be done again (`ocop-bot zalo-login`)."""


class NotForThisKind(WindowClosed):
    """Zalo does not let this kind of account write in this way; the person's next address may do."""


def meaning(code: int, words: str, now: datetime) -> SendError | NotAuthorised:
    """The outcome of a call that was answered with this error."""
    what = f"{code} {words}"
    if code in TOKEN:
        return NotAuthorised(what)
    if code in NIGHT:
        return TooEarly(_morning(now))
    if code in BUSY:
        return RateLimited(10)
    if code in SETTINGS:
        return RateLimited(300)
    kinds: list[tuple[set[int], type[SendError]]] = [
        (WINDOW, WindowClosed),
        (KIND, NotForThisKind),
        (QUOTA, QuotaSpent),
        (GONE, Blocked),
        (FAILED_INSIDE, Unreachable),
    ]
    return next((kind for codes, kind in kinds if code in codes), Rejected)(what)


def _morning(now: datetime) -> datetime:
    local = clock.local(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)
