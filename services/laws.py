"""When a law ends: dossiers without a result go on under the law in force, and their people are told.

Source: Decision 26/2026/QĐ-TTg, article 12: what was handed in before 22/5/2026 had 60 days (a re-evaluation 30) to be
finished under the rules before; since then nothing is scored under them.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from locales import clock
from ocop import kinds, workflow
from ocop.rules import Rules, all_rules, rules_on
from services.notices import laws as notices
from storage import audit, dossiers, laws, products
from storage.tables import Dossier, Product


async def move_on(db: AsyncSession, now: datetime, *, limit: int = 20) -> int:
    """Move some of the products whose law has ended; returns how many. Their papers stay as they are."""
    today = clock.today(now)
    ended = [version.code for version in all_rules() if version.until is not None and version.until < today]
    due = await laws.undecided_under(db, ended, limit=limit)
    for product in due:
        before = product.rules
        await _move(db, product, rules_on(today), now)
        audit.write(db, None, now, "law.moved", f"product/{product.id}", area=product.commune, detail=before)
        await notices.moved(db, product, before, now)
    return len(due)


async def _move(db: AsyncSession, product: Product, version: Rules, now: datetime) -> None:
    await laws.close_without_result(db, product.id, now)
    await laws.hand_back(db, product.id)
    dossier = await dossiers.current(db, product.id)
    kind = dossier.kind if dossier is not None else "first"
    if dossier is not None and dossier.outcome is None:
        await laws.close_dossier(db, dossier, "moved", now)
    fresh = await dossiers.open_dossier(db, product, kind, version.code, None, now)
    rename_kind(product, fresh)
    await products.put(db, product, workflow.move(products.place_of(product), "move_law"), now)


def rename_kind(product: Product, dossier: Dossier) -> None:
    """The product's kind under the dossier's law; where several fit, the first for now, and the producer is asked."""
    fitting = kinds.today(product.subgroup)
    product.subgroup = fitting[0]
    dossier.candidates = list(fitting) if len(fitting) > 1 else []
