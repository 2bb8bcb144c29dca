"""Memory and the choice of the next question."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.choice import History, Item, choose, weakness
from bot.learning.memory import Memory, fold, retrievability, review

if TYPE_CHECKING:
    from collections.abc import Collection

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
ITEMS = [Item(f"{topic}-{n}", topic) for topic in ("strong", "weak", "other") for n in range(4)]
WORTH = {"strong": 1.0, "weak": 1.0, "other": 1.0}
NEW = History({}, {})


def drawn(
    history: History, exclude: Collection[str] = (), n: int = 400, worth: dict[str, float] = WORTH
) -> Counter[str]:
    rng = random.Random(5)
    chosen = (choose(ITEMS, worth, history, exclude, NOON, rng) for _ in range(n))
    return Counter(question.rpartition("-")[0] for question in chosen if question)


def test_memory_fades_and_grows() -> None:
    memory = review(None, NOON, known=True)
    assert retrievability(None, NOON) == 0
    assert retrievability(memory, NOON + timedelta(days=10)) < retrievability(memory, NOON + timedelta(days=1)) < 1
    again = review(memory, NOON + timedelta(days=3), known=True)
    assert again.stability > memory.stability
    assert review(memory, NOON + timedelta(days=3), known=False).stability < memory.stability


def test_a_new_question_has_the_published_first_stability() -> None:
    """FSRS-6's default parameters: 0.212 days after Again, 2.3065 after Good."""
    assert review(None, NOON, known=False).stability == pytest.approx(0.212)
    assert review(None, NOON, known=True).stability == pytest.approx(2.3065)


@given(st.lists(st.tuples(st.integers(1, 10_000), st.booleans()), max_size=8))
def test_folding_is_reviewing_one_after_the_other(steps: list[tuple[int, bool]]) -> None:
    at, memory, log = NOON, None, []
    for minutes, known in steps:
        at += timedelta(minutes=minutes)
        log.append((at, known))
        memory = review(memory, at, known=known)
    assert fold(log) == memory
    assert memory is None or 0 < retrievability(memory, at) <= 1


def test_weakness_of_the_unknown_is_one_half() -> None:
    assert weakness((0, 0)) == 0.5
    assert weakness((9, 9)) < weakness((1, 9)) < 1


def test_weak_topics_come_more_often() -> None:
    counts = drawn(History({}, {"strong": (20, 20), "weak": (1, 20)}))
    assert counts["weak"] > 5 * counts["strong"]


def test_what_the_exam_weighs_more_comes_more_often() -> None:
    counts = drawn(NEW, worth={"strong": 3.0, "weak": 1.0, "other": 1.0})
    assert counts["strong"] > 2 * counts["weak"]


def test_a_question_just_known_hardly_comes_again() -> None:
    known = {item.id: Memory(30, 5, NOON - timedelta(days=1)) for item in ITEMS if item.topic == "strong"}
    assert drawn(History(known, {}))["strong"] < 5


def test_a_set_interleaves_topics() -> None:
    assert drawn(History({}, {}, last_topic="other"))["other"] < 80


def test_excluded_questions_never_come() -> None:
    assert drawn(NEW, {item.id for item in ITEMS if item.topic != "weak"}).keys() == {"weak"}
    assert choose(ITEMS, WORTH, NEW, {item.id for item in ITEMS}, NOON, random.Random(1)) is None


def test_the_same_dice_give_the_same_question() -> None:
    assert len({choose(ITEMS, WORTH, NEW, set(), NOON, random.Random(9)) for _ in range(5)}) == 1
