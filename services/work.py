"""A job that changes rows by itself, in as many transactions as it likes, instead of drawing one file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.actors import Actor
from storage.database import Database
from storage.files import FileStore
from storage.tables import Job, Person


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that it is given. report: told how many of how many are done; from any thread."""

    database: Database
    files: FileStore
    job: Job
    asker: Person
    now: Callable[[], datetime]
    report: Callable[[int, int], None]

    @property
    def language(self) -> str:
        return self.asker.language

    @property
    def actor(self) -> Actor:
        """Who asked for it; what they may do was asked when they did."""
        return Actor(self.asker)
