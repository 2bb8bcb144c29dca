"""Which clock the learner reads: 12 hours, 24 hours, or what is usual in their time zone.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('clock', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='auto'))


def downgrade() -> None:
    op.drop_column('learner', 'clock')
