"""Bodies from outside, never more of them than was agreed."""

from aiohttp import web


async def bounded_body(request: web.Request, most: int) -> bytes | None:
    """The raw body, at most `most` bytes; None when it is larger. A chunked one names no length: it is counted."""
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    while len(body) <= most and not request.content.at_eof():
        body += await request.content.read(most + 1 - len(body))
    return None if len(body) > most else bytes(body)
