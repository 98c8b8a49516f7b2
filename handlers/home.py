"""The first screen, links into the chat, help, language and personal data."""

from datetime import timedelta

from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.calendar import in_words
from handlers.registration import registration
from locales import texts
from ocop import units
from ocop.roles import Role
from services import people, product_days
from storage import law_reminders, products
from storage.people import drafts_of

screens = Screens()
NEAR, WEEK = timedelta(days=60), timedelta(days=7)
MOST = 5  # products looked at for the nearest day


@screens.at("home")
async def home(turn: Turn) -> Screen | To:
    """What this person can do: as a newcomer, a producer, an official, or several of these."""
    producers = await products.producers_of(turn.db, turn.person)
    if not producers and not turn.grants:
        return To("welcome")
    buttons = [*await _unfinished(turn), *_can_do(turn, speaks=bool(producers))]
    buttons.append(turn.button("home-more", "more"))
    names = ", ".join(producer.name for producer in producers[:3])
    lines = [turn.say("home-producer", names=names)] if producers else []
    lines += [
        turn.say("home-role", role=turn.say(f"role-{grant.role}"), area=units.full_name(grant.area))
        for grant in turn.grants
    ]
    lines += [*await _nearest_day(turn), *await _terms(turn)]
    return Screen(
        "\n".join([*lines, "", turn.say("home-ask")]),
        title=turn.say("home-title"),
        buttons=buttons,
        menu=[button.to for button in buttons] if turn.grants else (),
    )


async def _nearest_day(turn: Turn) -> list[str]:
    """The nearest day of the law for one of a producer's products, where it is near."""
    found = [
        (one.day, in_words(turn, product, one))
        for product in await products.products_of(turn.db, turn.person, limit=MOST)
        for one in (await product_days.of_product(turn.db, product, turn.today))[:1]
    ]
    near = sorted(one for one in found if one[0] - turn.today <= NEAR)
    return [turn.say("home-nearest", day=turn.day(day), what=what) for day, what in near[:1]]


async def _terms(turn: Turn) -> list[str]:
    """For officers: the dossiers whose term ends within a week."""
    areas = [grant.area for grant in turn.grants if grant.role == Role.OFFICER]
    count = await law_reminders.count_terms(turn.db, areas, turn.today + WEEK) if areas else 0
    return [turn.say("home-clocks", count=count)] if count else []


def _can_do(turn: Turn, *, speaks: bool) -> list[Button]:
    """The doors that are open to this person; `speaks`: for a producer."""
    buttons: list[Button] = []
    if speaks:
        if turn.person.consented_at is None:
            buttons.append(turn.button("privacy-agree-again", "agree"))
        buttons += [
            turn.button("home-next", "next"),
            turn.button("home-products", "products"),
            turn.button("home-add", "products/new"),
            turn.button("home-status", "status"),
            turn.button("calendar-title", "calendar"),
        ]
    roles = {grant.role for grant in turn.grants}
    if Role.OFFICER in roles:
        buttons += [
            turn.button("home-desk", "desk"),
            turn.button("home-find", "find"),
            turn.button("home-counts", "counts"),
            turn.button("plan-title", "plan"),
            turn.button("reminders-title", "reminders"),
            turn.button("announcements-title", "announcements"),
            turn.button("home-team", "team"),
        ]
    if Role.COUNCIL in roles:
        buttons.append(turn.button("home-scoring", "scoring"))
    if Role.ADMINISTRATOR in roles and Role.OFFICER not in roles:
        buttons += [turn.button("home-find", "find"), turn.button("home-team", "team")]
    return buttons


async def _unfinished(turn: Turn) -> list[Button]:
    """The way back to the form that was left last."""
    return [
        turn.button("home-resume", f"form/{row.form}/{row.subject}", form=turn.say(f"form-{row.form}-title"))
        for row in await drafts_of(turn.db, turn.person.id, limit=1)
    ]


@screens.at("welcome")
async def welcome(turn: Turn) -> Screen:
    """For somebody we do not know yet: what this is, and the consent to begin."""
    key = "welcome-again" if turn.person.consented_at else "welcome"
    return Screen(
        turn.say(key),
        title=turn.say("welcome-title"),
        buttons=[
            *await _unfinished(turn),
            turn.button("welcome-agree", "agree"),
            turn.button("welcome-data", "privacy"),
            turn.button("welcome-elsewhere", "messengers/enter"),
            turn.button("welcome-guide", "help"),
            turn.button("home-language", "language"),
        ],
    )


@screens.at("agree")
async def agree(turn: Turn) -> To:
    """Consent to the use of personal data, then register."""
    people.give_consent(turn.db, turn.actor, turn.now)
    return To("home" if await products.producers_of(turn.db, turn.person) else registration.address())


@screens.at("start")
async def start(turn: Turn) -> To:
    return To("home")


@screens.at("start/{payload}")
async def start_with(turn: Turn, payload: str) -> To:
    """Came by a link: a commune's (c-26734), an invitation (i-TOKEN, m-TOKEN), a new telephone's (d-TOKEN) or a
    product's (p-CODE)."""
    kind, _, value = payload.partition("-")
    if kind == "c":
        try:
            turn.place.commune = units.commune(value).code
        except KeyError:
            return To("home", turn.say("link-unknown"))
        return To("home", turn.say("link-commune", commune=units.full_name(value)))
    if kind == "i":
        return To(f"invited/{value}")
    if kind == "m":
        return To(f"joining/{value}")
    if kind == "d":
        return To(f"device/{value}")
    if kind == "p":
        product = await products.by_code(turn.db, value)
        if product is not None and await products.speaks_for(turn.db, turn.person.id, product.producer_id):
            return To(f"product/{product.id}")
        return To(f"card/{value}")
    return To("home", turn.say("link-unknown"))


@screens.at("help")
async def guide(turn: Turn) -> Screen:
    return Screen(
        turn.say("help"), title=turn.say("help-title"), back="home", buttons=[turn.button("home-next", "next")]
    )


@screens.at("thanks")
async def thanks(turn: Turn) -> Screen:
    """They thank, or say that they got it: a kind word, and they stay where they were."""
    return Screen(turn.say("thanks"), buttons=[turn.button("button-home", "home")], stay=True)


@screens.at("more")
async def more(turn: Turn) -> Screen:
    mine = await products.producers_of(turn.db, turn.person)
    return Screen(
        turn.say("more"),
        buttons=[
            *(Button(f"🏠 {producer.name}"[:60], f"business/{producer.id}") for producer in mine[:5]),
            turn.button("messengers-title", "messengers"),
            turn.button("welcome-guide", "help"),
            turn.button("home-language", "language"),
            turn.button("welcome-data", "privacy"),
            turn.button("home-register-another", registration.address()),
        ],
        back="home",
    )


@screens.at("language")
async def language(turn: Turn) -> Screen:
    return Screen(
        turn.say("language"),
        buttons=[Button(texts.say(code, "language-name"), f"language/{code}") for code in texts.LANGUAGES],
        back="home",
    )


@screens.at("language/{code}")
async def set_language(turn: Turn, code: str) -> To:
    people.set_language(turn.actor, code)
    return To("home", turn.say("language-set"))


@screens.at("privacy")
async def privacy(turn: Turn) -> Screen:
    """What is kept about this person, and the way to withdraw the consent."""
    buttons = []
    lines = [turn.say("privacy")]
    if turn.person.consented_at is not None:
        lines.append(turn.say("privacy-given", day=turn.moment(turn.person.consented_at)))
        buttons.append(turn.button("privacy-withdraw", "privacy/withdraw"))
    return Screen("\n\n".join(lines), title=turn.say("privacy-title"), buttons=buttons, back="home")


@screens.at("privacy/withdraw")
async def ask_withdrawal(turn: Turn) -> Screen:
    return Screen(
        turn.say("privacy-withdraw-ask"),
        buttons=[turn.button("privacy-withdraw-yes", "privacy/withdraw/yes")],
        back="privacy",
    )


@screens.at("privacy/withdraw/yes")
async def withdraw(turn: Turn) -> To:
    await people.withdraw_consent(turn.db, turn.actor, turn.now)
    return To("welcome", turn.say("privacy-withdrawn"))
