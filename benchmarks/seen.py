"""What a learner sees in eight weeks, compared with the promises: `python -m benchmarks.seen` prints every figure.

Scripted learners answer 5, 10 and 20 questions a day, right in 40, 60 and 85 % of first sights, with and without an
exam date, with and without a gap of ten days. Each figure is the worst of some learners; shortfalls are named.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks import report, tutored
from benchmarks.promises import Figure, figures, shares
from benchmarks.scripted import Script, first_question, placed, study
from bot.bank.career import load_career
from bot.bank.library import Library
from bot.bank.loader import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.blueprint import Blueprint
    from bot.learning import Catalogue

CONTENT: Final = Path(__file__).parents[1] / "content"
A_DAY: Final = (5, 10, 20)
RIGHT: Final = (0.4, 0.6, 0.85)
SEED: Final = 2026
NEW: Final = 8


def main() -> None:
    """Print the tables."""
    options = _options()
    library = Library(load(CONTENT), career=load_career(CONTENT))
    bank, blueprint = library.catalogue, library.bank.blueprint
    sys.stdout.write(f"{begins(bank, blueprint)}\n")
    cells = [(int(options.cell[0]), options.cell[1])] if options.cell else product(A_DAY, RIGHT)
    for a_day, right in cells:
        sys.stdout.write(f"\n{cell(library, a_day, right, options.learners, core=options.core)}\n")


def begins(bank: Catalogue, blueprint: Blueprint) -> str:
    """Return how eight new learners begin, and what their placements contain."""
    first = [first_question(bank, blueprint, SEED + n) for n in range(NEW)]
    least = min(_least(placed(bank, blueprint, SEED + n), bank) for n in range(NEW))
    found = [
        Figure("different first questions of eight", len(set(first)), least=5),
        Figure("placement: questions of each domain, at the least", least, least=2),
    ]
    return report.table(
        ["new learners", "figure", ""], [[each.name, f"{each.value:g}", _verdict(each)] for each in found]
    )


def cell(library: Library, a_day: int, right: float, learners: int, *, core: bool = False) -> str:
    """Return the table of one number of questions and one chance to be right, by the engine or by the whole `core`."""
    bank, blueprint, columns = library.catalogue, library.bank.blueprint, []
    for exam, gap in product((True, False), (False, True)):
        scripts = [Script(a_day, right, exam=exam, gap=gap, seed=SEED + n) for n in range(learners)]
        logs = [tutored.study(library, each) if core else study(bank, blueprint, each) for each in scripts]
        found = [figures(log, bank, script) for log, script in zip(logs, scripts, strict=True)]
        mean = np.mean([shares(log, bank) for log in logs], axis=0)
        columns.append((_shown(mean), [_worst(list(each)) for each in zip(*found, strict=True)]))
    head = [f"{a_day} a day, right in {100 * right:.0f} %", "exam", "exam, gap", "no date", "no date, gap"]
    names = [each.name for each in columns[0][1]]
    rows = [["domains, %", *(column[0] for column in columns)]]
    rows += [[name, *(_told(column[1][n]) for column in columns)] for n, name in enumerate(names)]
    return report.table(head, rows)


def _least(asked: Sequence[int], bank: Catalogue) -> int:
    return int(np.bincount(bank.domain[bank.topic[list(asked)]], minlength=len(bank.share)).min())


def _worst(same: Sequence[Figure]) -> Figure:
    """Return the worst of one figure of several learners, or its mean if it is of all together."""
    if same[0].pooled:
        return replace(same[0], value=float(np.nanmean([each.value for each in same])))
    if np.isfinite(same[0].least) and np.isfinite(same[0].most):
        broken = [each for each in same if not each.holds]
        return broken[0] if broken else same[0]
    return (min if np.isfinite(same[0].least) else max)(same, key=lambda each: each.value)


def _shown(parts: np.ndarray) -> str:
    return " / ".join(f"{100 * part:.0f}" for part in parts)


def _told(figure: Figure) -> str:
    return f"{figure.value:.3g}{'' if figure.holds or np.isnan(figure.value) else ' FALLS SHORT'}"


def _verdict(figure: Figure) -> str:
    return "pass" if figure.holds else "FALLS SHORT"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=3, help="learners for each cell")
    parser.add_argument(
        "--core", action="store_true", help="drive the whole tutor through Tutor.handle; this takes long"
    )
    parser.add_argument("--cell", nargs=2, type=float, metavar=("A_DAY", "RIGHT"), help="only these, such as 5 0.6")
    return parser.parse_args()


if __name__ == "__main__":
    main()
