"""A database of before the law of 2026 (revision 0005), a product in every state, is opened: nothing is lost, papers
of two products stay apart, and what has no result goes on under the new law.
"""

import json
from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import select, text

from services import laws
from storage import dossiers
from storage.database import Database
from storage.migrate import _config, migrate
from storage.tables import Document, Dossier, Evaluation, Message, Product, Rating, Scorecard, Submission

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
# id → (step, state, level, kind of product, rules)
PRODUCTS: dict[int, tuple[int, str, str | None, str, str]] = {
    1: (1, "open", None, "liquid-seasoning", "2025-1489"),
    2: (2, "submitted", "commune", "liquid-seasoning", "2025-1489"),
    3: (4, "returned", None, "decorative-crafts", "2025-1489"),
    4: (5, "submitted", "province", "tea", "2025-1489"),
    5: (5, "scoring", "province", "liquid-seasoning", "2025-1489"),
    6: (5, "decided", "province", "liquid-seasoning", "2025-1489"),
    7: (6, "rated", None, "liquid-seasoning", "2023-148"),
    8: (5, "open", None, "processed-fish", "2019-1048"),  # evaluated again
    9: (5, "returned", None, "ornamental", "2025-1489"),  # two stars: mends
    10: (6, "rated", None, "fresh-produce", "2023-148"),  # revoked
}
# id → (product, paper, version, state, reason)
PAPERS: dict[int, tuple[int, str, int, str, str | None]] = {
    1: (2, "idea-new", 1, "submitted", None),
    2: (3, "quality-declaration", 1, "returned", "Ảnh mờ"),
    3: (4, "business-licence", 1, "accepted", None),
    4: (5, "business-licence", 1, "accepted", None),  # the same producer's, brought for another product
    5: (8, "safety-test", 1, "returned", "Giấy tờ này đã hết hạn."),  # was accepted: submission 3 proves it
    6: (8, "production-licence", 1, "returned", "Số liệu sai"),
    7: (8, "safety-test", 2, "draft", None),
    8: (9, "safety-test", 1, "returned", "Giấy tờ này đã hết hạn."),  # nothing proves it
}


def _rows() -> list[str]:
    day = "'2026-03-01 02:00:00'"
    statements = [
        f"INSERT INTO persons (id, name, phone_proven, language, remind_hour, muted, consented_at, created_at)"
        f" VALUES (1, 'Lan', false, 'vi', 8, '[]', {day}, {day})",
        f"INSERT INTO channels (id, messenger, account, facts, created_at) VALUES (1, 'web', 'web', '{{}}', {day})",
        f"INSERT INTO addresses (id, person_id, channel_id, messenger, chat_id, state, preferred, wrong_codes, seen_at)"
        f" VALUES (1, 1, 1, 'web', '42', 'open', false, 0, {day})",
        f"INSERT INTO producers (id, kind, name, folded, representative, phone, province, commune, created_at)"
        f" VALUES (1, 'household', 'Lan', 'lan', 'Lan', '+84912345678', '38', '16144', {day})",
        f"INSERT INTO members (producer_id, person_id, part, since) VALUES (1, 1, 'owner', {day})",
    ]
    for number, (step, state, level, kind, rules) in PRODUCTS.items():
        at = f"'{level}'" if level else "NULL"
        statements.append(
            "INSERT INTO products (id, code, producer_id, name, folded, subgroup, existing, description, story, rules,"
            " province, commune, entered_step, step, state, level, since, created_at) VALUES"
            f" ({number}, 'CODE{number:04}', 1, 'sp {number}', 'sp {number}', '{kind}', false, '', '', '{rules}', '38',"
            f" '16144', 1, {step}, '{state}', {at}, {day}, '2023-01-01 02:00:00')"
        )
    for number, (product, paper, version, state, reason) in PAPERS.items():
        why = f"'{reason}'" if reason else "NULL"
        statements.append(
            "INSERT INTO documents (id, product_id, paper, version, state, reason, created_by, created_at) VALUES"
            f" ({number}, {product}, '{paper}', {version}, '{state}', {why}, 1, '2023-02-01 02:00:00')"
        )
    for number, (product, step, moment, outcome) in {
        1: (2, 2, "2026-03-01", None),
        2: (4, 5, "2026-03-01", None),
        3: (8, 5, "2023-03-01", "accepted"),
        4: (9, 5, "2026-02-01", "accepted"),
        5: (8, 5, "2026-03-01", None),  # handed in once more after the rating
    }.items():
        became = f"'{outcome}'" if outcome else "NULL"
        submitted = "'2023-01-15 02:00:00'" if product == 9 else f"'{moment} 02:00:00'"
        statements.append(
            "INSERT INTO submissions (id, product_id, number, step, submitted_by, submitted_at, outcome) VALUES"
            f" ({number}, {product}, {1 + (number == 5)}, {step}, 1, {submitted}, {became})"
        )
    result = json.dumps({"parts": {}, "mean": "80", "by_points": 4, "stars": 4, "capped_by": [], "cards": 1})
    for number, (product, closed, kept) in {1: (5, "NULL", "NULL"), 2: (6, day, f"'{result}'")}.items():
        statements.append(
            "INSERT INTO evaluations (id, product_id, criteria_set, opened_by, opened_at, closed_at, met, result)"
            f" VALUES ({number}, {product}, '1048-10', 1, {day}, {closed}, '{{}}', {kept})"
        )
    statements.append(
        "INSERT INTO scorecards (id, evaluation_id, person_id, answers, submitted_at) VALUES"
        f""" (1, 1, 1, '{{"A1.1": 2}}', {day})"""
    )
    for number, (product, stars, until, revoked) in {
        1: (7, 4, "'2027-03-24'", "NULL"),
        2: (8, 3, "'2026-04-01'", "NULL"),
        3: (9, 2, "NULL", "NULL"),
        4: (10, 3, "'2027-01-01'", day),
    }.items():
        statements.append(
            "INSERT INTO ratings (id, product_id, stars, points, level, decision_number, decision_date, valid_until,"
            f" revoked_at, recorded_by, recorded_at) VALUES ({number}, {product}, {stars}, '{{}}', 'province',"
            f" '{number}/QĐ', '2023-04-01', {until}, {revoked}, 1, '2023-04-01 02:00:00')"
        )
    return statements


async def opened(database_url: str) -> Database:
    database = Database(database_url)
    async with database.engine.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "0005"))
        for statement in _rows():
            await connection.execute(text(statement))
        await connection.commit()
    await migrate(database)
    return database


async def everything(database: Database, table: type[Any], *columns: str) -> dict[int, tuple[Any, ...]]:
    async with database.read() as db:
        rows = await db.scalars(select(table).order_by(table.id))
        return {row.id: tuple(getattr(row, name) for name in columns) for row in rows}


async def test_nothing_is_lost_and_everything_belongs_to_a_dossier(database_url: str) -> None:
    database = await opened(database_url)
    products = await everything(database, Product, "step", "state", "level", "subgroup", "rules")
    assert products == PRODUCTS
    assert await everything(database, Product, "code") == {number: (f"CODE{number:04}",) for number in PRODUCTS}
    papers = await everything(database, Document, "product_id", "paper", "version", "state", "reason")
    restored = {**PAPERS, 5: (8, "safety-test", 1, "accepted", None)}
    assert papers == restored
    assert set((await everything(database, Document, "producer_id")).values()) == {(None,)}, "never merged by guess"

    found = await everything(database, Dossier, "product_id", "number", "kind", "rules", "outcome")
    by_product: dict[int, list[tuple[Any, ...]]] = {}
    for product, *rest in found.values():
        by_product.setdefault(product, []).append(tuple(rest))
    law = {number: row[-1] for number, row in PRODUCTS.items()}
    for number in range(1, 7):
        assert by_product[number] == [(1, "first", law[number], None)]
    assert by_product[7] == [(1, "first", law[7], "rated")]
    assert by_product[8] == [(1, "first", law[8], "rated"), (2, "again", law[8], None)]
    assert by_product[9] == [(1, "first", law[9], "short"), (2, "first", law[9], None)]
    assert by_product[10] == [(1, "first", law[10], "rated")]

    async def of(table: type[Any]) -> dict[int, tuple[int, int]]:
        """Each row's product with the number of its dossier."""
        ids = await everything(database, table, "dossier_id")
        return {number: found[dossier][:2] for number, (dossier,) in ids.items()}

    assert await of(Submission) == {1: (2, 1), 2: (4, 1), 3: (8, 1), 4: (9, 1), 5: (8, 2)}
    assert await of(Evaluation) == {1: (5, 1), 2: (6, 1)}
    assert await of(Rating) == {1: (7, 1), 2: (8, 1), 3: (9, 1), 4: (10, 1)}
    assert await everything(database, Scorecard, "answers") == {1: ({"A1.1": 2},)}
    await database.close()


async def test_what_has_no_result_goes_on_under_the_new_law_and_its_people_are_told(database_url: str) -> None:
    database = await opened(database_url)
    async with database.begin() as db:
        while await laws.move_on(db, NOW):
            pass
    products = await everything(database, Product, "state", "rules", "subgroup")
    rated = {7, 10}
    for number, (state, rules, kind) in products.items():
        if number in rated:
            assert (state, rules) == ("rated", PRODUCTS[number][-1])
        else:
            assert (state, rules) == ("open", "2026-26")
            assert kind == {3: "crafts", 8: "processed-meat", 9: "flowers"}.get(number, PRODUCTS[number][3])
    papers = await everything(database, Document, "state")
    assert papers[1] == ("draft",), "handed in and undecided: its producer's again"
    assert [papers[number][0] for number in (3, 4, 5)] == ["accepted"] * 3
    assert await everything(database, Evaluation, "result") == {1: (None,), 2: ((await _result(database, 2)),)}
    async with database.read() as db:
        told = [row.body["text"] for row in await db.scalars(select(Message))]
        [asked] = [row for row in await db.scalars(select(Dossier).where(Dossier.rules == "2026-26")) if row.candidates]
        seen = await dossiers.newest(db, 8)
    assert sum("Quyết định 26/2026/QĐ-TTg" in words for words in told) == len(products) - len(rated)
    assert (asked.product_id, asked.candidates) == (9, ["flowers", "trees", "pets"])
    assert (seen["safety-test"].id, seen["production-licence"].state) == (7, "returned")
    await database.close()


async def _result(database: Database, evaluation_id: int) -> Any:
    async with database.read() as db:
        evaluation = await db.get(Evaluation, evaluation_id)
    assert evaluation is not None
    assert evaluation.result is not None
    return evaluation.result
