"""Unfinished quiz sessions: which one a command ends, and which ones `/resume` offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Card
from tests.core.candidate import begin, candidate

if TYPE_CHECKING:
    from tests.bench import Person, Stage


def say(ann: Person, typed: str) -> None:
    ann.stage.clock.move(seconds=10)
    ann.say(typed)


def test_stop_ends_the_set_in_sight_rather_than_the_newest(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for typed in ("/mock 4", "/practice scheduling 3", "/mock"):
        say(ann, typed)
    assert "1 of 4" in ann.text
    say(ann, "/stop")
    assert ann.text.startswith("Mock\n")
    say(ann, "/resume")
    assert labels(ann) == ["Practice (1 of 3)", "Today's set (1 of 5)"]


def test_stop_beside_a_simulation_ends_what_is_in_sight(stage: Stage) -> None:
    ann = candidate(stage)
    say(ann, "/practice scheduling 3")
    begin(ann, "half")
    say(ann, "/practice")
    say(ann, "/stop")
    assert "You ended it before you answered anything" in ann.text
    say(ann, "/exam")
    say(ann, "/stop")
    assert "Yes, give up" in labels(ann)


def test_a_running_simulation_is_offered_with_its_time(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    say(ann, "/mock 3")
    say(ann, "/resume")
    assert "Exam (49 min left)" in labels(ann)
    ann.tap("Exam (49 min left)")
    assert "1 of 50" in ann.text


def test_the_set_of_an_earlier_day_is_not_offered(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    say(ann, "/mock 3")
    stage.clock.move(days=2)
    say(ann, "/resume")
    assert "1 of 3" in ann.text, "the mock is the only one left"


def labels(ann: Person) -> list[str]:
    return [button.label for card in ann.replies if isinstance(card, Card) for row in card.rows for button in row]
