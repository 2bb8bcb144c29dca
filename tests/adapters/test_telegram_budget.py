"""What a group is sent in a minute: never more than Telegram accepts, whenever it is counted."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.budget import Budget, Pace

GROUP = -100
acts = st.lists(st.tuples(st.floats(0, 30), st.integers(1, 4), st.booleans()), max_size=60)


@dataclass(slots=True)
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_full_until_the_oldest_is_a_minute_old() -> None:
    clock = Clock()
    budget = Budget(Pace(most=3, seconds=60.0, kept=1), clock)
    assert budget.book(GROUP, 1) == 0
    clock.now = 10
    assert budget.book(GROUP, 1, can_wait=True) == 0
    assert budget.book(GROUP, 1, can_wait=True) == 50
    assert budget.book(GROUP, 2) == 50
    assert budget.book(GROUP, 1) == 0
    assert budget.book(GROUP, 2) == 60
    clock.now = 60
    assert budget.book(GROUP, 1) == 0
    assert budget.book(GROUP, 1) == 10


def test_more_than_fits_into_a_minute_waits_for_an_empty_one() -> None:
    clock = Clock()
    budget = Budget(Pace(most=2, seconds=60.0, kept=0), clock)
    budget.spend(GROUP)
    assert budget.book(GROUP, 5) == 60
    clock.now = 60
    assert budget.book(GROUP, 5) == 0
    assert budget.book(GROUP, 1) == 60


def test_groups_do_not_share_and_direct_chats_have_no_limit() -> None:
    budget = Budget(Pace(most=1, seconds=60.0, kept=0), Clock())
    assert budget.book(GROUP, 1) == 0
    assert budget.book(GROUP - 1, 1) == 0
    assert [budget.book(100, 1) for _ in range(5)] == [0] * 5
    assert budget.book(GROUP, 1) == 60


@given(acts)
def test_no_minute_holds_more_than_the_most_and_every_wait_is_enough(found: list[tuple[float, int, bool]]) -> None:
    clock, sent = Clock(), list[float]()
    budget = Budget(Pace(most=8, seconds=60.0, kept=3), clock)
    for pause, count, can_wait in found:
        clock.now += pause
        wait = budget.book(GROUP, count, can_wait=can_wait)
        if wait:
            assert wait <= 60.0 + 1e-6
            clock.now += wait + 1e-6
            assert budget.book(GROUP, count, can_wait=can_wait) == 0
        sent += [clock.now] * count
        lately = [at for at in sent if at > clock.now - 60.0]
        assert len(lately) <= (5 if can_wait else 8)
