"""Groups that the bot may not write in: known before a command, or found out and said in private."""

from __future__ import annotations

import pytest

from bot.chat import Command, flat
from bot.words import account as words
from tests.adapters.telegram_house import fair_house, until
from tests.adapters.telegram_managing import core, heard


@pytest.mark.parametrize("what", ["muted", "closed"])
@pytest.mark.parametrize("command", ["/group show", "/daily"])
async def test_where_the_bot_may_not_write_it_says_so_in_private(what: str, command: str) -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(known=True), home.peer.group(topics=(7,))
        group.promote(ada)
        group.muted, group.closed = what == "muted", {7} if what == "closed" else set()
        if (what, command) == ("muted", "/group show"):  # what can be known before is the core's to say
            ada.say(command, to=group, thread=7)
            await ada.see("cannot write in CEHRS class: forbidden")
            return
        home.asked_for = ["not enough rights to send text messages" if what == "muted" else "TOPIC_CLOSED"]
        ada.say(command, to=group, thread=7)
        await ada.see(flat(words.no_writing_there()))
        assert not group.messages
        assert len(ada.messages) == 1


@pytest.mark.parametrize(
    ("status", "muted", "obstacle"),
    [
        ("member", True, "forbidden"),
        ("member", False, ""),
        ("restricted", True, "forbidden"),
        ("restricted", False, ""),
        ("administrator", True, ""),
    ],
)
async def test_whether_the_bot_may_write_is_asked_before_a_command(status: str, muted: bool, obstacle: str) -> None:  # noqa: FBT001 - two cases
    async with fair_house(core) as home:
        ada, group = home.peer.phone(known=True), home.peer.group()
        group.promote(ada)
        group.bot, group.muted = status, muted
        ada.say("/group setup", to=group)
        event = await heard(home, 1)
        assert isinstance(event, Command)
        assert event.room
        assert event.room.obstacle == obstacle
        await (ada.see("cannot write") if obstacle else group.see("Command"))


@pytest.mark.parametrize("method", ["getChat", "getChatMember"])
async def test_a_place_that_cannot_be_asked_about_is_tried(method: str) -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        home.peer.refuse(400, "Bad Request: something new", method=method)
        ada.say("/group setup", to=group)
        await group.see("Command")


async def test_where_nothing_can_be_said_at_all_nothing_is_tried_again() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        group.muted = True
        home.asked_for = ["not enough rights to send text messages", "chat not found"]
        ada.say("/group show", to=group)
        ada.say("/daily", to=group)
        group.say_hidden("/group show")
        await until(lambda: len(home.peer.refused) == 5)  # twice tried in private, thrice in the group
        group.muted = False
        ada.say("/group show", to=group)
        await group.see("Command")
        assert len(home.peer.calls("sendMessage")) == 6
