"""Texts about missed questions: why one is here again, and when it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.learning.memories import Cause
from bot.words.moments import on_weekday

if TYPE_CHECKING:
    from datetime import date

    from bot.learning.relearning import Return

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


def here_again(found: Return, when: date, today: date) -> str:
    """Why a question is here; one that was right since comes once more to be sure."""
    since = ", and got it right since" if found.recovered else ""
    return f"{(_LIKE if found.sibling else _SAME)[found.cause]} {on_weekday(when, today)}{since}."


def will_come_back(when: date, today: date) -> str:
    return f"You'll see this question again {on_weekday(when, today)} or soon after."


def comes_back() -> str:
    return "This question comes back later."


def comes_back_in_time(*, soon: bool) -> str:
    """`soon` is for an exam so near that time may run out first."""
    if soon:
        return "This question comes back if there's time before your exam."
    return "Expect this question again before your exam."
