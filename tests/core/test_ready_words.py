"""The words for a chance to pass promise no more than its range does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.learning.readiness import Chance
from bot.words import ready
from tests.classroom import ident, studied

if TYPE_CHECKING:
    from tests.bench import Stage


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Chance(0.0, 0.0, 0.0), "very unlikely for now"),
        (Chance(0.05, 0.1, 0.19), "unlikely for now"),
        (Chance(0.02, 0.3, 0.7), "too close to call, leaning against a pass"),
        (Chance(0.02, 0.1, 0.21), "unlikely for now"),
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


def test_each_topic_to_study_says_how_it_stands(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    studied(ann, 41, right=0.3)
    with stage.database.transaction() as store:
        tallies = store.answers.tallies(ident(ann))
    by_name = {stage.library.name(topic): found for topic, found in tallies.items()}
    ann.say("/ready")
    named = ann.text.partition("Study these first. They would raise your chances most:\n")[2]
    first, why = named.split("\nThe order weighs ")[:2]
    assert "Known means right without guessing" in why
    for line in first.splitlines():
        name, _, level = line.rpartition(": ")
        known, answered = by_name.get(name, (0, 0))
        assert level == (f"{known} of {answered} known" if answered else "not started")
    assert re.search(r": \d of \d known|: not started", first)


def test_weak_spots_say_why_they_begin_with_a_topic(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    studied(ann, 41, right=0.3)
    with stage.database.transaction() as store:
        tallies = store.answers.tallies(ident(ann))
    ann.say("/practice weak")
    said = re.search(
        r"^Your weakest topic with at least 3 answers is (.+): (\d) of (\d) known\.$", ann.text, re.MULTILINE
    )
    assert said, ann.text
    topic = next(each for each in tallies if stage.library.name(each) == said[1])
    assert tallies[topic] == (int(said[2]), int(said[3]))
    assert int(said[3]) >= 3
