"""Who asked to join with a code: both sides confirm before two accounts are joined.

Revision ID: 0009
Revises: 0006
"""

from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In one statement, which both databases take: Alembic adds a foreign key to SQLite only by replacing the table.
    op.execute("ALTER TABLE link_code ADD COLUMN taken_by INTEGER REFERENCES learner (id) ON DELETE CASCADE")


def downgrade() -> None:
    op.execute("DELETE FROM link_code WHERE taken_by IS NOT NULL")
    op.drop_column("link_code", "taken_by")
