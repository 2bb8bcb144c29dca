"""A weekly board rewards what was known at first sight, and nothing that only looks like it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning import boards, groups
from bot.learning.boards import Score, Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NEW_YORK = ZoneInfo("America/New_York")
SINCE, UNTIL = groups.week(datetime(2026, 11, 24, 12, tzinfo=UTC), NEW_YORK)
MONDAY = SINCE + timedelta(hours=18)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def scored(sights: Sequence[Sight]) -> Score:
    return boards.score(sights, SINCE, UNTIL, NEW_YORK)


def answered(point: str, at: datetime, *, known: bool = True, again: bool = False) -> Sight:
    return Sight(point, at, at + MINUTE, known=known, again=again)


def test_a_question_known_is_a_point_and_a_miss_costs_a_third() -> None:
    found = scored([answered("a", MONDAY), answered("b", MONDAY), answered("c", MONDAY, known=False)])
    assert (found, found.thirds) == (Score(frozenset("ab"), 1), 5)


def test_it_is_never_below_zero() -> None:
    assert scored([answered("a", MONDAY, known=False)]).thirds == 0
    assert Score(frozenset("a"), 30).thirds == 0


def test_only_the_week_counts_from_one_sunday_evening_to_the_next() -> None:
    at = [SINCE - 2 * MINUTE, SINCE - MINUTE, UNTIL - 2 * MINUTE, UNTIL - MINUTE]
    assert scored([answered(f"p{n}", when) for n, when in enumerate(at)]).known == {"p1", "p2"}
    assert SINCE.astimezone(NEW_YORK).isoformat() == "2026-11-22T18:00:00-05:00"
    assert UNTIL.astimezone(NEW_YORK).isoformat() == "2026-11-29T18:00:00-05:00"


def test_a_week_in_which_the_clocks_change_ends_where_the_next_one_begins() -> None:
    before = groups.week(datetime(2026, 10, 30, tzinfo=UTC), NEW_YORK)
    after = groups.week(before[1], NEW_YORK)
    assert before[1] == after[0]
    assert before[1] - before[0] == timedelta(days=7, hours=1)


@pytest.mark.parametrize("days", [1, 27, 28, 34])
def test_a_point_rests_for_28_days_however_it_was_met(days: int) -> None:
    early = SINCE - days * DAY
    for before in (answered("a", early), answered("a", early, known=False), Sight("a", early, counts=False)):
        assert scored([before, answered("a", SINCE + MINUTE)]).known == ({"a"} if days >= 28 else set())
    assert len(scored([answered("a", MONDAY), answered("a", MONDAY + DAY)]).known) == 1


def test_what_was_seen_before_counts_for_nothing_and_still_uses_up_its_point() -> None:
    found = scored([answered("a", MONDAY, again=True), answered("a", MONDAY + DAY)])
    assert found == Score()


def test_the_first_20_of_a_date_count_right_or_wrong_also_over_the_turn_of_the_week() -> None:
    day = [answered(f"p{n}", MONDAY + n * MINUTE, known=n % 2 == 0) for n in range(60)]
    assert (len(scored(day).known), scored(day).missed) == (10, 10)
    sunday = [answered(f"p{n}", SINCE + (n - 15) * MINUTE) for n in range(30)]
    assert len(scored(sunday).known) == 20 - 14


def test_moving_on_from_an_open_question_is_a_skip_and_leaving_it_for_the_day_is_not() -> None:
    left = Sight("a", MONDAY)
    assert scored([left]) == Score()
    assert scored([left, answered("b", MONDAY + timedelta(hours=11))]) == Score(frozenset("b"), 1)
    assert scored([left, answered("b", MONDAY + timedelta(hours=13))]) == Score(frozenset("b"))
    assert scored([answered("b", MONDAY - MINUTE), left]) == Score(frozenset("b"))
    assert scored([replace(left, counts=False), answered("b", MONDAY + MINUTE)]) == Score(frozenset("b"))


def test_equal_scores_share_a_place() -> None:
    assert boards.places([4, 9, 4, 0, 9]) == [3, 1, 3, 5, 1]
    assert boards.places([]) == []


@pytest.mark.parametrize(
    ("past", "members", "goal"),
    [((), 5, 50), ((), 0, 5), ((50,), 9, 55), ((40, 60), 5, 55), ((0, 0), 5, 5), ((51,), 5, 60), ((100,), 5, 110)],
)
def test_the_goal_goes_by_the_last_weeks(past: tuple[int, ...], members: int, goal: int) -> None:
    assert boards.goal(past, members) == goal


@dataclass
class Draw:
    """A question that a learner meets: what they know of it, and how a guess at it would end."""

    point: int
    knows: bool
    lucky: bool


DRAWS = st.lists(st.builds(Draw, st.integers(0, 40), st.booleans(), st.booleans()), min_size=1, max_size=40)
WAYS = ("answers", "misses on purpose", "opens and leaves", "guesses", "owns up to a guess")


def honest(draws: Sequence[Draw]) -> Iterator[Sight]:
    """Answer what is known, and guess the rest."""
    for number, draw in enumerate(draws):
        yield answered(f"p{draw.point}", MONDAY + number * 10 * MINUTE, known=draw.knows or draw.lucky)


@given(DRAWS, st.data())
def test_no_trick_beats_honest_answers_to_the_same_questions(draws: list[Draw], data: st.DataObject) -> None:
    """Repeat anything at any time; miss, leave open, or guess whatever you like: it never adds a third of a point."""
    tricks: list[Sight] = []
    for number, draw in enumerate(draws):
        at, point = MONDAY + number * 10 * MINUTE, f"p{draw.point}"
        way = data.draw(st.sampled_from(WAYS)) if number + 1 < len(draws) else "answers"
        known = (draw.knows and way == "answers") or (draw.lucky and way in ("answers", "guesses"))
        tricks.append(Sight(point, at) if way == "opens and leaves" else answered(point, at, known=known))
        repeats = data.draw(st.lists(st.integers(0, number), max_size=3))  # by now they know the answer
        tricks += [answered(f"p{draws[each].point}", at + k * MINUTE, again=True) for k, each in enumerate(repeats)]
    assert scored(tricks).thirds <= scored(list(honest(draws))).thirds


@given(DRAWS, st.integers(1, 6))
def test_repeating_everything_changes_nothing(draws: list[Draw], times: int) -> None:
    once = list(honest(draws))
    more = [
        answered(sight.point, UNTIL - 2 * DAY + (n * times + k) * MINUTE / 10, again=True)
        for n, sight in enumerate(once)
        for k in range(times)
    ]
    assert scored([*once, *more]) == scored(once)


def week_of(seed: int, per_day: int, act: Callable[[random.Random], Iterator[tuple[bool, bool]]]) -> int:
    """Play a week in a bank that never ends; `act` says of each question whether it was known, and seen before."""
    dice, numbers, sights = random.Random(seed), count(), list[Sight]()
    for day in range(6):
        for minute, (known, again) in zip(range(per_day), act(dice), strict=False):
            point = f"p{next(numbers)}"
            sights.append(answered(point, MONDAY + day * DAY + minute * MINUTE, known=known, again=again))
    return scored(sights).thirds


def studies(share: float) -> Callable[[random.Random], Iterator[tuple[bool, bool]]]:
    """Answer new questions, and know so many of them; guess the rest."""

    def act(dice: random.Random) -> Iterator[tuple[bool, bool]]:
        while True:
            yield dice.random() < share or dice.random() < 0.25, False

    return act


def farms(dice: random.Random) -> Iterator[tuple[bool, bool]]:
    """Miss each new question on purpose or guess it, then answer it right nine times."""
    while True:
        yield dice.random() < 0.25 and dice.random() < 0.5, False
        yield from [(True, True)] * 9


def test_over_many_weeks_five_honest_questions_a_day_beat_two_hundred_farmed_ones() -> None:
    weeks = range(60)
    farmed = [week_of(seed, 200, farms) for seed in weeks]
    guessed = [week_of(seed, 200, studies(0.0)) for seed in weeks]
    studied = [week_of(seed, 5, studies(0.5)) for seed in weeks]
    assert sum(farmed) < sum(guessed) < sum(studied) / 2
    assert max(farmed) < min(studied)
    assert sum(week_of(seed, 20, studies(0.3)) for seed in weeks) < sum(
        week_of(seed, 20, studies(0.6)) for seed in weeks
    )
    assert week_of(1, 500, studies(1.0)) == week_of(1, 20, studies(1.0)) == 6 * 20 * boards.WHOLE
