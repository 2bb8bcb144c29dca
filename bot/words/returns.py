"""What is said of a question that was not known: why it is here again, and when it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.learning.memories import Cause

if TYPE_CHECKING:
    from datetime import date

WEEK: Final = 7
_SAME: Final = {
    Cause.MISSED: "You missed this",
    Cause.GUESSED: "You guessed this",
    Cause.HASTY: "You hurried through this",
}
_LIKE: Final = {
    Cause.MISSED: "You missed a similar question",
    Cause.GUESSED: "You guessed on a similar question",
    Cause.HASTY: "You hurried through a similar question",
}


def here_again(cause: Cause, when: date, today: date, *, sibling: bool) -> str:
    return f"{(_LIKE if sibling else _SAME)[cause]} on {named(when, today)}."


def will_come_back(when: date, today: date) -> str:
    return f"Back on {named(when, today)} or soon after."


def named(when: date, today: date) -> str:
    """The weekday of a day less than a week away, else the date."""
    if abs((when - today).days) < WEEK:
        return f"{when:%A}"
    return f"{when:%B} {when.day}" + (f", {when.year}" if when.year != today.year else "")
