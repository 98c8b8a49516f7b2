"""The web chat, the public pages and the health check (aiohttp, no build step)."""
