"""The focus of the daily sets, and the memory of each question, separate from the rest of the model."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('focus', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='blueprint'))
    op.create_table('learning_memory',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('topic', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('records', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'topic')
    )
    # A model stored by an earlier version does not fit: the next question rebuilds it from the answers.


def downgrade() -> None:
    op.drop_table('learning_memory')
    op.drop_column('learner', 'focus')
    op.execute('DELETE FROM learning_model')
