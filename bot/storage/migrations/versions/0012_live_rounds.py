"""Live rounds, their questions and players, and who may start one in a group."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

KINDS = ('live-lobby', 'live-question', 'live-count', 'live-reveal', 'live-end')


def upgrade() -> None:
    op.add_column('study_group', sa.Column('live', sqlmodel.sql.sqltypes.AutoString(), nullable=False,
                                           server_default='managers'))
    op.create_table(
        'live_round',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('chat', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('thread', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('starter_id', sa.Integer(), nullable=True),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('seconds', sa.Integer(), nullable=False),
        sa.Column('scope', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column('begins_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('stopped_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['starter_id'], ['learner.id'], ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_live_round_starter_id', 'live_round', ['starter_id'])
    op.create_index('ix_live_round_group_started', 'live_round', ['group_id', 'started_at'])
    op.create_table(
        'live_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('topic', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('wording', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('shown', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('posted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('closes_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('revealed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('shown_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('void', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['round_id'], ['live_round.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('round_id', 'position'),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'live_player',
        sa.Column('learner_id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('since', sa.Integer(), nullable=False),
        sa.Column('left_group', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['round_id'], ['live_round.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['session_id'], ['quiz_session.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('learner_id', 'round_id'),
    )
    op.create_index('ix_live_player_round_id', 'live_player', ['round_id'])
    op.create_index('ix_live_player_session_id', 'live_player', ['session_id'])


def downgrade() -> None:
    due = sa.table('due', sa.column('kind', sa.String))
    op.execute(sa.delete(due).where(due.c.kind.in_(KINDS)))
    for table in ('live_player', 'live_question', 'live_round'):
        op.drop_table(table)
    op.drop_column('study_group', 'live')
