"""Who asked to join with a code, since both sides confirm now; and when a model was built, and whether it must be again.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Codes last ten minutes, so the table is recreated: SQLite cannot add a foreign key to an existing one.
    op.drop_table("link_code")
    _link_code(sa.Column("taken_by", sa.Integer(), sa.ForeignKey("learner.id", ondelete="CASCADE"), nullable=True))
    op.add_column("learning_model", sa.Column("built_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column("learning_model", sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_table("link_code")
    _link_code()
    op.drop_column("learning_model", "stale")
    op.drop_column("learning_model", "built_at")


def _link_code(*more: sa.Column) -> None:
    op.create_table(
        "link_code",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_link_code_learner_id", "link_code", ["learner_id"], unique=False)
