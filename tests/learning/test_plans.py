"""The study plan: what its weeks hold, how it answers to what was done, and what is told of a change."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.settings import MAX_SET
from bot.learning import plans, weeks
from bot.learning.weeks import MOST, Standing
from tests.learning.planned import HEAVIEST, TODAY, WEIGHTS, WHOLE, bank, in_weeks, new, plan


def test_four_weeks_follow_the_patterns_of_the_texts() -> None:
    made = plan(in_weeks(4))
    assert [week.focus for week in made.weeks] == [
        ("clinical",),
        ("nonclinical",),
        ("revenue", "regulatory"),
        ("reporting",),
    ]
    assert [week.review > 0 for week in made.weeks] == [False, True, True, True]
    assert [len(week.simulations) for week in made.weeks] == [0, 0, 0, 2]
    assert made.weeks[0].first == TODAY
    assert made.weeks[-1].last == in_weeks(4) - timedelta(days=1)


@pytest.mark.parametrize("count", range(5, 27))
def test_from_five_to_twenty_six_weeks_the_daily_number_reaches_the_whole_bank(count: int) -> None:
    made = plan(in_weeks(count))
    assert len(made.weeks) == count
    assert new(made) == WHOLE
    assert made.reaches
    order = [part.domain for week in made.weeks for part in week.parts]
    assert order == sorted(order, key=HEAVIEST.index), "heaviest domains first"
    assert all(week.simulations == () for week in made.weeks[:-1])
    less = weeks.cut(TODAY, in_weeks(count), TODAY, lambda _: False)
    room = sum(weeks.rooms(less, made.daily - 1, bank()))
    assert any(room * WEIGHTS[domain] < 100 * size for domain, size in WHOLE.items()), "one a day less would not do"


@pytest.mark.parametrize(("right", "again"), [(0.1, 0.37), (0.4, 0.37), (0.6, 0.34), (0.85, 0.21), (1.0, 0.21)])
def test_who_misses_more_sees_fewer_new_questions(right: float, again: float) -> None:
    standings = [replace(each, answered=1000, known=round(1000 * right)) for each in bank(clinical=4)]
    assert weeks.review(standings) == pytest.approx(again, abs=0.001)
    held = weeks.rooms(weeks.cut(TODAY, in_weeks(2), TODAY, lambda _: False), 100, standings)
    assert held == pytest.approx([700 * (1 - again), 500 * (1 - again)], abs=2)


def test_before_the_first_answer_a_usual_learner_is_expected() -> None:
    assert weeks.review(bank()) == pytest.approx(0.34)


def test_a_week_is_too_short_for_the_bank_and_still_holds_every_domain() -> None:
    made = plan(in_weeks(1), own=MOST)
    assert made.daily == MOST == MAX_SET
    assert not made.reaches
    assert all(new(made).values())


@pytest.mark.parametrize(("own", "more"), [(1, 5), (5, 5), (38, 2), (40, 0)])
def test_a_step_of_five_more_a_day_is_offered_while_it_helps(own: int, more: int) -> None:
    assert plan(in_weeks(1), own=own).more == more
    assert plan(None, own=own).more == more


def test_no_more_is_offered_than_covers_the_bank() -> None:
    needed = plan(in_weeks(20)).daily
    assert plan(in_weeks(20), own=needed - 2).more == 2
    assert plan(in_weeks(20), own=needed).more == 0


def test_the_sets_left_are_the_days_until_the_exam_without_pauses_and_simulations() -> None:
    assert plan(in_weeks(2)).sets == 14 - 2
    assert plan(TODAY + timedelta(days=1)).sets == 1
    assert plan(TODAY).sets == 0
    assert plan(in_weeks(40)).sets == 40 * 7 - 2, "the time before the weeks begin counts, too"
    assert plan(None).sets == 3 + 21 - 1, "until the fourth Sunday"
    assert plans.make(TODAY, in_weeks(2), bank(), WEIGHTS, 5, since=TODAY, off=lambda day: day == TODAY).sets == 11


def test_what_is_asked_more_of_takes_the_others_longer() -> None:
    asked = {**WEIGHTS, "clinical": 64.0}
    leaning = plans.make(TODAY, in_weeks(8), bank(), WEIGHTS, 5, since=TODAY, asked=asked)
    assert leaning.daily > plan(in_weeks(8)).daily, "the other domains take longer"


def test_two_learners_with_one_date_and_other_answers_get_other_weeks() -> None:
    one = plan(in_weeks(6), bank(clinical=13))
    two = plan(in_weeks(6), bank(nonclinical=13, reporting=7))
    assert one.weeks[0].focus == ("nonclinical",)
    assert two.weeks[0].focus == ("clinical",)
    assert one.finished == ("clinical",)
    assert set(two.finished) == {"nonclinical", "reporting"}
    assert [week.parts for week in one.weeks] != [week.parts for week in two.weeks]


def test_of_two_domains_that_weigh_the_same_the_weaker_comes_first() -> None:
    weak = [Standing(s.topic, s.domain, s.size, 4, 0 if s.domain == "regulatory" else 4, 4) for s in bank()]
    domains = [part.domain for week in plan(in_weeks(8), weak).weeks for part in week.parts]
    assert domains.index("regulatory") < domains.index("revenue")


def test_what_was_missed_takes_room() -> None:
    seen = [Standing(s.topic, s.domain, s.size, s.size, 10, 10) for s in bank()]
    missed = [Standing(s.topic, s.domain, s.size, s.size, 0, 10) for s in bank()]
    assert plan(in_weeks(4), missed).daily > 5 * plan(in_weeks(4), seen).daily


def test_every_day_the_plan_is_made_anew_and_its_weeks_stay_where_they_are() -> None:
    exam = in_weeks(5)
    first = plan(exam)
    later = plan(exam, bank(clinical=1), today=TODAY + timedelta(days=10))
    assert [(week.first, week.last) for week in later.weeks] == [(w.first, w.last) for w in first.weeks[1:]]
    assert later.current is later.weeks[0]
    assert len(later.weeks[0].days) == 4
    assert later.daily > first.daily, "little was done"


def test_the_days_of_a_pause_hold_nothing() -> None:
    def off(day: date) -> bool:
        return date(2026, 11, 27) <= day <= date(2026, 12, 3)

    made = plans.make(TODAY, in_weeks(8), bank(), WEIGHTS, 5, since=TODAY, off=off)
    assert made.weeks[1].days == ()
    assert made.weeks[1].parts == ()
    assert made.daily > plan(in_weeks(8)).daily


def test_simulations_keep_their_days_in_the_last_week() -> None:
    exam = in_weeks(1)
    for days in range(7):
        made = plan(exam, today=TODAY + timedelta(days=days))
        wanted = tuple(exam - timedelta(days=n) for n in (6, 3) if exam - timedelta(days=n) >= made.today)
        assert made.weeks[0].simulations == wanted


def test_a_plan_for_one_day() -> None:
    made = plan(TODAY + timedelta(days=1))
    assert made.daily == 5
    assert [week.days for week in made.weeks] == [(TODAY,)]
    assert made.weeks[0].simulations == ()
    assert sum(new(made).values()) == 5


def test_on_the_exams_day_nothing_is_left_to_plan() -> None:
    made = plan(TODAY)
    assert made.weeks == ()
    assert made.current is None
    assert made.more == 5


def test_three_years_begin_with_a_time_without_a_plan() -> None:
    exam = date(2029, 11, 1)
    made = plan(exam)
    assert len(made.weeks) == 26
    assert made.begins == exam - timedelta(weeks=26) == made.weeks[0].first
    assert made.current is None
    assert made.reaches


def test_a_date_that_has_passed_is_none() -> None:
    assert plan(date(2026, 11, 19)) == plan(None)


def test_without_a_date_four_weeks_roll_on_through_all_domains() -> None:
    made = plan(None, own=10)
    assert made.daily == 10
    assert [week.last.weekday() for week in made.weeks] == [6, 6, 6, 6]
    assert set(new(made)) == {domain for domain, count in new(made).items() if count}
    assert made.weeks[0].focus == ("clinical",)
    assert [bool(week.simulations) for week in made.weeks] == [False, False, False, True]
    later = plan(None, own=10, today=TODAY + timedelta(weeks=2))
    assert [week.focus for week in later.weeks[:2]] == [week.focus for week in made.weeks[2:]]
    assert [bool(week.simulations) for week in later.weeks] == [False, True, False, False]


def test_an_empty_bank_asks_for_nothing() -> None:
    made = plan(in_weeks(4), [])
    assert sum(new(made).values()) == 0
    assert made.finished == ()


@given(
    days=st.integers(0, 1_100),
    own=st.integers(1, 40),
    held=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 30)), min_size=68, max_size=68),
)
@settings(max_examples=60, deadline=None)
def test_no_plan_asks_for_more_than_there_is(days: int, own: int, held: list[tuple[int, int, int]]) -> None:
    standings = [
        Standing(s.topic, s.domain, size, min(seen, size), min(seen, answered), answered)
        for s, (size, seen, answered) in zip(bank(), held, strict=True)
    ]
    made = plan(TODAY + timedelta(days=days) if days else None, standings, own)
    unseen = {domain: sum(s.new for s in standings if s.domain == domain) for domain in WEIGHTS}
    dealt = new(made)
    assert all(dealt[domain] <= unseen[domain] for domain in WEIGHTS)
    assert 1 <= made.daily <= MOST
    for week in made.weeks:
        held_here = sum(part.new for part in week.parts)
        assert week.review >= 0
        assert held_here + week.review == made.daily * (len(week.days) - len(week.simulations))
    assert all(a.last + timedelta(days=1) == b.first for a, b in itertools.pairwise(made.weeks))


@pytest.mark.parametrize(
    ("known", "answered", "is_known"), [(0, 0, False), (2, 2, False), (3, 3, True), (4, 5, False), (5, 6, True)]
)
def test_a_topic_is_known_after_some_answers_nearly_all_right(known: int, answered: int, is_known: bool) -> None:  # noqa: FBT001 - a table
    assert Standing("t", "clinical", 10, answered, known, answered).is_known is is_known
