"""The vectorised FSRS-6 against py-fsrs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning import fsrs
from tests.learning import reference

START = datetime(2026, 1, 5, 18, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=12), st.integers(0, 90))
def test_agrees_with_the_library(answers: list[tuple[int, bool]], later: int) -> None:
    now, kept = START, None
    stability, difficulty = np.ones(1), np.ones(1)
    for number, (days, known) in enumerate(answers):
        now += timedelta(days=days)
        flag = np.array([known])
        if number == 0:
            stability, difficulty = fsrs.first(flag)
        else:
            stability, difficulty = fsrs.review(stability, difficulty, np.array([float(days)]), flag)
        kept = reference.review(kept, now, known=known)
    assert kept is not None
    assert stability[0] == pytest.approx(kept.stability, rel=1e-9)
    assert difficulty[0] == pytest.approx(kept.difficulty, rel=1e-9)
    chance = fsrs.retrievability(stability, np.array([float(later)]))
    assert chance[0] == pytest.approx(reference.retrievability(kept, now + timedelta(days=later)), rel=1e-9)


def test_many_at_once_are_as_one_after_another() -> None:
    stability, difficulty = np.array([0.3, 5.0, 40.0]), np.array([8.0, 5.0, 2.0])
    days, known = np.array([3.0, 0.0, 12.0]), np.array([False, True, True])
    together = fsrs.review(stability, difficulty, days, known)
    for i in range(3):
        alone = fsrs.review(stability[i : i + 1], difficulty[i : i + 1], days[i : i + 1], known[i : i + 1])
        assert (together[0][i], together[1][i]) == (alone[0][0], alone[1][0])
