"""How a verb says no. A handler lets these rise: the engine turns them into what the person is told."""


class NotFound(Exception):
    """The thing behind an address is not there (any more)."""


class NotAllowed(Exception):
    """The person may not see or do this (any more). Its text may name a reason: `not-allowed-REASON` in locales/."""


class Moved(Exception):
    """Somebody else was first, or the thing has moved on meanwhile: said in a line above the screen `at`.

    key, details: a message in locales/ and its variables; at: the address that shows how things stand now ("": the
    first screen).
    """

    def __init__(self, key: str, at: str = "", **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.details = details
