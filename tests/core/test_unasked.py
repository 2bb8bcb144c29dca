"""Two unsolicited messages a day, however many are due; the rest rides on the next daily question."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from bot.bank.corrections import Correction
from bot.bank.library import Library
from bot.chat import Delivery, flat
from bot.flows import corrections, exam, export, linking
from bot.flows.career import advice, renewal
from bot.flows.classes import weekly as class_week
from bot.flows.duel.scene import NEWS
from bot.flows.group import obstacles
from bot.flows.push_times import ADVICE, LATE, PUSH, WEEKLY
from bot.flows.retention import NOTICE
from bot.jobs.job import Rank
from bot.jobs.table import JOBS
from bot.learning.readiness import Chance
from bot.storage.group_tables import Group
from tests.bench import Stage
from tests.core.calendar_file import answers, learner

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database

SUNDAY: Final = datetime(2026, 11, 22, 14, tzinfo=UTC)
"""9:00 in New York."""
HOUR: Final = timedelta(hours=1)
DAILY, LEFT = "Today's first question.", "left today"
CORRECTION, MOVE, WEEK, TROUBLE = "A correction", "days to your exam on", "Your week", "question of the day has stopped"


@pytest.fixture
def _low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice, "_chance", lambda _context: Chance(0.6, 0.6, 0.6))


def told(pushes: list[Push]) -> list[str]:
    return [flat(card.body) for push in pushes for card in push.replies]


def live(stage: Stage, until: datetime) -> list[tuple[datetime, str]]:
    return [(stage.clock.now, said) for pushes in stage.sweeps(until, timedelta(minutes=1)) for said in told(pushes)]


def with_all_due(database: Database) -> Stage:
    """A learner on Sunday morning, to whom every kind of message is to be brought."""
    stage = Stage(database)
    ann = learner(stage, "2026-12-04", "17:00", "Eastern")
    ann.say("/daily")
    asked = ann.question
    ann.answer(right=False)
    answers(ann, 2)
    live(stage, SUNDAY)
    ann.say("/streak")
    found = Correction(
        question=asked.id, until=1, kind="reason", now="B is right.", why="It was.", date=date(2026, 11, 22)
    )
    held = stage.library
    stage.library = Library(held.bank, ["100 scored questions"], held.book, corrections=[found], career=held.career)
    stage.start().start()
    put(stage, obstacles.TROUBLE, SUNDAY + HOUR)
    put(stage, ADVICE, SUNDAY + 8 * HOUR)
    return stage


def put(stage: Stage, kind: str, at: datetime) -> None:
    with stage.database.transaction() as store:
        ann = store.learners.find("telegram", "ann")
        assert ann is not None
        me = ann[0].id or 0
        if kind == obstacles.TROUBLE and not store.groups.troubled(me):
            group = Group(
                platform="telegram", space="-1", chat="-1", obstacle="missing", admin_id=me, created_at=SUNDAY
            )
            store.groups.add(group)
        store.schedule.put(kind, me, "telegram", at)


@pytest.mark.usefixtures("_low")
def test_with_everything_due_on_a_day_two_come_and_the_rest_rides(any_database: Database) -> None:
    stage = with_all_due(any_database)
    sunday = live(stage, SUNDAY + timedelta(hours=18))
    daily, correction = [said for _, said in sunday]
    assert [at for at, _ in sunday] == [SUNDAY + 8 * HOUR] * 2, "nothing before the daily question, nothing after"
    assert CORRECTION in correction
    assert daily.index(MOVE) < daily.index(TROUBLE) < daily.index(DAILY), "by rank, above the question"
    assert WEEK not in daily
    [week, question] = [said for _, said in live(stage, SUNDAY + timedelta(hours=42))]
    assert week.startswith("Your week, Nov 16 to Nov 22"), "the week that is over"
    assert question.startswith(DAILY), "and no late reminder after two"
    answers(stage.person(), 1)
    [*_, (_, evening)] = live(stage, SUNDAY + timedelta(hours=66))
    assert LEFT in evening, "the late reminder has room again"
    later = live(stage, SUNDAY + timedelta(days=5))
    assert not [said for _, said in later if any(each in said for each in (CORRECTION, MOVE, TROUBLE, WEEK))]


@pytest.mark.usefixtures("_low")
def test_what_rides_keeps_its_buttons_below_those_of_the_question(stage: Stage) -> None:
    stage = with_all_due(stage.database)
    stage.clock.now = SUNDAY + 8 * HOUR
    daily, _ = stage.sweep()
    labels = [[button.label for button in row] for row in daily.replies[0].rows]
    assert labels[0][0] == "A"
    assert any("Keep" in label for row in labels[1:] for label in row)


@pytest.mark.usefixtures("_low")
def test_what_rode_on_a_message_that_was_not_delivered_rides_again(any_database: Database) -> None:
    stage = with_all_due(any_database)
    stage.clock.now = SUNDAY + 8 * HOUR
    daily, correction = stage.pushes()
    stage.tutor.settle(correction.id, Delivery("sent"))
    stage.tutor.settle(daily.id, Delivery("retry", 5))
    stage.clock.move(minutes=2)
    [again] = stage.pushes()
    assert told([again]) == told([daily])
    stage.clock.move(minutes=2)
    [crashed] = stage.pushes()
    assert told([crashed]) == told([daily])
    stage.tutor.settle(crashed.id, Delivery("sent"))
    assert not any(MOVE in said for _, said in live(stage, SUNDAY + timedelta(days=2)))


@pytest.mark.usefixtures("_low")
def test_who_is_gone_is_brought_nothing_until_they_return(any_database: Database) -> None:
    stage = with_all_due(any_database)
    stage.clock.now = SUNDAY + 8 * HOUR
    for push in stage.pushes():
        stage.tutor.settle(push.id, Delivery("gone"))
    assert live(stage, SUNDAY + timedelta(days=2)) == []


@pytest.mark.usefixtures("_low")
def test_whose_set_is_done_gets_what_was_held_in_messages_of_their_own(stage: Stage) -> None:
    stage = with_all_due(stage.database)
    ann = stage.person()
    ann.say("/daily")
    while "Today's set" in ann.text or "A. " in ann.text:
        ann.answer()
        ann.tap("Next")
    sunday = [said for _, said in live(stage, SUNDAY + timedelta(hours=18))]
    assert len(sunday) == 2
    assert CORRECTION in sunday[0]
    assert MOVE in sunday[1]


MOVABLE: Final = {corrections.NAME: CORRECTION, ADVICE: MOVE, WEEKLY: WEEK, obstacles.TROUBLE: TROUBLE}


@pytest.mark.usefixtures("_low")
@pytest.mark.parametrize("seed", range(8))
def test_whenever_they_are_due_no_day_has_more_than_two_and_nothing_is_lost(stage: Stage, seed: int) -> None:
    dice, stage = random.Random(seed), with_all_due(stage.database)
    for kind in MOVABLE:
        put(stage, kind, SUNDAY + dice.randrange(12 * 60) * timedelta(minutes=1))
    days: dict[date, list[str]] = defaultdict(list)
    for at, said in live(stage, SUNDAY + timedelta(days=3)):
        days[(at - 9 * HOUR).date()].append(said)
    assert all(len(said) <= 2 for said in days.values())
    assert all(sum(DAILY in each for each in said) == 1 for said in days.values())
    for content in MOVABLE.values():
        assert sum(content in each for said in days.values() for each in said) == 1, content
    assert CORRECTION in "".join(days[SUNDAY.date()])


def test_every_job_that_may_bring_a_message_unasked_has_its_rank() -> None:
    exempt = {exam.CLOCK, exam.OPEN}  # a clock, and an invitation to what was begun
    exempt |= {linking.ASK, linking.JOINED, linking.LEFT}  # what the learner does in another chat
    exempt |= {export.NAME}  # a file that the learner asked for
    exempt |= {NEWS}  # how a duel goes that the learner joined
    exempt |= {class_week.WEEK}  # what an instructor asked for
    messages = {job.name for job in JOBS.values() if job.owner.address.__module__ == "bot.jobs.learner"}
    silent = {"erase", exam.CLOSED}
    assert {name for name in messages if JOBS[name].rank is None} == exempt | silent
    assert {name: JOBS[name].rank for name in (PUSH, corrections.NAME, renewal.RENEWAL, NOTICE, WEEKLY, LATE)} == {
        PUSH: Rank.DAILY,
        corrections.NAME: Rank.CORRECTION,
        renewal.RENEWAL: Rank.REMINDER,
        NOTICE: Rank.REMINDER,
        WEEKLY: Rank.RESULT,
        LATE: Rank.OTHER,
    }
