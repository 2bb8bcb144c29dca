"""Plain names: askings become attempts, sittings become quiz sessions; no data changes."""

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

TABLES = (('sitting', 'quiz_session'), ('asking', 'attempt'))
COLUMNS = (
    ('attempt', 'sitting_id', 'session_id'),
    ('attempt', 'place', 'shown_in'),
    ('learning_model', 'asking_id', 'attempt_id'),
    ('study_group', 'place', 'channel_name'),
    ('due', 'whose', 'owner'),
)
INDEXES = (
    ('quiz_session', 'ix_sitting_learner_id', 'ix_quiz_session_learner_id', ('learner_id',), False),
    ('attempt', 'ix_asking_learner_question', 'ix_attempt_learner_question', ('learner_id', 'question'), False),
    ('attempt', 'ix_asking_learner_shown', 'ix_attempt_learner_shown', ('learner_id', 'shown_at'), False),
    ('attempt', 'ix_asking_learner_group', 'ix_attempt_learner_group', ('learner_id', 'group_question_id'), True),
    ('attempt', 'ix_asking_group_question_id', 'ix_attempt_group_question_id', ('group_question_id',), False),
)


def upgrade() -> None:
    for old, new in TABLES:
        _rename_table(old, new)
    for table, old, new in COLUMNS:
        op.execute(f'ALTER TABLE {table} RENAME COLUMN {old} TO {new}')
    for table, old, new, columns, unique in INDEXES:
        _rename_index(table, old, new, columns, unique)


def downgrade() -> None:
    for table, old, new, columns, unique in INDEXES:
        _rename_index(table, new, old, columns, unique)
    for table, old, new in COLUMNS:
        op.execute(f'ALTER TABLE {table} RENAME COLUMN {new} TO {old}')
    for old, new in TABLES:
        _rename_table(new, old)


def _rename_table(old: str, new: str) -> None:
    op.rename_table(old, new)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq')


def _rename_index(table: str, old: str, new: str, columns: tuple[str, ...], unique: bool) -> None:
    """Rename an index; SQLite cannot, so it is recreated there."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER INDEX {old} RENAME TO {new}')
        return
    op.drop_index(old, table)
    op.create_index(new, table, list(columns), unique=unique)
