"""An update is confirmed after its commit and not before, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from adapters.telegram.waiting import Patience, Stopping, pause, unless
from bot.chat import Card, Later, text
from tests.adapters.telegram_house import AB, FakeTutor, ask, house, until
from tests.peers.telegram_markup import Styled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House

SORRY = Later(text("I can't reach my notes"))


def pending(home: House) -> list[int]:
    return [update["update_id"] for update in home.peer.updates.pending]


async def test_updates_are_handled_in_order_and_confirmed() -> None:
    async with house() as home:
        phones = [home.peer.phone(name) for name in "abc"]
        numbers = [phone.say(f"{number}") for number in range(10) for phone in phones]
        await until(lambda: len(home.tutor.events) == 30)
        await until(lambda: not home.peer.updates.pending)
    assert home.tutor.ids == numbers


async def test_updates_that_come_in_the_wrong_order_are_handled_in_the_right_one() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone()
        home.peer.updates.scrambled = True
        numbers = [ada.say(word) for word in ("one", "two", "three")]
        home.serve()
        await ada.see("three")
    assert home.tutor.ids == numbers


async def test_an_update_that_comes_again_reaches_the_core_under_the_same_id() -> None:
    async with house() as home:
        ada = home.peer.phone()
        first, second = ada.say("one"), ada.say("two")
        await until(lambda: len(home.tutor.events) == 2)
        home.peer.updates.again(first)
        await until(lambda: len(home.tutor.events) == 3)
        third = ada.say("three")
        await ada.see("three")
    assert home.tutor.ids == [first, second, first, third]


async def test_only_what_the_core_needs_is_asked_for() -> None:
    async with house() as home:
        await until(lambda: home.peer.calls("getUpdates"))
        call = home.peer.calls("getUpdates")[0]
        assert call["allowed_updates"] == '["message", "callback_query", "my_chat_member", "inline_query"]'
        assert home.peer.calls("deleteWebhook") == [{"drop_pending_updates": "false"}]


async def test_nothing_is_confirmed_while_the_core_cannot_store() -> None:
    gone = threading.Event()
    gone.set()

    def answer(event: Event) -> list[Reply]:
        return [SORRY] if gone.is_set() else [Card(text(f"done {event.id}"), AB)]

    async with house(answer) as home:
        ada, bob = home.peer.phone(), home.peer.phone("Bob")
        numbers = [ada.say("one"), bob.say("two"), ada.say("three")]
        await until(lambda: len(home.tutor.events) > 5)
        assert set(home.tutor.ids) == {numbers[0]}
        assert pending(home) == numbers
        gone.clear()
        await ada.see(f"done telegram:{numbers[2]}:{home.bot}")
        await bob.see(f"done telegram:{numbers[1]}:{home.bot}")
        await until(lambda: not home.peer.updates.pending)
        assert [message.text for message in ada.messages][1:] == [f"done telegram:{n}:{home.bot}" for n in numbers[::2]]
        for phone in (ada, bob):
            assert [message.text for message in phone.messages].count("I can't reach my notes") == 1


async def test_a_press_that_has_to_wait_is_answered_once_in_the_end() -> None:
    replies: Iterator[list[Reply]] = iter(
        [[Card(text("?"), AB)], [SORRY], [SORRY], [Card(text("right"), replace=True)]]
    )
    async with house(lambda _: next(replies)) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("?")
        query = ada.tap("A")
        assert await ada.answered(query) == ""
        await ada.see("right")
        assert [message.text for message in ada.messages] == ["right", "I can't reach my notes"]
        assert len(home.peer.calls("answerCallbackQuery")) == 1
        assert not home.peer.refused


async def test_the_apology_comes_again_with_the_next_trouble() -> None:
    replies: Iterator[list[Reply]] = iter([[SORRY], [Card(text("one"))], [SORRY], [Card(text("two"))]])
    async with house(lambda _: next(replies)) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("one")
        ada.say("/daily")
        await ada.see("two")
        assert [message.text for message in ada.messages][::2] == ["I can't reach my notes"] * 2


async def test_a_core_that_raises_confirms_nothing() -> None:
    broken = threading.Event()
    broken.set()

    def answer(_: Event) -> list[Reply]:
        if broken.is_set():
            raise RuntimeError
        return [Card(text("well again"))]

    async with house(answer) as home:
        ada = home.peer.phone()
        number = ada.say("/daily")
        await until(lambda: len(home.tutor.events) > 2)
        assert pending(home) == [number]
        broken.clear()
        await ada.see("well again")


async def test_a_press_in_a_group_and_a_goodbye_are_not_apologized_to() -> None:
    waits = threading.Event()
    waits.set()
    async with house(lambda _: [SORRY] if waits.is_set() else []) as home:
        ada, group = home.peer.phone(), home.peer.group()
        message = group.add(home.peer.bot_id, Styled("older"))
        ada.press("x", message, group)
        ada.known = True
        ada.block()
        await until(lambda: len(home.tutor.events) > 3)
        waits.clear()
        await until(lambda: not home.peer.updates.pending)
        assert not home.peer.calls("sendMessage")


async def test_an_apology_in_a_group_is_said_in_the_group() -> None:
    replies: Iterator[list[Reply]] = iter([[SORRY], [SORRY], []])
    async with house(lambda _: next(replies)) as home:
        ada, group = home.peer.phone(), home.peer.group()
        ada.say("/daily", to=group)
        await group.see("I can't reach my notes")
        await until(lambda: not home.peer.updates.pending)
        assert len(group.messages) == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_polling_goes_on_after_lost_connections(when: str) -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone()
        number = ada.say("one")
        home.peer.cut("before" if when == "before" else "after", method="getUpdates", times=5)
        home.peer.cut("before", method="deleteWebhook", times=2)
        home.serve()
        await ada.see("one")
    assert home.tutor.ids == [number]


@pytest.mark.parametrize("code", [401, 404, 409, 429, 500])
async def test_polling_goes_on_after_refusals(code: int) -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone()
        home.peer.refuse(code, "What now", method="getUpdates", times=4, retry_after=0.01 if code == 429 else None)
        home.serve()
        ada.say("one")
        await ada.see("one")


async def test_two_pollers_are_told_apart(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    async with house() as home, house() as other:
        await until(lambda: other.peer.calls("getUpdates"))
        other.peer.refuse(409, "Conflict: terminated by other getUpdates request", method="getUpdates")
        ada = other.peer.phone()
        ada.say("one")
        await ada.see("one")
        ada.say("two")
        await ada.see("two")
        await until(lambda: other.peer.refused)
        assert home.peer.refused == []
    assert "another process fetches updates" in capsys.readouterr().out + caplog.text


async def test_an_update_that_the_library_cannot_read_does_not_stop_the_others() -> None:
    async with house() as home:
        ada = home.peer.phone()
        home.peer.happened({"message": {"message_id": 1, "secret": "text"}}, ada.id)
        home.peer.happened({"callback_query": "what"}, ada.id)
        ada.say("one")
        await ada.see("one")
        await until(lambda: not home.peer.updates.pending)


async def test_what_was_handled_is_confirmed_at_a_stop() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("one")
        await ada.see("one")
        await home.end()
        assert not home.peer.updates.pending
        number = ada.say("two")
        home.serve()
        await ada.see("two")
    assert home.tutor.ids[1:] == [number]


async def test_a_stop_lets_the_event_in_hand_end_and_leaves_the_rest() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def answer(event: Event) -> list[Reply]:
        begun.set()
        go_on.wait(5)
        return [Card(text(f"done {event.id}"))]

    async with house(answer) as home:
        ada = home.peer.phone()
        first, second = ada.say("one"), ada.say("two")
        await until(begun.is_set)
        home.stop.set()
        asyncio.get_running_loop().call_later(0.05, go_on.set)
        await home.end()
        assert [message.text for message in ada.messages] == [f"done telegram:{first}:{home.bot}"]
        assert pending(home) == [second]


async def test_a_stop_does_not_wait_for_ever() -> None:
    release = threading.Event()
    async with house(lambda _: [Card(text("never"))] if release.wait(8) else []) as home:
        ada = home.peer.phone()
        number = ada.say("one")
        await until(lambda: home.tutor.events)
        await asyncio.wait_for(home.end(), 5)
        assert pending(home) == [number]
        release.set()


async def test_a_stop_ends_the_wait_for_a_core_that_cannot_store() -> None:
    async with house(lambda _: [SORRY], patience=Patience(first=60, longest=60, stop=0.2)) as home:
        home.peer.phone().say("one")
        await until(lambda: home.tutor.events)
        await home.end()
        assert len(home.peer.updates.pending) == 1


async def test_a_stop_ends_a_send_that_is_told_to_wait() -> None:
    async with house() as home:
        ada = home.peer.phone()
        home.peer.flood(60.0, method="sendMessage")
        ada.say("one")
        await until(lambda: home.peer.refused)
        await home.end()
        assert not ada.messages


async def test_pauses_grow_to_a_limit() -> None:
    pauses = Patience().pauses()
    assert [next(pauses) for _ in range(7)] == [0.5, 1, 2, 4, 8, 15, 15]


async def test_nothing_is_begun_after_a_stop() -> None:
    stop, tutor = asyncio.Event(), FakeTutor()
    stop.set()
    with pytest.raises(Stopping):
        await unless(stop, 1.0, lambda: ask(tutor.recall, "key"))
    with pytest.raises(Stopping):
        await pause(stop, 1.0)
