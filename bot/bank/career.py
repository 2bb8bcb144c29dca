"""The career desk's figures, each with its source, its date, how certain it is, and when to check it again."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field

from bot.bank import records
from bot.bank.facts import MAX_FACT, Citation, Sure
from bot.bank.faults import BankError, Fault
from bot.bank.models import Day  # noqa: TC001 - pydantic needs it at run time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


FILE: Final = "career.yaml"
STATES: Final = "states.csv"
WAGE: Final = "wage-"
"""Prefix of the ids of occupations; their values are the percentiles 10, 25, 50, 75 and 90."""
PERCENTILES: Final = (10, 25, 50, 75, 90)


class Figure(records.Keyed):
    """One sentence of the career desk, and its numbers if it has any.

    Attributes:
        number: the single number that tools calculate with.
        values: several numbers, in the order defined for the id's kind.
        name: the name of an occupation, a credential or an industry.
        also: other words for it.
        vintage: source and date of the figure as learners read it, such as "BLS, May 2025".
    """

    text: str = Field(min_length=1, max_length=MAX_FACT)
    number: float | None = None
    values: tuple[float, ...] = ()
    name: str = Field("", max_length=60)
    also: tuple[str, ...] = ()
    vintage: str = Field("", max_length=40)
    source: Citation
    date: Day
    sure: Sure
    recheck: Day


@dataclass(frozen=True, slots=True)
class State:
    """A state: medians in dollars a year, and how many medical records specialists work there (None: unpublished)."""

    code: str
    name: str
    records: int
    billing: int
    jobs: int | None


@dataclass(frozen=True, slots=True)
class Career:
    """Every figure by id, and the states by code."""

    by_id: Mapping[str, Figure] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    vintage: str = ""
    """Source of the states' figures."""
    source: str = ""
    """Date of the states' figures."""
    recheck: dt.date | None = None
    """When to check the states' figures again."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", MappingProxyType(dict(self.by_id)))
        object.__setattr__(self, "states", MappingProxyType(dict(self.states)))

    def number(self, figure: str) -> float:
        """Return the number of a figure."""
        found = self.by_id[figure].number
        assert found is not None  # noqa: S101 - the tools only name figures that have one, which a test checks
        return found

    def values(self, figure: str) -> tuple[float, ...]:
        """Return the values of a figure."""
        return self.by_id[figure].values

    def due(self, today: dt.date) -> tuple[tuple[str, dt.date], ...]:
        """Return what is due for a check by today, including the table of states, and since when."""
        dated = [*((figure.id, figure.recheck) for figure in self.by_id.values()), (STATES, self.recheck)]
        return tuple((name, day) for name, day in dated if day and day <= today)

    def kind(self, prefix: str) -> tuple[Figure, ...]:
        """Return the figures whose ids begin with this prefix, in file order."""
        return tuple(figure for name, figure in self.by_id.items() if name.startswith(prefix))


def load_career(folder: Path) -> Career:
    """Return the career desk's figures; none if the folder has no such file.

    Raises:
        BankError: lists every fault in the files.
    """
    if not (folder / FILE).exists():
        return Career()
    found, faults = records.keyed(folder / FILE, Figure, _problems)
    states, said, wrong = _states(folder / STATES)
    if faults or wrong:
        raise BankError([*faults, *wrong])
    return Career(found, states, said["vintage"], said["source"], dt.date.fromisoformat(said["recheck"]))


def _problems(figure: Figure) -> Iterator[tuple[str, str]]:
    if figure.id.startswith(WAGE) and len(figure.values) != len(PERCENTILES):
        yield "values", "an occupation has five values: percentiles 10, 25, 50, 75, 90"


def _states(path: Path) -> tuple[dict[str, State], dict[str, str], list[Fault]]:
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}, {}, [Fault(STATES, 0, "", "file", "the file cannot be read")]
    remarks = [line[1:].strip() for line in lines if line.startswith("#")]
    said = dict(line.split(": ", 1) for line in remarks if ": " in line)
    found: dict[str, State] = {}
    faults = [Fault(STATES, 0, "", "source", f"the remarks name no {name}") for name in _NEEDED if name not in said]
    if not _DATE.fullmatch(said.get("recheck", "2000-01-01")):
        faults.append(Fault(STATES, 0, "", "date", "`recheck` is no date: write it like 2027-06-01"))
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        try:
            found[row["code"]] = _state(row)
        except (KeyError, TypeError, ValueError):
            faults.append(Fault(STATES, 0, str(row.get("code")), "row", "the row does not fit the head"))
    return found, said, faults


def _state(row: dict[str, str]) -> State:
    jobs = int(row["jobs"]) if row["jobs"] else None
    return State(row["code"], row["state"], int(row["records"]), int(row["billing"]), jobs)


_DATE: Final = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)")
_NEEDED: Final = ("vintage", "source", "recheck")
