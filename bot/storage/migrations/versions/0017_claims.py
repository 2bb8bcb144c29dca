"""The order in which due pushes are claimed, as an index: a claim costs the same however many are due.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('due', sa.Column('waits', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        sa.text(
            "UPDATE due SET waits = true WHERE kind IN ('announcement', 'booking-advice', 'group-count', 'live-count')"
        )
    )
    op.drop_index('ix_due_platform_due_at', 'due')
    op.create_index('ix_due_claim', 'due', ['platform', 'waits', 'due_at', 'lot', 'id'])


def downgrade() -> None:
    op.drop_index('ix_due_claim', 'due')
    op.create_index('ix_due_platform_due_at', 'due', ['platform', 'due_at'])
    op.drop_column('due', 'waits')
