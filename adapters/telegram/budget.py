"""Rate limits per chat: a group takes 20 messages and edits a minute, a private chat one message a second."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@dataclass(frozen=True, slots=True)
class Pace:
    """Maximum rates for one chat.

    Attributes:
        most: messages and edits to a group in any `seconds`.
        seconds: slightly more than the minute Telegram counts, since request latency varies.
        kept: how many are reserved, and so unavailable to messages that can wait, such as replies and answer counts.
        burst: messages a private chat accepts at once. Edits are not counted there.
        each: seconds after which it accepts one more, up to the burst again; 0 for no limit.
    """

    most: int = 20
    seconds: float = 61.0
    kept: int = 6
    burst: int = 3
    each: float = 1.0


class Budget:
    """What each group was sent lately, and what each private chat still accepts. Ids of private chats are positive."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._whole: dict[int, float] = {}
        """When each private chat accepts a whole burst again, in order of use."""

    def book(self, chat: int, count: int, *, can_wait: bool = False) -> float:
        """Reserve `count` messages and return 0.0; without room, reserve nothing and return the seconds to wait."""
        if chat > 0:
            return 0.0
        sent = self._lately(chat)
        room = max(1, self._pace.most - (self._pace.kept if can_wait else 0))
        over = len(sent) + min(count, room) - room
        if over > 0:
            return max(0.001, sent[over - 1] + self._pace.seconds - self._clock())
        self.spend(chat, count)
        return 0.0

    def spend(self, chat: int, count: int = 1) -> None:
        """Count messages to a group that are sent regardless of room."""
        if chat < 0:
            self._sent.setdefault(chat, deque()).extend([self._clock()] * count)

    async def wait(self, chat: int) -> None:
        """Wait for room for a reply in a group and reserve it; questions and reveals take precedence."""
        while wait := self.book(chat, 1, can_wait=True):  # noqa: ASYNC110 - waits for time to pass, not for an event
            await asyncio.sleep(wait)

    @asynccontextmanager
    async def message(self, chat: int) -> AsyncIterator[None]:
        """Wait until a private chat accepts a message, and hold its place while it is sent. Groups do not wait here.

        Telegram may count the message at any time before it answers, so the latest time is assumed, and the next
        message to the chat, a reply or a push, waits for the answer.
        """
        if chat < 0:
            yield
            return
        async with self._turns.setdefault(chat, asyncio.Lock()):
            while wait := self._take(chat):  # noqa: ASYNC110 - as above
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._answered(chat)

    def _take(self, chat: int) -> float:
        """Take one message of a private chat's burst and return 0.0; with none left, return the seconds to wait."""
        now = self._clock()
        whole = max(now, self._whole.get(chat, now))
        over = whole - now - (self._pace.burst - 1) * self._pace.each
        if over > 0:
            return over
        self._use(chat, whole + self._pace.each)
        return 0.0

    def _answered(self, chat: int) -> None:
        at = self._clock() + self._pace.each
        self._use(chat, max(at, self._whole.get(chat, at)))

    def _use(self, chat: int, whole: float) -> None:
        self._whole.pop(chat, None)
        self._whole[chat] = whole
        for other in [other for other, at in islice(self._whole.items(), 2) if at < self._clock()]:
            del self._whole[other]

    def _lately(self, chat: int) -> deque[float]:
        sent, first = self._sent.get(chat, deque()), self._clock() - self._pace.seconds
        while sent and sent[0] <= first:
            sent.popleft()
        if not sent:
            self._sent.pop(chat, None)
        return sent
