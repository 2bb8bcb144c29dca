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
    # In one statement, which both databases take: Alembic adds a foreign key to SQLite only by replacing the table.
    op.execute("ALTER TABLE link_code ADD COLUMN taken_by INTEGER REFERENCES learner (id) ON DELETE CASCADE")
    op.add_column("learning_model", sa.Column("built_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column("learning_model", sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("DELETE FROM link_code WHERE taken_by IS NOT NULL")
    op.drop_column("link_code", "taken_by")
    op.drop_column("learning_model", "stale")
    op.drop_column("learning_model", "built_at")
