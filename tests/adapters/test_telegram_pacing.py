"""A private chat is sent messages no faster than Telegram accepts, and no one's queue holds up anyone else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram import Pace
from adapters.telegram.budget import Budget
from adapters.telegram.outbox import MAX_WAITING, Outbox
from bot.chat import Address, Card, Pressed, Push, PushId, text
from tests.adapters.telegram_house import AB, fair_house, house, until
from tests.peers.telegram_markup import Styled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat import Event, Reply

pytestmark = pytest.mark.slow

BURST = 3
EACH = 0.05
QUICK_PACE = Pace(burst=BURST, each=EACH)
HUNDREDS = 260
"""Replies queued for one chat, more than the limit of chats that are replied to at once."""
ADA = 5_000_000_000


def next_question(event: Event) -> list[Reply]:
    """Explain in place, and ask the next question in a message of its own, as a quiz does."""
    asked = Card(text(f"question {event.id}"), AB)
    return [Card(text(f"explained {event.id}"), replace=True), asked] if isinstance(event, Pressed) else [asked]


async def test_a_fast_learner_runs_into_no_refusal() -> None:
    async with fair_house(next_question, pace=QUICK_PACE) as home:
        home.peer.methods.burst = (BURST, 1 / EACH)
        ada = home.peer.phone()
        ada.say("/mock 20")
        question = await ada.see("question")
        for _ in range(20):
            pressed = ada.tap("A", question)
            question = await ada.see(f"question telegram:{pressed.update}")
        assert len(ada.messages) == 1 + 20
    assert not home.peer.refused


async def test_several_messages_at_once_and_pushes_are_paced_together() -> None:
    async with fair_house(lambda event: [Card(text(f"{event.id} {n}")) for n in range(8)], pace=QUICK_PACE) as home:
        home.peer.methods.burst = (BURST, 1 / EACH)
        ada = home.peer.phone()
        ada.say("/help")
        await ada.see(" 0")
        where, at = Address("telegram", str(ada.id), str(ada.id), direct=True), datetime(2027, 1, 1, tzinfo=UTC)
        push = Push(PushId(1, at, at), where, tuple(Card(text(f"push {n}")) for n in range(4)), at)
        assert (await home.chat.deliver(push)).outcome == "sent"
        await until(lambda: len(ada.messages) == 8 + 4)


async def test_without_pacing_the_same_learner_is_refused() -> None:
    async with house(next_question) as home:
        home.peer.methods.burst = (BURST, 1 / EACH)
        ada = home.peer.phone()
        for _ in range(6):
            ada.say("/daily")
        await until(lambda: len(ada.messages) == 6)
        assert {refusal.code for refusal in home.peer.refused} == {429}


@pytest.mark.parametrize("way", ["commands", "presses"])
async def test_another_learner_is_answered_while_hundreds_of_replies_wait(way: str) -> None:
    async with house(next_question, serve=False, pace=Pace(burst=BURST, each=60.0)) as home:
        ada, ben = home.peer.phone("Ada"), home.peer.phone("Ben")
        sent = ada.add(home.peer.bot_id, Styled("question"))
        for _ in range(HUNDREDS):
            if way == "commands":
                ada.say("/daily")
            else:
                ada.press("a|1|0", sent)
        ben.say("/daily")
        home.serve()
        await ben.see("question")
        assert len(ada.messages) <= 1 + BURST


async def test_the_newest_of_too_many_replies_are_shown() -> None:
    async with house(next_question, serve=False, pace=Pace(burst=1, each=0.3)) as home:
        ada = home.peer.phone()
        numbers = [ada.say("/daily") for _ in range(4 * MAX_WAITING)]
        home.serve()
        await ada.see(f"question telegram:{numbers[-1]}:{home.bot}")
        shown = [message.text for message in ada.messages]
        assert len(shown) < len(numbers)
        assert shown[-MAX_WAITING:] == [f"question telegram:{number}:{home.bot}" for number in numbers[-MAX_WAITING:]]


async def test_the_outbox_counts_a_lane_once() -> None:
    outbox, gate, done = Outbox(2), asyncio.Event(), list[int]()

    def job(number: int) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            await gate.wait()
            done.append(number)

        return work

    for number in range(30):
        outbox.put_newest("a", job(number))
    await asyncio.wait_for(outbox.room(), 1)
    gate.set()
    await outbox.close(5)
    assert done == [0, *range(30 - MAX_WAITING, 30)]


async def test_a_lane_that_is_dropped_takes_new_jobs() -> None:
    outbox, done = Outbox(10), list[str]()

    async def stuck() -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        done.append("new")

    outbox.put("a", stuck)
    outbox.put("a", stuck)
    await asyncio.sleep(0)
    outbox.drop("a")
    outbox.put("a", work)
    await until(lambda: done)
    await outbox.close(1)
    assert done == ["new"]


@dataclass(slots=True)
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), max_size=40), st.floats(0, 1))
def test_no_chat_is_sent_more_than_telegrams_own_count_allows(found: list[tuple[float, float]], counted: float) -> None:
    """Telegram counts a message somewhere between its sending and its answer: `counted` of the way."""
    clock, left, since = Clock(), float(BURST), 0.0
    budget = Budget(Pace(), clock)
    for pause, latency in found:
        clock.now += pause
        while wait := budget._take(ADA):
            clock.now += wait
        at = clock.now + counted * latency
        left, since = min(BURST, left + at - since), at
        assert left >= 1 - 1e-6
        left -= 1
        clock.now += latency
        budget._answered(ADA)


def test_a_quiet_chat_is_forgotten() -> None:
    clock = Clock()
    budget = Budget(Pace(), clock)
    for number in range(100):
        assert budget._take(ADA + number) == 0
        clock.now += 1.5
    assert len(budget._whole) <= 3
