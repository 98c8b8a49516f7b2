"""The program with a clock that a test moves: `python -m tests.shifted FILE` is so many seconds ahead as FILE says."""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot import logs
from bot.app import run_until_stopped
from bot.settings import load
from locales.clock import utc_now


def main() -> None:
    ahead = Path(sys.argv[1])
    settings = load()
    logs.configure(settings.log_level)

    def now() -> datetime:
        return utc_now() + timedelta(seconds=float(ahead.read_text()))

    asyncio.run(run_until_stopped(settings, lambda _program: None, now))


if __name__ == "__main__":
    main()
