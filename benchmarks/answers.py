"""How well the tutor's model and others predict real people's next answers, as log loss.

`TUTOR_ANSWERS=folder python -m benchmarks.answers` prints the table. The folder holds data published by the R packages
LKT and LNIRT, none of which is stored here: `largerawsample.rda` (478 people, fill-in blanks, practice and a test) and
`CredentialForm1.RData` (818 candidates of a licensing exam, four options). Reading them needs `pip install rdata`,
which is not in the lock.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks import report
from benchmarks.foretelling import MODELS, Answers, log_loss

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

TRAINED: Final = 0.6
"""Part of the people that a model is fitted on; the others' answers are predicted one after another."""
SEED: Final = 2026
FORM: Final = 170
"""Scored questions of the licensing exam."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of real answers, and how its table is read."""

    name: str
    file: str
    guess: float
    read: Callable[[Any], Answers]


def main() -> None:
    """Print the log loss of the next answer, by model and source."""
    folder = os.environ.get("TUTOR_ANSWERS")
    if not folder:
        sys.stdout.write(f"{__doc__}\n")
        return
    found = [(source, read(source, Path(folder))) for source in SOURCES if (Path(folder) / source.file).exists()]
    head = ["log loss of the next answer", *(source.name for source, _ in found)]
    rows = [[name, *(_scored(model, answers) for _, answers in found)] for name, model in MODELS.items()]
    sys.stdout.write(f"{report.table(head, rows)}\n")


def read(source: Source, folder: Path) -> Answers:
    """Return the answers of a file."""
    tables = import_module("rdata").read_rda(folder / source.file)
    return source.read(next(iter(tables.values())))


def split(answers: Answers) -> NDArray[np.bool_]:
    """Return which answers are from the people that models are fitted on."""
    people = np.random.default_rng(SEED).permutation(answers.learners)
    fitted = people[: int(TRAINED * answers.learners)]
    return np.isin(answers.learner, fitted)


def _scored(model: Callable[[Answers, NDArray[np.bool_]], NDArray[np.float64]], answers: Answers) -> str:
    fitted = split(answers)
    return f"{log_loss(model(answers, fitted), answers.right[~fitted]):.3f}"


def _blanks(table: Any) -> Answers:  # noqa: ANN401 - a data frame of an optional package
    table = table[table["Outcome"].isin(["CORRECT", "INCORRECT"])]
    table = table.assign(at=table["CF..Response.Time."].astype(float) / 1000)
    table = table.sort_values(["Anon.Student.Id", "at"], kind="stable")
    return Answers(
        learner=_numbered(table["Anon.Student.Id"]),
        item=_numbered(table["KC..Default."]),
        topic=_numbered(table["KC..Cluster."]),
        at=table["at"].to_numpy(),
        right=(table["Outcome"] == "CORRECT").to_numpy(dtype=bool),
        guess=0.0,
    )


def _licensing(table: Any) -> Answers:  # noqa: ANN401 - a data frame of an optional package
    right = table[[f"iraw.{n}" for n in range(1, FORM + 1)]].to_numpy(dtype=float)
    seconds = np.nan_to_num(table[[f"idur.{n}" for n in range(1, FORM + 1)]].to_numpy(dtype=float), nan=60.0)
    answered = ~np.isnan(right)
    learner, item = np.nonzero(answered)
    return Answers(
        learner=learner,
        item=item,
        topic=np.zeros_like(item),
        at=np.cumsum(seconds, axis=1)[answered],
        right=right[answered] > 0,
        guess=0.25,
        taught=False,
    )


def _numbered(names: Any) -> NDArray[np.intp]:  # noqa: ANN401 - a column
    _, numbers = np.unique(np.asarray(names, dtype=str), return_inverse=True)
    return np.asarray(numbers, dtype=np.intp)


SOURCES: Final = (
    Source("LKT, fill-in blanks", "largerawsample.rda", 0.0, _blanks),
    Source("LNIRT, licensing exam", "CredentialForm1.RData", 0.25, _licensing),
)


if __name__ == "__main__":
    main()
