"""How a list from a spreadsheet stands, in words: in the chat, and when something about it is ready."""

from functools import partial
from typing import Any

from chat.screen import Button, Screen
from locales import clock, texts
from ocop import units
from storage.tables import Import


def reason(language: str, code: str, text: str) -> str:
    """Why a row has its fate."""
    return texts.say(language, f"import-why-{code}", text=text)


def list_screen(language: str, wanted: Import) -> Screen:
    """How the list stands, with what can be done now."""
    say = partial(texts.say, language)
    here = f"import/{wanted.id}"
    lines, buttons, files = _STATES.get(wanted.state, _plain)(say, wanted, here)
    lines = [say("import-head", name=wanted.name, area=units.full_name(wanted.area)), "", *lines]
    return Screen("\n".join(lines), title=say("import-title"), buttons=buttons, back="imports", files=files)


_Parts = tuple[list[str], list[Button], list[int]]


def _plain(say: Any, wanted: Import, here: str) -> _Parts:
    """Reading, taking, undoing: it goes on by itself."""
    return [say(f"import-state-{wanted.state}")], [Button(say("import-look-again"), here)], []


def _failed(say: Any, wanted: Import, here: str) -> _Parts:
    text = say(f"import-failed-{wanted.facts.get('reason', 'broken')}")
    return [text, say("import-send-again")], [Button(say("import-drop"), f"{here}/drop")], []


def _asked(say: Any, wanted: Import, here: str) -> _Parts:
    question = wanted.facts["question"]
    if question["kind"] == "sheet":
        buttons = [
            Button(say("import-sheet-choice", name=name or "1", rows=rows)[:60], f"{here}/choose/{place}")
            for place, name, rows in question["choices"]
        ]
        return [say("import-which-sheet")], buttons, []
    buttons = [Button(str(heading)[:60], f"{here}/choose/{place}") for place, heading in question["choices"]]
    text = say("import-which-column", what=say(f"import-field-{question['field']}"))
    return [text], [*buttons[:20], Button(say("import-drop"), f"{here}/drop")], []


def _dry(say: Any, wanted: Import, here: str) -> _Parts:
    counts = wanted.counts
    lines = [say("import-rows", rows=counts["rows"])]
    lines += [
        say(f"import-count-{fate}", count=counts[fate])
        for fate in ("new", "exists", "doubtful", "double", "wrong")
        if counts[fate]
    ]
    if counts["extended"]:
        lines.append(say("import-count-extended", count=counts["extended"]))
    buttons = []
    open_ones = sum("answer" not in one for one in wanted.asked)
    if open_ones:
        lines += ["", say("import-open-questions", count=open_ones)]
        buttons.append(Button(say("import-answer", count=open_ones), f"{here}/ask"))
    if counts["new"]:
        buttons.append(Button(say("import-take", count=counts["new"]), f"{here}/take/sure"))
    if counts["takeable"]:
        both = counts["new"] + counts["takeable"]
        buttons.append(Button(say("import-take-all", count=both, doubtful=counts["takeable"]), f"{here}/take/all"))
    buttons += [
        Button(say("import-see", what=say(f"import-fate-{fate}")), f"{here}/rows/{fate}/0")
        for fate in ("doubtful", "wrong", "double", "exists")
        if counts[fate]
    ]
    lines += ["", say("import-nothing-yet")]
    return lines, [*buttons, Button(say("import-drop"), f"{here}/drop")], [wanted.result_id] if wanted.result_id else []


def _taken(say: Any, wanted: Import, here: str) -> _Parts:
    made = wanted.counts["made"]
    lines = [say("import-taken", products=made["products"], producers=made["producers"])]
    if wanted.counts.get("extended"):
        lines.append(say("import-count-extended", count=wanted.counts["extended"]))
    if wanted.undo_until is not None:
        last = clock.local(wanted.undo_until)
        lines.append(say("import-undo-until", moment=f"{last:%H:%M} {last.day}/{last.month}/{last.year}"))
    lines.append(say("import-now-call"))
    buttons = [
        Button(say("import-call"), "unreached/nobody"),
        Button(say("import-see-kept"), f"{here}/kept/0"),
        Button(say("import-undo"), f"{here}/undo"),
    ]
    return lines, buttons, []


def _undone(say: Any, wanted: Import, here: str) -> _Parts:
    gone, stay = wanted.counts["gone"], wanted.counts["stay"]
    lines = [say("import-undone", products=gone["products"], producers=gone["producers"])]
    if not stay:
        return lines, [], []
    return [*lines, say("import-stay", count=stay)], [Button(say("import-see-kept"), f"{here}/kept/0")], []


_STATES = {"failed": _failed, "asked": _asked, "dry": _dry, "taken": _taken, "undone": _undone}
