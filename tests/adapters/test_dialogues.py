"""Every adapter shows the same dialogue text, except for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import script
from tests.adapters.phones import on_discord, on_telegram, plain
from tests.bench import Stage

if TYPE_CHECKING:
    from bot.storage.database import Database

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("platform", [on_telegram, on_discord])
@pytest.mark.parametrize("name", script.NAMES)
async def test_the_same_dialogue_as_the_core(
    name: str, platform: object, told_by_core: script.Transcript, database: Database
) -> None:
    async with platform(Stage(database)) as phone:  # type: ignore[operator]
        through = await script.play(name, phone)
    assert len(through) == len(told_by_core)
    for (act, shown), (_, said) in zip(through, told_by_core, strict=True):
        assert sorted(plain(each) for each in shown) == sorted(plain(each) for each in said), act
