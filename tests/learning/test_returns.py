"""When a missed question comes back, and before what."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from bot.learning import relearning
from bot.learning.memories import Cause
from tests.learning.bank import NOW
from tests.learning.lives import CATALOGUE, learner, seasoned


def test_a_miss_ends_after_two_days_on_which_it_was_known() -> None:
    one = learner()
    index = CATALOGUE.number["desk-0-9"]
    one.observe(NOW, "desk-0-9", right=False, seconds=20.0)
    for day in (5, 12):
        assert one.memories.cause[index] == Cause.MISSED
        one.observe(NOW + timedelta(days=day), "desk-0-9", right=True, seconds=20.0)
    assert one.memories.cause[index] == Cause.NONE


def test_twice_on_one_day_counts_once() -> None:
    one, index = learner(), CATALOGUE.number["desk-0-9"]
    one.observe(NOW, "desk-0-9", right=False, seconds=20.0)
    for minutes in (0, 5, 9):
        one.observe(NOW + timedelta(days=5, minutes=minutes), "desk-0-9", right=True, seconds=20.0)
    assert one.memories.cause[index] == Cause.MISSED


def test_a_guess_and_haste_return_as_a_miss_does() -> None:
    one = learner()
    for number in range(6):
        one.observe(NOW, f"rules-1-{number}", right=True, seconds=30.0)
    one.observe(NOW, "desk-0-9", right=True, seconds=20.0, guessed=True)
    one.observe(NOW, "desk-0-10", right=True, seconds=1.0)
    causes = [one.why(item, NOW + timedelta(days=4)) for item in ("desk-0-9", "desk-0-10", "rules-1-1")]
    assert [each and each.cause for each in causes] == [Cause.GUESSED, Cause.HASTY, None]


def test_the_question_itself_is_the_first_return_and_a_sibling_the_second() -> None:
    one, days = seasoned(), timedelta(days=1)
    one.observe(NOW, "desk-0-0", right=False, seconds=20.0)
    assert one.choose(NOW + 6 * days, leads=True) == "desk-0-0"
    one.observe(NOW + 6 * days, "desk-0-0", right=True, seconds=20.0)
    one.observe(NOW + 7 * days, "rules-0-9", right=True, seconds=20.0)
    assert one.choose(NOW + 20 * days, leads=True) == "desk-0-1"
    why = one.why("desk-0-1", NOW + 20 * days)
    assert why is not None
    assert (why.question, why.lapsed_at, why.sibling) == ("desk-0-0", NOW, True)
    one.observe(NOW + 20 * days, "desk-0-1", right=True, seconds=20.0)
    assert one.count_due(NOW + 60 * days) == 0


def test_what_was_missed_again_returns_itself_and_so_does_a_missed_sibling() -> None:
    one, days = seasoned(), timedelta(days=1)
    one.observe(NOW, "desk-0-0", right=False, seconds=20.0)
    one.observe(NOW + 6 * days, "desk-0-0", right=False, seconds=20.0)
    one.observe(NOW + 7 * days, "rules-0-9", right=True, seconds=20.0)
    assert one.choose(NOW + 14 * days, leads=True) == "desk-0-0"
    one.observe(NOW + 14 * days, "desk-0-0", right=True, seconds=20.0)
    one.observe(NOW + 28 * days, "desk-0-1", right=False, seconds=20.0)
    one.observe(NOW + 29 * days, "rules-0-9", right=True, seconds=20.0)
    assert one.choose(NOW + 36 * days, leads=True) == "desk-0-1"


def test_a_sibling_that_came_by_chance_does_not_replace_the_question_itself() -> None:
    one, days = seasoned(), timedelta(days=1)
    one.observe(NOW, "desk-0-0", right=False, seconds=20.0)
    one.observe(NOW + 2 * days, "desk-0-1", right=True, seconds=20.0)
    one.observe(NOW + 3 * days, "rules-0-9", right=True, seconds=20.0)
    assert one.choose(NOW + 20 * days, leads=True) == "desk-0-0"


def test_the_most_urgent_return_is_of_the_heavier_domain() -> None:
    one = learner()
    for item in ("numbers-0-9", "clinic-0-9", "rules-0-9"):
        one.observe(NOW, item, right=False, seconds=20.0)
    assert one.choose(NOW + timedelta(days=6), leads=True) == "clinic-0-9"


def test_what_is_overdue_longest_returns_first_whatever_its_domain() -> None:
    one = learner()
    one.observe(NOW, "numbers-0-9", right=False, seconds=20.0)
    one.observe(NOW + timedelta(days=2), "clinic-0-9", right=False, seconds=20.0)
    assert one.count_due(NOW + timedelta(days=9)) == 2
    assert one.choose(NOW + timedelta(days=9), leads=True) == "numbers-0-9"


def test_what_was_missed_again_returns_before_what_was_right_once() -> None:
    one = learner()
    for item, day in (("clinic-0-9", 6), ("clinic-1-9", 14)):
        one.observe(NOW, item, right=False, seconds=20.0)
        one.observe(NOW + timedelta(days=day), item, right=item == "clinic-0-9", seconds=20.0)
    one.observe(NOW + timedelta(days=14), "rules-0-9", right=True, seconds=20.0)
    later = NOW + timedelta(days=26)
    assert one.count_due(later) == 2
    assert one.choose(later, leads=True) == "clinic-1-9"


def test_who_misses_most_sees_misses_again_sooner_and_not_as_siblings() -> None:
    few, many = seasoned(), seasoned()
    for number in range(16):
        many.observe(NOW, f"rules-{number % 6}-{9 + number // 6}", right=False, seconds=20.0)
    waited = []
    for one in (few, many):
        one.observe(NOW, "clinic-0-0", right=False, seconds=20.0)
        index = np.array([CATALOGUE.number["clinic-0-0"]])
        waited.append(float(relearning.intervals(one.memories, index, 60.0)[0]))
    assert waited[1] == relearning.CROWDED_LONGEST < waited[0] <= 6
    within = {"clinic-0-0", "clinic-0-1"}
    assert many.choose(NOW + timedelta(days=3), within=within, leads=True) == "clinic-0-0"
    for one in (few, many):
        one.observe(NOW + timedelta(days=7), "clinic-0-0", right=True, seconds=20.0)
    assert many.choose(NOW + timedelta(days=20), within=within, leads=True) == "clinic-0-0"
    assert few.choose(NOW + timedelta(days=20), within=within, leads=True) == "clinic-0-1"


@pytest.mark.parametrize(("left", "returned"), [(6, False), (30, True)])
def test_near_the_exam_places_are_kept_for_misses_that_have_not_come_back(left: int, *, returned: bool) -> None:
    one = learner((NOW + timedelta(days=26 + left)).date())
    for day, right in ((0, False), (12, True)):
        one.observe(NOW + timedelta(days=day), "clinic-0-9", right=right, seconds=20.0)
    for day in (26, 27):
        for number in range(6):
            one.observe(NOW + timedelta(days=day), f"rules-{number}-{day - 16}", right=False, seconds=20.0)
    now = NOW + timedelta(days=27, minutes=9)
    assert one.count_due(now) == 1
    assert (one.choose(now, within={"clinic-0-9", "desk-0-9"}) == "clinic-0-9") is returned


def test_a_sibling_of_a_miss_is_not_asked_as_a_new_question() -> None:
    one = seasoned()
    one.observe(NOW, "clinic-0-0", right=False, seconds=20.0)
    tomorrow, others = NOW + timedelta(days=1), {f"numbers-0-{n}" for n in range(10, 15)}
    assert one.count_due(tomorrow) == 0
    asked = set[str]()
    while len(asked) < len(others):
        item = one.choose(tomorrow, exclude=asked, within={"clinic-0-1", *others})
        assert item is not None
        asked.add(item)
    assert asked == others


def test_nothing_comes_back_on_the_day_of_the_miss() -> None:
    one = learner()
    one.observe(NOW, "clinic-0-9", right=False, seconds=20.0)
    assert one.why("clinic-0-9", NOW + timedelta(minutes=5)) is None
    assert one.count_due(NOW + timedelta(hours=8)) == 0


def test_the_nearer_the_exam_the_sooner_a_miss_returns() -> None:
    waited = []
    for days in (4, 12, 60):
        one = learner((NOW + timedelta(days=days)).date())
        one.observe(NOW, "clinic-0-9", right=False, seconds=20.0)
        waited.append(next(n for n in range(1, 30) if one.count_due(NOW + timedelta(days=n))))
    assert waited == sorted(waited)
    assert waited[0] <= 2 <= waited[-1] <= 10
