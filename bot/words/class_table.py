"""What stands in the table of an instructor's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.words.classes import questions

if TYPE_CHECKING:
    from datetime import date

COLUMNS: Final = (
    "name",
    "joined",
    "study days, last 7 days",
    "study days, last 28 days",
    "last studied",
    "simulations",
    "last simulation (of 100)",
    "likely score (of 100)",
    "chance to pass (%)",
)
"""The first columns of the table; those of domains, topics, and assignments follow."""
AVERAGE: Final = "Class average"
DONE: Final = "done"
NOT_YET: Final = "not yet"


def in_percent(name: str) -> str:
    return f"{name} (%)"


def due_column(what: str, size: int, due: date) -> str:
    return f"{what}, {questions(size)}, by {due.isoformat()}"


def between(low: int, high: int) -> str:
    """Write a range so that no spreadsheet takes it for a date."""
    return f"{low} to {high}"
