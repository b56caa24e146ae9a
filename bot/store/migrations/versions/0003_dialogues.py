"""Dialogues by person and kind: a letter and a check may be unfinished at the same time."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table anew; nothing has ever been kept in the old one, and what is kept lives minutes."""
    op.drop_table("dialogues")
    _create(sa.Column("kind", sa.String(16), primary_key=True))
    op.create_index("dialogues_expires", "dialogues", ["expires"])


def downgrade() -> None:
    """One dialogue a person, as before."""
    op.drop_table("dialogues")
    _create(sa.Column("kind", sa.String(16), nullable=False))


def _create(kind: "sa.Column[str]") -> None:
    op.create_table(
        "dialogues",
        sa.Column("person", sa.String(64), primary_key=True),
        kind,
        sa.Column("fields", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.Float, nullable=False),
    )
