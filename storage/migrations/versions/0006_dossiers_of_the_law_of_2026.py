"""dossiers of the law of 2026

Every product has a dossier: what was handed in, scored and decided so far becomes one; a product whose certificate is
there and that works again has a second one. Papers of two products are never merged: what was brought for a product
stays its own. A paper that was accepted, and that a re-evaluation turned to "returned" because it had ended, is
accepted again: the end of its days stands beside it. Which law a dossier is under is moved on by the clock, not here.
"""
# ruff: noqa: S608  our own names only

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENDED = ("Giấy tờ này đã hết hạn.", "This paper has ended.")  # what the re-evaluation wrote


def upgrade() -> None:
    _new_tables()
    _new_columns()
    _dossiers()
    _restore()


def _new_tables() -> None:
    op.create_table(
        "readings",
        sa.Column("province", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("given_by", ID, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by"],
            ["persons.id"],
        ),
        sa.PrimaryKeyConstraint("province", "name"),
    )
    op.create_table(
        "representatives",
        sa.Column("producer_id", ID, nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("gender", sa.String(length=10), nullable=True),
        sa.Column("ethnicity", sa.String(length=60), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=True),
        sa.Column("residence", sa.String(length=300), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("licence_number", sa.String(length=60), nullable=True),
        sa.Column("consented_by", ID, nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consented_by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["producer_id"],
            ["producers.id"],
        ),
        sa.PrimaryKeyConstraint("producer_id"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("province", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("propose_by", sa.Date(), nullable=False),
        sa.Column("done_by", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("given_by", ID, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by"],
            ["persons.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("province", "code"),
    )
    op.create_table(
        "checks",
        sa.Column("id", ID, nullable=False),
        sa.Column("product_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("checks") as batch:
        batch.create_index("ix_checks_due", ["due"], unique=False)
        batch.create_index("ix_checks_product_id", ["product_id"], unique=False)

    op.create_table(
        "dossiers",
        sa.Column("id", ID, nullable=False),
        sa.Column("product_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("rules", sa.String(length=20), nullable=False),
        sa.Column("criteria_set", sa.String(length=20), nullable=True),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("round", sa.String(length=20), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("opened_by", ID, nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("commune_due", sa.Date(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complete_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["opened_by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("product_id", "number"),
    )
    with op.batch_alter_table("dossiers") as batch:
        batch.create_index("ix_dossiers_due", ["outcome", "commune_due"], unique=False)

    op.create_table(
        "citations",
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("criterion", sa.String(length=10), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "criterion", "paper"),
    )
    op.create_table(
        "criterion_answers",
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("criterion", sa.String(length=10), nullable=False),
        sa.Column("option", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "criterion"),
    )
    op.create_table(
        "findings",
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("topic", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "topic"),
    )
    op.create_table(
        "paper_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("paper_requests") as batch:
        batch.create_index("ix_paper_requests_dossier_id", ["dossier_id"], unique=False)

    op.create_table(
        "sample_counts",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sample_counts") as batch:
        batch.create_index("ix_sample_counts_dossier_id", ["dossier_id"], unique=False)

    op.create_table(
        "referrals",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("evaluation_id", ID, nullable=False),
        sa.Column("round", sa.String(length=20), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("sent_by", ID, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("points", sa.String(length=10), nullable=True),
        sa.Column("back_by", ID, nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["back_by"],
            ["persons.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"],
            ["persons.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referrals") as batch:
        batch.create_index("ix_referrals_dossier_id", ["dossier_id"], unique=False)


def _new_columns() -> None:
    with op.batch_alter_table("documents") as batch:
        batch.add_column(sa.Column("producer_id", ID, nullable=True))
        batch.add_column(sa.Column("issued_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("lasts", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("unsettled", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("words", sa.String(length=1000), nullable=False, server_default=""))
        batch.create_index("ix_documents_producer_id", ["producer_id"], unique=False)
        batch.create_foreign_key("fk_documents_producer", "producers", ["producer_id"], ["id"])

    with op.batch_alter_table("evaluations") as batch:
        batch.add_column(sa.Column("dossier_id", ID, nullable=True))
        batch.add_column(sa.Column("excluded", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("findings", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("above_reason", sa.String(length=1000), nullable=True))
        batch.add_column(sa.Column("in_writing", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_index("ix_evaluations_dossier_id", ["dossier_id"], unique=False)
        batch.create_foreign_key("fk_evaluations_dossier", "dossiers", ["dossier_id"], ["id"])

    with op.batch_alter_table("invitations") as batch:
        batch.add_column(sa.Column("person_id", ID, nullable=True))
        batch.create_foreign_key("fk_invitations_person", "persons", ["person_id"], ["id"])

    with op.batch_alter_table("messages") as batch:
        batch.add_column(sa.Column("called_words", sa.String(length=300), nullable=True))

    with op.batch_alter_table("places") as batch:
        batch.add_column(sa.Column("acting_for", ID, nullable=True))

    with op.batch_alter_table("products") as batch:
        batch.add_column(sa.Column("law_code", sa.String(length=30), nullable=True))

    with op.batch_alter_table("ratings") as batch:
        batch.add_column(sa.Column("dossier_id", ID, nullable=True))
        batch.add_column(sa.Column("extended_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("issuer", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("revoked_ground", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("revoked_number", sa.String(length=60), nullable=True))
        batch.create_index("ix_ratings_extended_until", ["extended_until"], unique=False)
        batch.create_foreign_key("fk_ratings_dossier", "dossiers", ["dossier_id"], ["id"])

    with op.batch_alter_table("submissions") as batch:
        batch.add_column(sa.Column("dossier_id", ID, nullable=True))
        batch.add_column(sa.Column("papers", sa.JSON(), nullable=False, server_default="{}"))
        batch.create_index("ix_submissions_dossier_id", ["dossier_id"], unique=False)
        batch.create_foreign_key("fk_submissions_dossier", "dossiers", ["dossier_id"], ["id"])


def _dossiers() -> None:
    """One for each product up to its newest rating, and another one where work went on after it."""
    rating = "(SELECT max(id) FROM ratings WHERE ratings.product_id = products.id)"
    rated_at = f"(SELECT recorded_at FROM ratings WHERE id = {rating})"
    handed_in = "(SELECT max(submitted_at) FROM submissions WHERE product_id = products.id AND step = 5"
    fresh = (
        "INSERT INTO dossiers (product_id, number, kind, rules, candidates, late, opened_by,"
        " opened_at, handed_in_at, closed_at, outcome)"
    )
    outcome = f"(SELECT CASE WHEN stars >= 3 THEN 'rated' ELSE 'short' END FROM ratings WHERE id = {rating})"
    op.execute(
        f"{fresh} SELECT id, 1, 'first', rules, '[]', false, NULL, created_at,"
        f" {handed_in} AND ({rating} IS NULL OR submitted_at <= {rated_at})), {rated_at}, {outcome} FROM products"
    )
    op.execute(
        f"{fresh} SELECT id, 2, CASE WHEN {outcome} = 'rated' THEN 'again' ELSE 'first' END, rules, '[]', false, NULL,"
        f" since, {handed_in} AND submitted_at > {rated_at}), NULL, NULL"
        f" FROM products WHERE {rating} IS NOT NULL AND state <> 'rated'"
    )
    for table, moment in (("submissions", "submitted_at"), ("evaluations", "opened_at"), ("ratings", "recorded_at")):
        for number, when in ((1, f"{table}.{moment} <= coalesce(dossiers.closed_at, {table}.{moment})"), (2, "true")):
            op.execute(
                f"UPDATE {table} SET dossier_id = (SELECT id FROM dossiers WHERE number = {number}"
                f" AND dossiers.product_id = {table}.product_id AND {when}) WHERE dossier_id IS NULL"
            )


def _restore() -> None:
    """Accepted papers that a re-evaluation turned to "returned", where a handing-in proves that they were accepted."""
    documents = sa.table(
        "documents", *(sa.column(name) for name in ("id", "product_id", "state", "reason", "created_at"))
    )
    submissions = sa.table("submissions", *(sa.column(name) for name in ("product_id", "outcome", "submitted_at")))
    proven = sa.exists().where(
        submissions.c.product_id == documents.c.product_id,
        submissions.c.outcome == "accepted",
        submissions.c.submitted_at >= documents.c.created_at,
    )
    op.execute(
        sa.update(documents)
        .where(documents.c.state == "returned", documents.c.reason.in_(ENDED), proven)
        .values(state="accepted", reason=None)
    )
