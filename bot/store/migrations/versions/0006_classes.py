"""Classes: who leads one, who sits in it, what was answered. Rows live a day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "classes",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("teacher", sa.String(64), nullable=False, unique=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("quiz", sa.String(80), nullable=False),
        sa.Column("track", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("opened", sa.Float, nullable=False),
        sa.Column("seat", sa.LargeBinary),
    )
    op.create_table(
        "class_pupils",
        sa.Column("class", sa.String(8), primary_key=True),
        sa.Column("pupil", sa.String(64), primary_key=True),
        sa.Column("nick", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("seat", sa.LargeBinary),
        sa.UniqueConstraint("class", "nick"),
    )
    op.create_index("class_pupils_pupil", "class_pupils", ["pupil"])
    op.create_table(
        "class_answers",
        sa.Column("class", sa.String(8), primary_key=True),
        sa.Column("pupil", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(120), primary_key=True),
        sa.Column("option", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("class_answers", "class_pupils", "classes"):
        op.drop_table(table)
