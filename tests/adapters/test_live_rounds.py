"""A live round through the real core and both real libraries: what the channel sees, and what each player sees."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.discord import Discord
from adapters.telegram import Pace, Telegram
from tests.adapters.phones import Witness, ask
from tests.adapters.telegram_house import QUICK, until
from tests.bench import Stage
from tests.peers.discord_bench import checked_peer
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.database import Database
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_world import Interaction
    from tests.peers.telegram_chats import Message

pytestmark = pytest.mark.slow

SECONDS = 20
BUSY = Pace(most=100, each=0.0)
"""Minutes pass here in no time, which the pace of a group does not know."""


@pytest.fixture
async def discord() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


async def swept(stage: Stage, chat: Telegram | Discord, seconds: float = 0) -> int:
    """Let time pass, deliver and settle what is due; return how many pushes that were."""
    stage.clock.move(seconds=seconds)
    pushes = stage.pushes(chat.platform)
    for push in pushes:
        stage.tutor.settle(push.id, await chat.deliver(push))
    return len(pushes)


async def _followed_up(peer: DiscordPeer, acted: Interaction) -> None:
    """Wait until the press was answered."""
    await peer.until(lambda: acted.told, 10)


def asks(number: int) -> str:
    return f"Question {number} of 5"


async def test_on_telegram(database: Database) -> None:
    stage, stop = Stage(database), asyncio.Event()
    witness = Witness(stage)
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(witness, ask, patience=QUICK, webhook=None, pace=BUSY, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            ada, group = peer.phone(), peer.group(kind="supergroup")
            players = [peer.phone(f"Player {number}") for number in range(3)]
            players[0].say("/start")
            await players[0].see("CEHRS")
            players[0].say("/quiz 5", to=group)
            await players[0].see("Only managers can start a live round")
            assert group.messages == [], "a refusal is for them alone"
            group.promote(ada)
            ada.say(f"/quiz 5 {SECONDS}s", to=group)
            await until(lambda: len(witness.events) == 3)
            await swept(stage, chat)
            await group.see("5 questions, 20 seconds each.")
            before = len(group.messages)
            assert "You're in." in await players[0].answered(players[0].tap("Join", chat=group))
            await swept(stage, chat, 60)
            for number in range(1, 6):
                asked: Message = await group.see(asks(number))
                for at, phone in enumerate(players):
                    assert await phone.answered(phone.tap("ABC"[at], on=asked, chat=group)) == (
                        f"You chose {'ABC'[at]}. The answer comes when time is up."
                    )
                await swept(stage, chat, SECONDS / 2)
                assert "3 answers in so far." in asked.text
                await swept(stage, chat, SECONDS / 2)
                assert f"Question {number} of 5: the answer is" in asked.text
                assert asked.buttons == []
                assert len(asked.edits) == 2, "a question takes one message and two edits"
                await swept(stage, chat, 10)
            board = await group.see("The live round is over")
            assert len(group.messages) == before + 6
            assert board.buttons == ["My place", "My misses"]
            said = await players[0].answered(players[0].tap("My place", on=board, chat=group))
            assert said.startswith(("You placed ", "You tied for "))
            assert players[0].alerts == [said]
            loser = next(phone for phone in players if phone is not players[0])
            loser.open("My misses", board)
            await until(lambda: loser.messages)
            stop.set()
            await serving
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)


async def test_on_discord(database: Database, discord: DiscordPeer) -> None:
    stage, stop = Stage(database), asyncio.Event()
    witness = Witness(stage)
    chat = Discord(witness, ask, token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    club = discord.server("study")
    async with chat:
        serving = asyncio.create_task(chat.serve(stop))
        await discord.online()
        boss, players = club.member("boss", manager=True), [club.member(name) for name in ("ada", "bea", "cyd")]
        await players[0].command("quiz", questions=5)
        assert (await players[0].see("Only managers can start a live round")).ephemeral
        await boss.command("quiz", questions=5, seconds="20s")
        assert (await boss.see("Here comes your live round.")).ephemeral
        await swept(stage, chat)
        await players[0].see("5 questions, 20 seconds each.")
        await players[0].tap("Join")
        assert (await players[0].see("You're in.")).ephemeral
        await swept(stage, chat, 60)
        for number in range(1, 6):
            asked = next(m for m in reversed(boss.messages) if m.plain.startswith(asks(number)))
            for at, phone in enumerate(players):
                acted = await phone.tap("ABC"[at], asked)
                await _followed_up(discord, acted)
                assert acted.told[0].plain == f"You chose {'ABC'[at]}. The answer comes when time is up."
                assert acted.told[0].only_for is phone.user
            await swept(stage, chat, SECONDS / 2)
            assert "3 answers in so far." in asked.plain
            await swept(stage, chat, SECONDS / 2)
            assert asked.plain.startswith(f"Question {number} of 5: the answer is")
            assert asked.buttons == []
            await swept(stage, chat, 10)
        board = next(m for m in reversed(boss.messages) if "The live round is over" in m.plain)
        assert board.only_for is None
        assert board.buttons == [["My place"]]
        await players[0].tap("My place", board)
        mine = await players[0].see("questions asked while you were here.")
        assert mine.only_for is players[0].user
        if mine.buttons:
            await players[0].tap("My misses", mine)
            assert (await players[0].see("Not quite")).only_for is players[0].user
        stop.set()
        await serving


async def test_a_lost_edit_and_a_deleted_message_do_not_stop_it(database: Database, discord: DiscordPeer) -> None:
    discord.tolerated = {10008}
    stage, stop = Stage(database), asyncio.Event()
    chat = Discord(Witness(stage), ask, token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    club = discord.server("study")
    async with chat:
        serving = asyncio.create_task(chat.serve(stop))
        await discord.online()
        boss = club.member("boss", manager=True)
        await boss.command("quiz", questions=5, seconds="20s")
        await boss.see("Here comes")
        await swept(stage, chat)
        await swept(stage, chat, 60)
        asked = next(m for m in reversed(boss.messages) if m.plain.startswith(asks(1)))
        await boss.tap("A", asked)
        await boss.see("You chose A.")
        await club.server.delete_message(asked)
        await swept(stage, chat, SECONDS / 2)  # the count stays away
        await swept(stage, chat, SECONDS / 2)
        revealed = next(m for m in boss.messages if "the answer is" in m.plain)
        assert revealed.only_for is None
        await swept(stage, chat, 10)
        assert any(m.plain.startswith(asks(2)) for m in boss.messages)
        stop.set()
        await serving
