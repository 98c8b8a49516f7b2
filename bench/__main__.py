"""`make bench`: everything, or the parts named on the command line (start, turns, reminders, telegram)."""

import sys

from bench import reminders, start, telegram, turns

PARTS = {"start": start.run, "turns": turns.run, "reminders": reminders.run, "telegram": telegram.run}

for name in sys.argv[1:] or PARTS:
    PARTS[name]()
    print(flush=True)
