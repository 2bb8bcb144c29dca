"""Rate limit per group: Telegram takes 20 messages a minute from a bot, edits included."""

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
    """The most that one group is sent.

    Attributes:
        most: messages and edits in any `seconds`.
        seconds: slightly more than the minute Telegram counts, since request latency varies.
        kept: how many are reserved, and so unavailable to whatever can wait, such as replies and answer counts.
    """

    most: int = 20
    seconds: float = 61.0
    kept: int = 6


class Budget:
    """Recent sends per group. Direct chats, whose ids are positive, have no such limit."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}

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
        """Count messages that are sent regardless of room."""
        if chat < 0:
            self._sent.setdefault(chat, deque()).extend([self._clock()] * count)

    async def wait(self, chat: int) -> None:
        """Wait for room for a reply and reserve it; questions and reveals take precedence."""
        while wait := self.book(chat, 1, can_wait=True):  # noqa: ASYNC110 - waits for time to pass, not for an event
            await asyncio.sleep(wait)

    def _lately(self, chat: int) -> deque[float]:
        sent, first = self._sent.get(chat, deque()), self._clock() - self._pace.seconds
        while sent and sent[0] <= first:
            sent.popleft()
        if not sent:
            self._sent.pop(chat, None)
        return sent
