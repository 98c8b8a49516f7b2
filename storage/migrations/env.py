"""Alembic's entry: runs inside the connection that storage.migrate gives it."""

from typing import Any, Literal

from alembic import context

from storage.tables import Base, Moment


def _as_plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # A migration must not change when our own type does.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=False,
    render_item=_as_plain_type,
)
with context.begin_transaction():
    context.run_migrations()
