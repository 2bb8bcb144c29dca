"""Reminders of the renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Card, flat
from tests.bench import NOON
from tests.core.calendar_file import learner

if TYPE_CHECKING:
    from tests.bench import Person, Stage


def renewals(stage: Stage, ann: Person, days: int, platform: str = "telegram") -> list[str]:
    """Live on for so many days; return what comes about the renewal, with the days to go."""
    said = []
    for _ in range(days):
        stage.clock.move(days=1)
        said += [flat(card.body) for push in stage.sweep(platform) for card in push.replies if isinstance(card, Card)]
        if stage.clock.now.day == 1:
            ann.say("/streak")
    return [line.splitlines()[0] for line in said if "renew" in line.casefold()]


def test_four_reminders_and_a_lapse_warning_come(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result passed today")
    stage.clock.now = NOON.replace(year=2028, month=5, day=1, hour=22, minute=30)
    ann.say("/renewal")
    said = renewals(stage, ann, 215)
    assert [line.rpartition(": ")[2] for line in said] == [
        *("184 days to go", "92 days to go", "31 days to go", "7 days to go"),
        said[-1].rpartition(": ")[2],
    ]
    assert said[-1] == "Your renewal date, November 20, 2028, has passed."


def test_no_reminders_come_where_they_are_off_or_a_result_is_corrected(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result passed today")
    ann.say("/renewal off")
    stage.clock.now = NOON.replace(year=2028, month=5, day=15)
    assert renewals(stage, ann, 20) == []
