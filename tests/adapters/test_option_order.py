"""On every platform, a question that nobody answered comes with its options in the same order the next day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.adapters.phones import on_discord, on_telegram
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.database import Database

DAY = 86_400


def options(shown: Sequence[str]) -> list[str]:
    return re.findall(r"^\W*([A-D]\W+The right.*|[A-D]\W+Wrong.*)$", "\n".join(shown), re.MULTILINE)


@pytest.mark.parametrize("platform", [on_telegram, on_discord])
async def test_yesterdays_letter_still_fits(platform: object, database: Database) -> None:
    async with platform(Stage(database)) as phone:  # type: ignore[operator]
        for typed in ("/start", "in 8 weeks", "17:00", "Chicago"):
            await phone.say(typed)
        first = options(phone.shown())
        key = next(line[0] for line in first if "The right" in line)
        for _ in range(3):
            await phone.wait(DAY)
            assert options(phone.shown())[:4] == first
        await phone.say(key)
        assert any("Right: " in each for each in phone.shown()), phone.shown()
