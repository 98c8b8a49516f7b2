"""What a screen becomes on Zalo: within the published limits whatever the body, and with every choice reachable by
typing its number.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messengers.telegram import render as telegram_render
from bot.messengers.zalo import render
from chat.message import MessageBody
from chat.screen import Button
from locales import texts
from locales.text import fold
from tests.conversation import Someone, World, links
from tests.conversations.test_random_walks import WALKERS, populate

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029")
LABELS = st.text(LETTERS, min_size=1, max_size=60).filter(str.strip)
TEXTS = st.one_of(
    st.text(st.one_of(LETTERS, st.just("\n")), max_size=300),
    st.builds(lambda piece, times: (piece * times)[:5000], st.text(min_size=1, max_size=40), st.integers(1, 2000)),
    st.integers(0, 5000).map(lambda length: "x" * length),
    st.integers(0, 2500).map(lambda length: "🌾" * length),
)
ADDRESSES = st.from_regex(r"[a-z]{2,12}/[0-9]{1,40}", fullmatch=True)
URLS = st.from_regex(r"https://[a-z]{2,20}\.vn/[a-z0-9]{0,300}", fullmatch=True)
CHOICES = st.tuples(LABELS, ADDRESSES, st.just("")).map(lambda one: Button(*one))
LINKS = st.tuples(LABELS, st.just(""), URLS).map(lambda one: Button(*one))


@st.composite
def bodies(draw: st.DrawFn) -> MessageBody:
    """A body as the outbox holds it; as in the product, the way back is a choice and stands last."""
    buttons = draw(st.lists(st.one_of(CHOICES, CHOICES, LINKS), max_size=13))
    if buttons or draw(st.booleans()):
        buttons.append(draw(CHOICES))
    return MessageBody(
        title=draw(st.one_of(st.just(""), st.text(LETTERS, max_size=100))),
        text=draw(TEXTS),
        buttons=tuple(buttons),
        language=draw(st.sampled_from(texts.LANGUAGES)),
        words=draw(st.booleans()),
    )


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(bodies())
def test_every_body_fits_and_every_choice_stands_in_it_with_its_number(body: MessageBody) -> None:
    parts = render.texts_of(body)
    assert parts
    assert all(part.strip() and len(part) <= 2000 for part in parts)
    lines = [squeezed(line) for part in parts for line in part.splitlines()]
    for number, (label, _to) in enumerate(body.choices, 1):
        line = texts.say(body.language, "numbered-in-words", number=str(number), label=label)
        shown = squeezed(line if body.words else f"{number}. {label}")
        assert shown in lines, f"{shown!r} is not in {lines[-20:]}"
        if body.words:
            assert f"{'số' if body.language == 'vi' else 'number'} {number}" in shown
    for label, url in [(button.label, button.url) for button in body.buttons]:
        assert not url or squeezed(f"{label}: {url}") in lines
    everything = re.sub(r"\s", "", "".join(parts))
    assert re.sub(r"\s", "", body.text) in everything, "no word is lost"


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(bodies())
def test_the_buttons_of_the_official_account_fit_and_the_way_back_is_among_them(body: MessageBody) -> None:
    buttons = render.buttons(body)
    assert len(buttons) == min(5, len(body.buttons))
    for button in buttons:
        assert button["title"].strip()
        assert len(button["title"]) <= 100
        payload = button["payload"]
        if button["type"] == "oa.open.url":
            assert payload["url"].startswith("https://")
        else:
            assert button["type"] == "oa.query.hide"
            assert len(payload) <= 1000
            assert render.address_in(payload) in [to for _label, to in body.choices]
    if body.buttons:
        assert render.address_in(buttons[-1]["payload"]) == body.choices[-1][1]


def test_a_link_beside_the_text_stands_before_the_choices_and_text_that_looks_like_a_tap_is_only_text() -> None:
    body = MessageBody("Đây", buttons=(Button("Về", "home"),))
    assert render.texts_of(body, [("📎 Mở tệp a.xlsx", "https://ocop.example.vn/s/abc")]) == [
        "Đây\n\n📎 Mở tệp a.xlsx: https://ocop.example.vn/s/abc\n1. Về\n👉 Trả lời số 1 để chọn."
    ]
    assert render.address_in("gửi cho tôi #to:home") == ""


def test_an_empty_body_is_still_a_message() -> None:
    assert render.texts_of(MessageBody("")) == ["…"]


def squeezed(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


# -- the product's own screens


async def screens_of(someone: Someone, most: int) -> list[str]:
    """Addresses of the screens that this person reaches by tapping, nearest first; nothing is decided on the way."""
    found, waiting = ["home"], ["home"]
    while waiting and len(found) < most:
        await someone.goes(waiting.pop(0))
        for _label, to, _url in links(someone.last.body):
            if to and to not in found and len(found) < most and not to.startswith("language/"):
                found.append(to)
                waiting.append(to)
    return found


def shown(someone: Someone) -> tuple[Any, ...]:
    """The newest message, without what is drawn afresh each time it is shown (links that serve once)."""
    body = someone.last.body
    return (
        body.title,
        re.sub(r"/u/[\w-]+|start=[\w-]+", "…", body.text),
        [(button.label, button.to) for button in body.buttons],
    )


def typed(number: int, label: str, words: bool) -> Iterator[str]:
    """The ways in which people type a choice."""
    spelled = texts.phrases("vi")["answers"]["numbers"][number - 1] if number <= 12 else str(number)
    yield f"số {number}"
    yield f"so {number}"
    yield f"chọn {fold(spelled)}"
    if not words:
        yield str(number)
        yield f"{number}."
        yield spelled
        yield fold(spelled).upper()
    yield label


@pytest.mark.timeout(300)
async def test_the_typed_number_leads_where_the_button_leads(world: World) -> None:
    walkers = await populate(world)
    compared: set[str] = set()
    ways: dict[str, int] = {}
    for name in WALKERS:
        someone = walkers[name]
        for screen in await screens_of(someone, 12):
            await someone.goes(screen)
            body = someone.last.body
            choices = body.choices
            keyboard = [button for row in telegram_render.keyboard(body) for button in row]
            assert [button["callback_data"] for button in keyboard if "callback_data" in button] == [
                to for _label, to in choices
            ]
            labels = [fold(label) for label, _to in choices]
            for number, (label, to) in enumerate(choices[:12], 1):
                if to.startswith("language/"):
                    continue  # numbers are typed in the words of one's language
                await someone.goes(screen)
                if someone.last.body.choices != choices:
                    break  # looking at it has changed it
                await someone.goes(to)
                first = shown(someone)
                await someone.goes(screen)
                await someone.goes(to)
                again = shown(someone)
                await someone.goes(screen)
                if again != first or someone.last.body.choices != choices:
                    continue  # it does something: the second time is not like the first
                possible = [said for said in typed(number, label, bool(body.words)) if labels.count(fold(said)) < 2]
                said = possible[(number + len(compared)) % len(possible)]
                await someone.says(said)
                assert shown(someone) == first, f"{name} typed “{said}” for “{label}” on {screen}: {someone.sees}"
                compared.add(f"{name} {screen}")
                ways[said] = ways.get(said, 0) + 1
    assert len(compared) >= 48, compared
    assert len(ways) >= 40


@pytest.mark.parametrize("said", ["1", "một", "mot", "so 1", "Số 1", "1.", "1)", "chọn 1", " 1 ", "mục một"])
async def test_people_type_the_first_choice_as_they_like(world: World, said: str) -> None:
    lan = (await populate(world))["lan"]
    await lan.goes("home")
    (label, to), *_rest = lan.last.body.choices
    await lan.goes(to)
    meant = shown(lan)
    await lan.goes("home")
    await lan.says(said)
    assert shown(lan) == meant, f"“{said}” is not “{label}”"


async def test_where_a_question_wants_words_a_bare_number_answers_and_the_offered_words_choose(world: World) -> None:
    moi = world.person("mới")
    await moi.says("xin chào")
    await moi.taps("Tôi đồng ý")
    body = moi.last.body
    assert body.words
    assert "Gõ “số 1” " in "\n".join(render.texts_of(body))
    await moi.says("12")
    assert moi.last.body.title + moi.last.body.text != body.title + body.text, "12 was taken as an answer"


async def test_bodies_that_people_really_get_fit_as_well(world: World) -> None:
    walkers = await populate(world)
    for name in WALKERS:
        await screens_of(walkers[name], 40)
    seen = [message.body for one in walkers.values() for message in one.messages]
    assert len(seen) >= 150
    for body in seen:
        parts = render.texts_of(body)
        assert all(0 < len(part) <= 2000 for part in parts)
        numbers = [int(found) for part in parts for found in re.findall(r"(?:^|“số )(\d+)[.”] ", part, re.MULTILINE)]
        offered = numbers[-len(body.choices) :] if body.choices else []
        assert all(after == before + 1 for before, after in pairwise(offered)), parts
        for button in render.buttons(body):
            assert 0 < len(button["title"]) <= 100
