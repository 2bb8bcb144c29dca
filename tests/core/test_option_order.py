"""A question left unanswered keeps the order of its options, so that a letter read in an older message still fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.chat import Card, flat
from tests.bench import Stage

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.bench import Person


def options(shown: str) -> list[str]:
    """Return the lines with the options of the question in sight."""
    return re.findall(r"^[A-D]\. .*$", shown, re.MULTILINE)


def pushed(stage: Stage) -> str:
    """Return what arrives unasked, as one text."""
    cards = [card for push in stage.sweep() for card in push.replies if isinstance(card, Card)]
    return "\n".join(flat(card.body) for card in cards)


def start(database: Database) -> tuple[Stage, Person]:
    stage = Stage(database)
    ann = stage.person()
    ann.begin("in 8 weeks", "17:00", "Chicago")
    return stage, ann


def test_the_next_days_question_is_in_yesterdays_order(any_database: Database) -> None:
    stage, ann = start(any_database)
    first, key, orders = options(ann.text), ann.letter(), []
    for _ in range(4):
        stage.clock.move(days=1)
        orders.append(options(pushed(stage)))
    assert orders == [first] * 4
    ann.say(key)
    assert "Right: " in ann.text


def test_other_sets_and_answers_between_change_nothing(any_database: Database) -> None:
    _, ann = start(any_database)
    orders = dict[str, set[tuple[str, ...]]]()
    shown = 0
    for _ in range(5):
        ann.say("/practice CLO-01 1")
        orders.setdefault(ann.question.id, set()).add(tuple(options(ann.text)))
        shown += 1
        ann.tap("Stop")
        ann.say("/practice RCF-01 1")
        ann.answer()
        ann.tap("Next")
    assert len(orders) < shown
    assert {len(each) for each in orders.values()} == {1}


def test_a_reworded_question_is_shuffled_again(database: Database) -> None:
    stage, ann = start(database)
    orders = set()
    for _ in range(6):
        ann.say("/practice CLO-01 1")
        orders.add(tuple(line[3:] for line in options(ann.text)))
        ann.tap("Stop")
        with stage.database.engine.begin() as connection:
            connection.execute(text("UPDATE attempt SET wording = 'older' WHERE answered_at IS NULL"))
    assert len(orders) > 3


def test_an_answered_question_is_shuffled_again(database: Database) -> None:
    _, ann = start(database)
    orders = dict[str, set[tuple[str, ...]]]()
    for _ in range(8):
        ann.say("/practice CLO-01 1")
        orders.setdefault(ann.question.id, set()).add(tuple(options(ann.text)))
        ann.answer()
        ann.tap("Next")
    assert max(len(each) for each in orders.values()) > 1
