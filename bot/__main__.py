"""`python -m bot` is `ocop-bot`."""

from bot.cli import main

main()
