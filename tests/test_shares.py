from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.shares import shares


@dataclass(frozen=True)
class Named:
    nodeid: str


QUICK = [Named(f"tests/core/test_{n}") for n in range(20)]
SLOW = [Named(f"tests/walk/test_{n}") for n in range(4)]


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_every_worker_begins_with_its_share_of_the_long_ones(workers: int) -> None:
    dealt = shares([*QUICK, *SLOW], "tests/walk/", workers)
    assert sorted(each.nodeid for each in dealt) == sorted(each.nodeid for each in [*QUICK, *SLOW])
    assert [each for each in dealt if each in QUICK] == QUICK
    begin = 0
    for worker in range(workers):
        size = (len(dealt) - begin) // (workers - worker)
        mine = dealt[begin : begin + size]
        assert [each for each in mine if each in SLOW] == mine[: len(SLOW[worker::workers])] == SLOW[worker::workers]
        begin += size


@pytest.mark.parametrize("tests", [[], QUICK, SLOW, [*SLOW, *QUICK[:1]]])
def test_none_is_lost_however_many_there_are_of_each(tests: list[Named]) -> None:
    for workers in (1, 3, 7):
        assert sorted(each.nodeid for each in shares(tests, "tests/walk/", workers)) == sorted(e.nodeid for e in tests)
