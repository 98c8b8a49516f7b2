"""What a person says about themselves: consent, language."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotFound
from locales import texts
from services.notices import people as notices
from storage import announcements, audit, people
from storage.actors import Actor

CONSENT = "2026-01"  # the version of the consent text in locales; a new text gets a new version and is asked for again


def give_consent(db: AsyncSession, actor: Actor, now: datetime) -> None:
    """Agree to the use of personal data; the version and the moment are kept (Nghị định 13/2023/NĐ-CP)."""
    person = actor.person
    if person.consented_at is None or person.consent_version != CONSENT:
        person.consented_at, person.consent_version = now, CONSENT
        audit.write(db, actor, now, "consent.given", f"person/{person.id}", detail=CONSENT)


async def withdraw_consent(db: AsyncSession, actor: Actor, now: datetime) -> None:
    """Withdraw it: drafts go at once and no announcement comes any more; what a decision needs is kept as the law
    requires, and the officers are told.
    """
    person = actor.person
    if person.consented_at is None:
        return
    person.consented_at = person.consent_version = None
    await announcements.spare(db, person.id)
    await people.drop_drafts(db, person.id)
    audit.write(db, actor, now, "consent.withdrawn", f"person/{person.id}")
    await notices.consent_withdrawn(db, actor, now)


def set_language(actor: Actor, code: str) -> None:
    """Raises NotFound for a language that is not spoken here."""
    if code not in texts.LANGUAGES:
        raise NotFound(code)
    actor.person.language = code
