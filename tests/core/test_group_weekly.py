"""What a group's week has brought."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.chat import flat
from bot.figures import GroupWeekFigures

if TYPE_CHECKING:
    from bot.chat import Card
    from tests.club import Club

SUNDAY = datetime(2026, 11, 29, 23, tzinfo=UTC)
"""18:00 in New York."""


def week(club: Club, *, right: int = 1, of: int = 1, days: int = 8) -> None:
    """Ask and close so many questions, each answered by `of` members, the first `right` of them right.

    The first one is closed on Sunday, and is in the summary of the week before.
    """
    for _ in range(days):
        club.ask()
        for number, member in enumerate(club.members(of)):
            club.answer(member, right=number < right)
        club.close()


def summary(club: Club, at: datetime = SUNDAY) -> list[Card]:
    club.stage.clock.now = max(at, club.stage.clock.now)
    return [card for card in club.sweep() if "This group's week" in flat(card.body)]


def test_the_week_is_summed_up_on_sunday_evening(club: Club) -> None:
    week(club, right=3, of=4)
    (card,) = summary(club)
    said = flat(card.body)
    assert "7 questions, 28 answers from 4 members, 75% right." in said
    assert "Next week's focus: " in said
    assert "This group's streak: 8 days in a row." in said
    assert card.picture is not None
    figures = card.picture.figures
    assert isinstance(figures, GroupWeekFigures)
    assert [day and (day.answered, day.right) for day in figures.days] == [(4, 3)] * 7
    assert not any(f"m{n}" in said for n in range(4))


def test_the_hardest_topic_is_named_and_what_improved(club: Club) -> None:
    club.boss.say("/group setup questions reporting")
    week(club, right=1, of=4)
    assert "Hardest: " in flat(summary(club)[0].body)
    week(club, right=4, of=4, days=6)
    (card,) = summary(club, datetime(2026, 12, 6, 23, tzinfo=UTC))
    said = flat(card.body)
    assert "Most improved: Reporting." in said or "Most improved: " in said
    assert "Hardest: " not in said


def test_a_week_without_an_answer_is_not_summed_up(club: Club) -> None:
    week(club, of=0)
    assert summary(club) == []


def test_the_summary_can_be_switched_off_and_on(club: Club) -> None:
    club.boss.say("/group setup summary off")
    week(club)
    assert summary(club) == []
    club.boss.say("/group setup summary on")
    week(club, days=6)
    assert len(summary(club, datetime(2026, 12, 6, 23, tzinfo=UTC))) == 1


def test_a_summary_that_is_too_late_is_left_out(club: Club) -> None:
    week(club)
    assert summary(club, datetime(2026, 11, 30, 3, tzinfo=UTC)) == []
    week(club, days=6)
    assert len(summary(club, datetime(2026, 12, 6, 23, tzinfo=UTC))) == 1


def test_a_day_that_had_no_question_is_left_open(club: Club) -> None:
    club.boss.say("/group setup days weekdays")
    week(club, days=5)
    (card,) = summary(club)
    assert card.picture is not None
    figures = card.picture.figures
    assert isinstance(figures, GroupWeekFigures)
    assert sum(day is not None for day in figures.days) == 5


def test_who_is_forgotten_is_in_no_count(club: Club) -> None:
    week(club, right=4, of=4)
    gone = club.stage.person("m0", "discord")
    gone.say("/forget")
    gone.tap("Yes")
    assert "21 answers from 3 members, 100% right." in flat(summary(club)[0].body)


def test_a_change_of_zone_on_sunday_evening_brings_no_second_summary(club: Club) -> None:
    week(club)
    assert len(summary(club)) == 1
    club.boss.say("/group setup zone Honolulu")
    assert summary(club, datetime(2026, 11, 30, 4, tzinfo=UTC)) == []
    week(club, days=6)
    assert len(summary(club, datetime(2026, 12, 7, 4, tzinfo=UTC))) == 1


def test_a_change_while_the_summary_waits_its_turn_does_not_lose_it(club: Club) -> None:
    week(club)
    club.stage.clock.now = SUNDAY
    club.boss.say("/group setup share 40")
    assert len(summary(club)) == 1


def test_a_question_that_closed_days_later_stands_in_the_week_in_which_it_closed(club: Club) -> None:
    club.boss.say("/group setup days fri answers 72")
    club.ask()
    for member in club.members(4):
        club.answer(member)
    club.close()
    (card,) = summary(club, datetime(2026, 12, 6, 23, tzinfo=UTC))
    assert "1 question, 4 answers" in flat(card.body)
    assert card.picture is not None
    figures = card.picture.figures
    assert isinstance(figures, GroupWeekFigures)
    assert sum(day.answered for day in figures.days if day) == 4


def test_a_group_that_was_turned_off_since_has_no_summary(club: Club) -> None:
    week(club)
    club.boss.say("/group pause")
    assert summary(club) == []


def test_no_reveal_falls_between_two_summaries_when_the_clocks_go_back(club: Club) -> None:
    club.boss.say("/group setup time 12:00 answers 6 hours")
    club.stage.clock.now = datetime(2027, 10, 31, 15, 30, tzinfo=UTC)  # Sunday morning; 18:00 is 22:00 UTC
    club.sweep()
    club.ask()
    club.answer(club.members(1)[0], right=True)
    club.stage.clock.now = datetime(2027, 10, 31, 22, 10, tzinfo=UTC)
    club.close()
    (card,) = summary(club, datetime(2027, 11, 7, 23, tzinfo=UTC))
    assert "1 question, 1 answer from 1 member" in flat(card.body)
