"""Commands and buttons for group managers: Telegram is asked who is one, and only then."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import Patience, poll
from adapters.telegram.managers import Managers, judged
from adapters.telegram.webhook import Webhook
from bot.chat import Address, Command, Pressed, Room, Toast, flat
from bot.words import account as words
from tests.adapters.telegram_house import QUICK, fair_house, until
from tests.adapters.telegram_managing import BODY, NOT_YOU, core, heard

if TYPE_CHECKING:
    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House


def asked(home: House) -> int:
    return len(home.peer.calls("getChatAdministrators"))


async def test_an_administrators_command_is_answered_in_its_topic_for_all_to_see() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group("CEHRS class", topics=(7,))
        group.promote(ada)
        number = ada.say("/group@cehrs_tutor_bot setup time 12:00", to=group, thread=7)
        message = await group.see(f"Command telegram:{number}")
        assert (message.thread, message.buttons) == (7, ["Pause"])
        event = await heard(home, 1)
        assert isinstance(event, Command)
        assert (event.name, event.argument, event.manager) == ("group", "setup time 12:00", True)
        assert event.room == Room(str(group.id), "7", "CEHRS class")
        assert asked(home) == 1


async def test_a_press_of_an_administrator_edits_the_message_and_nobody_elses_does() -> None:
    async with fair_house(core) as home:
        ada, bob, group = home.peer.phone(), home.peer.phone("Bob"), home.peer.group(topics=(7,))
        group.promote(ada, "creator")
        ada.say("/group show", to=group, thread=7)
        message = await group.see("Command")
        assert await bob.answered(bob.tap("Pause", chat=group)) == NOT_YOU
        query = ada.tap("Pause", chat=group)
        assert await ada.answered(query) == ""
        await group.see(f"Pressed telegram:{query.update}")
        assert group.messages == [message]
        assert len(message.edits) == 1
        assert (ada.alerts, bob.alerts, bob.toasts) == ([], [NOT_YOU], [])


@pytest.mark.parametrize("status", ["creator", "administrator"])
@pytest.mark.parametrize("hidden", [True, False])
async def test_who_is_one_is_asked_anew_each_time(status: str, hidden: bool) -> None:  # noqa: FBT001 - two cases
    async with fair_house(core) as home:
        ada, bob, group = home.peer.phone(known=True), home.peer.phone("Bob"), home.peer.group()
        for count, manager in enumerate([False, True, False], 1):
            group.promote(ada, status if manager else "member", hidden=hidden)
            group.promote(bob, "administrator")
            ada.press("gs|1|time|", group.add(home.peer.bot_id, BODY), group)
            event = await heard(home, count)
            assert event.manager == manager
        assert asked(home) == 3


async def test_it_is_not_asked_where_it_does_not_matter() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        ada.say("/daily", to=group)
        message = await group.see(flat(words.in_private()))
        await ada.answered(ada.press("ga|1|0", message, group))
        ada.say("/group show")
        await ada.see("in private")
        ada.press("gd|1|show", ada.messages[0])
        await until(lambda: len(home.tutor.events) == 4)
        assert asked(home) == 0
        in_private = await heard(home, 3)
        assert isinstance(in_private, Command)
        assert (in_private.name, in_private.manager, in_private.room) == ("group", False, None)
        assert not any(event.manager for event in home.tutor.events if isinstance(event, Command | Pressed))


async def test_an_administrator_who_stays_anonymous_is_one_without_asking() -> None:
    async with fair_house(core) as home:
        group = home.peer.group(topics=(7,))
        group.say_hidden("/daily")
        group.forward("/group off")
        number = group.say_hidden("/group show", thread=7)
        assert (await group.see(f"telegram:{number}")).thread == 7
        event = await heard(home, 1)
        assert (event.manager, event.address.user, event.address.space) == (True, "", str(group.id))
        assert len(home.tutor.events) == 1
        assert asked(home) == 0


async def test_a_private_answer_to_someone_anonymous_is_an_invitation() -> None:
    async with fair_house(lambda _: [Toast("hush")]) as home:
        group = home.peer.group()
        group.say_hidden("/group show")
        message = await group.see(flat(words.in_private()))
        assert (message.button(words.OPEN_PRIVATE) or {})["url"] == "https://t.me/cehrs_tutor_bot"


async def test_a_refusal_goes_to_the_private_chat_where_there_is_one() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(known=True), home.peer.group()
        ada.say("/group off", to=group)
        await ada.see(NOT_YOU)
        assert not group.messages


@pytest.mark.parametrize("blocked", [True, False])
async def test_a_refusal_to_who_cannot_be_written_to_is_an_invitation(blocked: bool) -> None:  # noqa: FBT001 - two cases
    async with fair_house(core) as home:
        ada, group = home.peer.phone(known=blocked), home.peer.group(topics=(7,))
        ada.say("/group off", to=group, thread=7)
        ada.blocked = blocked
        message = await group.see(flat(words.in_private()))
        assert (message.thread, ada.messages) == (7, [])
        assert len(home.tutor.events) == 1
        home.asked_for = ["bot was blocked by the user" if blocked else "chat not found"]


@pytest.mark.parametrize("trouble", ["refused", "cut", "flood", "stall", "nonsense"])
async def test_who_cannot_be_asked_about_is_none(trouble: str) -> None:
    async with fair_house(core, patience=replace(QUICK, question=0.2)) as home:
        ada, group = home.peer.phone(known=True), home.peer.group()
        group.promote(ada)
        method = "getChatAdministrators"
        if trouble == "refused":
            home.peer.refuse(400, "Bad Request: something new", method=method)
        elif trouble == "cut":
            home.peer.cut("before", method=method, times=QUICK.tries)
        elif trouble == "flood":
            home.peer.flood(60.0, method=method)
        elif trouble == "stall":
            home.peer.stall(0.5, method=method)
        else:
            home.peer.methods.table[method.lower()] = (method, lambda _: [{"status": "wizard"}])
        ada.say("/group off", to=group)
        await ada.see(NOT_YOU)
        home.peer.methods.table[method.lower()] = (method, lambda _: group.administrators())
        ada.say("/group off", to=group)
        await group.see("Command")


async def test_trouble_with_asking_that_passes_is_waited_out() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        home.peer.flood(0.05, method="getChatAdministrators")
        home.peer.cut("after", method="getChatAdministrators")
        ada.say("/group off", to=group)
        await group.see("Command")
        assert asked(home) == 3


async def test_many_groups_are_asked_about_side_by_side_and_handled_in_order() -> None:
    async with fair_house(core, serve=False) as home:
        ada, bob = home.peer.phone(), home.peer.phone("Bob")
        groups = [home.peer.group(f"Class {number}") for number in range(5)]
        for group in groups:
            group.promote(ada)
        home.peer.stall(0.2, method="getChatAdministrators", times=5)
        numbers = [ada.say("/group show", to=group) for group in [*groups, groups[0]]]
        numbers.append(bob.say("hello"))
        home.serve()
        for group in groups:
            await group.see("Command")
        await bob.see("in private")
        methods = [request.method for request in home.peer.requests]
        assert methods.count("getChatAdministrators") == 5
        last = len(methods) - 1 - methods[::-1].index("getChatAdministrators")
        assert last < methods.index("sendMessage")
    assert home.tutor.ids == numbers


async def test_over_a_webhook_it_is_asked_as_well() -> None:
    hook = Webhook("https://tutor.example.org/telegram", "secret", "127.0.0.1", 0)
    async with fair_house(core, serve=False, webhook=hook) as home:
        ada, bob, group = home.peer.phone(), home.peer.phone("Bob", known=True), home.peer.group()
        group.promote(ada)
        home.serve()
        await until(lambda: home.chat.port)
        home.peer.updates.reach = (f"http://127.0.0.1:{home.chat.port}",)
        ada.say("/group show", to=group)
        await group.see("Command")
        bob.say("/group show", to=group)
        await bob.see(NOT_YOU)
        group.say_hidden("/group show")
        await group.see("Command")
        assert await bob.answered(bob.tap("Pause", chat=group)) == NOT_YOU
        assert asked(home) == 3


async def test_a_reply_that_is_cut_or_flooded_is_tried_again() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        home.peer.flood(0.05, chat=group.id, method="sendMessage", times=3)
        home.peer.cut("before", chat=group.id, method="sendMessage")
        ada.say("/group show", to=group)
        await group.see("Command")
        assert len(group.messages) == 1


async def test_a_stop_ends_the_question_and_the_command_comes_again() -> None:
    async with fair_house(core) as home:
        ada, group = home.peer.phone(), home.peer.group()
        group.promote(ada)
        home.peer.stall(0.5, method="getChatAdministrators")
        number = ada.say("/group show", to=group)
        await until(lambda: asked(home))
        await asyncio.wait_for(home.end(), 5)
        assert not home.tutor.events
        home.serve()
        await group.see(f"Command telegram:{number}")


async def test_what_was_asked_is_believed_for_seconds() -> None:
    async with fair_house(core, patience=replace(QUICK, managers=60.0)) as home:
        ada, bob, group = home.peer.phone(known=True), home.peer.phone("Bob", known=True), home.peer.group()
        group.promote(ada)
        for number in range(3):
            bob.say("/group show", to=group)
            await until(lambda: len(home.tutor.events) == 2 * number + 1)  # noqa: B023 - waited for at once
            ada.say("/group show", to=group)
            await until(lambda: len(home.tutor.events) == 2 * number + 2)  # noqa: B023 - waited for at once
        assert [event.manager for event in home.tutor.events if isinstance(event, Command)] == [False, True] * 3
        assert asked(home) == 1
        assert len(home.peer.calls("getChatMember")) == 1


async def test_what_was_asked_is_asked_again_after_that() -> None:
    async with fair_house(core, serve=False) as home:
        ada, group, now = home.peer.phone(), home.peer.group(), [0.0]
        managers = Managers(home.chat._bot, home.chat._sender, Patience(managers=10.0), lambda: now[0])
        where = Address("telegram", str(ada.id), str(group.id), direct=False, space=str(group.id))
        asking = Command("telegram:1", where, "group", "show", room=Room(str(group.id)))
        for at, manager in ((0.0, False), (9.0, False), (11.0, True)):
            now[0] = at
            event = judged(asking, await managers.of([asking]))
            assert isinstance(event, Command)
            assert event.manager == manager
            group.promote(ada)
        assert asked(home) == 2


async def test_who_lost_the_right_within_a_slow_batch_has_lost_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "STALE", -1.0)
    async with fair_house(core, serve=False) as home:
        ada, group = home.peer.phone(known=True), home.peer.group()
        group.promote(ada)
        ada.say("/group show", to=group)
        ada.say("/group show", to=group)

        def demoting(event: Event) -> list[Reply]:
            group.promote(ada, "member")
            return core(event)

        home.tutor.answer = demoting
        home.serve()
        await until(lambda: len(home.tutor.events) == 2)
        assert [event.manager for event in home.tutor.events if isinstance(event, Command)] == [True, False]
