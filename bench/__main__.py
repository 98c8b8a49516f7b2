"""`make bench`: everything, or the parts named on the command line (start, turns, telegram)."""

import sys

from bench import start, telegram, turns

PARTS = {"start": start.run, "turns": turns.run, "telegram": telegram.run}

for name in sys.argv[1:] or PARTS:
    PARTS[name]()
    print(flush=True)
