"""Certificates: the one that counts, whether it is in force, and how many are. One rule: `ocop.certificates.state`."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from ocop import certificates
from ocop.certificates import CertificateState
from storage.tables import Rating


def state_of(rating: Rating | None, today: date) -> CertificateState:
    """What the newest rating of a product means on that day."""
    if rating is None:
        return CertificateState.WAITING
    return certificates.state(
        rating.valid_until, today, extended_until=rating.extended_until, revoked=rating.revoked_at is not None
    )


def is_newest() -> ColumnElement[bool]:
    """Whether a rating is the newest of its product: the one that counts."""
    newer = aliased(Rating)
    return ~exists().where(newer.product_id == Rating.product_id, newer.id > Rating.id)


def in_force(today: date) -> ColumnElement[bool]:
    """Whether a rating is the newest of its product and its certificate is in force on that day, extended or not."""
    holds = or_(Rating.valid_until >= today, and_(Rating.valid_until.is_not(None), Rating.extended_until >= today))
    return and_(Rating.revoked_at.is_(None), holds, is_newest())
