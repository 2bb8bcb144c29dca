"""What many ask for at once: exports and typed lookups wait their turn, and a crowd holds nobody up for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.limits import SHARE, TYPING, Limits
from tests.bench import NOON, SetClock, Stage
from tests.core.test_limits import MINUTE, PAUSED, file, flood, sent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Database


def test_a_second_export_within_a_minute_comes_by_itself_once(any_database: Database) -> None:
    stage = Stage(any_database)
    ann, bob = stage.person(), stage.person("bob")
    for each in (ann, bob):
        each.begin()
        assert file(each.say("/export"))
        stage.clock.move(seconds=2)
    ann.say("/EXPORT")
    ann.say("/export")
    assert ann.text == "Got it. I'll send you the file in a minute."
    stage.clock.move(seconds=55)
    assert stage.sweep() == []
    stage.clock.move(seconds=2)
    [push] = stage.sweep()
    assert push.address.user == "ann"
    assert file(list(push.replies))
    stage.clock.move(minutes=2)
    assert stage.sweep() == []
    assert file(ann.say("/export"))


def test_who_deleted_everything_may_look_at_once(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/export")
    stage.clock.move(seconds=2)
    ann.say("/export")
    ann.say("/forget")
    ann.tap("Yes")
    ann.say("/export")
    assert "which has no answers yet" in ann.text
    stage.clock.move(minutes=2)
    assert stage.sweep() == [], "the export that waited is gone with the rest"


def test_a_rush_for_exports_is_served_one_a_second(stage: Stage) -> None:
    crowd = [stage.person(f"p{number}") for number in range(5)]
    for each in crowd:
        each.begin()
    assert file(crowd[0].say("/export"))
    for each in crowd[1:]:
        each.say("/export")
        assert each.text == "Got it. I'll send you the file in a few seconds."
    served = []
    for _ in range(5):
        stage.clock.move(seconds=1)
        served.append([push.address.user for push in stage.sweep()])
    assert served == [["p1"], ["p2"], ["p3"], ["p4"], []]


def test_an_export_that_waits_is_stored(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/export")
    ann.say("/export")
    stage.start()
    stage.clock.move(minutes=1)
    [push] = stage.sweep()
    assert file(list(push.replies))


def test_without_limits_everything_is_done_at_once(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    stage.tutor.unlimit()
    for _ in range(2 * MINUTE):
        assert file(ann.say("/export"))


class TickingClock(SetClock):
    """A clock that goes on by itself whenever it is read: work takes time."""

    def __call__(self) -> datetime:
        self.move(seconds=0.01)
        return self.now


def test_in_a_crowd_each_share_is_smaller_and_answers_still_do_not_count(database: Database) -> None:
    stage = Stage(database, TickingClock())
    ann = stage.person()
    ann.begin()
    ann.say("/mock 50")
    stage.clock.move(minutes=2)
    crowd, handled = [stage.person(f"flooder {number}") for number in range(100)], 0
    for _ in range(MINUTE // 4):
        for each in crowd:
            handled += bool(each.say("/nonsense")) and PAUSED not in each.text
    assert 100 * SHARE.most <= handled < 200 * SHARE.most
    for number in range(30):
        ann.answer(right=number % 2 == 0)
        ann.tap("Next")
    assert "31 of 50" in ann.text
    stage.clock.move(minutes=2)
    flood(ann, 2 * SHARE.most)


def test_one_slow_event_is_no_crowd() -> None:
    limits = Limits()
    limits.worked(NOON - timedelta(seconds=5), NOON)
    for _ in range(2 * SHARE.most):
        assert limits.pause(sent(), NOON) is None
    for _ in range(11):
        limits.worked(NOON - timedelta(seconds=1), NOON)
    assert limits.pause(sent(), NOON) is not None, "many are"
    assert limits.pause(sent("bob"), NOON) is None
    for _ in range(2 * SHARE.most):
        assert limits.pause(sent("bob"), NOON + timedelta(seconds=4)) is None, "it is over"


def test_who_types_too_fast_finds_nothing_until_they_slow_down(stage: Stage) -> None:
    for _ in range(TYPING.most):
        assert stage.tutor.suggest("zone", "chi", "ann")
    assert stage.tutor.suggest("zone", "chi", "ann") == []
    assert stage.tutor.lookup("eob", "ann") == []
    assert stage.tutor.lookup("eob", "bob")
    for _ in range(2 * TYPING.most):
        assert stage.tutor.suggest("zone", "chi"), "the process itself is nobody"
    stage.clock.move(seconds=60)
    assert stage.tutor.suggest("zone", "chi", "ann")
    assert len(stage.tutor._typing) == 1, "people who stop typing are forgotten"
