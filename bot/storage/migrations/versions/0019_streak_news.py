"""What happened to a learner's streak and was not told yet, so that no job that runs in between swallows it.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('streak_news', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    op.drop_column('learner', 'streak_news')
