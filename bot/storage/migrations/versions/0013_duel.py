"""Duels between two learners."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('duel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('rematch_of', sa.Integer(), nullable=True),
    sa.Column('platform', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('space', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('chat', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('thread', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('invited', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('accepted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('void', sa.JSON(), nullable=False),
    sa.Column('posted', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('code'),
    sa.UniqueConstraint('rematch_of'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_duel_platform_space', 'duel', ['platform', 'space'], unique=False)
    op.create_table('duel_player',
    sa.Column('duel_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('challenger', sa.Boolean(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('shares', sa.Boolean(), nullable=False),
    sa.Column('news', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['duel_id'], ['duel.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['quiz_session.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('duel_id', 'learner_id')
    )
    op.create_index('ix_duel_player_learner_id', 'duel_player', ['learner_id'], unique=False)
    op.create_index('ix_duel_player_session_id', 'duel_player', ['session_id'], unique=False)
    op.create_table('duel_guess',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('guessed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_duel_guess_learner_id', 'duel_guess', ['learner_id'], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM due WHERE kind IN ('duel', 'duel-news')")
    op.drop_table('duel_guess')
    op.drop_table('duel_player')
    op.drop_table('duel')
