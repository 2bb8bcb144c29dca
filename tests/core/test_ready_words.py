"""The words for a chance to pass promise no more than its range does."""

from __future__ import annotations

import pytest

from bot.learning.readiness import Chance
from bot.words import ready


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Chance(0.05, 0.1, 0.2), "not likely yet"),
        (Chance(0.02, 0.3, 0.7), "less likely than not"),
        (Chance(0.2, 0.5, 0.8), "about even"),
        (Chance(0.6, 0.7, 0.85), "likely"),
        (Chance(0.24, 0.7, 0.93), "more likely than not"),
        (Chance(0.8, 0.9, 0.97), "very likely"),
        (Chance(0.9, 0.97, 0.99), "almost certain"),
    ],
)
def test_the_words_for_a_chance(chance: Chance, said: str) -> None:
    assert ready.in_words(chance) == said
