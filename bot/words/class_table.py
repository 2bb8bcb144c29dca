"""The text in the table of an instructor's class."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = (
    "name",
    "joined",
    "study days, last 7 days",
    "study days, last 28 days",
    "last studied",
    "simulations",
    "last simulation (of 100)",
    "likely score (of 100)",
    "chance of passing (%)",
)
"""The first columns of the table; those of domains, topics, and assignments follow."""
AVERAGE: Final = "Class average"
DONE: Final = "done"
NOT_YET: Final = "not yet"


def in_percent(name: str) -> str:
    return f"{name} (%)"


def between(low: int, high: int) -> str:
    """Format a range so that no spreadsheet takes it for a date."""
    return f"{low} to {high}"
