"""How many statements a press and a push take, the claim of the event, BEGIN and COMMIT aside, on both databases.

Each one costs every learner time. If one is added, see first whether a statement that runs anyway can read it, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.chat import Delivery
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.storage.database import Database
    from tests.bench import Person

ASIDE = ("BEGIN", "INSERT INTO seen", "SELECT set_config")


@pytest.fixture
def ran(any_database: Database) -> list[str]:
    """The statements that the database has run, each on a line."""
    found = list[str]()

    def note(*told: object) -> None:
        statement = " ".join(str(told[2]).split())
        if not statement.startswith(ASIDE):
            found.append(statement[:100])

    event.listen(any_database.engine, "before_cursor_execute", note)
    return found


def taken(ran: list[str], do: Callable[[], object]) -> list[str]:
    """Return the statements that something takes."""
    ran.clear()
    do()
    return list(ran)


def studying(stage: Stage) -> Person:
    """Someone in a practice round who has answered two questions, one of them wrong."""
    ann = stage.person()
    ann.begin("in 4 weeks", "17:00", "Chicago")
    ann.say("/practice mix 20")
    for right in (True, False):
        stage.clock.move(seconds=20)
        ann.answer(right=right)
        ann.tap("Next")
    stage.clock.move(seconds=20)
    return ann


def counted(found: list[str], most: int) -> None:
    assert len(found) == most, "\n".join(found)


def test_a_right_answer_and_next(any_database: Database, ran: list[str]) -> None:
    stage = Stage(any_database)
    ann = studying(stage)
    counted(taken(ran, lambda: ann.answer(right=True)), 4)
    stage.clock.move(seconds=20)
    counted(taken(ran, lambda: ann.tap("Next")), 7)


def test_a_wrong_answer_and_next(any_database: Database, ran: list[str]) -> None:
    stage = Stage(any_database)
    ann = studying(stage)
    counted(taken(ran, lambda: ann.answer(right=False)), 7)
    stage.clock.move(seconds=20)
    counted(taken(ran, lambda: ann.tap("Next")), 5)


def test_a_daily_question_that_is_pushed(any_database: Database, ran: list[str]) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin("in 4 weeks", "17:00", "Chicago")
    for _ in range(3):
        ann.answer(right=True)
        ann.tap("Next")
    stage.clock.move(days=1, hours=6)
    pushes = list[object]()
    claim = 6 if any_database.is_sqlite else 7  # with the platform's first row, and PostgreSQL's own setting
    counted(taken(ran, lambda: pushes.extend(stage.pushes())), claim + 13)
    [push] = pushes
    counted(taken(ran, lambda: stage.tutor.settle(push.id, Delivery("sent"))), 1)  # type: ignore[attr-defined]
