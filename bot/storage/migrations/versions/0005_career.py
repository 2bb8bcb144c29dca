"""What the career desk stores about a learner, and the log of continuing education."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('career', sa.JSON(), nullable=False, server_default='{}'))
    op.create_table('ce_credit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('earned_on', sa.Date(), nullable=False),
    sa.Column('halves', sa.Integer(), nullable=False),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('logged_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_ce_credit_learner_id'), 'ce_credit', ['learner_id'], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM due WHERE kind IN ('renewal', 'booking-advice')")
    op.drop_table('ce_credit')
    op.drop_column('learner', 'career')
