"""The health port: live, ready or why not, and metrics that name no one."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot import metrics
from bot.chat import Delivery
from bot.errors import ConfigurationError
from bot.storage.database import Database
from listening import Port
from listening.connections import MOST
from scheduler.health import Health
from scheduler.pushes import Pushes
from tests.adapters.telegram_house import until
from tests.bench import Stage
from tests.core.candidate import hand_in
from tests.scheduler.test_pushes import FIVE, Post, ask
from upkeep import ASK_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tests.command_line import CommandLine


@dataclass
class Heard:
    """An adapter, as far as its health is concerned."""

    silence: float = 0.0


@dataclass
class Watched:
    """A process under observation."""

    health: Health
    chat: Heard

    async def get(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.health.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def watched(stage: Stage) -> AsyncIterator[Watched]:
    chat, stop = Heard(), asyncio.Event()
    heard: Any = {"telegram": chat}
    health = Health(stage.tutor, ask, heard, ["telegram"], Port("127.0.0.1", 0, "HEALTH_PORT"))
    serving = asyncio.create_task(health.serve(stop))
    await until(lambda: health.port)
    try:
        yield Watched(health, chat)
    finally:
        stop.set()
        await serving


async def test_all_is_well(stage: Stage) -> None:
    async with watched(stage) as process:
        assert await process.get("/health/live") == (200, "ok\n")
        assert await process.get("/health/ready") == (200, "ok\n")


@pytest.mark.parametrize(("silence", "status"), [(89.0, 200), (91.0, 503)])
async def test_a_platform_that_is_silent(stage: Stage, silence: float, status: int) -> None:
    async with watched(stage) as process:
        process.chat.silence = silence
        found, said = await process.get("/health/ready")
        assert found == status
        assert (said == "telegram has not been heard from for 91 seconds.\n") == (status == 503)
        assert (await process.get("/health/live"))[0] == 200, "a new process would hear no more"


@pytest.mark.parametrize(("late", "status"), [(119, 200), (121, 503)])
async def test_a_scheduler_that_is_late(any_database: Database, late: int, status: int) -> None:
    stage = Stage(any_database)
    stage.person().begin()
    stage.clock.now = FIVE
    stage.clock.move(seconds=late)
    async with watched(stage) as process:
        found, said = await process.get("/health/ready")
        assert found == status
        assert (said == "Scheduled messages are 121 seconds late.\n") == (status == 503)


async def test_one_chat_that_has_to_wait_is_no_lag(any_database: Database) -> None:
    stage = Stage(any_database)
    stage.person().begin()
    stage.clock.now = FIVE
    (push,) = stage.pushes()
    stage.tutor.settle(push.id, Delivery("retry", retry_after=500))
    stage.clock.move(seconds=300)
    assert stage.tutor.waiting(("telegram",)) == (0, 0.0)
    stage.clock.move(seconds=230)
    assert stage.tutor.waiting(("telegram",)) == (1, 30.0)


async def test_a_database_that_is_not_migrated_or_gone(tmp_path: Path) -> None:
    unmigrated = Stage(Database(f"sqlite:///{tmp_path}/other.db"))
    async with watched(unmigrated) as process:
        assert await process.get("/health/ready") == (503, "The database is not migrated.\n")
    unmigrated.database.close()
    gone = Stage(Database("postgresql://me@127.0.0.1:9/name"))
    async with watched(gone) as process:
        status, said = await process.get("/health/ready")
        assert (status, said.startswith("The database does not answer.")) == (503, True)
        assert (await process.get("/metrics"))[0] == 200
    gone.database.close()


async def test_a_port_that_is_taken(stage: Stage) -> None:
    async with watched(stage) as process:
        second = Health(stage.tutor, ask, {}, [], Port("127.0.0.1", process.health.port, "HEALTH_PORT"))
        with pytest.raises(ConfigurationError, match="HEALTH_PORT"):
            await second.serve(asyncio.Event())


async def test_ready_answers_behind_more_idle_connections_than_are_allowed(stage: Stage) -> None:
    async with watched(stage) as process:
        idle = [await asyncio.open_connection("127.0.0.1", process.health.port) for _ in range(MOST + 50)]
        for _, writer in idle:
            writer.write(b"GET /health/re")
        async with asyncio.timeout(ASK_SECONDS):
            assert await process.get("/health/ready") == (200, "ok\n")
        assert sum(reader.at_eof() or bool(reader.exception()) for reader, _ in idle) > 50
        for _, writer in idle:
            writer.close()


async def test_all_who_ask_at_once_share_one_check(stage: Stage) -> None:
    checks, free = list[object](), asyncio.Event()

    async def slow(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - like `Ask`
        checks.append(function)
        await free.wait()
        return function(*args, **kwargs)

    health = Health(stage.tutor, slow, {}, ["telegram"], Port("127.0.0.1", 0, "HEALTH_PORT"))
    asked = [asyncio.create_task(health.faults()) for _ in range(50)]
    await until(lambda: checks)
    free.set()
    assert await asyncio.gather(*asked) == [[]] * 50
    assert len(checks) == 1
    assert await health.faults() == []
    assert len(checks) == 2


async def test_the_figures_move_and_name_nobody(stage: Stage) -> None:
    before = _figures()
    ann = stage.person("quirinalia")
    ann.begin()
    ann.answer()
    stage.clock.now = FIVE
    post = Post(Delivery("gone"))
    sweeper = Pushes(stage.tutor, ask, post, stage.clock, rate=1000)
    stage.person("zwickau").begin()
    stage.clock.move(days=1)
    await sweeper.sweep()
    await sweeper.drain(1)
    async with watched(stage) as process:
        status, said = await process.get("/metrics")
    assert status == 200
    after = _figures()
    grown = {name: after[name] - before.get(name, 0.0) for name in after}
    assert grown["tutor_answers_total"] == 1
    assert grown["tutor_database_seconds_count"] > 5
    assert sum(grown[f"tutor_pushes_total telegram {outcome}"] for outcome in ("gone", "sent")) == 2
    assert "tutor_push_lag_seconds 0.0" in said
    assert "quirinalia" not in said
    assert "zwickau" not in said


def test_an_exam_counts_its_answers_when_it_is_handed_in(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/exam half")
    ann.tap("Start")
    before = _figures().get("tutor_answers_total", 0.0)
    ann.tap("A")
    ann.tap("B")
    assert _figures().get("tutor_answers_total", 0.0) == before
    hand_in(ann)
    assert _figures()["tutor_answers_total"] == before + 2


def test_the_health_command(tutor: CommandLine, stage: Stage) -> None:
    unset = tutor("health")
    assert (unset.returncode, unset.stderr.startswith("HEALTH_PORT is not set")) == (2, True)
    silent = tutor("health", HEALTH_PORT="9")
    assert (silent.returncode, silent.stdout) == (1, "Nothing answers on port 9.\n")
    with _in_a_thread(stage) as process:
        well = tutor("health", HEALTH_PORT=str(process.health.port), HTTP_PROXY="http://127.0.0.1:9")
        assert (well.returncode, well.stdout) == (0, "ok\n")
        process.chat.silence = 100.0
        ill = tutor("health", HEALTH_HOST="0.0.0.0")  # noqa: S104 - as in a container
        assert (ill.returncode, ill.stdout) == (1, "telegram has not been heard from for 100 seconds.\n")


@contextmanager
def _in_a_thread(stage: Stage) -> Iterator[Watched]:
    """A process that is checked while this thread blocks."""
    ready, done, found = threading.Event(), threading.Event(), list[Watched]()

    async def serve() -> None:
        async with watched(stage) as process:
            found.append(process)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(20)
    yield found[0]
    done.set()
    thread.join()


def _figures() -> dict[str, float]:
    """The process's counts so far, by name and labels."""
    counted = (metrics.ANSWERS, metrics.PUSHES, metrics.TRANSACTION, metrics.EXPLANATION, metrics.RATE_LIMITED)
    samples = (sample for each in counted for family in each.collect() for sample in family.samples)
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}
