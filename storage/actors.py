"""Who does something: given to every verb in services/, whichever door it came through."""

from dataclasses import dataclass

from ocop.roles import Grant
from storage.tables import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the roles in force, and the turn in which they do it (None: by a page, an import or the clock).

    acting_for: the producer for whom they, an officer, fill in now.
    """

    person: Person
    grants: tuple[Grant, ...] = ()
    turn_id: int | None = None
    acting_for: int | None = None

    @property
    def id(self) -> int:
        return self.person.id
