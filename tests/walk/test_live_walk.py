"""A live round against the real process, killed within questions and between them."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from typing import TYPE_CHECKING, Final

import pytest

from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.group import PATIENCE, OnDiscord, OnTelegram
from tests.walk.house import House
from tests.walk.test_exam_walk import AFTER_A_KILL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.walk.house import Seen

SIZE: Final = 4
QUESTIONS: Final = 5
WITHIN, AFTER = 2, 3
"""The questions within and after which the process is killed."""
SLOW: Final = 30.0
"""Seconds that a restart may take on a busy machine: they do not count toward the question's time."""
STEP: Final = 5.0
"""Seconds that pass at once while nothing is to be done."""
LETTERS: Final = {member: "ABCD"[member % 4] for member in range(SIZE)}


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_a_round_survives_kills_within_and_between_questions(platform: str, tmp_path: Path) -> None:
    async with TelegramPeer() if platform == "telegram" else DiscordPeer() as peer:
        hall = OnTelegram(peer, SIZE) if isinstance(peer, TelegramPeer) else OnDiscord(peer, SIZE)
        house = House(platform, tmp_path, peer)
        (tmp_path / "clock").write_text("0")
        try:
            await _live(house)
            await _begin(hall)
            await _until(house, hall, lambda: _post(hall, "Live round"), "the lobby")
            for number in range(1, QUESTIONS + 1):
                await _play(house, hall, number)
            board = await _until(house, hall, lambda: _post(hall, "The live round is over"), "the board")
            await house.stop()
        finally:
            await house.end()
        refused = [str(refusal) for refusal in peer.refused]
    usual = AFTER_A_KILL if platform == "telegram" else ()
    assert not [refusal for refusal in refused if not any(known in refusal for known in usual)]
    assert f"{QUESTIONS} questions, {SIZE} players." in board.text
    right = [re.search(rf"(\d+) of {SIZE} right\.", post.text) for post in _revealed(hall)]
    share = round(100 * sum(int(each[1]) for each in right if each) / (SIZE * QUESTIONS))
    assert f"Together we got {share}%" in board.text, "no answer is lost or doubled"
    assert sum("The live round is over" in post.text for post in hall.posts()) == 1


async def _begin(hall: OnTelegram | OnDiscord) -> None:
    if isinstance(hall, OnTelegram):
        hall.boss.say(f"/quiz {QUESTIONS} 60s", to=hall.group)
    else:
        await hall.boss.send_command("quiz", questions=QUESTIONS, seconds="60s")


async def _play(house: House, hall: OnTelegram | OnDiscord, number: int) -> None:
    """Play a question; one is interrupted while it is open, another after its reveal."""
    await _until(house, hall, lambda: _asked(hall, number), f"question {number}")
    half = SIZE // 2
    said = await asyncio.gather(*(_press(hall, member) for member in range(half)))
    if number == WITHIN:
        house.move(-SLOW)
        await _kill(house)
    said += await asyncio.gather(*(_press(hall, member) for member in range(half, SIZE)))
    assert said == [f"You chose {letter}. The answer comes when time is up." for letter in LETTERS.values()]
    await _until(house, hall, lambda: len({_head(post) for post in _revealed(hall)}) == number, f"reveal {number}")
    counts = ", ".join(f"{letter} {SIZE // 4}" for letter in "ABCD")
    assert counts in _revealed(hall)[-1].text
    if number == AFTER:
        await _kill(house)


async def _kill(house: House) -> None:
    assert house.life is not None
    house.life.send_signal(signal.SIGKILL)
    await house.life.wait()
    house.life = None
    await _live(house)


async def _live(house: House) -> None:
    await house.live()
    if isinstance(house.peer, DiscordPeer):
        await house.peer.online(PATIENCE)  # what is pressed before is lost, as on Discord itself


async def _press(hall: OnTelegram | OnDiscord, member: int) -> str:
    if isinstance(hall, OnDiscord):
        return await hall.answer(member, LETTERS[member])
    phone = hall.members[member]
    return await phone.answered(phone.tap(LETTERS[member], chat=hall.group), PATIENCE)


async def _until(
    house: House, hall: OnTelegram | OnDiscord, found: Callable[[], Seen | bool | None], what: str
) -> Seen:
    """Let time pass until something is seen, and return the newest post."""
    moved, began = time.monotonic(), time.monotonic()
    while not found():
        if time.monotonic() - began > PATIENCE:
            log = (house.folder / "log").read_text()[-2000:]
            raise AssertionError(f"not seen: {what}; shown: {[p.text[:200] for p in hall.posts()][-4:]}; log: {log}")
        if time.monotonic() - moved > STEP / 10:
            house.move(STEP)
            moved = time.monotonic()
        await asyncio.sleep(0.02)
    return hall.posts()[-1]


def _post(hall: OnTelegram | OnDiscord, text: str) -> Seen | None:
    return next((post for post in hall.posts() if text in post.text), None)


def _asked(hall: OnTelegram | OnDiscord, number: int) -> Seen | None:
    found = [post for post in hall.posts() if post.text.startswith(f"Question {number} of {QUESTIONS}\n")]
    return found[-1] if found and found[-1].buttons else None


def _revealed(hall: OnTelegram | OnDiscord) -> list[Seen]:
    return [post for post in hall.posts() if f"of {QUESTIONS}: the answer is" in post.text]


def _head(post: Seen) -> str:
    return post.text.split(":", 1)[0]
