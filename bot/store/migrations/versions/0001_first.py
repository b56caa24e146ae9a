"""The first tables: people, inbox, feedback, dialogues."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "people",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("lang", sa.String(2)),
        sa.Column("role", sa.String(16)),
        sa.Column("since", sa.Date, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("error", sa.String(64)),
        sa.Column("got", sa.Float, nullable=False),
    )
    waiting = sa.text("state = 'new'")
    op.create_index("inbox_open", "inbox", ["update_id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("inbox_got", "inbox", ["got"])
    op.create_table(
        "feedback",
        sa.Column("entry", sa.String(80), primary_key=True),
        sa.Column("lang", sa.String(2), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "dialogues",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("fields", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("dialogues", "feedback", "inbox", "people"):
        op.drop_table(table)
