"""The weekly board through the real core and both real libraries: what stays between a member and the tutor."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.discord import Discord
from adapters.telegram import Telegram
from tests.adapters.phones import Witness, ask
from tests.adapters.telegram_house import QUICK
from tests.adapters.test_live_rounds import BUSY, swept
from tests.bench import Stage
from tests.peers.discord_bench import checked_peer
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from bot.storage.database import Database

pytestmark = pytest.mark.slow

NAMES = ("Ada", "Bea", "Cyd", "Dot", "Eve")
SATURDAY = datetime(2026, 11, 21, 17, tzinfo=UTC)
MORNING = datetime(2026, 11, 22, 14, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)


async def test_on_telegram(database: Database) -> None:
    stage, stop = Stage(database), asyncio.Event()
    witness = Witness(stage)
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(witness, ask, patience=QUICK, webhook=None, pace=BUSY, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            boss, group = peer.phone(), peer.group(kind="supergroup")
            members = [peer.phone(name) for name in NAMES]
            for phone in members:
                phone.say("/start")
                await phone.see("CEHRS")
                phone.tap("Skip")
                await phone.see("A. ")
            group.promote(boss)
            boss.say("/group setup board on", to=group)
            await group.see("Weekly board: on")
            boss.tap("Preview", chat=group)
            await group.see("Preview")
            boss.tap("Start", chat=group)
            await group.see("Started.")
            stage.clock.now = SATURDAY
            await swept(stage, chat)
            asked = await group.see("Question of the day")
            for phone in members:
                await phone.answered(phone.tap("A", on=asked, chat=group))
            members[0].say("/board join Ada", to=group)
            invited = await group.see("between you and me")
            assert "Ada" not in "".join(message.text for message in group.messages if message is not invited)
            for phone, name in zip(members[1:], NAMES[1:], strict=True):
                phone.say(f"/board join {name}")
                await phone.see(f"You're on the board as {name}.")
            members[0].open("Open our private chat", invited)
            await members[0].see("Weekly board")
            for stage.clock.now in (MORNING, SUNDAY):
                await swept(stage, chat)
            posted = await group.see("Weekly board")
            assert "Together: " in posted.text
            said = await members[1].answered(members[1].tap("My place", on=posted, chat=group))
            assert "right the first time" in said
            assert members[1].alerts[-1] == said
            assert "Almost there" in await boss.answered(boss.tap("Join the board", on=posted, chat=group))
            before = len(group.messages)
            members[1].say("/board leave")
            await members[1].see("You're off the board")
            assert len(group.messages) == before
            stop.set()
            await serving
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)


async def test_on_discord(database: Database) -> None:
    stage, stop = Stage(database), asyncio.Event()
    async with checked_peer() as peer:
        chat = Discord(Witness(stage), ask, token=peer.token, api_url=peer.api_url, gateway_url=peer.gateway_url)
        club = peer.server("study")
        async with chat:
            serving = asyncio.create_task(chat.serve(stop))
            await peer.online()
            boss, members = club.member("boss", manager=True), [club.member(name) for name in NAMES]
            await boss.command("group setup", board="on")
            await boss.see("Weekly board: on")
            await boss.tap("Preview")
            await boss.see("This is how it will look")
            await boss.tap("Start")
            await boss.see("Started.")
            for phone, name in zip(members, NAMES, strict=True):
                await phone.command("board join", alias=name)
                assert (await phone.see(f"You're on the board as {name}.")).ephemeral
            stage.clock.now = SATURDAY
            await swept(stage, chat)
            asked = next(m for m in reversed(boss.messages) if "Question of the day" in m.plain and m.only_for is None)
            for phone, letter in zip(members, "ABCDA", strict=True):
                await phone.tap(letter, asked)
                await phone.see("Because")
            await members[0].command("board show")
            shown = await members[0].see("Weekly board, ")
            assert shown.only_for is members[0].user
            for stage.clock.now in (MORNING, SUNDAY):
                await swept(stage, chat)
            posted = next(m for m in reversed(boss.messages) if "A new week starts now." in m.plain)
            assert posted.only_for is None
            assert posted.buttons == [["My place", "Join the board"]]
            await members[1].tap("My place", posted)
            assert (await members[1].see(" of 5, with ")).only_for is members[1].user
            await members[1].command("board leave")
            assert (await members[1].see("You're off the board")).ephemeral
            stop.set()
            await serving
