"""A learner's settings as one JSON column, so that a new switch needs no column of its own.

Revision ID: 0018
Revises: 0017
"""

from datetime import time

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
COLUMNS = {
    'daily_at': ('daily_at', sa.Time, time(17)),
    'zone': ('zone', TEXT, 'America/New_York'),
    'clock': ('clock', TEXT, 'auto'),
    'set_size': ('set_size', sa.Integer, 5),
    'focus': ('focus', TEXT, 'blueprint'),
    'quiet_from': ('quiet_from', sa.Time, time(21)),
    'quiet_until': ('quiet_until', sa.Time, time(8)),
    'daily_question': ('pushes', sa.Boolean, True),
    'late_reminder': ('late_reminder', sa.Boolean, True),
    'minimal': ('minimal', sa.Boolean, False),
    'weekly_summary': ('weekly', sa.Boolean, True),
    'news': ('announcements', sa.Boolean, True),
    'mock_explains': ('explain', TEXT, 'each'),
    'confirm_each': ('confirm_each', sa.Boolean, False),
}
"""Each setting's column until now, with its type and its default."""
LEARNER = sa.table(
    'learner',
    sa.column('id', sa.Integer),
    sa.column('settings', sa.JSON),
    *(sa.column(name, kind()) for name, kind, _ in COLUMNS.values()),
)
BATCH = 1000


def upgrade() -> None:
    op.add_column('learner', sa.Column('settings', sa.JSON(), nullable=False, server_default='{}'))
    old = [name for name, _, _ in COLUMNS.values()]
    for rows in _batches(*old):
        _write(['settings'], [{'which': each['id'], 'settings': _as_json(each)} for each in rows])
    for name in old:
        op.drop_column('learner', name)


def downgrade() -> None:
    for name, kind, default in COLUMNS.values():
        op.add_column('learner', sa.Column(name, kind(), nullable=False, server_default=_in_sql(default)))
    for rows in _batches('settings'):
        names = [name for name, _, _ in COLUMNS.values()]
        _write(names, [{'which': each['id'], **_as_columns(each['settings'])} for each in rows])
    op.drop_column('learner', 'settings')


def _batches(*names):
    """Yield all learners' rows in order, some at a time."""
    last, query = 0, sa.select(LEARNER.c.id, *(LEARNER.c[name] for name in names)).order_by(LEARNER.c.id).limit(BATCH)
    while rows := op.get_bind().execute(query.where(LEARNER.c.id > last)).mappings().all():
        yield rows
        last = rows[-1]['id']


def _write(names, rows):
    values = {name: sa.bindparam(name, type_=LEARNER.c[name].type) for name in names}
    op.get_bind().execute(LEARNER.update().where(LEARNER.c.id == sa.bindparam('which')).values(values), rows)


def _as_json(row):
    held = {setting: row[name] for setting, (name, _, _) in COLUMNS.items()}
    return {name: value.isoformat('minutes') if isinstance(value, time) else value for name, value in held.items()}


def _as_columns(settings):
    columns = {}
    for setting, (name, _, default) in COLUMNS.items():
        value = settings.get(setting, default)
        columns[name] = time.fromisoformat(value) if isinstance(default, time) and isinstance(value, str) else value
    return columns


def _in_sql(default):
    if isinstance(default, bool):
        return sa.true() if default else sa.false()
    return default.isoformat() if isinstance(default, time) else str(default)
