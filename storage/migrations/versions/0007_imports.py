"""lists that come in from a spreadsheet

A list and its rows; a producer that a list brought names the row. Producers of before name none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("area", sa.String(length=5), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("result_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_imports_area", "imports", ["area", "id"], unique=False)
    _rows()
    with op.batch_alter_table("producers") as batch:
        batch.add_column(sa.Column("came_from", ID, nullable=True))
        batch.add_column(sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index("ix_producers_came_from", ["came_from"], unique=False)
    # What points at a product or producer is asked for each one that is taken back.
    for table, column in (
        ("batches", "product_id"),
        ("upload_links", "product_id"),
        ("invitations", "producer_id"),
        ("ratings", "dossier_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _rows() -> None:
    texts = {"name": 200, "folded": 200, "producer": 200, "producer_folded": 200, "kind": 20, "representative": 200}
    more = {"phone": 20, "commune": 5, "subgroup": 60, "rules": 20, "level": 10, "issuer": 200, "decision": 60}
    maybe = {"tax_number": 20, "code": 10, "law_code": 30}
    days = ("issued", "valid_until", "extended_until")
    op.create_table(
        "import_rows",
        sa.Column("id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in {**texts, **more}.items()),
        *(sa.Column(name, sa.String(length=length), nullable=True) for name, length in maybe.items()),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in days),
        sa.Column("producer_id", ID, nullable=True),
        sa.Column("lead_sure", sa.Integer(), nullable=True),
        sa.Column("lead_any", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("import_id", "number"),
    )
    op.create_index("ix_import_rows_fate", "import_rows", ["import_id", "fate"], unique=False)
    op.create_index("ix_import_rows_code", "import_rows", ["code"], unique=False)
