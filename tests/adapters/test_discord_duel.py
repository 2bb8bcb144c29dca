"""A duel in a Discord server, through the tutor itself: everything but the challenge is visible to one person only."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.discord import Discord
from tests.adapters.phones import Witness, ask
from tests.bench import Stage
from tests.peers.discord_bench import checked_peer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.storage.database import Database
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_phone import Phone
    from tests.peers.discord_world import Message

pytestmark = pytest.mark.slow


@asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[tuple[DiscordPeer, Discord]]:
    stop = asyncio.Event()
    async with checked_peer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "gateway_url": peer.gateway_url}
        async with Discord(Witness(stage), ask, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            await peer.online()
            yield peer, chat
            stop.set()
            await serving


async def swept(stage: Stage, chat: Discord) -> None:
    """Deliver and settle what is due, a second later."""
    stage.clock.move(seconds=1)
    for push in stage.pushes("discord"):
        stage.tutor.settle(push.id, await chat.deliver(push))


async def withdrawn(phone: Phone) -> None:
    """Wait until the command's own reply is gone: the challenge is its reply."""
    await phone.peer.world.until(lambda: not any(one.thinking for one in phone.messages), 10)


def right(message: Message) -> str:
    [letter] = re.findall(r"^([A-D])\\?\. The right thing", message.plain, re.MULTILINE)
    return str(letter)


def showing(number: int, words: str) -> Callable[[Message], bool]:
    """Return True if a message is about one of the five questions and contains a text."""
    return lambda message: f"{number} of 5" in message.plain and words in message.plain


async def played(phone: Phone, count: int) -> None:
    await phone.tap("Start")
    for number in range(1, 6):
        asked = await phone.wait_for(showing(number, "What does"), "question")
        letter = right(asked)
        await phone.tap(letter if number <= count else next(each for each in "ABCD" if each != letter), asked)
        await phone.wait_for(showing(number, "the answer is" if number > count else "Right: "), "explanation")
        if number < 5:
            await phone.tap("Next")


async def test_a_challenge_is_accepted_played_and_its_result_shown(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, chat):
        club = peer.server("study")
        ada, bea, cyd = (club.member(name) for name in ("ada", "bea", "cyd"))
        await ada.command("duel")
        await withdrawn(ada)
        await swept(stage, chat)
        challenge = await cyd.see("Who's in?")
        assert (challenge.only_for, challenge.notified, challenge.called) == (None, set(), set())
        await ada.tap("I accept", challenge)
        await ada.see("your own challenge")
        await bea.tap("I accept", challenge)
        await bea.see("Your duel")
        await swept(stage, chat)
        assert "The duel is on." in challenge.plain
        await cyd.tap("Play", challenge)
        await cyd.see("between two other people")
        await ada.tap("Play", challenge)
        await ada.see("Your duel")
        await played(ada, 4)
        await ada.see("You're done: 4 of 5 right.")
        await ada.tap("Share with the group")
        await played(bea, 2)
        await bea.see("Your opponent won, 4 to 2.")
        await bea.tap("Share with the group")
        await bea.see("the group sees the result")
        await swept(stage, chat)
        await cyd.see("Duel: the challenger won, 4 to 2.")
        assert challenge.plain == "This duel is over."
        public = [one for one in cyd.messages if one.only_for is None]
        assert len(public) == 2, "the challenge and the result; every question was for one person alone"


async def test_the_one_person_who_is_named_is_called_once(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, chat):
        club = peer.server("study")
        ada, bea, cyd = (club.member(name) for name in ("ada", "bea", "cyd"))
        await ada.command("duel", user=bea.user)
        await withdrawn(ada)
        await swept(stage, chat)
        challenge = await cyd.see("Only the person it's for can accept it.")
        assert challenge.called == {bea.user.id}
        await cyd.tap("I accept", challenge)
        await cyd.see("for someone else")
        await bea.tap("I accept", challenge)
        await bea.see("Your duel")
        await swept(stage, chat)
        assert "<@" not in challenge.content
        assert challenge.called == {bea.user.id}


async def test_naming_oneself_is_said_to_oneself(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, _):
        ada = peer.server("study").member("ada")
        await ada.command("duel", user=ada.user)
        seen = await ada.see("can't duel yourself")
        assert seen.ephemeral


async def test_a_code_from_another_platform(database: Database) -> None:
    stage = Stage(database)
    zoe = stage.person("zoe", "telegram")
    zoe.say("/duel")
    code = zoe.button("Tap to copy it").copy.removeprefix("/duel ")
    async with served(stage) as (peer, _):
        ada = peer.phone()
        await ada.command("duel", code=code.lower())
        await ada.see("Your duel")
        await played(ada, 5)
        await ada.see("You're done: 5 of 5 right.")
