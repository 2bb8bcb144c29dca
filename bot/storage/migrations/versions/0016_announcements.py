"""Announcements by those who run the tutor, and whether a learner wants them.

Revision ID: 0016
Revises: 0012
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'announcement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('body', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('drafted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column('released_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    op.add_column('learner', sa.Column('announcements', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column('learner', sa.Column('announced', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM due WHERE kind = 'announcement'"))
    op.drop_column('learner', 'announced')
    op.drop_column('learner', 'announcements')
    op.drop_table('announcement')
