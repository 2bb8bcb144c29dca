"""A duel in a Telegram group, through the tutor itself: presses there lead into the private chats."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import Telegram
from tests.adapters.phones import Witness, ask
from tests.adapters.telegram_house import QUICK, UNPACED
from tests.bench import Stage
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.storage.database import Database
    from tests.peers.telegram_chats import Message, Phone

pytestmark = pytest.mark.slow


@asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[tuple[TelegramPeer, Telegram]]:
    """Serve the tutor; nothing may be refused but a message to someone who never wrote in private."""
    stop = asyncio.Event()
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(Witness(stage), ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            yield peer, chat
            stop.set()
            await serving
        assert {refusal.description for refusal in peer.refused} <= {"Bad Request: chat not found"}
        compare_with_telegrams_description(peer.requests)


async def swept(stage: Stage, chat: Telegram) -> None:
    """Deliver and settle what is due, a second later."""
    stage.clock.move(seconds=1)
    for push in stage.pushes("telegram"):
        stage.tutor.settle(push.id, await chat.deliver(push))


def right(message: Message) -> str:
    """The letter of the right option of a question."""
    [letter] = re.findall(r"^([A-D])\. The right thing", message.text, re.MULTILINE)
    return str(letter)


def showing(number: int, words: str) -> Callable[[Message], bool]:
    """Return True if a message is about one of the five questions and contains a text."""
    return lambda message: f"{number} of 5" in message.text and words in message.text


async def played(phone: Phone, count: int) -> None:
    """Play a side, with so many right answers."""
    phone.tap("Start")
    for number in range(1, 6):
        asked = await phone.see(showing(number, "\nA. "))
        letter = right(asked)
        phone.tap(letter if number <= count else next(each for each in "ABCD" if each != letter), on=asked)
        await phone.see(showing(number, "the answer is" if number > count else "Right: "))
        if number < 5:
            phone.tap("Next")


async def test_a_challenge_is_accepted_played_and_its_result_shown(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, chat):
        ada, bea, group = peer.phone("Ada"), peer.phone("Bea"), peer.group()
        ada.say("/duel", to=group)
        await _until_known(stage, 1)
        await swept(stage, chat)
        challenge = await group.see("Who's in?")
        assert len(group.messages) == 1, "the challenge is its own answer"
        own = ada.tap("I accept", on=challenge, chat=group)
        assert "your own challenge" in await ada.answered(own)
        await bea.follow(bea.tap("I accept", on=challenge, chat=group))
        await bea.see("Your duel")
        await swept(stage, chat)
        await group.see("The duel is on.")
        assert challenge.buttons == ["Play"]
        await ada.follow(ada.tap("Play", on=challenge, chat=group))
        await ada.see("Your duel")
        stranger = peer.phone("Cyd")
        assert "between two other people" in await stranger.answered(stranger.tap("Play", on=challenge, chat=group))
        await played(ada, 4)
        await ada.see("You're done: 4 of 5 right.")
        assert "if your opponent agrees" in await ada.answered(ada.tap("Share with the group"))
        await played(bea, 2)
        await bea.see("Your opponent won, 4 to 2.")
        assert "the group sees the result" in await bea.answered(bea.tap("Share with the group"))
        await swept(stage, chat)
        await group.see("Duel: the challenger won, 4 to 2.")
        await ada.see("You won, 4 to 2.")
        assert challenge.text == "This duel is over."
        assert challenge.buttons == []
        assert not any("Ada" in message.text or "Bea" in message.text for message in group.messages)


async def test_a_reply_challenges_the_one_who_wrote(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, chat):
        ada, bea, cyd, group = peer.phone("Ada"), peer.phone("Bea"), peer.phone("Cyd"), peer.group()
        bea.say("I am ready for anything", to=group)
        [said] = group.screen
        ada.say("/duel", to=group, under=said)
        await _until_known(stage, 1)
        await swept(stage, chat)
        challenge = await group.see("Only the person it's for can accept it.")
        assert "for someone else" in await cyd.answered(cyd.tap("I accept", on=challenge, chat=group))
        await bea.follow(bea.tap("I accept", on=challenge, chat=group))
        await bea.see("Your duel")


async def test_a_code_goes_from_chat_to_chat(database: Database) -> None:
    stage = Stage(database)
    async with served(stage) as (peer, _):
        ada, bea = peer.phone("Ada"), peer.phone("Bea")
        ada.say("/duel")
        shared = await ada.see("You've been challenged to a CEHRS duel.")
        bea.open("I accept the duel", shared)
        await bea.see("Your duel")
        cyd = peer.phone("Cyd")
        cyd.say(re.findall(r"/duel [A-Z0-9-]+", shared.text)[0].lower())
        await cyd.see("Someone else got there first.")


async def _until_known(stage: Stage, duel: int) -> None:
    async with asyncio.timeout(10):
        while True:
            with stage.database.transaction() as store:
                if store.duels.look(duel):
                    return
            await asyncio.sleep(0.005)
