"""How many taps the learner's day takes: a command that is sent is one, and so is a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat import Reply
    from tests.bench import Person, Stage


class Thumb:
    """Counts what a person sends."""

    def __init__(self, person: Person) -> None:
        self.person, self.taps = person, 0

    def say(self, command: str) -> list[Reply]:
        self.taps += 1
        return self.person.say(command)

    def tap(self, label: str) -> list[Reply]:
        self.taps += 1
        return self.person.tap(label)

    def answer(self, count: int) -> None:
        """Answer questions, and tap Next under each explanation."""
        for _ in range(count):
            self.tap(self.person.letter())
            if "Source: " in self.person.text:
                self.tap("Next")


def test_the_first_question_is_two_taps_away(stage: Stage) -> None:
    thumb = Thumb(stage.person())
    thumb.say("/start")
    thumb.tap("Skip")
    assert "1 of 5" in thumb.person.text
    assert thumb.taps <= 2


def test_the_questions_of_a_day_take_ten(stage: Stage) -> None:
    stage.person().begin()
    stage.clock.move(days=1)
    thumb = Thumb(stage.person())
    [push] = stage.sweep()
    thumb.person.replies = list(push.replies)
    thumb.person.seen += push.replies
    thumb.answer(5)
    assert "Done for today: you got 5 of 5 right." in thumb.person.text
    assert thumb.taps <= 10


def test_a_quiz_of_ten_takes_21(stage: Stage) -> None:
    stage.person().begin()
    thumb = Thumb(stage.person())
    thumb.say("/mock 10")
    thumb.answer(10)
    assert "Mock: 10 of 10 right" in thumb.person.text
    assert thumb.taps <= 21


def test_a_quiz_that_explains_at_the_end_takes_half(stage: Stage) -> None:
    stage.person().begin()
    thumb = Thumb(stage.person())
    thumb.say("/mock 1")
    thumb.tap("Explain at the end")
    thumb.answer(1)
    thumb.taps = 0
    thumb.say("/mock 10")
    thumb.answer(10)
    assert "Mock: 10 of 10 right" in thumb.person.text
    assert thumb.taps <= 11


def test_the_whole_simulation_takes_a_tap_for_each_question_and_a_few_more(stage: Stage) -> None:
    stage.person().begin()
    thumb = Thumb(stage.person())
    thumb.say("/exam")
    thumb.tap("Start now")
    thumb.answer(125)
    thumb.tap("Turn in")
    thumb.tap("Yes, turn it in")
    assert "Exam: 100 of 100 right" in thumb.person.text
    assert thumb.taps <= 135
