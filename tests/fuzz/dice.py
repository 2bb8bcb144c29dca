"""Dice whose rolls a fuzzer decides. Imports nothing from the product, which a fuzzer instruments on import."""

from __future__ import annotations

import random


class FuzzBytes(random.Random):
    """Dice whose rolls are the bytes that a fuzzer made; zeros when they run out."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._data, self._at = data, 0

    def getrandbits(self, k: int, /) -> int:
        """Return the next bits."""
        count = (k + 7) // 8
        taken = self._data[self._at : self._at + count].ljust(count, b"\0")
        self._at += count
        return int.from_bytes(taken, "little") & ((1 << k) - 1)

    def random(self) -> float:
        """Return the next number in [0, 1)."""
        return self.getrandbits(16) / 2**16
