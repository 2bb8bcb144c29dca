"""CPU time of an answer: `python -m benchmarks.cost` times loading, choosing, observing and storing."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks import report
from benchmarks.bank import make
from benchmarks.scripted import START
from bot.context import new_learner
from bot.learning import Engine, State, catalogue, records
from bot.storage.database import Database
from bot.storage.model_cache import Stamp

if TYPE_CHECKING:
    from bot.bank.blueprint import Blueprint
    from bot.learning import Catalogue

SIZES: Final = (1_250, 5_000)
ANSWERS: Final = 100
SEEN: Final = 0.8
"""Part of the bank that the learner has answered."""


def main() -> None:
    """Print milliseconds for each step, at each size of the bank."""
    steps = [measure(size) for size in SIZES]
    rows = [[name, *(f"{1000 * each[name] / ANSWERS:.2f}" for each in steps)] for name in steps[0]]
    sys.stdout.write(report.table(["ms for an answer", *(f"{size} questions" for size in SIZES)], rows) + "\n")


def measure(size: int) -> dict[str, float]:
    """Return the seconds that each step took over all answers."""
    held = make(size, np.random.default_rng(1))
    bank, blueprint = catalogue(held.items, held.blueprint), held.blueprint
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/tutor.db")
        database.migrate()
        begun = _begun(bank, blueprint)
        learner = _stored(database, begun)
        spent = defaultdict[str, float](float)
        for number in range(ANSWERS):
            _answer(database, learner, (bank, blueprint), START + timedelta(days=400, hours=number), spent)
        database.close()
    return dict(spent)


def _begun(bank: Catalogue, blueprint: Blueprint) -> Engine:
    """Return the model of someone who has answered most of the bank."""
    engine, luck = Engine.start(bank, blueprint, None, zone=UTC, seed=1), np.random.default_rng(2)
    for number, item in enumerate(luck.permutation(len(bank.ids))[: int(SEEN * len(bank.ids))]):
        engine.observe(START + timedelta(hours=number), bank.ids[item], bool(luck.random() < SEEN), 20.0)
    return engine


def _stored(database: Database, engine: Engine) -> int:
    with database.transaction() as store:
        learner, _ = store.learners.add(new_learner(START), "telegram", "learner")
        number = learner.id or 0
        store.models.put(number, engine.packed_topics(), _stamp(START), records.changed(engine, {}))
    return number


def _answer(
    database: Database,
    learner: int,
    bank: tuple[Catalogue, Blueprint],
    now: datetime,
    spent: defaultdict[str, float],
) -> None:
    times = [process_time()]
    with database.transaction() as store:
        held = store.models.load(learner)
        assert held is not None  # noqa: S101 - stored
        remembered = {key: each for shelf in held.shelves.values() for key, each in records.unpack(shelf).items()}
        engine = Engine.resume(*bank, None, State(held.state, remembered), zone=UTC, seed=1)
        times.append(process_time())
        item = engine.choose(now) or ""
        times.append(process_time())
        engine.observe(now, item, right=True, seconds=20.0)
        times.append(process_time())
        store.models.put(learner, engine.packed_topics(), _stamp(now), records.changed(engine, held.shelves))
    times.append(process_time())
    for name, seconds in zip(("load", "choose", "observe", "store and commit"), np.diff(times), strict=True):
        spent[name] += float(seconds)


def _stamp(now: datetime) -> Stamp:
    return Stamp(now, 1, built_at=None, stale=False)


if __name__ == "__main__":
    main()
