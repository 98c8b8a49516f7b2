"""Who is told what of a decision: statutory, so it is said whatever is muted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import QR, Button, Screen
from locales import clock, texts
from ocop import council, stars
from ocop.criteria import criteria_set
from ocop.notices import is_statutory
from services.notices import tell
from services.notices.councils import titles
from storage import products
from storage.actors import Actor
from storage.tables import Evaluation, Product, Rating, Referral


def points_lines(language: str, parts: Mapping[str, str]) -> list[str]:
    """The points of the parts A, B and C, as they are kept (exact decimals as text)."""
    return [
        texts.say(language, "result-part", letter=letter, points=texts.number(language, Decimal(points)))
        for letter, points in sorted(parts.items())
        if letter != "total"
    ]


async def decision_recorded(
    db: AsyncSession,
    actor: Actor,
    product: Product,
    rating: Rating,
    evaluation: Evaluation,
    advice: Sequence[str],
    now: datetime,
) -> None:
    """The producer's people read points, term and QR code; or (`advice`, criteria by title) what to improve."""
    for member in await products.members(db, product.producer_id):
        await tell(
            db,
            member,
            _rated(member.language, product, rating, evaluation, advice),
            now,
            turn_id=actor.turn_id,
            unique_key=f"rated:{rating.id}:{member.id}",
            statutory=is_statutory("decision"),
        )


def _rated(say: str, product: Product, rating: Rating, evaluation: Evaluation, advice: Sequence[str]) -> Screen:
    until = texts.day(say, rating.valid_until) if rating.valid_until else ""
    lines = [
        texts.say(
            say,
            "notice-rated" if rating.valid_until else "notice-rated-low",
            product=product.name,
            stars=stars.signs(rating.stars),
            number=rating.decision_number,
            date=texts.day(say, rating.decision_date),
            until=until,
        ),
        *points_lines(say, rating.points),
        texts.say(say, "notice-rated-total", total=texts.number(say, Decimal(rating.points["total"]))),
    ]
    result = evaluation.result or {}
    if not rating.valid_until:
        unmet = result["capped_by"] if result["stars"] < result["by_points"] else []
        lines += [texts.say(say, "notice-unmet", name=texts.say(say, f"condition-{code}")) for code in unmet]
        lines += [texts.say(say, "notice-improve"), *(f"• {title}" for title in advice)]
    elif result.get("missing") is not None:
        lines += _missing_lines(say, evaluation, rating)
    elif rating.stars < result["stars"]:
        lines.append(texts.say(say, "notice-to-centre"))
    facts = {
        "product": product.name,
        "stars": str(rating.stars),
        "decision": rating.decision_number,
        "day": texts.day(say, rating.decision_date),
        "until": until or "–",
    }
    return Screen(
        "\n".join(lines),
        buttons=[Button(texts.say(say, "button-to-step"), f"product/{product.id}")],
        qr=QR(product.code, f"{product.name} · {product.code}") if rating.valid_until else None,
        kind="rated",
        facts=facts,
    )


def _missing_lines(say: str, evaluation: Evaluation, rating: Rating) -> list[str]:
    """What is missing for one star more, by the conditions beside the points."""
    result, cs = evaluation.result or {}, criteria_set(evaluation.criteria_set)
    if rating.stars >= result["by_points"] or "A" not in rating.points:
        return []
    names = titles(cs, council.missing_for(result, rating.stars + 1))
    return [texts.say(say, "notice-missing", stars=rating.stars + 1), *(f"• {name}" for name in names[:6])]


async def sent_to_ministry(
    db: AsyncSession,
    actor: Actor,
    product: Product,
    evaluation: Evaluation,
    referral: Referral,
    done_by: date,
    now: datetime,
) -> None:
    """The producer's people read that the ministry decides, and until when."""
    mean = Decimal((evaluation.result or {})["mean"])
    for member in await products.members(db, product.producer_id):
        say = member.language
        words = texts.say(
            say, "notice-ministry", product=product.name, mean=texts.number(say, mean), day=texts.day(say, done_by)
        )
        notice = Screen(words, buttons=[Button(texts.say(say, "button-to-step"), f"product/{product.id}")])
        await tell(db, member, notice, now, turn_id=actor.turn_id, unique_key=f"ministry:{referral.id}:{member.id}")


async def back_from_ministry(
    db: AsyncSession, actor: Actor, product: Product, referral: Referral, now: datetime
) -> None:
    """The producer's people read with how many points it came back, and that the province decides now."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        points = texts.number(say, Decimal(referral.points or "0"))
        words = texts.say(say, "notice-ministry-back", product=product.name, points=points)
        notice = Screen(words, buttons=[Button(texts.say(say, "button-to-step"), f"product/{product.id}")])
        key = f"ministry-back:{referral.id}:{member.id}"
        await tell(db, member, notice, now, turn_id=actor.turn_id, unique_key=key)


async def certificate_revoked(
    db: AsyncSession, actor: Actor, product: Product, rating: Rating, reason: str, now: datetime
) -> None:
    """The producer's people read why."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        notice = Screen(
            _revoked(say, product, rating, reason),
            buttons=[Button(texts.say(say, "button-to-step"), f"product/{product.id}")],
            kind="revoked",
            facts={"product": product.name, "reason": reason, "day": texts.day(say, clock.today(now))},
        )
        key = f"revoked:{rating.id}:{member.id}"
        await tell(db, member, notice, now, turn_id=actor.turn_id, unique_key=key, statutory=is_statutory("revoked"))


def _revoked(say: str, product: Product, rating: Rating, reason: str) -> str:
    """Why, by its ground and decision where they are known."""
    if rating.revoked_ground is None:
        return texts.say(say, "notice-revoked", product=product.name, reason=reason)
    ground = texts.say(say, f"ground-{rating.revoked_ground}")
    number = rating.revoked_number or ""
    return texts.say(say, "notice-revoked-2026", product=product.name, ground=ground, number=number, reason=reason)


async def ordered_again(
    db: AsyncSession, actor: Actor, product: Product, rating: Rating, words: str, now: datetime
) -> None:
    """The producer's people read that the ministry orders a re-evaluation; the certificate holds meanwhile."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        until = texts.day(say, rating.valid_until) if rating.valid_until else ""
        told = texts.say(say, "notice-ordered-again", product=product.name, words=words, until=until)
        notice = Screen(told, buttons=[Button(texts.say(say, "button-to-step"), f"product/{product.id}")])
        await tell(db, member, notice, now, turn_id=actor.turn_id, statutory=is_statutory("ordered-again"))
