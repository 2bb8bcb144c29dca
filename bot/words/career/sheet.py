"""The study sheet: what to read once more, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import moments
from bot.words.answers import headword
from bot.words.group import count
from bot.words.lists import every

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Text

FILE: Final = "cehrs-study-sheet"
TITLE: Final = "CEHRS study sheet"
NOTES: Final = "Topics worth the most to you"
MISSED: Final = "What you missed, one line each"
TERMS: Final = "Terms to know"
CHECKLIST: Final = "Exam day"
SOURCES: Final = "Sources"
"""The part of a note that is omitted."""
FOOT: Final = "CEHRS tutor, not affiliated with NHA. Page"


def made(when: date, exam: date | None) -> str:
    booked = f" Exam: {moments.full(exam)}." if exam else ""
    return f"Made on {moments.full(when)} from your own answers.{booked}"


def nothing_missed() -> str:
    return "You have missed nothing so far. Answer more questions, and this part fills in."


def term(name: str, expansion: str, means: str, confused_with: str) -> str:
    return (
        f"{headword(name, expansion)}: {means}{f' Not to be confused with {confused_with}.' if confused_with else ''}"
    )


def sheet(topics: int, missed: int, terms: int) -> Text:
    parts = [
        count(topics, "note"),
        "1 takeaway from a question you missed" if missed == 1 else f"{missed} takeaways from questions you missed",
        count(terms, "term"),
        "the exam-day checklist",
    ]
    held = every([part for part in parts if not part.startswith("0 ")])
    return text(bold("Your study sheet"), f"\n{held[0].upper()}{held[1:]}, ready to print on at most 8 pages.")


def not_a_form() -> Text:
    return text("Send /sheet for a PDF, or /sheet markdown for plain text.")
