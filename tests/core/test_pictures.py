"""Which pictures the cards carry, and from which days and answers their figures come."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.chat import Address, Card
from bot.context import Context, LearnerContext
from bot.drawing.picture import picture
from bot.figures import DomainLevel, ProgressFigures, StreakFigures, WeekFigures
from bot.flows.pictures import week_picture
from bot.learning.past_weeks import Milestone
from bot.learning.weeks import Part, Week
from tests.bench import Person, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Picture
    from bot.figures import Figures
    from bot.storage.database import Database

TUESDAY = date(2026, 12, 1)


def shown(person: Person, command: str) -> Figures | None:
    """Return the figures of the picture that a command shows."""
    card = person.say(command)[-1]
    assert isinstance(card, Card)
    if card.picture is None:
        return None
    assert card.picture == picture(card.picture.figures, worded=card.picture.worded)  # type: ignore[arg-type]  # a card may carry any figures
    return card.picture.figures  # type: ignore[return-value]  # a card may carry any figures


def calendar(person: Person) -> StreakFigures:
    figures = shown(person, "/streak")
    assert isinstance(figures, StreakFigures)
    return figures


def study(person: Person, count: int = 5) -> None:
    person.say("/daily")
    for at in range(count):
        person.answer()
        if at < count - 1:
            person.tap("Next")


def letters(figures: StreakFigures) -> str:
    return "".join({"none": "-", "open": "o"}.get(mark, mark[0].upper()) for mark in figures.marks)


def test_a_calendar_of_what_each_day_was(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()
    study(ann)
    for _ in range(2):
        stage.clock.move(days=1)
        study(ann)
    stage.clock.move(days=2)  # one day is kept by a freeze
    study(ann)
    ann.say("/pause 2026-11-25 2026-11-26")
    stage.clock.move(days=7)  # then one more freeze, and three days are missed
    ann.say("/resume")
    figures = calendar(ann)
    assert figures.first == date(2026, 9, 13)
    assert figures.first.isoweekday() == 7
    assert letters(figures) == "-" * 68 + "CCCFCPPFMMMo"
    assert (figures.length, figures.best, figures.freezes, figures.answered, figures.goal) == (0, 4, 0, 0, 5)


def test_today_is_open_until_it_counts(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    study(ann)
    assert (calendar(ann).marks[-1], calendar(ann).answered) == ("counted", 5)
    stage.clock.move(days=1)
    study(ann, 3)
    assert (calendar(ann).marks[-1], calendar(ann).answered) == ("open", 3)
    ann.say("/pause 2026-11-21 2026-11-22")
    assert calendar(ann).marks[-1] == "paused"


def test_the_calendar_goes_by_study_days_and_ends_with_todays(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    study(ann)
    before = calendar(ann)
    stage.clock.move(hours=15.9)  # 03:54 of the next morning
    assert calendar(ann) == before
    stage.clock.move(hours=0.2)
    assert letters(calendar(ann))[-2:] == "Co"
    assert (before.first, len(before.marks)) == (date(2026, 8, 30), 83)
    stage.clock.move(days=1)  # Sunday: a new week begins
    assert (calendar(ann).first, len(calendar(ann).marks)) == (date(2026, 9, 6), 78)


def test_who_is_new_and_who_wants_no_streak_gets_no_calendar(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    assert shown(ann, "/streak") is None
    study(ann)
    assert shown(ann, "/streak") is not None
    ann.say("/settings minimal on")
    assert shown(ann, "/streak") is None
    assert isinstance(shown(ann, "/progress"), ProgressFigures)


def test_progress_is_made_of_the_answers(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()
    assert shown(ann, "/progress") is None
    ann.say("/practice revenue 4")
    for right in (True, True, True, False):
        ann.answer(right=right)
        ann.tap("Next")
    stage.clock.move(days=2)
    ann.say("/practice reporting 1")
    ann.answer()
    ann.tap("I guessed")
    figures = shown(ann, "/progress")
    assert isinstance(figures, ProgressFigures)
    assert figures.domains == (
        DomainLevel("Clinical Operations", 32, None, 0),
        DomainLevel("Non-Clinical Operations", 28, None, 0),
        DomainLevel("Revenue Cycle/Finance", 15, 75, 4),
        DomainLevel("Regulatory Compliance", 15, None, 0),
        DomainLevel("Reporting", 10, 0, 1),
    )
    assert figures.days == (0,) * 11 + (4, 0, 1)
    assert figures.today == date(2026, 11, 22)
    assert figures.weakest == (), "no topic has three answers"
    assert figures.ready is None


def test_the_same_figures_again_until_something_changes(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    study(ann, 2)
    before = shown(ann, "/progress"), hash(shown(ann, "/progress"))
    stage.clock.move(minutes=5)
    assert (shown(ann, "/progress"), hash(shown(ann, "/progress"))) == before
    ann.tap("Next")
    ann.answer()
    assert shown(ann, "/progress") != before[0]


def test_a_week_is_made_of_its_days_and_of_what_the_next_one_holds(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    stage.clock.move(days=3)  # Monday
    study(ann, 4)
    stage.clock.move(days=2)
    study(ann, 2)
    ahead = Week(
        TUESDAY, TUESDAY, (TUESDAY,) * 6, daily=7, parts=(Part("reporting", 3), Part("clinical-operations", 2))
    )
    week = Milestone(
        first=date(2026, 11, 23),
        last=date(2026, 11, 29),
        days_answered=2,
        answered=6,
        right=4,
        back=0,
        won=0,
        missed=True,
        known=9,
        begun=12,
        begun_before=10,
        topics=68,
        newly=("NCO-03", "RCF-01"),
        ahead=ahead,
        simulations=(),
        exam=None,
        own=5,
    )
    figures = made(stage, lambda context: week_picture(context, week)).figures
    assert figures == WeekFigures(
        first=date(2026, 11, 23),
        answers=(4, 0, 2, 0, 0, 0, 0),
        right=4,
        goal=5,
        fresh=("Scheduling", "ICD-10-CM"),
        counted="known",
        count=9,
        count_before=7,
        topics=68,
        focus=("Reporting", "Clinical Operations"),
        planned=30,
    )
    figures = made(stage, lambda context: week_picture(context, replace(week, ahead=None))).figures
    assert isinstance(figures, WeekFigures)
    assert (figures.focus, figures.planned) == ((), 0)


def made(stage: Stage, make: Callable[[LearnerContext], Picture]) -> Picture:
    """Return what is made in a turn of the only learner."""
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        learner, identity = found
        address = Address("telegram", "ann", "chat-ann", direct=True)
        base = Context(store, stage.library, stage.clock(), random.Random(1))
        return make(LearnerContext(base, learner, identity, address))


def test_what_others_do_is_nowhere_in_it(stage: Stage) -> None:
    ann, bob = stage.person(), stage.person("bob")
    ann.begin()
    bob.begin()
    study(ann)
    before = shown(ann, "/progress"), shown(ann, "/streak")
    study(bob, 3)
    assert (shown(ann, "/progress"), shown(ann, "/streak")) == before
