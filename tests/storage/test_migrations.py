"""A database of an earlier version keeps what it has."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Final

import pytest
from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Float, Integer, MetaData, Table, Time, func, select

from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.learner_settings import DEFAULTS, LearnerSettings
from tests.bench import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

_VALUES: dict[type, Any] = {
    Boolean: True,
    Date: NOON.date(),
    DateTime: NOON,
    Float: 1.0,
    Integer: 1,
    JSON: {},
    Time: dt.time(9),
}


@pytest.fixture(params=["sqlite", "postgres"])
def first(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of the first version."""
    opened = Database(request.getfixturevalue(request.param))
    with opened.engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    yield opened
    opened.close()


def row(connection: Connection, name: str, **given: object) -> None:
    """Put a row into a table as it is now, each column with some value of its type."""
    table = Table(name, MetaData(), autoload_with=connection)
    values = {
        column.name: next((value for kind, value in _VALUES.items() if isinstance(column.type, kind)), "x")
        for column in table.columns
    }
    connection.execute(table.insert().values(values | given))


def test_what_the_first_version_held_is_kept_and_no_id_comes_again(first: Database) -> None:
    with first.engine.begin() as connection:
        row(connection, "learner", id=1)
        row(connection, "due", id=1, kind="daily", subject=1, lease_until=None, then_at=None)
        row(connection, "sitting", id=1)
        for number in (1, 2, 3):
            row(connection, "asking", id=number, position=number)
        connection.exec_driver_sql("DELETE FROM asking WHERE id = 3")
        if not first.is_sqlite:
            connection.exec_driver_sql("SELECT setval('asking_id_seq', 3)")
    first.migrate()
    assert first.is_current()
    with first.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        learner = connection.execute(select(tables.tables["learner"])).mappings().one()
        due = connection.execute(select(tables.tables["due"])).mappings().one()
        attempt = tables.tables["attempt"]
        assert (learner["id"], learner["alias"]) == (1, "")
        assert (due["kind"], due["owner"], due["lot"]) == ("daily", "learner", 0)
        assert connection.execute(select(func.count()).select_from(attempt)).scalar_one() == 2
        assert connection.execute(select(attempt.c.group_question_id)).scalars().all() == [None, None]
        values = {c.name: v for c, v in zip(attempt.columns, _an_attempt(connection, attempt), strict=True)}
        values |= {"id": None, "position": 9} if first.is_sqlite else {"position": 9}
        if not first.is_sqlite:
            del values["id"]
        assert connection.execute(attempt.insert().values(values)).inserted_primary_key == (4,)


def test_the_way_back_leaves_what_the_first_version_knows(first: Database) -> None:
    first.migrate()
    with first.engine.begin() as connection:
        row(connection, "learner", id=1)
        row(connection, "due", id=1, kind="daily", subject=1, owner="learner", lease_until=None, then_at=None)
        row(connection, "due", id=2, kind="group-question", subject=1, owner="group", lease_until=None, then_at=None)
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        kinds = connection.exec_driver_sql("SELECT kind FROM due").scalars().all()
    assert kinds == ["daily"]
    first.migrate()
    assert first.is_current()


def _an_attempt(connection: Connection, attempt: Table) -> tuple[Any, ...]:
    return tuple(connection.execute(select(attempt).where(attempt.c.id == 1)).one())


@pytest.fixture(params=["sqlite", "postgres"])
def second(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of the second version."""
    opened = Database(request.getfixturevalue(request.param))
    with opened.engine.begin() as connection:
        _move(connection, "0002")
    yield opened
    opened.close()


def test_the_second_version_keeps_everything_under_its_new_names(second: Database) -> None:
    with second.engine.begin() as connection:
        row(connection, "learner", id=1)
        row(connection, "study_group", id=1, place="#general", admin_id=1)
        row(connection, "group_question", id=1, group_id=1)
        row(connection, "due", id=1, kind="group-question", subject=1, whose="group", lease_until=None, then_at=None)
        row(connection, "sitting", id=1, kind="mock")
        row(connection, "asking", id=7, place="telegram", group_question_id=1)
        row(connection, "learning_model", learner_id=1, asking_id=7, state=b"x")
    second.migrate()
    assert second.is_current()
    with second.engine.begin() as connection:
        for query, value in (
            ("SELECT kind FROM quiz_session WHERE learner_id = 1", "mock"),
            ("SELECT shown_in FROM attempt WHERE id = 7 AND session_id = 1", "telegram"),
            ("SELECT attempt_id FROM learning_model", 7),
            ("SELECT channel_name FROM study_group", "#general"),
            ("SELECT owner FROM due", "group"),
        ):
            assert connection.exec_driver_sql(query).scalar_one() == value, query
        _move(connection, "0002")
        assert connection.exec_driver_sql("SELECT place FROM asking WHERE sitting_id = 1").scalar_one() == "telegram"


@pytest.fixture(params=["sqlite", "postgres"])
def columns(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of the last version in which each setting was a column."""
    opened = Database(request.getfixturevalue(request.param))
    with opened.engine.begin() as connection:
        _move(connection, "0017")
    yield opened
    opened.close()


CHOSEN: Final = {
    "daily_at": dt.time(6, 45),
    "zone": "America/Chicago",
    "clock": "24",
    "set_size": 7,
    "focus": "weak",
    "quiet_from": dt.time(22, 30),
    "quiet_until": dt.time(7, 15),
    "pushes": False,
    "late_reminder": False,
    "minimal": True,
    "weekly": False,
    "announcements": False,
    "explain": "end",
    "confirm_each": True,
}
SETTINGS: Final = LearnerSettings(
    daily_at=dt.time(6, 45),
    zone="America/Chicago",
    clock="24",
    set_size=7,
    focus="weak",
    quiet_from=dt.time(22, 30),
    quiet_until=dt.time(7, 15),
    daily_question=False,
    late_reminder=False,
    minimal=True,
    weekly_summary=False,
    news=False,
    mock_explains="end",
    confirm_each=True,
)


def test_every_setting_moves_into_the_record_and_back(columns: Database) -> None:
    usual = dict(zip(CHOSEN, astuple(DEFAULTS), strict=True))
    with columns.engine.begin() as connection:
        row(connection, "learner", id=1, **CHOSEN)
        row(connection, "learner", id=2, **usual)
    columns.migrate()
    assert columns.is_current()
    with columns.transaction() as store:
        assert [found.settings for each in (1, 2) if (found := store.learners.get(each))] == [SETTINGS, DEFAULTS]
    with columns.engine.begin() as connection:
        _move(connection, "0017")
        learner = Table("learner", MetaData(), autoload_with=connection)
        rows = connection.execute(select(*(learner.c[name] for name in CHOSEN)).order_by(learner.c.id)).mappings().all()
    assert [dict(each) for each in rows] == [CHOSEN, usual]


def test_a_thousand_learners_and_one_move_too(columns: Database) -> None:
    with columns.engine.begin() as connection:
        row(connection, "learner", id=1, **CHOSEN)
        learner = Table("learner", MetaData(), autoload_with=connection)
        one = dict(connection.execute(select(learner)).mappings().one())
        connection.execute(learner.insert(), [one | {"id": number} for number in range(2, 1002)])
    columns.migrate()
    with columns.transaction() as store:
        last = store.learners.get(1001)
        assert last is not None
        assert last.settings == SETTINGS


def _move(connection: Connection, revision: str) -> None:
    """Bring the database to a revision, up or down."""
    config = migrate._config()
    config.attributes["connection"] = connection
    newer = MigrationContext.configure(connection).get_current_revision() or ""
    (command.downgrade if newer > revision else command.upgrade)(config, revision)


def test_the_files_tell_the_revisions_that_alembic_finds() -> None:
    scripts = ScriptDirectory.from_config(migrate._config())
    assert migrate.revisions()[-1] == scripts.get_current_head()
    assert migrate.revisions() == sorted(script.revision for script in scripts.walk_revisions())
