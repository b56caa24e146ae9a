"""Results of the course, for those who want them kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "course",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("module", sa.String(40), primary_key=True),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("asked", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("course")
