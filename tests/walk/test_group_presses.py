"""Five hundred members press on one question within ten seconds, over the gateway, against the real process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Final

from tests.peers.discord import DiscordPeer
from tests.walk.group import NOON, SUNDAY, OnDiscord, Week
from tests.walk.house import House

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS: Final = 500
SECONDS: Final = 9.0


async def test_every_press_is_kept_and_answered_to_its_member_alone(tmp_path: Path) -> None:
    async with DiscordPeer() as peer:
        hall = OnDiscord(peer, MEMBERS)
        house = House("discord", tmp_path, peer)
        week = Week(house, hall, MEMBERS)
        try:
            await week.open(SUNDAY, NOON)
            letters = {member: "ABCD"[member % 4] for member in range(MEMBERS)}
            told = await asyncio.gather(*(_press(hall, member, letter) for member, letter in letters.items()))
            house.move(20)
            await week.until(lambda: week.count() == MEMBERS, f"{MEMBERS} have answered")
            await house.stop()
        finally:
            await house.end()
        edits = len(hall.question.edits)
        refused = [str(refusal) for refusal in peer.refused]
    assert refused == []
    week.judge(dict(enumerate(told)), letters)
    assert _kept(tmp_path) == Counter(letters.values())
    # Once in five seconds while they press, and once more when the clock was moved.
    assert 1 <= edits <= SECONDS / 5 + 3
    for member in range(MEMBERS):
        mine = [one for one in hall.members[member].messages if one.only_for]
        assert [one.only_for for one in mine] == [hall.members[member].user]


async def _press(hall: OnDiscord, member: int, letter: str) -> str:
    await asyncio.sleep(SECONDS * member / MEMBERS)
    return await hall.answer(member, letter)


def _kept(folder: Path) -> Counter[str]:
    """Return how many answers are kept for each letter."""
    with sqlite3.connect(folder / "tutor.db") as connection:
        rows = connection.execute("SELECT shown, chosen FROM attempt WHERE group_question_id IS NOT NULL").fetchall()
    connection.close()
    return Counter("ABCD"[shown.index(str(chosen))] for shown, chosen in rows)
