"""Serialize the events of one person while different people's run concurrently."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """One lock per person with an event in progress; locks disappear when no longer used."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, user: str) -> asyncio.Lock:
        """The person's lock, acquired in the order of requests."""
        lock = self._locks.get(user)
        if lock is None:
            lock = self._locks[user] = asyncio.Lock()
        return lock

    def __len__(self) -> int:
        return len(self._locks)
