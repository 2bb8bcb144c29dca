"""Weekly boards: whether a group has one, who has joined it, and past weeks' results."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('study_group', sa.Column('board', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        'board_member',
        sa.Column('learner_id', sa.Integer(), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('joined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('learner_id', 'group_id'),
    )
    op.create_index('ix_board_member_group_id', 'board_member', ['group_id'])
    op.create_table(
        'board_week',
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column('known', sa.Integer(), nullable=False),
        sa.Column('members', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('group_id', 'ended_at'),
    )


def downgrade() -> None:
    for table in ('board_week', 'board_member'):
        op.drop_table(table)
    op.drop_column('study_group', 'board')
