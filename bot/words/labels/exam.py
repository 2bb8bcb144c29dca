"""The labels of buttons in an exam simulation."""

from __future__ import annotations

from typing import Final

CONFIRM_HAND_IN: Final = "Yes, turn it in"
FIRST_FLAGGED: Final = "First flagged"
FIRST_OPEN: Final = "First unanswered"
FLAG: Final = "Flag"
HAND_IN: Final = "Turn in"
NEW_EXAM: Final = "New exam"
OVERVIEW: Final = "Overview"
RESUME_THE_OPEN_ONE: Final = "Resume the open one"
REVIEW_ALL: Final = "Review all"
SHOW_THE_REPORT: Final = "Show the report"
TIME_BY_QUESTION: Final = "Time by question"
UNFLAG: Final = "Unflag"
WHAT_I_CHANGED: Final = "What I changed"


def flagged(count: int) -> str:
    return f"Flagged ({count})"


def right_before(count: int) -> str:
    return f"Right before ({count})"


def numbers(first: int, last: int) -> str:
    return f"{first}-{last}"


def start_exam(size: int) -> str:
    return f"Start now: {size} questions"
