"""Every adapter shows the same dialogue text, except for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import script
from tests.adapters.phones import on_discord, on_telegram, plain
from tests.bench import Stage
from tests.core.test_conversations import CorePhone

if TYPE_CHECKING:
    from pathlib import Path

    from bot.storage.database import Database


@pytest.mark.parametrize("platform", [on_telegram, on_discord])
@pytest.mark.parametrize("name", script.NAMES)
async def test_the_same_dialogue_as_the_core(name: str, platform: object, database: Database, tmp_path: Path) -> None:
    async with platform(Stage(database)) as phone:  # type: ignore[operator]
        through = await script.play(name, phone)
    other = type(database)(f"sqlite:///{tmp_path}/core.db")
    other.migrate()
    core = await script.play(name, CorePhone(Stage(other)))
    other.close()
    assert len(through) == len(core)
    for (act, shown), (_, said) in zip(through, core, strict=True):
        assert sorted(plain(each) for each in shown) == sorted(plain(each) for each in said), act
