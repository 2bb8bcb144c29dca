"""A day of a study group on Telegram, through the tutor itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import Telegram
from bot.chat import Moved
from tests.adapters.phones import Witness, ask
from tests.adapters.telegram_house import QUICK, UNPACED, until
from tests.bench import Stage
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from typing import Literal

    from bot.storage.database import Database
    from tests.peers.telegram_chats import Message

pytestmark = pytest.mark.slow


async def swept(stage: Stage, chat: Telegram) -> None:
    """Deliver and settle what is due."""
    for push in stage.pushes("telegram"):
        stage.tutor.settle(push.id, await chat.deliver(push))


def is_open(message: Message) -> bool:
    return message.buttons[:4] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_question_is_set_up_asked_answered_and_revealed(
    database: Database, kind: Literal["group", "supergroup"]
) -> None:
    stage, stop = Stage(database), asyncio.Event()
    witness = Witness(stage)
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(witness, ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            ada, group = peer.phone(), peer.group(kind=kind)
            group.promote(ada)
            ada.say("/group setup time 12:30 zone New York", to=group)
            await group.see("12:30 PM")
            ada.tap("Preview", chat=group)
            await group.see("Preview.")
            ada.tap("Start", chat=group)
            await group.see("Started.")
            stage.clock.move(hours=1)
            await swept(stage, chat)
            asked = await group.see(is_open)
            members = [peer.phone(f"Member {number}") for number in range(5)]
            for number, phone in enumerate(members):
                assert await phone.answered(phone.tap("ABCDA"[number], on=asked, chat=group))
            assert [len(phone.alerts) for phone in members] == [1] * 5
            assert asked.edits == []
            link = next(button["text"] for row in asked.rows for button in row if "url" in button)
            members[0].open(link, asked)
            await members[0].see("Because")
            if kind == "group":
                group = group.upgrade(by=ada)
                await until(lambda: sum(isinstance(event, Moved) for event in witness.events) == 2)
            stage.clock.move(seconds=10)
            await swept(stage, chat)
            stage.clock.move(hours=24)
            await swept(stage, chat)
            revealed = await group.see("the answer is")
            assert revealed.photo
            assert "of 5 right" in revealed.text
            assert (revealed is asked) == (kind == "supergroup")
            await group.see(is_open)
            stop.set()
            await serving
        # messages are renumbered in a supergroup: earlier posts cannot be edited there
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)


async def test_of_two_copies_the_older_one_gives_up_its_buttons(database: Database) -> None:
    stage, stop = Stage(database), asyncio.Event()
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(Witness(stage), ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            ada, group = peer.phone(), peer.group(kind="supergroup")
            group.promote(ada)
            ada.say("/group setup time 12:30 zone New York", to=group)
            await group.see("12:30 PM")
            ada.tap("Preview", chat=group)
            await group.see("Preview.")
            ada.tap("Start", chat=group)
            await group.see("Started.")
            stage.clock.move(hours=1)
            for push in stage.pushes("telegram"):
                await chat.deliver(push)  # and the process ends before it settles that
            older = await group.see(is_open)
            stage.clock.move(minutes=2)
            await swept(stage, chat)
            newer = next(message for message in reversed(group.messages) if is_open(message))
            assert newer is not older
            bob = peer.phone("Bob")
            assert "the answer is" in await bob.answered(bob.tap("A", on=older, chat=group)) or bob.alerts
            await until(lambda: not older.buttons)
            assert older.text.startswith("This was posted twice.")
            assert is_open(newer)
            stop.set()
            await serving
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)
