"""Does the tutor's choice of questions raise the exam score? `python -m benchmarks.learning` answers with a table.

Simulated learners of four families study until the exam, each by every policy, with the same luck; what the tutor's
promises cost is the difference from its own model without them. The default takes about ten minutes of CPU; `--full`
doubles the learners, and `--others` adds kinds of learners that the tutor was not fitted to.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks import calibration, report
from benchmarks.bank import make
from benchmarks.learners import FAMILIES, Learners
from benchmarks.others import OTHERS
from benchmarks.plain import TRUTHS, Plain, Unpromised
from benchmarks.points import Hearts, Points
from benchmarks.policies import BASELINES, New, Random
from benchmarks.product import START, Product
from benchmarks.trial import Chooser, Setting, run
from bot.learning import Engine, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Policy = Callable[[Learners, int, np.random.Generator], Chooser]
Family = type[Learners]

DAYS: Final = (14, 28, 56)
BUDGETS: Final = (5, 10, 20)
MAIN: Final = (28, 10)
"""Days and questions a day of the main table."""
FEWER: Final = (0.5, 0.75)
"""Fractions of those questions a day, to interpolate how many the tutor needs to equal random choice."""
SEED: Final = 2026
"""The seed of README's figures; constants were fitted on others."""
FORECAST_SEED: Final = 2027


@dataclass(frozen=True, slots=True)
class Size:
    """How many learners: in the main table, in each cell of days and budgets, for each length of the readiness."""

    main: int = 40
    grid: int = 8
    forecasts: int = 20


SIZE: Final = Size()
FULL: Final = Size(80, 12, 30)


@dataclass(frozen=True, slots=True)
class Cell:
    """The scores of one policy in one setting, and its curve."""

    scores: Floats
    untrained: Floats
    curve: report.Curve


def main() -> None:
    """Run the benchmark and print its tables; the picture goes to a file."""
    options = _options()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    families = (*FAMILIES, Points, Hearts, *(OTHERS if options.others else ()))
    size = FULL if options.full else Size(options.learners, options.grid, options.forecasts)
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        sys.stdout.write(compare(families, size, options.picture, pool))
        sys.stdout.write(f"\n{speed()}\n")


def compare(families: Sequence[Family], size: Size, drawn: Path | None, pool: ProcessPoolExecutor) -> str:
    """Return all tables for some families of learners, and draw the picture."""
    forecasts = [pool.submit(calibration.forecasts, family, size.forecasts, FORECAST_SEED) for family in families]
    grid = _grid(families, size.grid, pool)
    mains = _main(families, size.main, pool)
    fewer = _fewer(families, size.main, pool)
    if drawn:
        panels = {family.name: [mains[family, policy].curve for policy in _policies()] for family in families}
        drawn.write_text(report.picture(panels), "utf-8")
    told = {family: each.result() for family, each in zip(families, forecasts, strict=True)}
    return "\n\n".join((scores(families, mains, fewer), against_new(families, grid), readiness(told))) + "\n"


def scores(
    families: Sequence[Family], cells: dict[tuple[Family, Policy], Cell], fewer: dict[Family, list[Cell]]
) -> str:
    """Return the table of exam scores in the main setting."""
    head = ["choice of question", *(family.name for family in families)]
    rows = [["untrained", *(report.estimate(cells[family, Random].untrained) for family in families)]]
    rows += [
        [_name(policy), *(report.estimate(cells[family, policy].scores) for family in families)]
        for policy in _policies()
    ]
    rows.append(["**gap from random to the truth closed**", *(_closed(cells, family, Product) for family in families)])
    rows.append(["the same without promises", *(_closed(cells, family, Unpromised) for family in families)])
    rows.append(["the same of the plain policy", *(_closed(cells, family, Plain) for family in families)])
    for told, other in (
        ("what the promises change, in points", Unpromised),
        ("against the plain policy, in points", Plain),
    ):
        rows.append([told, *(_difference(*_pair(cells, family, other)) for family in families)])
    rows.append(["**questions to equal random**", *(_needed(cells, fewer[family], family) for family in families)])
    learners = len(cells[families[0], Random].scores)
    title = f"Exam score in percent after {MAIN[0]} days of {MAIN[1]} questions a day, {learners} learners"
    return f"{title}\n\n{report.table(head, rows)}"


def against_new(families: Sequence[Family], cells: dict[tuple[Family, int, int, Policy], Cell]) -> str:
    """Return the table of differences from new questions by blueprint, paired, by days and questions a day."""
    head = ["days x questions", *(family.name for family in families)]
    rows = []
    for days in DAYS:
        for budget in BUDGETS:
            pairs = [(cells[each, days, budget, Product], cells[each, days, budget, New]) for each in families]
            rows.append([f"{days} x {budget}", *(_difference(tutor, new) for tutor, new in pairs)])
    return "This tutor against new questions by blueprint, in points\n\n" + report.table(head, rows)


def readiness(told: dict[Family, calibration.Forecasts]) -> str:
    """Return the table of how well the readiness forecasts the exam."""
    head = [
        *("family", "Brier", "percent-correct", "Beta by domain", "constant", "ECE"),
        *("80 % range covers the raw score", "the expected score", "bias"),
    ]
    return "Readiness on the exam's eve\n\n" + report.table(
        head, [_told(family, each) for family, each in told.items()]
    )


def speed(items: int = 1250, answers: int = 400) -> str:
    """Return the CPU time of choosing a question and processing its answer, and the size of the state."""
    bank, now = make(items, np.random.default_rng(SEED)), START
    engine = Engine.start(catalogue(bank.items, bank.blueprint), bank.blueprint, None, zone=UTC, seed=SEED)
    began = time.process_time()
    for number in range(answers):
        now = START + timedelta(hours=number)
        engine.observe(now, str(engine.choose(now)), number % 3 > 0, 20.0)
    each = (time.process_time() - began) / answers
    state = engine.state()
    longest = max(map(len, state.memories.values()))
    return (
        f"One question from {items} with its update: {1e3 * each:.2f} ms of CPU; "
        f"topic state {len(state.topics)} bytes, item memory {longest} bytes each."
    )


def _policies() -> tuple[Policy, ...]:
    return (*BASELINES[:-1], Plain, Unpromised, Product, *TRUTHS)


def _name(policy: Policy) -> str:
    return str(getattr(policy, "name"))  # noqa: B009 - every policy is a class with a name


def _trial(setting: Setting, policy: Policy) -> Cell:
    result = run(setting, policy)
    return Cell(
        result.scores,
        result.untrained,
        report.Curve(
            _name(policy),
            np.concatenate([[0.0], result.answered]),
            np.concatenate([[result.untrained.mean()], result.path]),
        ),
    )


def _main(families: Iterable[Family], learners: int, pool: ProcessPoolExecutor) -> dict[tuple[Family, Policy], Cell]:
    keys = [(family, policy) for family in families for policy in _policies()]
    futures = [pool.submit(_trial, Setting(family, *MAIN, learners, seed=SEED), policy) for family, policy in keys]
    return {key: future.result() for key, future in zip(keys, futures, strict=True)}


def _fewer(families: Iterable[Family], learners: int, pool: ProcessPoolExecutor) -> dict[Family, list[Cell]]:
    """Give the tutor's learners fewer questions on each of the same days."""
    days, budget = MAIN
    trials = {
        family: [
            pool.submit(_trial, Setting(family, days, round(part * budget), learners, seed=SEED), Product)
            for part in FEWER
        ]
        for family in families
    }
    return {family: [future.result() for future in futures] for family, futures in trials.items()}


def _grid(
    families: Iterable[Family], learners: int, pool: ProcessPoolExecutor
) -> dict[tuple[Family, int, int, Policy], Cell]:
    keys: list[tuple[Family, int, int, Policy]] = [
        (family, days, budget, policy)
        for days in reversed(DAYS)
        for budget in reversed(BUDGETS)
        for family in families
        for policy in (Product, New)
    ]
    settings = [Setting(family, days, budget, learners, seed=SEED + 1) for family, days, budget, _ in keys]
    futures = [pool.submit(_trial, setting, key[-1]) for setting, key in zip(settings, keys, strict=True)]
    return {key: future.result() for key, future in zip(keys, futures, strict=True)}


def _closed(cells: dict[tuple[Family, Policy], Cell], family: Family, policy: Policy) -> str:
    """Return what share of the gap between random choice and the best reference a policy closes."""
    truth = max((cells[family, each] for each in TRUTHS), key=lambda cell: cell.scores.mean())
    share, error = report.share_closed(cells[family, policy].scores, cells[family, Random].scores, truth.scores)
    return f"{100 * share:.0f} % ± {100 * error:.0f}"


def _pair(cells: dict[tuple[Family, Policy], Cell], family: Family, other: Policy) -> tuple[Cell, Cell]:
    return cells[family, Product], cells[family, other]


def _needed(cells: dict[tuple[Family, Policy], Cell], fewer: list[Cell], family: Family) -> str:
    level = cells[family, Random].scores.mean()
    means = [*(cell.scores.mean() for cell in fewer), cells[family, Product].scores.mean()]
    parts = [*FEWER, 1.0]
    if not means[0] <= level <= means[-1]:
        return f"{'under' if level < means[0] else 'over'} {100 * parts[0 if level < means[0] else -1]:.0f} %"
    return f"{100 * np.interp(level, means, parts):.0f} %"


def _difference(tutor: Cell, new: Cell) -> str:
    difference = tutor.scores - new.scores
    return f"{difference.mean():+.2f} ± {difference.std(ddof=1) / np.sqrt(len(difference)):.2f}"


def _told(family: Family, each: calibration.Forecasts) -> list[str]:
    rate = float(each.passed.mean())
    briers = [calibration.brier(chance, each.passed) for chance in (each.chance, each.percent, each.beta)]
    ranges = calibration.coverage(each.score, each.raw), calibration.coverage(each.expected, each.truth)
    return [
        family.name,
        *(
            f"{value:.3f}"
            for value in (*briers, rate * (1 - rate), calibration.calibration_error(each.chance, each.passed))
        ),
        *(f"{100 * value:.0f} %" for value in ranges),
        f"{np.mean(each.expected[:, 1] - each.truth):+.1f}",
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=SIZE.main, help="learners in the main cell")
    parser.add_argument("--grid", type=int, default=SIZE.grid, help="learners in each cell of days and budgets")
    parser.add_argument(
        "--forecasts", type=int, default=SIZE.forecasts, help="learners for each length of the readiness"
    )
    parser.add_argument("--full", action="store_true", help="more learners, in place of the three numbers above")
    parser.add_argument("--others", action="store_true", help="add learners of kinds that nothing was fitted to")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--picture", type=Path, help="an SVG file to draw")
    return parser.parse_args()


if __name__ == "__main__":
    main()
