"""When the learner was asked whether the daily hour fits; existing learners are not asked any more."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('hour_asked', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    op.drop_column('learner', 'hour_asked')
