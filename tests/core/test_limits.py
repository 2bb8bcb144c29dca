"""Someone who sends far more than a learner does gets a pause; someone who only answers never does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from bot.chat import Added, Address, Card, Command, Toast
from bot.incoming import Request, read
from bot.limits import Limits, Rate
from tests.bench import NOON, Stage
from tests.club import Club

if TYPE_CHECKING:
    import pytest

    from bot.chat import Reply
    from bot.storage.database import Database
    from tests.bench import Person

MINUTE = 120
HOUR = 3_000
FEW = 8
PAUSED = "Let's pause for a minute."


def sent(user: str = "ann") -> Request:
    return read(Command(f"telegram:{user}", Address("telegram", user, user, direct=True), "help"))


def strict(stage: Stage) -> None:
    """Let a pause come after a few events, so that a test need not send hundreds."""
    stage.clock.move(minutes=1)
    stage.tutor._limits = Limits((Rate(FEW, 60.0),))


def flood(person: Person, count: int = FEW) -> None:
    for _ in range(count):
        person.say("/nonsense")
        assert "There's no /nonsense" in person.text


def file(replies: list[Reply]) -> bytes:
    [card] = replies
    assert isinstance(card, Card)
    assert card.file
    return card.file.content


def test_one_sentence_once_and_then_silence_for_a_minute(any_database: Database) -> None:
    stage = Stage(any_database)
    ann, bob = stage.person(), stage.person("bob")
    ann.begin()
    stage.clock.move(minutes=1)
    flood(ann, MINUTE)
    ann.say("/help")
    [card] = ann.replies
    assert isinstance(card, Card)
    assert ann.text == "You're going faster than I can keep up. Let's pause for a minute. Everything so far is saved."
    for _ in range(300):
        assert ann.say("/help") == []
    bob.say("/help")
    assert bob.replies
    assert PAUSED not in bob.text, "nobody else is paused"
    stage.clock.move(seconds=59)
    assert ann.say("/help") == []
    stage.clock.move(seconds=1)
    flood(ann, MINUTE)
    ann.say("/help")
    assert PAUSED in ann.text, "the next pause is announced as well"


def test_a_paused_event_stores_nothing(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    flood(ann)
    ann.say("/settings time 6 am")
    stage.clock.move(minutes=1)
    ann.say("/settings")
    assert "6:00 AM" not in ann.text


def test_each_press_is_answered_during_a_pause(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    token = ann.button("A").token
    flood(ann)
    ann.say("/help")
    for _ in range(3):
        [toast] = ann.press(token)
        assert isinstance(toast, Toast)
        assert PAUSED in toast.text


def test_who_only_answers_is_never_paused(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    ann.say("/mock 50")
    for number in range(30):
        ann.answer(right=number % 2 == 0)
        ann.tap("Next")
    assert "31 of 50" in ann.text


def test_typed_answers_count_as_answers(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    ann.say("/mock 50")
    for _ in range(20):
        ann.say("b")
        ann.tap("Next")
    assert "21 of 50" in ann.text


def test_choices_of_a_simulation_count_as_answers_once(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    ann.say("/exam half")
    ann.tap("Start")
    first = ann.button("A").token
    for _ in range(30):
        ann.tap("A")
    assert "31 of 50" in ann.text
    for _ in range(FEW + 1):
        ann.press(first)
    assert PAUSED in ann.text, "a choice that is made again and again"


def test_presses_on_what_was_answered_count(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)
    token = ann.button("A").token
    for _ in range(FEW + 1):
        ann.press(token)
        assert PAUSED not in ann.text
    ann.press(token)
    assert PAUSED in ann.text


def test_a_group_counts_for_each_member_and_its_answers_for_none(stage: Stage) -> None:
    club = Club(stage)
    club.begin()
    token = club.ask().rows[0][0].token
    strict(stage)
    loud, quiet = club.members(2)
    for _ in range(FEW + 1):
        loud.press(token)
        assert PAUSED not in loud.text
    loud.press(token)
    assert PAUSED in loud.text
    quiet.press(token)
    assert PAUSED not in quiet.text


def test_what_the_platform_reports_is_never_ignored(stage: Stage) -> None:
    where = Address("telegram", "", "G", direct=False, space="G")
    limits = Limits()
    for number in range(2 * MINUTE):
        assert limits.pause(Request(Added(f"telegram:{number}", where)), stage.clock()) is None
    assert len(limits) == 0


def test_at_most_so_many_an_hour_however_they_are_spread() -> None:
    limits, taken = Limits(), []
    for second in range(3 * 3_600):
        now = NOON + timedelta(seconds=second)
        if limits.pause(sent(), now) is None:
            taken.append(second)
    assert max(len([at for at in taken if start <= at < start + 3_600]) for start in range(0, 7_200, 600)) == HOUR


def test_at_most_so_many_a_minute_however_they_are_spread() -> None:
    limits, taken = Limits(), []
    for tenth in range(6_000):
        now = NOON + timedelta(seconds=tenth / 10)
        if limits.pause(sent(), now) is None:
            taken.append(tenth)
    assert max(len([at for at in taken if start <= at < start + 600]) for start in range(0, 5_400, 10)) == MINUTE


def test_a_long_pause_says_how_long() -> None:
    limits = Limits((Rate(3, 3_600.0),))
    for _ in range(3):
        assert limits.pause(sent(), NOON) is None
    said = limits.pause(sent(), NOON + timedelta(minutes=20))
    assert said
    assert isinstance(said[0], Card)
    assert "pause for 40 minutes" in str(said[0].body)


def test_a_clock_that_is_set_back_pauses_nobody() -> None:
    limits = Limits((Rate(2, 60.0),))
    for _ in range(3):
        limits.pause(sent(), NOON)
    assert limits.pause(sent(), NOON - timedelta(days=1)) is None


def test_whoever_is_quiet_for_an_hour_is_forgotten() -> None:
    limits = Limits()
    for number in range(1_000):
        limits.pause(sent(f"user {number}"), NOON)
    assert len(limits) == 1_000
    limits.pause(sent(), NOON + timedelta(hours=1, seconds=1))
    assert len(limits) == 1


def test_an_outage_counts_for_nobody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = stage.person()
    ann.begin()
    strict(stage)

    def gone(*_: object) -> None:
        raise OperationalError("select", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(stage.tutor, "_once", gone)
        for _ in range(2 * FEW):
            ann.say("/export")
            assert "reach my records" in ann.text
    assert file(ann.say("/export"))
