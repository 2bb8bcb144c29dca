"""Groups change: members leave, the bot comes and goes, a group becomes a supergroup or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from adapters.telegram.webhook import Webhook
from bot.chat import Added, Address, Card, Command, Later, Left, Moved, Pressed, Removed, text
from tests.adapters.telegram_house import AB, fair_house, until

if TYPE_CHECKING:
    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House
    from tests.peers.telegram_groups import Group

HOOK = Webhook("https://tutor.example.org/telegram", "secret", "127.0.0.1", 0)


def opened(event: Event) -> list[Reply]:
    if isinstance(event, Command | Pressed):
        return [Card(text(event.id), AB, open=True, replace=isinstance(event, Pressed))]
    return []


def of(group: Group, user: str = "") -> Address:
    return Address("telegram", user, str(group.id), direct=False, space=str(group.id))


async def serving(home: House) -> None:
    home.serve()
    await until(lambda: home.chat.port or home.peer.calls("getUpdates"))
    if home.chat.port:
        home.peer.updates.reach = (f"http://127.0.0.1:{home.chat.port}",)


async def test_a_member_who_leaves_has_left_that_group_and_keeps_nobody_waiting() -> None:
    async with fair_house(opened) as home:
        ada, bob, group = home.peer.phone(), home.peer.phone("Bob"), home.peer.group()
        home.peer.flood(0.3, chat=group.id)
        bob.say("/group show", to=group)
        ada.say("/daily", to=group)
        await until(lambda: home.peer.refused)
        group.leave(ada)
        await until(lambda: len(home.tutor.events) == 3)
        await until(lambda: len(group.messages) == 2)
        assert home.tutor.events[2] == Left(home.tutor.events[2].id, of(group, str(ada.id)))


@pytest.mark.parametrize("status", ["kicked", "left"])
async def test_the_bot_is_removed_and_added_again(status: str) -> None:
    async with fair_house(opened) as home:
        ada, group = home.peer.phone(), home.peer.group()
        statuses = [status, "member", "administrator", "restricted", "member", "kicked", "left", "administrator"]
        numbers = [group.make_bot(each, by=ada) for each in statuses]
        await until(lambda: not home.peer.updates.pending)
        kinds = [Removed, Added, Removed, Added]
        happened = [numbers[0], numbers[1], numbers[5], numbers[7]]
        await until(lambda: len([event for event in home.tutor.events if isinstance(event, Added)]) == 4)
        first = [event for event in home.tutor.events if not event.id.endswith(":sure")]
        told = [(type(event), int(event.id.split(":")[1]), event.address) for event in first]
        assert told == [(kind, number, of(group)) for kind, number in zip(kinds, happened, strict=True)]
        assert all(event.unsure for event in first if isinstance(event, Added))


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_that_adds_the_bot_is_greeted_for_all_to_see(kind: Literal["group", "supergroup"]) -> None:
    def greeting(event: Event) -> list[Reply]:
        new = isinstance(event, Added) and not event.unsure
        return [Card(text("Hello"), open=True), Card(text("hush"))] if new else []

    async with fair_house(greeting) as home:
        ada, group = home.peer.phone(), home.peer.group(kind=kind)
        group.bot = "left"
        group.make_bot("member", by=ada)
        await group.see("Hello")
        assert len(group.messages) == 1


async def test_what_waits_for_a_group_that_removed_us_is_not_sent() -> None:
    async with fair_house(opened) as home:
        ada, group = home.peer.phone(), home.peer.group()
        home.peer.flood(0.2, chat=group.id)
        ada.say("/daily", to=group)
        ada.say("/daily", to=group)
        await until(lambda: home.peer.refused)
        group.make_bot("kicked", by=ada)
        await until(lambda: isinstance(home.tutor.events[-1], Removed))
        await home.end()
        assert len(home.peer.calls("sendMessage")) == 1


@pytest.mark.parametrize("hook", [None, HOOK])
async def test_a_group_that_becomes_a_supergroup_moves_and_replies_follow(hook: Webhook | None) -> None:
    async with fair_house(opened, serve=False, webhook=hook) as home:
        ada, group = home.peer.phone(), home.peer.group(kind="group")
        group.promote(ada)
        await serving(home)
        ada.say("/group show", to=group)
        message = await group.see("telegram:")
        home.peer.stall(0.3, method="getChatAdministrators", times=2)
        said = ada.say("/daily", to=group)
        home.peer.stall(0.2, method="editMessageText")
        query = ada.press("a", message, group)
        await until(lambda: len(home.peer.calls("editMessageText")) == 1)
        late = ada.say("/daily", to=group)
        new = group.upgrade(by=ada)
        await until(lambda: not home.peer.updates.pending)
        moves = [event for event in home.tutor.events if isinstance(event, Moved)]
        assert [(move.address, move.space) for move in moves] == [(of(group), str(new.id))] * 2
        assert len({move.id for move in moves}) == 2
        await until(lambda: len([event for event in home.tutor.events if isinstance(event, Added)]) == 2)
        added = [event for event in home.tutor.events if isinstance(event, Added)]
        assert [(event.address, event.unsure) for event in added] == [(of(new), True), (of(new), False)]
        await until(lambda: len(new.messages) == 2)
        assert [each.text for each in new.messages] == [f"telegram:{n}:{home.bot}" for n in (query.update, late)]
        assert group.messages[-1].text == f"telegram:{said}:{home.bot}"
        home.asked_for = ["group chat was upgraded to a supergroup chat", "message can't be edited"]


@pytest.mark.parametrize("hook", [None, HOOK])
async def test_all_of_it_comes_over_a_webhook_too(hook: Webhook | None) -> None:
    async with fair_house(opened, serve=False, webhook=hook) as home:
        ada, group = home.peer.phone(), home.peer.group(kind="group")
        ada.say("/daily", to=group)
        group.leave(ada)
        group.make_bot("left", by=ada)
        group.make_bot("member", by=ada)
        group.end(by=ada)
        await serving(home)
        await until(lambda: len(home.tutor.events) >= 5)
        assert [type(event) for event in home.tutor.events] == [Command, Left, Removed, Added, Removed]
        await until(lambda: home.peer.refused)
        home.asked_for = ["the group chat was deleted"]


async def test_changes_wait_for_a_core_that_cannot_store_and_are_not_apologized_for() -> None:
    def answer(_: Event) -> list[Reply]:
        return [Later(text("I can't reach my notes"))] if len(home.tutor.events) < 3 else []

    async with fair_house(answer) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.make_bot("administrator", by=ada)
        ada.say("hello", to=group)
        number = group.make_bot("kicked", by=ada)
        await until(lambda: len(home.tutor.events) == 3)
        await until(lambda: not home.peer.updates.pending)
        assert {event.id for event in home.tutor.events} == {f"telegram:{number}:{home.bot}"}
        assert not home.peer.calls("sendMessage")
