"""Corrections shown to learners, replies to reports, and the wording that an attempt showed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('told_correction',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('correction', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'correction')
    )
    op.add_column('report', sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column('report', sa.Column('closed_why', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    for table in ('attempt', 'group_question'):
        op.add_column(table, sa.Column('wording', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.create_index('ix_attempt_question', 'attempt', ['question'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_attempt_question', 'attempt')
    for table in ('group_question', 'attempt'):
        op.drop_column(table, 'wording')
    for column in ('closed_why', 'closed_at'):
        op.drop_column('report', column)
    op.drop_table('told_correction')
