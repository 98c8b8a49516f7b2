"""A chat is a small website: every screen has an address, and here addresses find their handlers."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_type_hints

from chat.errors import NotAllowed, NotFound
from chat.screen import Screen, To

if TYPE_CHECKING:
    from chat.form import Form
    from chat.turn import Turn
    from storage.inbox import Destination

Handler = Callable[..., Awaitable[Screen | To]]
TextHandler = Callable[..., Awaitable[Screen | To | None]]
FilesHandler = Callable[..., "Awaitable[Destination | None]"]
H = TypeVar("H", bound=Handler)
T = TypeVar("T", bound=TextHandler)
F = TypeVar("F", bound=FilesHandler)
ANYWHERE = "*"


class Route:
    """A pattern such as `product/{product_id}/step/{number}` and its handler; parameters are int or str by
    annotation.
    """

    def __init__(self, pattern: str, handler: Callable[..., Awaitable[Any]]) -> None:
        hints = get_type_hints(handler, localns={"Turn": object})
        self.pattern = pattern
        self.handler = handler
        self.ints = {name for name in re.findall(r"{(\w+)}", pattern) if hints.get(name) is int}
        expression = (
            ".*"
            if pattern == ANYWHERE
            else re.sub(
                r"{(\w+)}",
                lambda found: f"(?P<{found[1]}>{r'[0-9]{1,18}' if found[1] in self.ints else '[^/]+'})",
                pattern,
            )
        )
        self.expression = re.compile(expression)

    def match(self, address: str) -> dict[str, Any] | None:
        found = self.expression.fullmatch(address)
        if found is None:
            return None
        return {name: int(value) if name in self.ints else value for name, value in found.groupdict().items()}


class Screens:
    """The screens of the product, or of one part of it."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.typed: list[Route] = []
        self.takers: list[Route] = []
        self.forms: list[Form] = []

    def form(self, form: "Form") -> "Form":
        """The form belongs here: its addresses are answered by it."""
        form.mount(self)
        self.forms.append(form)
        return form

    def at(self, *patterns: str) -> Callable[[H], H]:
        """The handler shows (or does, then shows) what stands at these addresses."""

        def register(handler: H) -> H:
            self.routes += [Route(pattern, handler) for pattern in patterns]
            return handler

        return register

    def text(self, *patterns: str) -> Callable[[T], T]:
        """The handler takes what a person types while standing at these addresses; None means: not for me."""

        def register(handler: T) -> T:
            self.typed += [Route(pattern, handler) for pattern in patterns]
            return handler

        return register

    def files(self, *patterns: str) -> Callable[[F], F]:
        """The handler says what files are for that come while a person stands at these addresses; None, or a
        refusal: not for me. Without a pattern it is asked at every address, after all others.
        """

        def register(handler: F) -> F:
            self.takers += [Route(pattern, handler) for pattern in patterns or (ANYWHERE,)]
            return handler

        return register

    def include(self, *others: "Screens") -> None:
        for other in others:
            self.routes += other.routes
            self.typed += other.typed
            self.takers += other.takers
            self.forms += other.forms

    async def show(self, turn: "Turn", address: str) -> Screen:
        """The screen at an address. Raises NotFound for an address that leads nowhere."""
        notes: list[str] = []
        for _ in range(6):  # a few hops: an action leads to the screen that shows its effect
            shown = await self._call(self.routes, turn, address)
            if shown is None:
                raise NotFound(address)
            if isinstance(shown, Screen):
                turn.shown_at = address
                return with_note(shown, "\n\n".join(notes))
            address = shown.address
            if shown.note:
                notes.append(shown.note)
        raise RuntimeError(f"addresses lead in a circle: {address}")

    async def take_text(self, turn: "Turn", address: str, text: str) -> Screen | To | None:
        """What the place at `address` answers to typed text."""
        for route in self.typed:
            params = route.match(address)
            if params is not None:
                return await route.handler(turn, text=text, **params)
        return None

    async def take_files(self, turn: "Turn", address: str) -> "Destination | None":
        """What the files of this turn are for, if the place at `address` knows."""
        for route in sorted(self.takers, key=lambda route: route.pattern == ANYWHERE):
            params = route.match(address)
            try:
                found = await route.handler(turn, **params) if params is not None else None
            except (NotAllowed, NotFound):  # the file is kept in any case: the receipt asks
                continue
            if found is not None:
                return cast("Destination", found)
        return None

    async def _call(self, routes: list[Route], turn: "Turn", address: str) -> Screen | To | None:
        for route in routes:
            params = route.match(address)
            if params is not None:
                return await route.handler(turn, **params)
        return None


def with_note(screen: Screen, note: str) -> Screen:
    """The same screen with a line said before it."""
    return replace(screen, text=f"{note}\n\n{screen.title}\n{screen.text}".strip(), title="") if note else screen
