"""Forms: questions as data. Back, skip, check-before-send, change one answer and resume are written here, once.

Addresses: `form/NAME/SUBJECT` resumes at the first open question; `…/KEY` asks one question; `…/KEY/c/VALUE` chooses;
`…/KEY/skip`; `…/check` shows all answers; `…/change` lists them; `…/send` sends. Answers are kept in a draft after
every step.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chat import understanding
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales.text import fold
from locales.texts import InvalidInput
from storage import people

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. Its text is `ask-FORM-KEY`, its name in the summary `label-FORM-KEY`.

    check: turns what was typed into the answer or raises InvalidInput; read: the same with the turn (its day);
    choices: fixed buttons; search: choices for what was typed (beside the buttons, if there are any), or the one whose
    value it is;
    optional: may be skipped; contact: offers to share the phone number; when: asked only if true of the answers so far;
    prefill: an answer known beforehand (shown in the summary, not asked); show: how the answer reads in the summary.
    """

    key: str
    check: Callable[[str], Any] | None = None
    read: Callable[[Turn, str], Any] | None = None
    choices: Callable[[Turn, Answers], Sequence[Choice]] | None = None
    search: Callable[[Turn, Answers, str], Sequence[Choice]] | None = None
    optional: bool = False
    contact: bool = False
    when: Callable[[Answers], bool] | None = None
    prefill: Callable[[Turn, Answers], Any] | None = None
    show: Callable[[Turn, Any], str] | None = None


class Form:
    """A conversation of several questions that ends in `then`.

    allow: raises NotAllowed or NotFound when this person may not fill it in for this subject; cancel: address of the
    way out; then: may send back to one of the questions, and then the answers are kept; known: the answers that a
    form begins with, such as those that were sent before; remark: a line said when it is opened ("": none).
    """

    def __init__(
        self,
        name: str,
        *asks: Ask,
        then: Callable[[Turn, str, Answers], Awaitable[Screen | To]],
        allow: Callable[[Turn, str], Awaitable[None]] | None = None,
        cancel: Callable[[str], str] = lambda _subject: "home",
        known: Callable[[Turn, str], Awaitable[Answers]] | None = None,
        remark: Callable[[Turn, str], Awaitable[str]] | None = None,
    ) -> None:
        self.name = name
        self.asks = asks
        self.then = then
        self.allow = allow
        self.cancel = cancel
        self.known = known
        self.remark = remark

    def address(self, subject: str | int = 0) -> str:
        return f"form/{self.name}/{subject}"

    def mount(self, screens: Screens) -> None:
        """Give the form its addresses."""
        base = f"form/{self.name}/{{subject}}"
        screens.at(base)(self._resume)
        screens.at(f"{base}/check")(self._check)
        screens.at(f"{base}/change")(self._change)
        screens.at(f"{base}/send")(self._send)
        screens.at(f"{base}/restart")(self._restart)
        screens.at(f"{base}/{{key}}")(self._ask)
        screens.at(f"{base}/{{key}}/skip")(self._skip)
        screens.at(f"{base}/{{key}}/c/{{value}}")(self._choose)
        screens.text(base, f"{base}/{{key}}")(self._typed)

    def wants_words(self, address: str) -> bool:
        """True when the place is a question that is answered in the person's own words."""
        parts = address.split("/")
        if len(parts) != 4 or parts[:2] != ["form", self.name]:
            return False
        ask = self._find(parts[3])
        return ask is not None and ask.choices is None and ask.search is None

    # -- the answers so far

    async def _answers(self, turn: Turn, subject: str) -> Answers:
        if self.allow is not None:
            await self.allow(turn, subject)
        row = await people.draft(turn.db, turn.person.id, self.name, subject)
        answers: Answers = dict(row.answers) if row is not None else {}
        self._prefill(turn, answers)
        return answers

    def _prefill(self, turn: Turn, answers: Answers) -> None:
        for ask in self.asks:
            if ask.prefill is not None and ask.key not in answers and self._applies(ask, answers):
                known = ask.prefill(turn, answers)
                if known is not None:
                    answers[ask.key] = known

    async def _keep(self, turn: Turn, subject: str, answers: Answers) -> None:
        await people.keep_draft(turn.db, turn.person.id, self.name, subject, answers, turn.now)

    def _find(self, key: str) -> Ask | None:
        return next((ask for ask in self.asks if ask.key == key), None)

    @staticmethod
    def _applies(ask: Ask, answers: Answers) -> bool:
        return ask.when is None or ask.when(answers)

    def _asked(self, answers: Answers) -> list[Ask]:
        return [ask for ask in self.asks if self._applies(ask, answers)]

    def _next(self, turn: Turn, subject: str, answers: Answers) -> To:
        self._prefill(turn, answers)
        for ask in self._asked(answers):
            if ask.key not in answers:
                return To(f"{self.address(subject)}/{ask.key}")
        return To(f"{self.address(subject)}/check")

    # -- the screens

    async def _resume(self, turn: Turn, subject: str) -> To:
        answers = await self._answers(turn, subject)
        if self.known is not None and await people.draft(turn.db, turn.person.id, self.name, subject) is None:
            known = await self.known(turn, subject)
            answers = {**known, **answers}
            if known:
                await self._keep(turn, subject, answers)
        remark = await self.remark(turn, subject) if self.remark is not None else ""
        return replace(self._next(turn, subject, answers), note=remark)

    async def _restart(self, turn: Turn, subject: str) -> To:
        await people.drop_draft(turn.db, turn.person.id, self.name, subject)
        return To(self.address(subject))

    async def _ask(self, turn: Turn, subject: str, key: str) -> Screen | To:
        answers = await self._answers(turn, subject)
        ask = self._find(key)
        if ask is None or not self._applies(ask, answers):
            return self._next(turn, subject, answers)
        return self._question(turn, subject, ask, answers)

    def _question(
        self, turn: Turn, subject: str, ask: Ask, answers: Answers, *, error: str = "", found: Sequence[Choice] = ()
    ) -> Screen:
        here = f"{self.address(subject)}/{ask.key}"
        choices = found or (ask.choices(turn, answers) if ask.choices else ())
        buttons = [Button(choice.label, f"{here}/c/{choice.value}") for choice in choices]
        if ask.optional:
            buttons.append(turn.button("button-skip", f"{here}/skip"))
        asked = self._asked(answers)
        place = asked.index(ask)
        progress = turn.say("form-progress", number=place + 1, count=len(asked))
        text = turn.say(f"ask-{self.name}-{ask.key}")
        if ask.key in answers and answers[ask.key] is not None and not error and not found:
            text += "\n" + turn.say("form-now", answer=self._shown(turn, ask, answers[ask.key]))
        back = f"{self.address(subject)}/{asked[place - 1].key}" if place else self.cancel(subject)
        return Screen(
            f"{error}\n\n{text}" if error else text,
            title=progress,
            buttons=buttons,
            back=back,
            contact=turn.say("button-share-phone") if ask.contact else "",
        )

    async def _skip(self, turn: Turn, subject: str, key: str) -> Screen | To:
        answers = await self._answers(turn, subject)
        ask = self._find(key)
        if ask is None or not ask.optional:
            return self._next(turn, subject, answers)
        answers[key] = None
        await self._keep(turn, subject, answers)
        return self._next(turn, subject, answers)

    async def _choose(self, turn: Turn, subject: str, key: str, value: str) -> Screen | To:
        answers = await self._answers(turn, subject)
        ask = self._find(key)
        if ask is None or not self._applies(ask, answers):
            return self._next(turn, subject, answers)
        if not ask.choices and not ask.search:
            return self._question(turn, subject, ask, answers)
        offered = [*(ask.choices or _none)(turn, answers), *(ask.search(turn, answers, value) if ask.search else ())]
        if value not in {choice.value for choice in offered}:
            return self._question(turn, subject, ask, answers, error=turn.say("form-choice-gone"))
        answers[key] = value
        await self._keep(turn, subject, answers)
        return self._next(turn, subject, answers)

    async def _typed(self, turn: Turn, text: str, subject: str, key: str = "") -> Screen | To | None:
        answers = await self._answers(turn, subject)
        ask = self._find(key)
        if ask is None:
            return self._next(turn, subject, answers)
        if ask.optional and understanding.is_skip(text, turn.language):
            return await self._skip(turn, subject, key)
        if ask.check is not None or ask.read is not None:
            try:
                answers[key] = ask.check(text) if ask.check is not None else ask.read(turn, text)  # type: ignore[misc]
            except InvalidInput as wrong:
                return self._question(turn, subject, ask, answers, error=turn.say(wrong.key, **wrong.details))
        else:
            found = [one for one in (ask.choices or _none)(turn, answers) if fold(one.label) == fold(text)]
            if not found and ask.search is not None:
                found = list(ask.search(turn, answers, text))
            if not found:
                return self._question(turn, subject, ask, answers, error=self._nothing(turn, ask, text))
            if len(found) > 1 or (ask.choices and ask.search and fold(found[0].label) != fold(text)):
                return self._question(turn, subject, ask, answers, error=turn.say("form-pick"), found=found)
            answers[key] = found[0].value
        await self._keep(turn, subject, answers)
        return self._next(turn, subject, answers)

    def _nothing(self, turn: Turn, ask: Ask, text: str) -> str:
        """Why what was typed is no answer to a question with choices."""
        if ask.search is None:
            return turn.say("form-tap-one")
        return turn.say(f"none-{self.name}-{ask.key}", text=text[:60])

    def _shown(self, turn: Turn, ask: Ask, value: Any) -> str:
        if value is None:
            return turn.say("form-skipped")
        if ask.show is not None:
            return ask.show(turn, value)
        if ask.choices is not None:
            every = [*ask.choices(turn, {}), *(ask.search(turn, {}, str(value)) if ask.search else ())]
            return next((choice.label for choice in every if choice.value == value), str(value))
        return str(value)

    def summary(self, turn: Turn, answers: Answers) -> list[tuple[str, str]]:
        """(name of the question, answer as people read it), in order."""
        return [
            (turn.say(f"label-{self.name}-{ask.key}"), self._shown(turn, ask, answers[ask.key]))
            for ask in self._asked(answers)
            if ask.key in answers
        ]

    async def _check(self, turn: Turn, subject: str) -> Screen | To:
        answers = await self._answers(turn, subject)
        if any(ask.key not in answers for ask in self._asked(answers)):
            return self._next(turn, subject, answers)
        lines = [f"• {name}: {_short(answer)}" for name, answer in self.summary(turn, answers)]
        return Screen(
            "\n".join([*lines, "", turn.say("form-check")]),
            title=turn.say(f"form-{self.name}-title"),
            buttons=[
                turn.button("button-send", f"{self.address(subject)}/send"),
                turn.button("button-change", f"{self.address(subject)}/change"),
            ],
            back=self.cancel(subject),
        )

    async def _change(self, turn: Turn, subject: str) -> Screen:
        answers = await self._answers(turn, subject)
        return Screen(
            turn.say("form-change"),
            buttons=[
                Button(turn.say(f"label-{self.name}-{ask.key}"), f"{self.address(subject)}/{ask.key}")
                for ask in self._asked(answers)
            ],
            back=f"{self.address(subject)}/check",
        )

    async def _send(self, turn: Turn, subject: str) -> Screen | To:
        answers = await self._answers(turn, subject)
        if any(ask.key not in answers for ask in self._asked(answers)):
            # Tapped again after it was sent (nothing is left to send), or an older button: the open question shows why.
            if await people.draft(turn.db, turn.person.id, self.name, subject) is None:
                return To(self.cancel(subject), turn.say("form-sent-already"))
            return self._next(turn, subject, answers)
        asked = {ask.key for ask in self._asked(answers)}
        result = await self.then(turn, subject, {key: value for key, value in answers.items() if key in asked})
        if not (isinstance(result, To) and result.address.startswith(f"{self.address(subject)}/")):
            await people.drop_draft(turn.db, turn.person.id, self.name, subject)
        return result


def _none(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return ()


def _short(answer: str, longest: int = 160) -> str:
    return answer if len(answer) <= longest else answer[: longest - 1].rstrip() + "…"
