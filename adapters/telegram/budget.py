"""How many messages a group gets: Telegram takes 20 a minute from a bot, edits among them."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Pace:
    """What one group is sent at most.

    Attributes:
        most: messages and edits in any `seconds`.
        seconds: a little over the minute that Telegram counts, because requests take unequal times to get there.
        kept: how many of them are not for what can wait, such as replies and the number of answers.
    """

    most: int = 20
    seconds: float = 61.0
    kept: int = 6


class Budget:
    """What each group was sent lately. Direct chats, whose numbers are positive, have no such limit."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}

    def book(self, chat: int, count: int, *, can_wait: bool = False) -> float:
        """Book so many messages, and return 0.0; without room for them book nothing, and return the seconds to wait."""
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
        """Book what is sent in any case."""
        if chat < 0:
            self._sent.setdefault(chat, deque()).extend([self._clock()] * count)

    async def wait(self, chat: int) -> None:
        """Return once there was room for a reply, which is then booked: questions and reveals go before it."""
        while wait := self.book(chat, 1, can_wait=True):  # noqa: ASYNC110 - what is waited for is the time itself
            await asyncio.sleep(wait)

    def _lately(self, chat: int) -> deque[float]:
        sent, first = self._sent.get(chat, deque()), self._clock() - self._pace.seconds
        while sent and sent[0] <= first:
            sent.popleft()
        if not sent:
            self._sent.pop(chat, None)
        return sent
