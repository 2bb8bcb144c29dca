"""A real PostgreSQL that fails in the middle: every event is kept for later, never lost or answered with an apology."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.chat import Command, Later, Room
from bot.errors import AwayError, ConfigurationError
from bot.storage.database import Database
from tests.bench import Stage
from tests.core.test_outages import ANN, EVENTS, FIVE
from tests.walk.failing_server import failing_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any

    from bot.chat import Event
    from tests.walk.failing_server import Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that these tests may stop, crash, and reconfigure."""
    with failing_server() as server:
        yield server


@pytest.fixture
def stage(own: Server) -> Iterator[Stage]:
    """A tutor with a learner whose push is due, and a group."""
    own.run("DROP SCHEMA public CASCADE")
    own.run("CREATE SCHEMA public")
    own.run("GRANT USAGE ON SCHEMA public TO public")
    database = Database(own.address)
    database.migrate()
    made = Stage(database)
    made.person().begin()
    made.tutor.handle(Command("telegram:x0", ANN, "group", "setup", manager=True, room=Room("-100", "", "Class")))
    made.clock.now = FIVE
    yield made
    database.close()


@contextmanager
def shutting_down(own: Server, stage: Stage) -> Iterator[None]:
    """57P03: the server waits for its last client, and takes no other."""
    stage.database.engine.dispose()
    with closing(psycopg.connect(own.address)):
        own.shut_down()
        with pytest.raises(psycopg.OperationalError, match="is shutting down"):
            psycopg.connect(own.address)
        yield
        own.crash()
    own.start()


@contextmanager
def gone(own: Server, _stage: Stage) -> Iterator[None]:
    """The server crashes under its clients, and stays away."""
    own.crash()
    yield
    own.start()


@pytest.mark.parametrize("fail", [shutting_down, gone])
def test_every_event_waits_for_a_server_that_is_away(
    own: Server, stage: Stage, fail: Callable[[Server, Stage], AbstractContextManager[None]]
) -> None:
    with fail(own, stage), capture_logs() as lines:
        for each in EVENTS:
            assert [type(reply) for reply in stage.tutor.handle(each)] == [Later], each
        assert stage.pushes() == []
        with pytest.raises(AwayError):
            stage.database.migrate()
    assert {(line["event"], line["log_level"]) for line in lines} == {("database unavailable", "warning")}
    _is_back(stage)


@pytest.mark.usefixtures("stage")
def test_every_event_waits_for_a_connection_to_become_free(own: Server) -> None:
    own.run("DROP ROLE IF EXISTS app")
    own.run("CREATE ROLE app LOGIN CONNECTION LIMIT 1")
    own.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO app")
    own.run("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app")
    database = Database(own.address.replace("postgres:@", "app@").replace("postgres@", "app@"))
    mine = Stage(database)
    database.engine.dispose()
    with psycopg.connect(own.address, user="app"), capture_logs() as lines:
        for each in EVENTS:
            assert [type(reply) for reply in mine.tutor.handle(each)] == [Later], each
        with pytest.raises(AwayError, match="no connection left"):
            database.migrate()
    assert {(line["event"], line["log_level"]) for line in lines} == {("database unavailable", "warning")}
    while own.run("SELECT pid FROM pg_stat_activity WHERE usename = 'app'"):
        pass  # the server takes a moment to notice that it was closed
    mine.clock.now = FIVE
    _is_back(mine)
    database.close()
    own.run("DROP OWNED BY app")


@pytest.mark.parametrize("given", EVENTS, ids=lambda each: type(each).__name__ + each.id[-1])
def test_a_connection_ended_at_any_statement_loses_no_event(stage: Stage, given: Event) -> None:
    engine, step = stage.database.engine, 0
    with capture_logs() as lines:
        while True:
            step += 1
            with _ended_at(engine, step) as reached:
                replies = stage.tutor.handle(given)
            if not reached:
                break
            assert [type(reply) for reply in replies] == [Later], step
    assert step > 2, "it ran statements"
    assert not any(isinstance(reply, Later) for reply in replies)
    assert {line["error"] for line in lines if line["event"] == "database unavailable"} == {"OperationalError 57P01"}
    assert not [line for line in lines if line["log_level"] == "error"]


def test_a_connection_ended_before_its_commit_stores_nothing(own: Server, stage: Stage) -> None:
    def end(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        own.run(f"SELECT pg_terminate_backend({connection.connection.dbapi_connection.info.backend_pid})")

    event.listen(stage.database.engine, "commit", end)
    replies = stage.tutor.handle(EVENTS[-1])
    event.remove(stage.database.engine, "commit", end)
    assert [type(reply) for reply in replies] == [Later]
    with stage.database.transaction() as store:
        assert store.groups.find("telegram", "-200") is None
    _is_back(stage)


def test_another_clients_crash_is_an_outage(own: Server, stage: Stage) -> None:
    """57P02, which arrives as a warning before the connection closes: the server ends all sessions if one crashes."""
    victim = psycopg.connect(own.address, autocommit=True)

    def crash(_c: Any, _x: Any, _s: str, _p: Any, _n: Any, _m: bool) -> tuple[str, tuple[()]]:  # noqa: ANN401, FBT001 - SQLAlchemy's
        os.kill(victim.info.backend_pid, signal.SIGKILL)
        return "SELECT pg_sleep(4)", ()

    engine = stage.database.engine
    event.listen(engine, "before_cursor_execute", crash, retval=True)
    replies = stage.tutor.handle(EVENTS[0])
    event.remove(engine, "before_cursor_execute", crash)
    assert [type(reply) for reply in replies] == [Later]
    victim.close()
    own.recover()
    _is_back(stage)


def test_an_encrypted_connection_that_the_server_does_not_offer(own: Server, stage: Stage) -> None:
    stage.database.engine.dispose()
    address = own.listen(_free_port(), "host all me 127.0.0.1/32 reject")
    try:
        plain = Database(f"{address}?sslmode=disable")
        assert plain.is_current()
        plain.close()
        for given, said in (
            (f"{address}?sslmode=require", r"encrypted connection \(sslmode\)"),
            (address.replace("postgres@", "me@"), "does not admit this user"),
        ):
            with pytest.raises(ConfigurationError, match=said):
                Database(given).migrate()
    finally:
        own.crash()
        own.start()


def _is_back(stage: Stage) -> None:
    """Assert that the last of the events, redelivered, is done, and that the push that was due comes."""
    stage.tutor.handle(EVENTS[-1])
    with stage.database.transaction() as store:
        assert store.groups.find("telegram", "-200"), "the same event, redelivered, is done"
    stage.clock.now += timedelta(seconds=61)
    assert stage.pushes()


@contextmanager
def _ended_at(engine: Any, step: int) -> Iterator[list[int]]:  # noqa: ANN401 - SQLAlchemy's
    """End the server's side of the connection instead of running a statement; yield a list that then has it."""
    count, reached = 0, list[int]()

    def end(_c: Any, _x: Any, statement: str, parameters: Any, _n: Any, _m: bool) -> tuple[str, Any]:  # noqa: ANN401, FBT001
        nonlocal count
        count += 1
        if count != step:
            return statement, parameters
        reached.append(step)
        return "SELECT pg_terminate_backend(pg_backend_pid())", ()

    event.listen(engine, "before_cursor_execute", end, retval=True)
    try:
        yield reached
    finally:
        event.remove(engine, "before_cursor_execute", end)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
