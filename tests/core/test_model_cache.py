"""Models in memory: what a learner is asked depends on their answers alone, not on which process holds the model."""

from __future__ import annotations

import random
import shutil
from itertools import count, cycle
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.chat import Address, Later
from bot.context import Context, LearnerContext
from bot.flows import model
from bot.learning import Engine
from bot.learning.calendar import zone
from bot.storage.database import Database
from bot.storage.model_cache import HELD, ModelCache, Warm
from bot.tutor import Tutor
from tests.bench import Stage, library, with_siblings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench import Person

PRESSES = 4 * model.STORED_AFTER + 3


@pytest.fixture
def addresses(migrated_file: Path, tmp_path: Path) -> Iterator[str]:
    """Addresses of migrated SQLite files, a new one each time."""
    return (f"sqlite:///{shutil.copy(migrated_file, tmp_path / f'{number}.db')}" for number in count())


def begun(address: str) -> tuple[Stage, Person]:
    """A learner at the first question of a practice set."""
    stage = Stage(Database(address), library=with_siblings())
    ann = stage.person()
    ann.begin("in 4 weeks", "17:00", "Chicago")
    ann.say("/practice mix 40")
    return stage, ann


def processes(stage: Stage, how_many: int) -> list[Database]:
    """Processes on the stage's database: each opens it, and holds its own models."""
    return [Database(stage.database.url.render_as_string(hide_password=False)) for _ in range(how_many)]


def asked(stage: Stage, ann: Person, opened: list[Database]) -> list[str]:
    """Answer questions, each press in the next process; some right answers were guesses. Return the questions."""
    dice, found, luck, in_sight = random.Random(1), list[str](), random.Random(5), ann.replies
    tutors = cycle([Tutor(each, stage.library, stage.clock, dice) for each in opened])
    for _ in range(PRESSES):
        found.append(ann.question.id)
        right, guess = luck.random() < 0.6, luck.random() < 0.3
        # A guess that is admitted after Next belongs to an answer that the model has taken in.
        for label in (ann.letter(right=right), "Next", *(["I guessed"] if right and guess else [])):
            stage.clock.move(seconds=20)
            stage.tutor = next(tutors)
            ann.tap(label)
            if any(isinstance(each, Later) for each in ann.replies):
                ann.again()
            in_sight = ann.replies if label == "Next" else in_sight
        ann.replies = in_sight
    return found


def known(stage: Stage, opened: Database) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """What the model of a process says; one that has just begun reads it from the database."""
    with opened.transaction() as store:
        base = Context(store, stage.library, stage.clock(), random.Random(1))
        found = store.learners.find("telegram", "ann")
        assert found
        state = model.engine(LearnerContext(base, *found, Address("telegram", "ann", "chat-ann", direct=True))).state()
    return state.topics, tuple(sorted(state.memories.items()))


@pytest.mark.parametrize("how_many", [2, 3])
def test_the_same_questions_come_whichever_process_holds_the_model(addresses: Iterator[str], how_many: int) -> None:
    alone, ann = begun(next(addresses))
    shared, bea = begun(next(addresses))
    assert asked(alone, ann, processes(alone, 1)) == asked(shared, bea, opened := processes(shared, how_many))
    assert {known(shared, each) for each in opened} == {known(shared, shared.database)}


def test_a_press_that_failed_leaves_no_model_behind(addresses: Iterator[str]) -> None:
    smooth, ann = begun(next(addresses))
    rough, bea = begun(next(addresses))
    failures = count(1)
    [opened] = processes(rough, 1)

    def fail(*told: object) -> None:
        # Once the model has taken in the answers: every other question can't be stored the first time.
        if str(told[2]).startswith("INSERT INTO attempt") and next(failures) % 2:
            raise OperationalError("INSERT", {}, Exception("database is locked"))

    event.listen(opened.engine, "before_cursor_execute", fail)
    assert asked(smooth, ann, processes(smooth, 1)) == asked(rough, bea, [opened])
    assert next(failures) > PRESSES
    assert known(rough, opened) == known(rough, rough.database)


def test_deleting_everything_drops_the_model_from_memory(addresses: Iterator[str]) -> None:
    stage, ann = begun(next(addresses))
    ann.answer()
    ann.tap("Next")
    ann.say("/forget")
    assert len(stage.database._models._held) == 1
    ann.tap("Yes")
    assert not stage.database._models._held


def test_a_model_is_lent_to_one_transaction_and_the_oldest_goes_first() -> None:
    cache, catalogue, blueprint = ModelCache(), library().catalogue, library().bank.blueprint
    warm = Warm(Engine.start(catalogue, blueprint, None, zone=zone("UTC"), seed=1), None, {}, [])
    for learner in range(HELD + 1):
        cache.put(learner, warm)
    assert cache.take(0) is None
    assert cache.take(1) is warm
    assert cache.take(1) is None
