"""Models that predict a learner's next answer: Elo, 1PL, PFA, Best-LR, BKT, and the tutor's own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.learning import Engine, Item, catalogue, fitting
from bot.learning.mastery import RATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from sklearn.linear_model import LogisticRegression

    from bot.learning.mastery import Rates

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.intp]

STEP: Final = 0.3
"""How far an answer moves Elo's ratings initially ..."""
SLOWS: Final = 0.05
"""... and how fast that shrinks with their number."""
SEQUENCES: Final = 80
"""Learners used to fit an item's knowledge tracing."""
EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by learner, each learner's in order: numbers of learner, item and topic, seconds, whether right.

    `guess` is the chance of guessing right, `taught` whether learners saw the right answer after each of theirs.
    """

    learner: Numbers
    item: Numbers
    topic: Numbers
    at: Floats
    right: Flags
    guess: float
    taught: bool = True

    @property
    def learners(self) -> int:
        """Return the number of learners."""
        return int(self.learner.max()) + 1

    def by_learner(self, some: Flags) -> Iterator[Numbers]:
        """Yield the indexes of each learner's answers, among those marked."""
        rows = np.flatnonzero(some)
        yield from np.split(rows, np.flatnonzero(np.diff(self.learner[rows])) + 1)


def log_loss(chance: Floats, right: Flags) -> float:
    """Return the mean log loss of chances."""
    chance = np.clip(chance, 1e-4, 1 - 1e-4)
    return float(-np.mean(np.where(right, np.log(chance), np.log(1 - chance))))


def base_rate(answers: Answers, fitted: Flags) -> Floats:
    """Return the share of right answers, for each."""
    return np.full(int((~fitted).sum()), answers.right[fitted].mean())


def elo(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from ratings of learners and items that every answer moves."""
    item, number, told = np.zeros(answers.item.max() + 1), np.zeros(answers.item.max() + 1), {}
    start = _logit(float(answers.right[fitted].mean()))
    for rows in (*answers.by_learner(fitted), *answers.by_learner(~fitted)):
        rating = start
        for count, row in enumerate(rows):
            i, right = answers.item[row], answers.right[row]
            told[row] = _sigmoid(rating - item[i])
            rating += STEP / (1 + SLOWS * count) * (right - told[row])
            item[i] -= STEP / (1 + SLOWS * number[i]) * (right - told[row])
            number[i] += 1
    return np.array([told[row] for row in np.flatnonzero(~fitted)])


def rasch(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from 1PL: items fitted, each learner's ability tracked as a Gaussian."""
    model = _regression(csr_matrix(_hot(answers.item)[fitted]), answers.right[fitted])
    easiness = model.coef_[0] + model.intercept_[0]
    told = []
    for rows in answers.by_learner(~fitted):
        ability, variance = 0.0, 1.0
        for row in rows:
            chance = _sigmoid(ability + easiness[answers.item[row]])
            told.append(chance)
            variance = 1 / (1 / variance + chance * (1 - chance))
            ability += variance * (answers.right[row] - chance)
    return np.array(told)


def pfa(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from performance factors analysis: a level and counts of right and wrong for each item."""
    counts = _counts(answers)
    hot = _hot(answers.item)
    wide = [hot, hot.multiply(counts.item_right[:, None]), hot.multiply(counts.item_wrong[:, None])]
    return _foretold(csr_matrix(hstack(wide)), answers, fitted)


def best_lr(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from logistic regression on items, topics, and counts of right and wrong of all three."""
    logs = np.log1p(np.column_stack(_counts(answers)))
    return _foretold(csr_matrix(hstack([_hot(answers.item), _hot(answers.topic), csr_matrix(logs)])), answers, fitted)


def bkt(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from knowledge tracing, each item a skill; parameters by a grid on the fitted learners."""
    runs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, (who, item) in enumerate(zip(answers.learner, answers.item, strict=True)):
        runs[int(who), int(item)].append(row)
    by_item: dict[int, list[list[int]]] = defaultdict(list)
    for (_, item), rows in runs.items():
        by_item[item].append(rows)
    told = np.zeros(len(answers.right))
    for sequences in by_item.values():
        _trace(sequences, answers, fitted, told)
    return told[~fitted]


def tutor(answers: Answers, fitted: Flags) -> Floats:
    """Return the chances from the tutor's model before its first calibration: no difficulty and no mean is fitted."""
    return _by_engine(answers, fitted, fitting.NOTHING)


def tutor_fitted(answers: Answers, fitted: Flags, people: int | None = None) -> Floats:
    """Return the chances from the tutor's model with the difficulties and the mean that the nightly job estimates.

    `people` limits how many of the fitted learners it has seen.
    """
    rows = np.flatnonzero(fitted & np.isin(answers.learner, np.unique(answers.learner[fitted])[:people]))
    log = [(int(answers.learner[row]), str(answers.item[row]), bool(answers.right[row])) for row in rows]
    return _by_engine(answers, fitted, fitting.calibrate(log, _items(answers, {}), _rates(answers)))


class _Topic(NamedTuple):
    id: str


class _Domain(NamedTuple):
    id: str
    weight: float
    topics: tuple[_Topic, ...]


class _Blueprint(NamedTuple):
    domains: tuple[_Domain, ...]


class _Counts(NamedTuple):
    """Right and wrong answers before each one: of the item, of its topic, in all."""

    item_right: Floats
    item_wrong: Floats
    topic_right: Floats
    topic_wrong: Floats
    all_right: Floats
    all_wrong: Floats


def _counts(answers: Answers) -> _Counts:
    keys = [answers.item, answers.topic, np.zeros_like(answers.item)]
    columns = []
    for key in keys:
        seen: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        column = np.zeros((len(key), 2))
        for row, pair in enumerate(zip(answers.learner.tolist(), key.tolist(), strict=True)):
            column[row] = seen[pair]
            seen[pair][0 if answers.right[row] else 1] += 1
        columns += [column[:, 0], column[:, 1]]
    return _Counts(*columns)


def _hot(numbers: Numbers) -> csr_matrix:
    rows = np.arange(len(numbers))
    return csr_matrix((np.ones(len(numbers)), (rows, numbers)), shape=(len(numbers), int(numbers.max()) + 1))


def _regression(features: csr_matrix, right: Flags) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - loading it takes seconds

    return LogisticRegression(C=1.0, max_iter=1000).fit(features, right)


def _foretold(features: csr_matrix, answers: Answers, fitted: Flags) -> Floats:
    model = _regression(features[fitted], answers.right[fitted])
    return np.asarray(model.predict_proba(features[~fitted])[:, 1])


def _trace(sequences: list[list[int]], answers: Answers, fitted: Flags, told: Floats) -> None:
    """Write the chances of one skill's answers, using the parameters that suit the fitted learners best."""
    train = [rows for rows in sequences if fitted[rows[0]]][:SEQUENCES]
    grid = product((0.1, 0.3, 0.5, 0.7), (0.05, 0.2), (0.1, 0.25, 0.4), (0.05, 0.2))
    best = min(grid, key=lambda each: _run(each, train, answers, told), default=None)
    if best:
        _run(best, sequences, answers, told)


def _run(values: tuple[float, ...], sequences: list[list[int]], answers: Answers, told: Floats) -> float:
    start, learn, guess, slip = values
    loss = 0.0
    for rows in sequences:
        known = start
        for row in rows:
            right = bool(answers.right[row])
            chance = known * (1 - slip) + (1 - known) * guess
            told[row] = chance
            loss -= np.log(chance if right else 1 - chance)
            after = known * ((1 - slip) / chance if right else slip / (1 - chance))
            known = after + (1 - after) * learn
    return float(loss)


def _items(answers: Answers, difficulty: dict[str, float]) -> list[Item]:
    topic = dict(zip(answers.item.tolist(), answers.topic.tolist(), strict=True))
    return [Item(str(i), str(topic[i]), difficulty.get(str(i), 0.0)) for i in sorted(topic)]


def _rates(answers: Answers) -> Rates:
    """Return the model's constants for these answers: no one guesses without options, or learns without feedback."""
    rates = replace(RATES, floor=answers.guess, slope=RATES.floor + RATES.slope - answers.guess)
    return rates if answers.taught else replace(rates, rate=0.0, rate_spread=0.0, drift=0.0)


def _by_engine(answers: Answers, fitted: Flags, found: fitting.Calibration) -> Floats:
    topics = tuple(_Topic(str(k)) for k in range(int(answers.topic.max()) + 1))
    blueprint = _Blueprint((_Domain("all", 1.0, topics),))
    difficulty = {name: each.difficulty for name, each in found.questions.items()}
    bank = catalogue(_items(answers, difficulty), blueprint, replace(_rates(answers), mean=found.mean))
    told = []
    for rows in answers.by_learner(~fitted):
        engine = Engine.start(bank, blueprint, None, zone=UTC, seed=1)
        for row in rows:
            now, name = EPOCH + timedelta(seconds=float(answers.at[row] % 1e9)), str(answers.item[row])
            told.append(engine.foreseen(name, now))
            engine.observe(now, name, bool(answers.right[row]), 20.0)
    return np.array(told)


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


MODELS: Final[dict[str, Callable[[Answers, Flags], Floats]]] = {
    "share of right answers": base_rate,
    "Elo": elo,
    "1PL": rasch,
    "PFA": pfa,
    "BKT": bkt,
    "Best-LR": best_lr,
    "this tutor": tutor,
    "this tutor, fitted to 5 people": partial(tutor_fitted, people=5),
    "this tutor, fitted to 25 people": partial(tutor_fitted, people=25),
    "this tutor, difficulties fitted": tutor_fitted,
}
