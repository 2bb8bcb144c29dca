"""What happened to a streak is told once, whatever else is sent in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import flat
from tests.core.calendar_file import answers, learner

if TYPE_CHECKING:
    from tests.bench import Person, Stage
    from tests.club import Club

FRIDAY = datetime(2026, 11, 20, 18, tzinfo=UTC)
"""13:00 in New York."""
DAY = timedelta(days=1)


def streak_of(ann: Person, days: int) -> None:
    """Let so many days count, beginning now."""
    for at in range(days):
        if at:
            ann.stage.clock.move(days=1)
            ann.stage.sweep()
        answers(ann, 5)


def pushed(stage: Stage, until: datetime) -> list[str]:
    sent = [push for pushes in stage.sweeps(until, timedelta(minutes=1)) for push in pushes]
    return [flat(card.body) for push in sent for card in push.replies]


def test_the_end_of_a_streak_is_told_with_the_next_question(stage: Stage) -> None:
    ann = learner(stage)
    streak_of(ann, 4)
    said = pushed(stage, FRIDAY + 8 * DAY)
    ended = "Your 4-day streak, your best so far, ended yesterday. Today's set starts a new one."
    assert sum(each.startswith(f"{ended}\nToday's first question.") for each in said) == 1
    assert sum("ended" in each for each in said) == 1
    assert sum(each.startswith("A freeze saved your 4-day streak.") for each in said) == 2


def test_the_weekly_summary_before_the_question_does_not_swallow_it(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.move(days=2)
    answers(ann, 5)
    monday = FRIDAY + 3 * DAY
    stage.clock.now = monday
    ann.say("/settings daily off")  # what is due before is dropped
    ann.say("/settings daily on")
    said = pushed(stage, monday + DAY)
    assert [each.partition(".")[0].partition(",")[0] for each in said][:1] == ["Your week"]
    stage.clock.now = monday + DAY
    said = pushed(stage, monday + 2 * DAY)
    assert said[0].startswith("A freeze saved your 1-day streak.")


def test_a_press_in_a_group_leaves_it_for_the_private_chat(club: Club) -> None:
    (ann,) = club.members(1)
    ann.say("/start")
    ann.say("/settings size 1")
    ann.say("/settings daily off")
    stage = club.stage
    for _ in range(3):
        stage.clock.move(days=1)
        answers(ann, 1)
    stage.clock.move(days=4)
    club.sweep()
    club.ask()
    assert "ended" not in club.answer(ann, right=True)
    direct = stage.person(ann.address.user, ann.address.platform)
    direct.say("/streak")
    assert "Your 3-day streak, your best so far, ended" in direct.text
    direct.say("/streak")
    assert "ended" not in direct.text
