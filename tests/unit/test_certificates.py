"""What a certificate is worth: the pure rule, and its twin in SQL, agree on every day."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from ocop.certificates import IN_FORCE, CertificateState, state
from storage import certificates
from storage.tables import Rating
from tests.conversation import World
from tests.province import official, person_id, producer
from tests.province import product as a_product

TODAY = date(2027, 2, 6)
DAY = timedelta(days=1)
ENDS = (None, TODAY - 2 * DAY, TODAY - DAY, TODAY, TODAY + DAY)


@pytest.mark.parametrize(
    ("valid_until", "extended_until", "revoked", "expected"),
    [
        (None, None, False, "pending"),
        (TODAY, None, False, "valid"),
        (TODAY - DAY, None, False, "expired"),
        (TODAY - DAY, TODAY, False, "extended"),
        (TODAY - DAY, TODAY - DAY, False, "expired"),
        (TODAY, TODAY + DAY, False, "valid"),
        (TODAY, TODAY, True, "revoked"),
        (None, TODAY, False, "pending"),
    ],
)
def test_the_state_of_a_certificate(
    valid_until: date | None, extended_until: date | None, revoked: bool, expected: str
) -> None:
    assert state(valid_until, TODAY, extended_until=extended_until, revoked=revoked) == CertificateState(expected)


async def test_sql_counts_as_in_force_what_the_rule_says(world: World) -> None:
    lan, chau = await producer(world), await official(world, "Châu", "38")
    recorder = await person_id(chau)
    for number, (ends, extended, revoked) in enumerate(product(ENDS, ENDS, (False, True))):
        item = await a_product(lan, f"Mắm {number}")
        async with world.product.database.begin() as db:
            # An older rating of the same product, in force for itself, never counts beside the newest.
            for older, until in ((True, TODAY + DAY), (False, ends)):
                db.add(
                    Rating(
                        product_id=item,
                        stars=3,
                        level="province",
                        decision_number="1/QĐ-UBND",
                        decision_date=TODAY,
                        valid_until=until,
                        extended_until=None if older else extended,
                        revoked_at=world.now() if revoked and not older else None,
                        recorded_by=recorder,
                        recorded_at=world.now(),
                    )
                )
                await db.flush()
    async with world.product.database.read() as db:
        newest = list(await db.scalars(select(Rating).where(certificates.is_newest()).order_by(Rating.id)))
        counted = set(await db.scalars(select(Rating.id).where(certificates.in_force(TODAY))))
    assert len(newest) == len(ENDS) * len(ENDS) * 2
    assert counted == {row.id for row in newest if certificates.state_of(row, TODAY) in IN_FORCE}
    assert 0 < len(counted) < len(newest)
