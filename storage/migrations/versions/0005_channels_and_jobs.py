"""channels and jobs

Addresses, marks of turns and files belong to a channel (an account on a messenger). What is there becomes a channel
without an account for each messenger; the next start binds it. What was to be drawn becomes a job.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("id", ID, nullable=False),
        sa.Column("messenger", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("province", sa.String(length=2), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("messenger", "account"),
    )
    _channels()
    _jobs()
    _owned("addresses", "chat_id", keep=True)
    _owned("turns", "event_id", keep=False)
    _files()
    _messages()
    op.execute(
        "UPDATE channels SET paused_until = (SELECT until FROM leases WHERE name = 'pause:' || channels.messenger)"
    )
    op.execute("DELETE FROM leases WHERE name LIKE 'pause:%' OR name = 'delivery'")


def _channels() -> None:
    """One for each messenger that is known here, bound to its account by the next start."""
    connection = op.get_bind()
    known = "SELECT messenger FROM addresses UNION SELECT messenger FROM turns UNION SELECT messenger FROM files"
    names = {row.messenger for row in connection.execute(sa.text(known))} - {"", "form"}
    channels = sa.table(
        "channels",
        sa.column("messenger", sa.String),
        sa.column("account", sa.String),
        sa.column("facts", sa.JSON),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    now = datetime.now(UTC)
    rows = [{"messenger": name, "account": "", "facts": {}, "created_at": now} for name in sorted(names)]
    if rows:
        op.bulk_insert(channels, rows)


def _channel_of(table: str) -> str:
    return f"(SELECT id FROM channels WHERE channels.messenger = {table}.messenger)"  # noqa: S608  our own names


def _owned(table: str, key: str, *, keep: bool) -> None:
    """The table's rows belong to a channel; the unique key follows."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("channel_id", ID, nullable=True))
    op.execute(f"UPDATE {table} SET channel_id = {_channel_of(table)}")  # noqa: S608  our own names
    old = sa.UniqueConstraint("messenger", key, name=f"{table}_messenger_{key}_key")
    naming = {"uq": "%(table_name)s_%(column_0_name)s_%(column_1_name)s_key"}
    with op.batch_alter_table(table, naming_convention=naming) as batch:
        batch.drop_constraint(str(old.name), type_="unique")
        batch.alter_column("channel_id", existing_type=ID, nullable=False)
        batch.create_foreign_key(f"fk_{table}_channel", "channels", ["channel_id"], ["id"])
        batch.create_unique_constraint(f"{table}_channel_id_{key}_key", ["channel_id", key])
        if not keep:
            batch.drop_column("messenger")


_JOBS = sa.table(
    "jobs",
    *(sa.column(name, sa.Integer) for name in ("person_id", "done", "total", "attempts")),
    *(sa.column(name, sa.String) for name in ("kind", "state")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("not_before", "created_at")),
    sa.column("input", sa.JSON),
)


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("input", sa.JSON(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"]),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_jobs_person_id", "jobs", ["person_id"])
    due = sa.text("state IN ('waiting', 'working')")
    op.create_index("ix_jobs_due", "jobs", ["not_before"], sqlite_where=due, postgresql_where=due)


def _files() -> None:
    """`remote` becomes `origin`; what was to be drawn becomes a job and is no file until it is made."""
    with op.batch_alter_table("files") as batch:
        batch.alter_column("remote", new_column_name="origin", existing_type=sa.JSON(), existing_nullable=False)
        batch.add_column(sa.Column("channel_id", ID, nullable=True))
        batch.add_column(sa.Column("job_id", ID, nullable=True))
    op.execute(f"UPDATE files SET channel_id = {_channel_of('files')}")  # noqa: S608  our own names
    files = sa.table(
        "files",
        *(sa.column(name, sa.Integer) for name in ("person_id", "document_id")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("not_before", "received_at")),
        sa.column("state", sa.String),
        sa.column("origin", sa.JSON),
    )
    jobs = []
    for row in op.get_bind().execute(sa.select(files).where(files.c.state == "drawing")):
        about = row.origin.get("outcomes_of")
        jobs.append(
            {
                "kind": "announcement-outcomes" if about else "paper-copy",
                "input": {"v": 1} | ({"announcement_id": about} if about else {"document_id": row.document_id}),
                "person_id": row.person_id,
                "state": "waiting",
                "done": 0,
                "total": 0,
                "attempts": 0,
                "not_before": row.not_before,
                "created_at": row.received_at,
            }
        )
    if jobs:
        op.bulk_insert(_JOBS, jobs)
    op.execute("DELETE FROM files WHERE state = 'drawing'")
    op.drop_index("ix_files_due", "files")
    with op.batch_alter_table("files") as batch:
        batch.drop_column("messenger")
        batch.create_foreign_key("fk_files_channel", "channels", ["channel_id"], ["id"])
    op.create_index("ix_files_job_id", "files", ["job_id"])
    due = sa.text("state = 'waiting'")
    op.create_index("ix_files_due", "files", ["not_before"], sqlite_where=due, postgresql_where=due)


def _messages() -> None:
    """A message knows the channel of its address: whose lease, bucket and pause it waits for."""
    with op.batch_alter_table("messages") as batch:
        batch.add_column(sa.Column("channel_id", ID, nullable=True))
        batch.add_column(sa.Column("resend_of", ID, nullable=True))
    op.execute(
        "UPDATE messages SET channel_id ="
        " (SELECT channel_id FROM addresses WHERE addresses.id = messages.address_id)"
        " WHERE address_id IS NOT NULL"
    )
    # Without an address it has not left; as `sending` it would hold up all that follow it.
    op.execute("UPDATE messages SET state = 'queued' WHERE state = 'sending' AND channel_id IS NULL")
    op.execute("UPDATE messages SET resend_of = CAST(substr(unique_key, 7) AS INTEGER) WHERE unique_key LIKE 'again:%'")
    again = sa.text("resend_of IS NOT NULL")
    op.create_index("ix_messages_resend", "messages", ["resend_of"], sqlite_where=again, postgresql_where=again)
    op.drop_index("ix_messages_due", "messages")
    due = sa.text("state IN ('queued', 'sending')")
    columns = ["channel_id", "state", "lane", "id"]
    op.create_index("ix_messages_due", "messages", columns, sqlite_where=due, postgresql_where=due)
    with op.batch_alter_table("messages") as batch:
        batch.create_foreign_key("fk_messages_channel", "channels", ["channel_id"], ["id"])
