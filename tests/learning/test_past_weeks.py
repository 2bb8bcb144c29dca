"""What changed since someone last looked at their plan, and which topics became known."""

from __future__ import annotations

from datetime import timedelta

from bot.learning import past_weeks, plans
from bot.learning.weeks import Standing
from tests.learning.planned import DAY, TODAY, TOPICS, bank, in_weeks, plan


def test_topics_that_became_known() -> None:
    before = [Standing("a", "clinical", 5, 3, 3, 3), Standing("b", "clinical", 5, 2, 1, 2)]
    now = [
        Standing("a", "clinical", 5, 3, 3, 3),
        Standing("b", "clinical", 5, 5, 4, 4),
        Standing("c", "clinical", 5, 5, 5, 5),
    ]
    assert past_weeks.newly_known(before, now) == ("c", "b")


def test_what_changed_counts_from_the_earlier_look() -> None:
    old = plans.look(plan(in_weeks(8)), 0)
    later = plan(in_weeks(8), bank(**dict.fromkeys(TOPICS, 3) | {"reporting": 7}), today=TODAY + timedelta(days=5))
    found = plans.changed(old, plans.look(later, 100), lambda day: day == TODAY)
    assert (found.since, found.answered, found.planned, found.behind) == (
        TODAY,
        100,
        4 * old.own,
        0,
    )
    assert found.finished == ("reporting",)
    assert not found.moved
    assert found.focus is None


def test_weeks_that_have_another_domain_than_was_shown_have_shifted() -> None:
    old = plans.look(plan(in_weeks(4)), 0)
    little = plan(in_weeks(4), bank(clinical=1), today=TODAY + timedelta(weeks=2))
    assert plans.changed(old, plans.look(little, 30)).shifted
    assert not plans.changed(old, plans.look(plan(in_weeks(4), today=TODAY + DAY), 0)).shifted
    before = plans.read_look({name: value for name, value in old.to_json().items() if name != "weeks"})
    assert before is not None
    assert not plans.changed(before, plans.look(little, 30)).shifted, "it is not known what was shown"


def test_a_moved_exam_and_one_that_has_passed() -> None:
    old = plans.look(plan(in_weeks(4)), 0)
    moved = plans.changed(old, plans.look(plan(in_weeks(8)), 0))
    assert moved.moved
    assert not moved.passed
    passed = plans.changed(old, plans.look(plan(in_weeks(4), today=in_weeks(5)), 0))
    assert passed.passed
    unbooked = plans.changed(old, plans.look(plan(None), 0))
    assert unbooked.moved
    assert not unbooked.passed


def test_a_look_is_kept_as_json_and_anything_else_is_none() -> None:
    for exam in (None, in_weeks(4)):
        seen = plans.look(plan(exam, bank(clinical=10)), 170)
        assert plans.read_look(seen.to_json()) == seen
    for broken in (
        None,
        {},
        "x",
        {**seen.to_json(), "day": "soon"},
        {**seen.to_json(), "own": None},
        {**seen.to_json(), "weeks": []},
    ):
        assert plans.read_look(broken) is None
