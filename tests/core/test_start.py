"""First contact."""

from __future__ import annotations

import pytest

from tests.bench import Stage


def test_the_first_question_comes_after_one_tap(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/start")
    assert "Not affiliated with NHA" in ann.text
    ann.tap("Skip")
    assert "17:00, America/New_York" in ann.text
    assert "1 of 5" in ann.text
    assert ann.question


def test_db(any_database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin("Jan 15", "12:30", "UTC")
    for n in range(5):
        ann.answer(right=n != 2)
        if n < 4: ann.tap("Next")
    ann.tap("Next")
    assert "Done for today: 4 of 5." in ann.text, ann.text
    ann.say("/forget"); ann.tap("Yes"); print(ann.text)
    stage.clock.move(days=1)
    assert stage.sweep() == []
