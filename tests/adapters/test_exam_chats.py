"""The simulation in each chat: the way there from a server or group, a closed private chat, and a shell."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.words import account as words
from tests.adapters.phones import Witness, ask
from tests.adapters.telegram_house import QUICK, UNPACED
from tests.adapters.test_terminal import talk
from tests.peers.discord_bench import checked_peer
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord.courier import Discord as DiscordChat
    from tests.bench import Stage
    from tests.peers.discord import DiscordPeer


@asynccontextmanager
async def discord(stage: Stage) -> AsyncIterator[tuple[DiscordPeer, DiscordChat]]:
    stop = asyncio.Event()
    async with checked_peer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "gateway_url": peer.gateway_url}
        async with Discord(Witness(stage), ask, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            await peer.online()
            yield peer, chat
            stop.set()
            await serving


async def deliver(stage: Stage, chat: DiscordChat) -> int:
    """Deliver and settle what is due, as the scheduler does."""
    pushes = stage.pushes("discord")
    for push in pushes:
        stage.tutor.settle(push.id, await chat.deliver(push))
    return len(pushes)


async def test_in_a_server_of_discord_the_answer_is_private_and_the_exam_comes_into_the_direct_chat(
    stage: Stage,
) -> None:
    async with discord(stage) as (peer, chat):
        ada = peer.phone("ada")
        server = ada.at("server")
        await server.command("exam", size="half")
        message = await server.see("The exam runs in our private chat.")
        assert message.only_for == ada.user
        assert await deliver(stage, chat) == 1
        await ada.see("125 questions in 125 minutes")
        await ada.tap("Start now")
        await ada.see("1 of 125")
        assert len(server.messages) == 1


async def test_a_closed_direct_chat_of_discord_is_told_at_the_next_command(stage: Stage) -> None:
    async with discord(stage) as (peer, chat):
        peer.tolerated = {50007}
        ada = peer.phone("ada")
        server = ada.at("server")
        ada.close_dm()
        await server.command("exam")
        await server.see("The exam runs in our private chat.")
        assert await deliver(stage, chat) == 1
        assert await deliver(stage, chat) == 0
        await server.command("exam")
        await server.see("my last message there didn't get through")
        ada.open_dm()
        assert await deliver(stage, chat) == 1
        await ada.see("125 questions in 125 minutes")


async def test_in_a_group_of_telegram_a_link_leads_to_the_private_chat(stage: Stage) -> None:
    stop = asyncio.Event()
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(Witness(stage), ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            ada, group = peer.phone(), peer.group()
            ada.say("/start")
            await ada.see("When is your exam?")
            ada.tap("Skip")
            await ada.see("1 of 5")
            ada.say("/exam", to=group)
            button = (await group.see("Let's keep that between you and me.")).button(words.OPEN_PRIVATE) or {}
            assert button["url"].endswith("?start=exam")
            ada.say("/start exam")
            await ada.see("125 questions in 125 minutes")
            assert len(group.messages) == 1
            stop.set()
            await serving


async def test_in_a_shell(stage: Stage) -> None:
    said = await talk(
        stage, "/exam half", "Start now: 50 questions", "b", "Previous", "Flag", "Next", "Overview",
        "26-50", "37 o", "c", "Overview", "Turn in", "Yes, turn it in", "Review all", "next",
    )  # fmt: skip
    for shown in (
        "1 of 50 · 50 min left",
        "Your answer: B",
        "37 of 50",
        "01 Foooo ooooo",
        "of 40 right",
        "(2 of 50 to review)",
    ):
        assert shown in said, shown
