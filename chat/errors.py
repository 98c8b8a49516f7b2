"""How a verb says no. A handler lets these rise: the engine turns them into what the person is told."""


class NotFound(Exception):
    """The thing behind an address is not there (any more)."""


class NotAllowed(Exception):
    """The person may not see or do this (any more). Its text may name a reason: `not-allowed-REASON` in locales/."""


class Moved(Exception):
    """Somebody else was first, or the thing has moved on meanwhile. Its text is the key of a message that says so."""
