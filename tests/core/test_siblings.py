"""Questions of one knowledge point: never two in a quiz or on a day, and the point is what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import Person, Stage, with_siblings

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def ann(database: Database) -> Person:
    """Someone whose bank has siblings."""
    stage = Stage(database, library=with_siblings())
    person = stage.person()
    person.begin()
    return person


def points(ann: Person, count: int, *, right: bool = True) -> list[str]:
    """Answer the questions of a round; return their points."""
    found = []
    for _ in range(count):
        found.append(ann.stage.library.point_of[ann.question.id])
        ann.answer(right=right)
        ann.tap("Next")
    return found


def test_a_day_and_its_quizzes_never_ask_a_point_twice(ann: Person) -> None:
    ann.say("/daily")
    asked = points(ann, 5)
    ann.say("/practice mix 5")
    asked += points(ann, 5)
    ann.say("/mock 20")
    asked += points(ann, 20)
    assert len(set(asked)) == len(asked) == 30


def test_what_was_missed_is_practiced_once_a_point(ann: Person) -> None:
    for _ in range(2):
        ann.say("/practice CLO-01 4")
        points(ann, 4, right=False)
    ann.say("/practice missed 4")
    assert len(set(points(ann, 3, right=True))) == 3
    assert "Missed questions: 3 of 3 right." in ann.text


def test_a_new_learners_first_quiz_has_no_hard_question(ann: Person) -> None:
    ann.say("/mock")
    for _ in range(10):
        assert ann.question.difficulty != "hard"
        ann.answer()
        ann.tap("Next")
