"""How tests are dealt to the workers that run them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class Named(Protocol):
    """A test, such as pytest's `Item`."""

    @property
    def nodeid(self) -> str: ...


T = TypeVar("T", bound=Named)


def shares(tests: Sequence[T], long: str, workers: int) -> list[T]:
    """Return the tests in an order in which each worker begins with its share of the long ones.

    `long` is a pattern that their names begin with. At first, xdist gives each worker as many tests: the first one the
    first of them, and so on.
    """
    slow = [test for test in tests if re.match(long, test.nodeid)]
    quick = [test for test in tests if not re.match(long, test.nodeid)]
    dealt: list[T] = []
    for worker in range(workers):
        mine = slow[worker::workers]
        size = (len(tests) - len(dealt)) // (workers - worker)
        rest = max(0, size - len(mine))
        dealt += [*mine, *quick[:rest]]
        del quick[:rest]
    return [*dealt, *quick]
