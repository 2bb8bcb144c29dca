"""Lets the events of one person go one after another, and those of different people at once."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """One lock for each person who has an event under way; nothing stays behind once there is none."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, user: str) -> asyncio.Lock:
        """Return the person's lock. Whoever asks for it first has it first."""
        lock = self._locks.get(user)
        if lock is None:
            lock = self._locks[user] = asyncio.Lock()
        return lock

    def __len__(self) -> int:
        return len(self._locks)
