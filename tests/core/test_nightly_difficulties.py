"""The nightly estimate of difficulties: once a night across processes, from the first answer on, used at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlmodel import select

from bot.storage.model_tables import ItemFit
from bot.tutor import Tutor
from scheduler import nightly
from tests import planted
from tests.bench import Stage, bank
from tests.planted import Said
from tests.scheduler.test_pushes import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.storage.database import Database

P = ParamSpec("P")
T = TypeVar("T")
ONE = min(bank().questions)


def night(tutor: Tutor) -> bool:
    """Do what each process does every hour; return whether an estimate was due."""
    found = tutor.estimate()
    tutor.adopt(found)
    return found is not None


def rows(database: Database) -> list[ItemFit]:
    with database.transaction() as store:
        return list(store.item_difficulties._session.exec(select(ItemFit)))


def used(tutor: Tutor) -> float:
    return next(item.difficulty for item in tutor._library.items if item.id == ONE)


def test_the_first_answer_counts_from_the_next_night_on(any_database: Database) -> None:
    stage = Stage(any_database)
    before = used(stage.tutor)
    assert night(stage.tutor)
    planted.plant(any_database, [Said(0, ONE, 1)])
    assert not night(stage.tutor), "this night is done"
    assert rows(any_database) == []
    stage.clock.move(days=1)
    assert night(stage.tutor)
    assert before < used(stage.tutor) < before + 0.5
    assert [(row.question, row.answers) for row in rows(any_database)] == [(ONE, 1)]


def test_a_night_begins_at_eight_in_utc(any_database: Database) -> None:
    stage = Stage(any_database)
    stage.clock.now = stage.clock.now.replace(hour=7, minute=59)
    assert night(stage.tutor)
    stage.clock.move(minutes=1)
    assert night(stage.tutor)
    stage.clock.move(hours=23, minutes=59)
    assert not night(stage.tutor)


def test_of_two_schedulers_one_estimates_and_both_use_it(any_database: Database) -> None:
    stage = Stage(any_database)
    other = Tutor(any_database, stage.library, stage.clock, stage.tutor._rng)
    planted.plant(any_database, [Said(0, ONE, 1)])
    before = used(other)
    assert night(stage.tutor)
    assert not night(other)
    assert used(stage.tutor) == used(other) > before


def test_the_fitted_mean_is_kept_and_used(any_database: Database) -> None:
    stage = Stage(any_database)
    planted.plant(any_database, planted.answers(dict.fromkeys(sorted(bank().questions)[:12], -6.0), 60))
    usual = stage.tutor._library.catalogue.rates.mean
    assert night(stage.tutor)
    assert stage.tutor._library.catalogue.rates.mean > usual
    later = Tutor(any_database, stage.library, stage.clock, stage.tutor._rng)
    later.start()
    assert later._library.catalogue.rates.mean == stage.tutor._library.catalogue.rates.mean


def test_without_a_database_the_tutor_goes_on(stage: Stage) -> None:
    library = stage.tutor._library
    stage.database.engine.dispose()
    stage.tutor._database = _gone(stage)
    assert not night(stage.tutor)
    assert stage.tutor._library is library


def _gone(stage: Stage) -> Database:
    return type(stage.database)("postgresql://me@127.0.0.1:9/none", patience=1)


async def test_every_process_looks_now_and_then(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "EVERY_SECONDS", 0.05)
    planted.plant(stage.database, [Said(0, ONE, 1)])
    before, stop = used(stage.tutor), asyncio.Event()

    async def until_adopted(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        result = await ask(function, *args, **kwargs)
        if function == stage.tutor.adopt:
            stop.set()
        return result

    await asyncio.wait_for(nightly.serve(stage.tutor, until_adopted, stop), 20)
    assert used(stage.tutor) > before
