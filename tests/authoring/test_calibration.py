"""Fitting from the answers in a database: read in pages, kept once, and without those that tell nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from sqlmodel import select

from bot.authoring import calibration
from bot.bank.library import Library
from bot.bank.models import Bank
from bot.jobs import difficulties
from bot.storage import item_difficulty
from bot.storage.model_tables import ItemFit
from tests import planted
from tests.bench import NOON, bank
from tests.planted import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.database import Database

QUESTIONS: Final = sorted(bank().questions)[:12]
ODD: Final = QUESTIONS[0]
HARD: Final = {name: 2.0 if name == ODD else 0.0 for name in QUESTIONS}
LEARNERS: Final = item_difficulty.PAGE + 20


def fit(database: Database, now: int = 0, held: Bank | None = None) -> str:
    held = held or bank()
    return calibration.fit(database, held, Library(held).authored, NOON + timedelta(days=now))


def kept(database: Database) -> dict[str, ItemFit]:
    with database.transaction() as store:
        return {row.question: row for row in store.item_difficulties._session.exec(select(ItemFit))}


def read(database: Database) -> Sequence[tuple[int, str, int | None, bool]]:
    return sorted(difficulties.first_answers(database, bank()), key=lambda each: each[:2])


def test_more_learners_than_a_page_are_fitted_and_the_library_takes_it(any_database: Database) -> None:
    planted.plant(any_database, planted.answers(HARD, LEARNERS))
    told = fit(any_database)
    assert f"{LEARNERS * 12} first answers by {LEARNERS} learners" in told
    assert f"12 of {len(bank().published)} questions" in told
    with any_database.transaction() as store:
        found = store.item_difficulties.difficulties(bank())
    assert found.keys() == set(QUESTIONS)
    before = {item.id: item.difficulty for item in Library(bank()).items}
    after = {item.id: item.difficulty for item in Library(bank(), fitted=found).items}
    assert after == before | found
    assert found[ODD] - before[ODD] == max(found[name] - before[name] for name in QUESTIONS), "planted as the hardest"


def test_a_second_time_nothing_changes(any_database: Database) -> None:
    planted.plant(any_database, planted.answers(HARD, LEARNERS))
    assert "Estimates that changed: 12." in fit(any_database)
    before = kept(any_database)
    assert fit(any_database, now=1).endswith("Nothing was changed.")
    assert kept(any_database) == before
    assert {row.fitted_at for row in before.values()} == {NOON}


def test_a_single_answer_moves_its_question_a_little(any_database: Database) -> None:
    assert fit(any_database).endswith("Nothing was changed.")
    authors = {item.id: item.difficulty for item in Library(bank()).items}
    planted.plant(any_database, [Said(0, ODD, 1)])
    assert "Estimates that changed: 1." in fit(any_database)
    assert kept(any_database).keys() == {ODD}
    assert 0 < kept(any_database)[ODD].difficulty - authors[ODD] < 0.5


def test_what_is_read_is_each_learners_first_answer_to_what_is_asked_now(any_database: Database) -> None:
    one, two, three = QUESTIONS[:3]
    planted.plant(
        any_database,
        [
            Said(0, one, 2, days=5),
            Said(0, one, 0, days=1, guessed=True),
            Said(0, two, 0, days=1, version=2),
            Said(0, two, 1, days=2),
            Said(0, three, 3, void=True),
            Said(1, one, 3),
            Said(1, three, 1),
            Said(1, "XXX-01-001", 0),
        ],
    )
    first, second = sorted({row[0] for row in read(any_database)})
    assert read(any_database) == [(first, one, 0, True), (second, one, 3, False), (second, three, 1, False)]


def test_a_right_guess_is_not_known(any_database: Database) -> None:
    guessed, sure = [each.id for each in bank().published if each.difficulty == "easy"][:2]
    said = [Said(who, name, 0, guessed=name == guessed) for who in range(40) for name in (guessed, sure)]
    planted.plant(any_database, said)
    fit(any_database)
    assert kept(any_database)[guessed].difficulty > kept(any_database)[sure].difficulty + 0.5


def test_a_new_key_makes_an_estimate_void(any_database: Database) -> None:
    planted.plant(any_database, planted.answers(HARD, 40))
    fit(any_database)
    changed = bank().questions[ODD].model_copy(update={"version": 2})
    newer = Bank({**bank().questions, ODD: changed}, bank().notes, bank().blueprint)
    with any_database.transaction() as store:
        assert store.item_difficulties.difficulties(newer).keys() == set(QUESTIONS) - {ODD}
    fit(any_database, held=newer)
    assert kept(any_database).keys() == set(QUESTIONS) - {ODD}


@pytest.mark.parametrize("learners", [29, 40])
def test_the_item_statistics_need_enough_learners(any_database: Database, learners: int) -> None:
    planted.plant(any_database, planted.answers(HARD, learners))
    told = calibration.statistics(any_database, bank())
    shown = [line.split()[0] for line in told.splitlines()[2:]]
    assert shown == (QUESTIONS if learners == 40 else [])
    total = len(bank().published)
    assert told.startswith(f"12 of {total}" if learners == 40 else f"None of {total}")
