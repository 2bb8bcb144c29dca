"""Replies over a failing network and from a refusing server: everything that can be shown is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.telegram.outbox import Outbox
from bot.chat import Card, Left, Pressed, bold, text
from tests.adapters.telegram_house import AB, QUICK, house, until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat import Event, Reply

pytestmark = pytest.mark.slow

METHODS = ["sendMessage", "editMessageText", "answerCallbackQuery"]


def numbered(event: Event) -> list[Reply]:
    return [Card(text(event.id), AB, replace=isinstance(event, Pressed))]


@pytest.mark.parametrize("method", METHODS)
async def test_a_429_is_waited_out_as_told_and_nothing_is_dropped(method: str) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.flood(0.05, method=method, times=12)
        ada.say("/daily")
        await ada.see("telegram:")
        query = ada.tap("A")
        await ada.see(f"telegram:{query.update}")
        assert await ada.answered(query) == ""
        assert [refusal.code for refusal in home.peer.refused] == [429] * 12
        assert len(ada.messages) == 1


async def test_a_flood_of_messages_is_slowed_down_to_what_the_chat_takes() -> None:
    async with house(lambda event: [Card(text(f"{event.id} {number}")) for number in range(6)]) as home:
        ada = home.peer.phone()
        home.peer.methods.burst = (2, 50.0)
        number = ada.say("/help")
        await ada.see(f"telegram:{number}:{home.bot} 5")
        assert [message.text for message in ada.messages] == [f"telegram:{number}:{home.bot} {i}" for i in range(6)]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", METHODS)
async def test_a_lost_connection_is_tried_again(method: str, when: str) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.cut("before" if when == "before" else "after", method=method, times=2)
        ada.say("/daily")
        await ada.see("telegram:")
        query = ada.tap("A")
        await ada.see(f"telegram:{query.update}")
        await ada.answered(query)
        await until(lambda: not home.peer.faults)
        ada.say("/daily")
        await ada.see("telegram:")
        sent_twice = 2 if (method, when) == ("sendMessage", "after") else 0
        await until(lambda: len(ada.messages) == 2 + sent_twice)


@pytest.mark.parametrize("status", [500, 502])
async def test_a_server_in_trouble_is_tried_again(status: int) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.refuse(status, "Internal Server Error", method="sendMessage", times=3)
        ada.say("/daily")
        await ada.see("telegram:")


async def test_a_slow_server_is_tried_again() -> None:
    async with house(numbered, patience=replace(QUICK, request=0.1)) as home:
        ada = home.peer.phone()
        home.peer.stall(0.3, method="sendMessage")
        ada.say("/daily")
        await until(lambda: len(ada.messages) == 2)


async def test_tries_end_and_the_next_reply_goes_out() -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.cut("before", method="sendMessage", times=QUICK.tries)
        ada.say("/daily")
        last = ada.say("/streak")
        await ada.see(f"telegram:{last}")
        assert len(ada.messages) == 1
        assert len(home.peer.calls("sendMessage")) == QUICK.tries + 1


async def test_markup_that_is_refused_goes_out_plain() -> None:
    async with house(lambda _: [Card(text(bold("5 < 6"), " & so on"), replace=True)]) as home:
        ada = home.peer.phone()
        home.peer.refuse(400, "Bad Request: can't parse entities: what is this", method="sendMessage")
        ada.say("/daily")
        message = await ada.see("5 < 6 & so on")
        assert message.body.entities == ()
        home.peer.refuse(400, "Bad Request: can't parse entities: what is this", method="editMessageText")
        message.body = replace(message.body, plain="older")
        ada.press("x", message)
        await until(lambda: message.edits == ["older"])


@pytest.mark.parametrize("code", [400, 401, 404])
async def test_a_reply_that_is_refused_for_good_ends_there(code: int) -> None:
    async with house(lambda event: [Card(text(f"{event.id} {number}")) for number in (1, 2)]) as home:
        ada = home.peer.phone()
        home.peer.refuse(code, "Bad Request: something new", method="sendMessage")
        first, second = ada.say("/daily"), ada.say("/daily")
        await ada.see(f"telegram:{second}:{home.bot} 2")
        assert not [message for message in ada.messages if str(first) in message.text]
    assert not any(isinstance(event, Left) for event in home.tutor.events)


async def test_sends_that_are_stuck_hold_up_what_comes_in_only_beyond_their_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.telegram.courier.MAX_SENDS", 3)
    sent: list[int] = []

    def answer(event: Event) -> list[Reply]:
        sent.append(sum(len(phone.messages) for phone in phones))
        return numbered(event)

    async with house(answer, serve=False) as home:
        phones = [home.peer.phone() for _ in range(5)]
        home.peer.flood(0.1, method="sendMessage", times=3)
        for phone in phones:
            phone.say("/daily")
        home.serve()
        await until(lambda: all(phone.messages for phone in phones))
    assert sent[:3] == [0, 0, 0]
    assert sent[3] >= 1
    assert sent[4] >= 2


async def test_the_outbox_keeps_the_order_of_a_lane_and_survives_a_job_that_fails() -> None:
    outbox, done = Outbox(10), list[str]()

    def job(name: str, wait: float) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            await asyncio.sleep(wait)
            done.append(name)
            if name == "a1":
                raise RuntimeError(name)

        return work

    for lane, name, wait in [("a", "a1", 0.02), ("a", "a2", 0.0), ("b", "b1", 0.0), ("a", "a3", 0.0)]:
        outbox.put(lane, job(name, wait))
    await outbox.close(5)
    assert done == ["b1", "a1", "a2", "a3"]


async def test_the_outbox_gives_up_what_does_not_end_at_a_stop() -> None:
    outbox = Outbox(1)
    outbox.put("a", asyncio.Event().wait)  # type: ignore[arg-type]  # what it returns is nothing to the outbox
    outbox.put("a", asyncio.Event().wait)  # type: ignore[arg-type]  # what it returns is nothing to the outbox
    await outbox.close(0.01)
    await asyncio.wait_for(outbox.room(), 1)
