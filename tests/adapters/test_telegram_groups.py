"""What a group sees, which is nothing of a person's own, and what happens when people leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Card, Left, Toast, flat, text
from bot.words import account as words
from tests.adapters.telegram_house import house, until

if TYPE_CHECKING:
    from bot.chat import Event, Reply


def only(*replies: Reply) -> list[Reply]:
    return list(replies)


async def test_replies_go_back_into_the_topic() -> None:
    async with house() as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        ada.say("/daily", to=group, thread=7)
        assert (await group.see(flat(words.in_private()))).thread == 7


async def test_a_group_is_shown_the_way_to_the_private_chat_and_nothing_else() -> None:
    async with house(lambda _: only(Card(text("secret")), Card(text("more")), Toast("hush"))) as home:
        ada, group = home.peer.phone(), home.peer.group()
        ada.say("/mock@cehrs_tutor_bot 5", to=group)
        message = await group.see(flat(words.in_private()))
        button = message.button(words.OPEN_PRIVATE) or {}
        assert button["url"] == "https://t.me/cehrs_tutor_bot?start=mock"
        ada.say("/nonsense", to=group)
        other = await group.see(flat(words.in_private()))
        assert (other.button(words.OPEN_PRIVATE) or {})["url"] == "https://t.me/cehrs_tutor_bot"
        assert len(group.messages) == 2
        assert not ada.messages
    assert [event.address.direct for event in home.tutor.events] == [False, False]


async def test_a_press_in_a_group_gets_a_toast_only() -> None:
    async with house(lambda _: only(Card(text("secret"), replace=True), Toast("Right"))) as home:
        ada, group = home.peer.phone(), home.peer.group()
        ada.say("/mock", to=group)
        message = await group.see(flat(words.in_private()))
        assert await ada.answered(ada.press("answer:a", message, group)) == "Right"
        ada.say("hello", to=group)
        ada.say("/stop@another_bot", to=group)
        ada.say("/stop", to=group)
        await until(lambda: len(group.messages) == 2)
        assert not message.edits
    assert len(home.tutor.events) == 3


async def test_someone_who_leaves_is_told_to_the_core_and_left_alone() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/start")
        await ada.see("start")
        ada.block()
        await until(lambda: len(home.tutor.events) == 2)
        assert isinstance(home.tutor.events[1], Left)
        ada.unblock()
        ada.say("/start")
        await ada.see("start")
        assert not home.peer.refused
    assert len(home.tutor.events) == 3


async def test_what_waits_for_someone_who_leaves_is_not_sent() -> None:
    async with house() as home:
        ada = home.peer.phone()
        home.peer.flood(0.2, chat=ada.id)
        ada.say("/daily")
        ada.say("/daily")
        await until(lambda: home.peer.refused)
        ada.block()
        await until(lambda: len(home.tutor.events) == 3)
        await home.end()
        assert len(home.peer.calls("sendMessage")) == 1


async def test_a_reply_to_someone_who_blocked_us_is_tried_once() -> None:
    def answer(event: Event) -> list[Reply]:
        return [] if isinstance(event, Left) else only(Card(text("one")), Card(text("two")))

    async with house(answer) as home:
        ada = home.peer.phone()
        home.peer.stall(0.2, method="sendMessage")
        for _ in range(3):
            ada.say("/daily")
        ada.block(quietly=True)
        await until(lambda: any(isinstance(event, Left) for event in home.tutor.events))
        assert len(home.peer.calls("sendMessage")) == 1
        left = [event for event in home.tutor.events if isinstance(event, Left)]
        assert [event.id for event in left] == [f"{home.tutor.events[0].id}:left"]
        ada.blocked = False
        ada.say("/daily")
        await ada.see("two")


async def test_being_thrown_out_of_a_group_does_not_end_anyones_private_chat() -> None:
    async with house() as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.forbidden = "Forbidden: bot was kicked from the supergroup chat"
        ada.say("/daily", to=group)
        await until(lambda: home.peer.refused)
        ada.say("hello")
        await ada.see("hello")
    assert not any(isinstance(event, Left) for event in home.tutor.events)
