"""Two schedulers, three webhooks and two shards on one PostgreSQL server that fails, too, all killed repeatedly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.walk.failing_server import failing_server
from tests.walk.several import walk

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 30


async def test_several_processes_killed_on_the_way(tmp_path: Path) -> None:
    """For a longer run, use `python -m tests.walk.several --kills 300`."""
    with failing_server() as server:
        town = await walk(KILLS, 5, tmp_path, server)
    assert town.died.total() >= KILLS
    assert len(town.outages) >= 2
