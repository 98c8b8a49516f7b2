"""`make bench`: everything, or the parts named on the command line (start, turns, reminders, telegram)."""

import sys

from bench import announcements, reminders, start, telegram, turns

PARTS = {
    "start": start.run,
    "turns": turns.run,
    "reminders": reminders.run,
    "telegram": telegram.run,
    "announcements": announcements.run,
}

for name in sys.argv[1:] or PARTS:
    PARTS[name]()
    print(flush=True)
