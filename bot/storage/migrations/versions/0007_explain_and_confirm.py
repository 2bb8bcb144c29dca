"""When a learner's mock explains, and whether a simulation shows each choice before moving on."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('learner', sa.Column('explain', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='each'))
    op.add_column('learner', sa.Column('confirm_each', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('learner', 'confirm_each')
    op.drop_column('learner', 'explain')
