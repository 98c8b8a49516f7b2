"""What a certificate is worth on a day: in force, extended, ended, revoked, or not there yet.

The same condition for many products at once, in SQL: `storage.certificates`.
"""

from datetime import date
from enum import StrEnum


class CertificateState(StrEnum):
    """The state of a product's newest certificate."""

    WAITING = "pending"  # none was issued
    VALID = "valid"
    EXTENDED = "extended"  # past its end, and holds until the result of the re-evaluation; to be checked
    ENDED = "expired"
    REVOKED = "revoked"


IN_FORCE = (CertificateState.VALID, CertificateState.EXTENDED)


def state(
    valid_until: date | None, today: date, *, extended_until: date | None = None, revoked: bool = False
) -> CertificateState:
    """The state on that day.

    valid_until: the last day of the certificate, None where none was issued (1 and 2 stars); extended_until: the last
    day on which it can still hold after that. Source: Decision 26/2026/QĐ-TTg, articles 4, 8 and 12.3; before it the
    term of 36 months was the same.
    """
    if valid_until is None:
        return CertificateState.WAITING
    if revoked:
        return CertificateState.REVOKED
    if today <= valid_until:
        return CertificateState.VALID
    extended = extended_until is not None and today <= extended_until
    return CertificateState.EXTENDED if extended else CertificateState.ENDED
