"""The sweep: claims, delivers at its pace, settles, and never waits for a slow courier."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest
import structlog

from bot.chat import Delivery, Push
from bot.storage.database import Database
from scheduler import loop as clock_module
from scheduler import pushes as pushes_module
from scheduler.pushes import Pushes
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence
    from typing import Any

P = ParamSpec("P")
T = TypeVar("T")
FIVE = datetime(2026, 11, 20, 22, tzinfo=UTC)


async def ask(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """One thread, as on SQLite."""
    return function(*args, **kwargs)


class Post:
    """A courier that keeps what it was given, and answers as it is told to."""

    platform = "telegram"

    def __init__(self, *outcomes: Delivery) -> None:
        self.outcomes = list(outcomes)
        self.delivered: list[Push] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def deliver(self, push: Push) -> Delivery:
        await self.gate.wait()
        self.delivered.append(push)
        return self.outcomes.pop(0) if self.outcomes else Delivery("sent")


@pytest.fixture
def due(stage: Stage) -> Stage:
    for n in range(3):
        stage.person(f"u{n}").begin()
    stage.clock.now = FIVE
    return stage


async def test_what_is_due_is_delivered_once_and_settled(due: Stage) -> None:
    post = Post()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    await sweeper.sweep()
    await sweeper.drain(1)
    await sweeper.sweep()
    await sweeper.drain(1)
    assert sorted(push.address.user for push in post.delivered) == ["u0", "u1", "u2"]
    assert sweeper.take_counts() == {"sent": 3}
    assert sweeper.take_counts() == {}


async def test_what_is_delivered_while_the_core_is_busy_is_settled_together(due: Stage) -> None:
    calls: list[int] = []

    async def busy(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if function == due.tutor.settle_all:
            calls.append(len(args[0]))  # type: ignore[arg-type]  # what was delivered
            await asyncio.sleep(0.05)
        return function(*args, **kwargs)

    sweeper = Pushes(due.tutor, busy, Post(), due.clock, rate=1000)
    await sweeper.sweep()
    await sweeper.drain(1)
    assert calls == [1, 2]
    due.clock.move(seconds=120)
    assert due.pushes() == []


async def test_the_sweep_does_not_wait_for_a_slow_courier(due: Stage) -> None:
    post = Post()
    post.gate.clear()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    await sweeper.sweep()
    assert post.delivered == []
    post.gate.set()
    await sweeper.drain(1)
    assert len(post.delivered) == 3


async def test_no_more_are_open_than_memory_bears(due: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushes_module, "MAX_OPEN", 2)
    post = Post()
    post.gate.clear()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    await sweeper.sweep()
    await sweeper.sweep()
    post.gate.set()
    await sweeper.drain(1)
    assert len(post.delivered) == 2


async def test_a_courier_that_hangs_is_given_up_and_the_push_is_tried_again(
    due: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushes_module, "DELIVERY_SECONDS", 0.01)
    post = Post()
    post.gate.clear()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    await sweeper.sweep()
    await sweeper.drain(1)
    assert sweeper.take_counts() == {"retry": 3}
    post.gate.set()
    due.clock.move(seconds=10)
    await sweeper.sweep()
    await sweeper.drain(1)
    assert len(post.delivered) == 3


async def test_a_drain_gives_up_in_time(due: Stage) -> None:
    post = Post()
    post.gate.clear()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    await sweeper.sweep()
    await sweeper.drain(0.01)
    assert post.delivered == []
    due.clock.move(seconds=61)
    assert len(due.pushes()) == 3, "the lease is over: the next process sends them"


async def test_pushes_leave_at_their_pace(due: Stage) -> None:
    post = Post()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=20)
    await sweeper.sweep()
    await sweeper.drain(2)
    assert [push.at - FIVE for push in post.delivered] == [timedelta(seconds=n / 20) for n in range(3)]


async def test_two_processes_share_the_work(postgres: str) -> None:
    database = Database(postgres)
    database.migrate()
    stage = Stage(database)
    for n in range(40):
        stage.person(f"u{n}").begin()
    stage.clock.now = FIVE
    posts = [Post(), Post()]
    sweepers = [Pushes(stage.tutor, asyncio.to_thread, post, stage.clock, rate=1000) for post in posts]
    for _ in range(3):
        await asyncio.gather(*(sweeper.sweep() for sweeper in sweepers))
        stage.clock.move(seconds=0.5)
    for sweeper in sweepers:
        await sweeper.drain(5)
    users = [push.address.user for post in posts for push in post.delivered]
    assert len(users) == len(set(users)) == 40
    database.close()


async def test_the_clock_sweeps_and_reports_until_it_is_stopped(due: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(clock_module, "REPORT_SECONDS", 0.05)
    post, stop = Post(Delivery("retry"), Delivery("gone")), asyncio.Event()
    sweeper = Pushes(due.tutor, ask, post, due.clock, rate=1000)
    with structlog.testing.capture_logs() as lines:
        serving = asyncio.create_task(clock_module.serve(due.tutor, ask, [sweeper], ["telegram"], stop))
        while sum(line["sent"] + line["failed"] for line in told(lines)) < 3:  # noqa: ASYNC110 - a log is no event
            await asyncio.sleep(0.01)
        stop.set()
        await asyncio.wait_for(serving, 5)
    assert len(post.delivered) == 3
    assert sum(line["sent"] for line in told(lines)) == 1
    assert sum(line["failed"] for line in told(lines)) == 2
    assert {"due", "lag_seconds"} <= told(lines)[0].keys()


async def test_a_sweep_that_takes_too_long_is_followed_by_the_next_one_without_a_word(
    due: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock_module, "EVERY_SECONDS", 0.01)
    stop, claims = asyncio.Event(), list[object]()

    async def slow(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if function == due.tutor.claim:
            claims.append(function)
            await asyncio.sleep(0.05)  # five times as long as between two sweeps
        if len(claims) == 5:
            stop.set()
        return function(*args, **kwargs)

    sweeper = Pushes(due.tutor, slow, Post(), due.clock, rate=1000)
    await asyncio.wait_for(clock_module.serve(due.tutor, slow, [sweeper], ["telegram"], stop), 5)
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == []


async def test_a_sweep_in_progress_at_the_stop_is_finished(due: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "EVERY_SECONDS", 0.02)
    post, stop = Post(), asyncio.Event()

    async def stopping(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if function.__name__ == "build":
            stop.set()
            await asyncio.sleep(0.01)
        return function(*args, **kwargs)

    sweeper = Pushes(due.tutor, stopping, post, due.clock, rate=1000)
    await asyncio.wait_for(clock_module.serve(due.tutor, stopping, [sweeper], ["telegram"], stop), 5)
    assert len(post.delivered) == 3


async def test_a_sweep_that_hangs_at_the_stop_is_cut_off_without_a_traceback(
    due: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock_module, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(clock_module, "DRAIN_SECONDS", 0.02)
    stop = asyncio.Event()

    async def hanging(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if function.__name__ == "build":
            stop.set()
            await asyncio.Event().wait()
        return function(*args, **kwargs)

    sweeper = Pushes(due.tutor, hanging, Post(), due.clock, rate=1000)
    await asyncio.wait_for(clock_module.serve(due.tutor, hanging, [sweeper], ["telegram"], stop), 5)
    await asyncio.sleep(0.02)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def told(lines: Sequence[MutableMapping[str, Any]]) -> list[MutableMapping[str, Any]]:
    return [line for line in lines if line["event"] == "pushes"]
