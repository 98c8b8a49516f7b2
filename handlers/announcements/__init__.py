"""Announcements: an official writes, picks who it is for, sees how many and who, tries it out, sends, watches, follows
up.
"""

from chat.router import Screens
from handlers.announcements import approval, audience, export, overview, running, sending, writing

screens = Screens()
screens.include(*(part.screens for part in (overview, writing, audience, sending, approval, running, export)))
