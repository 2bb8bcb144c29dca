"""What every choice promises, whatever the learner answers."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.learning import Engine, Item, aims, catalogue, relearning
from bot.learning.memories import Cause
from tests.learning.bank import BLUEPRINT, NOW, TOPICS, WEIGHTS, domain

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

ITEMS = tuple(
    Item(f"{topic}-{n}", topic, (n % 3) - 1, point=f"{topic}-p{n // 2}" if n < 8 else "")
    for topic in TOPICS
    for n in range(16)
)
CATALOGUE = catalogue(ITEMS, BLUEPRINT)
POINT = {item.id: item.point or item.id for item in ITEMS}
TOPIC = {item.id: item.topic for item in ITEMS}
HARD = {item.id for item in ITEMS if item.difficulty > 0}
EASY = {item.id for item in ITEMS if item.difficulty < 0}


@dataclass(frozen=True)
class Life:
    """How someone studies: which days, how many questions, and how likely each answer is right or a guess."""

    right: float
    guess: float
    a_day: int
    days: tuple[int, ...]
    exam: date | None
    seed: int


@dataclass(frozen=True)
class Asked:
    day: int
    item: str
    known: bool
    returned: bool
    leads: bool
    due: int


@st.composite
def lives(draw: st.DrawFn) -> Life:
    length = draw(st.integers(12, 40))
    off = draw(st.sets(st.integers(0, length), max_size=10))
    days = tuple(day for day in range(length) if day not in off) or (0,)
    exam = draw(st.sampled_from([None, length + 1]))
    return Life(
        draw(st.sampled_from([0.0, 0.4, 0.6, 0.85, 1.0])),
        draw(st.sampled_from([0.0, 0.2])),
        draw(st.integers(1, 9)),
        days,
        None if exam is None else (NOW + timedelta(days=exam)).date(),
        draw(st.integers(0, 10**6)),
    )


def live(life: Life) -> list[Asked]:
    return list(_live(life))


def _live(life: Life) -> Iterator[Asked]:
    learner = Engine.start(CATALOGUE, BLUEPRINT, life.exam, zone=UTC, seed=life.seed)
    luck = random.Random(life.seed)
    for day in life.days:
        for number in range(life.a_day):
            now = NOW + timedelta(days=day, seconds=50 * number)
            due = learner.count_due(now)
            item = learner.choose(now, leads=number == 0)
            assert item is not None
            returned = learner.why(item, now) is not None
            right = luck.random() < life.right
            guessed = luck.random() < life.guess
            learner.observe(now, item, right, 20.0, guessed)
            yield Asked(day, item, right and not guessed, returned, number == 0, due)


def every(count: int) -> settings:
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@every(25)
@given(lives())
def test_no_question_and_no_point_comes_twice_on_a_day(life: Life) -> None:
    points = Counter((each.day, POINT[each.item]) for each in live(life))
    assert max(points.values()) == 1


@every(25)
@given(lives())
def test_no_topic_comes_three_times_in_a_row(life: Life) -> None:
    topics = [TOPIC[each.item] for each in live(life)]
    assert not any(a == b == c for (a, b), (_, c) in zip(pairwise(topics), pairwise(topics[1:]), strict=False))


@every(25)
@given(lives())
def test_the_beginning_is_easy(life: Life) -> None:
    first = [each.item for each in live(life)[:10]]
    assert set(first[:2]) <= EASY
    assert sum(item in HARD for item in first) <= 2


@every(25)
@given(lives())
def test_returns_take_at_most_eight_of_any_twenty(life: Life) -> None:
    returned = [each.returned for each in live(life)]
    assert all(sum(returned[n : n + 20]) <= 8 for n in range(len(returned)))


@every(25)
@given(lives())
def test_every_domain_has_its_share_of_any_sixty_answers(life: Life) -> None:
    domains = [domain(each.item) for each in live(life)]
    for n in range(len(domains) - 59):
        counts = Counter(domains[n : n + 60])
        assert all(counts[name] >= 0.6 * 0.6 * weight for name, weight in WEIGHTS.items())


@every(25)
@given(lives())
def test_the_first_of_a_day_is_a_return_when_one_is_due(life: Life) -> None:
    log = live(life)
    for n, each in enumerate(log):
        if each.leads and each.due and n >= 10:
            full = sum(other.returned for other in log[max(n - 19, 0) : n]) >= 8
            one_topic = TOPIC[log[n - 1].item] == TOPIC[log[n - 2].item]
            assert each.returned or full or one_topic


@every(25)
@given(lives())
def test_what_was_missed_waits_two_days_at_least_unless_the_exam_is_near(life: Life) -> None:
    missed: dict[str, int] = {}
    for each in live(life):
        point = POINT[each.item]
        near = life.exam is not None and (life.exam - (NOW + timedelta(days=each.day)).date()).days < 8
        if point in missed and each.returned and not near:
            assert each.day - missed[point] >= 2
        if not each.known:
            missed[point] = each.day


@given(st.integers(1, 10**6))
@every(10)
def test_a_known_question_does_not_return_while_new_ones_are_left(seed: int) -> None:
    log = live(Life(1.0, 0.0, 8, tuple(range(20)), None, seed))
    assert len({each.item for each in log}) == len(log)


def learner(exam: date | None = None) -> Engine:
    return Engine.start(CATALOGUE, BLUEPRINT, exam, zone=UTC, seed=3)


def seasoned() -> Engine:
    """Return someone who is past the easy beginning."""
    one = learner()
    for topic in range(6):
        one.observe(NOW, f"numbers-{topic}-9", right=True, seconds=20.0)
        one.observe(NOW, f"money-{topic}-9", right=True, seconds=20.0)
    return one


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


def test_a_sibling_is_the_first_return_and_the_question_itself_still_comes() -> None:
    one = seasoned()
    one.observe(NOW, "desk-0-0", right=False, seconds=20.0)
    first = one.choose(NOW + timedelta(days=6), leads=True)
    assert first == "desk-0-1"
    why = one.why(first, NOW + timedelta(days=6))
    assert why is not None
    assert (why.question, why.lapsed_at, why.sibling) == ("desk-0-0", NOW, True)
    one.observe(NOW + timedelta(days=6), first, right=True, seconds=20.0)
    one.observe(NOW + timedelta(days=7), "rules-0-9", right=True, seconds=20.0)
    assert one.choose(NOW + timedelta(days=20), leads=True) == "desk-0-0"


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


@pytest.mark.parametrize("a_day", [3, 5, 10])
def test_who_misses_most_still_begins_each_day_with_a_return(a_day: int) -> None:
    for seed in range(4):
        log = live(Life(0.3, 0.0, a_day, tuple(range(30)), None, seed))
        assert all(each.returned for each in log if each.leads and each.due), seed


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
    assert few.choose(NOW + timedelta(days=7), within=within, leads=True) == "clinic-0-1"


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


def test_eight_new_learners_begin_with_different_questions() -> None:
    begun = {Engine.start(CATALOGUE, BLUEPRINT, None, zone=UTC, seed=seed).choose(NOW) for seed in range(8)}
    assert len(begun) >= 5


def test_the_placement_asks_two_of_each_domain_and_names_a_level() -> None:
    one, asked = learner(), list[str]()
    while item := one.place(NOW, len(asked)):
        one.observe(NOW, item, domain(item) != "rules", 20.0)
        asked.append(item)
    counts = Counter(map(domain, asked))
    assert len(asked) == 15
    assert min(counts[name] for name in WEIGHTS) >= 2
    levels = one.levels(NOW)
    assert min(levels, key=lambda name: levels[name].middle) == "rules"
    assert all(level.low < level.middle < level.high for level in levels.values())
    assert one.readiness(NOW) is None
    assert one.readiness(NOW, fewest=15) is not None


def test_who_is_always_right_gets_hard_questions_and_who_never_is_easy_ones() -> None:
    strong = [each.item for each in live(Life(1.0, 0.0, 5, tuple(range(12)), None, 1))]
    weak = [each.item for each in live(Life(0.0, 0.0, 5, tuple(range(12)), None, 1)) if not each.returned]
    assert sum(item in HARD for item in strong[20:]) / len(strong[20:]) > 0.4
    assert sum(item in EASY for item in weak[20:]) / len(weak[20:]) > 0.4


def test_a_focus_moves_the_shares() -> None:
    heavy = learner()
    heavy.focus = "heavy"
    counts: Counter[str] = Counter()
    for number in range(200):
        now = NOW + timedelta(days=number // 10, seconds=number)
        item = heavy.choose(now)
        assert item is not None
        heavy.observe(now, item, right=True, seconds=20.0)
        counts[domain(item)] += 1
    assert (counts["clinic"] + counts["desk"]) / 200 > 0.65
    assert min(counts[name] for name in WEIGHTS) >= 8


def test_the_weak_focus_leans_to_what_is_known_least() -> None:
    one = learner()
    for topic in range(6):
        one.observe(NOW, f"rules-{topic}-9", right=False, seconds=20.0)
        one.observe(NOW, f"clinic-{topic}-9", right=True, seconds=20.0)
    plain = aims.shares(CATALOGUE, one.mastery, "blueprint", 20486.0)
    weak = dict(zip(CATALOGUE.domains, aims.shares(CATALOGUE, one.mastery, "weak", 20486.0) / plain, strict=True))
    assert weak["rules"] == max(weak.values()) > 1 > weak["clinic"] == min(weak.values()) > 0.5
