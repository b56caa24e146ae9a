"""Questions handed to the editors."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("entry", sa.String(80)),
        sa.Column("question", sa.String(500), nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("gaps")
