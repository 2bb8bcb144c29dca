"""The words for a chance to pass promise no more than its range does."""

from __future__ import annotations

import pytest

from bot.learning.readiness import Chance
from bot.words import ready


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Chance(0.0, 0.0, 0.0), "very unlikely for now"),
        (Chance(0.05, 0.1, 0.19), "not likely yet"),
        (Chance(0.02, 0.3, 0.7), "too close to call, leaning against a pass"),
        (Chance(0.02, 0.3, 0.45), "less likely than not"),
        (Chance(0.2, 0.5, 0.8), "too close to call"),
        (Chance(0.6, 0.7, 0.85), "likely"),
        (Chance(0.24, 0.7, 0.93), "too close to call, leaning toward a pass"),
        (Chance(0.55, 0.7, 0.93), "more likely than not"),
        (Chance(0.8, 0.9, 0.97), "very likely"),
        (Chance(0.96, 0.98, 0.99), "almost certain"),
    ],
)
def test_the_words_for_a_chance(chance: Chance, said: str) -> None:
    assert ready.in_words(chance) == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Chance(0.24, 0.7, 0.93), "24 to 93%"),
        (Chance(0.0, 0.001, 0.002), "under 1%"),
        (Chance(0.001, 0.1, 0.3), "under 1% to 30%"),
        (Chance(0.6, 0.9, 0.999), "60% to over 99%"),
        (Chance(0.998, 0.999, 1.0), "over 99%"),
    ],
)
def test_no_chance_is_certain(chance: Chance, said: str) -> None:
    assert ready.percent(chance) == said
