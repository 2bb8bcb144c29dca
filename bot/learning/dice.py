"""The random source that the arithmetic uses; `random.Random` is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

T = TypeVar("T")


class Random(Protocol):
    """A source of randomness, seeded by the caller so that every draw can be repeated."""

    def random(self) -> float:
        """Return a number from 0 up to, but not including, 1."""

    def randrange(self, start: int, stop: int, /) -> int:
        """Return an integer from `start` up to, but not including, `stop`."""

    def choice(self, seq: Sequence[T], /) -> T:
        """Return one element."""

    def shuffle(self, x: MutableSequence[Any], /) -> None:
        """Shuffle in place."""
