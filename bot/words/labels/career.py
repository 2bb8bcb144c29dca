"""The labels of the career desk's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.words import moments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

A_STUDY_GUIDE: Final = "One study guide"
DELETE_THEM: Final = "No, delete them"
EXPECTED_SOON: Final = "Not yet, but soon"
HOSPITAL_OR_OFFICE: Final = "Hospital or office"
I_AM_IN_ONE: Final = "I'm in one now"
KEEP_MY_NUMBERS: Final = "Keep my numbers"
KEEP_THE_DATE: Final = "Keep the date"
LATER_THAN_THAT: Final = "Later than that"
LESS_OR_NONE: Final = "Less, or none"
LOG_CREDITS: Final = "Log credits"
LONGER_AGO: Final = "Longer ago"
NEAR_PASSING: Final = "Near passing"
NEW_NUMBERS: Final = "New numbers"
NO: Final = "No"
NOTHING: Final = "Nothing"
NOT_SURE: Final = "Not sure"
NO_REMINDERS: Final = "No reminders"
OTHER_CREDENTIALS: Final = "Other credentials"
OTHER_JOBS: Final = "Other jobs"
OUTLOOK: Final = "Outlook"
PICK_A_STATE: Final = "Pick a state"
CHANGE_THE_NAME: Final = "Change the name"
PUT_A_NAME_ON_IT: Final = "Put a name on it"
REMIND_ME: Final = "Remind me"
REMOVE_THE_LAST: Final = "Remove the last one"
SKILLS_CHECK: Final = "Skills self-check"
STRONG: Final = "Strong"
THE_CAREER_DESK: Final = "The career desk"
THE_GUIDES_BANDS: Final = "Pay by experience (unsourced)"
THE_SHEET_AS_PDF: Final = "Get the PDF"
THE_SHEET_AS_TEXT: Final = "Get it as text"
USE_THEM: Final = "Use them"
WEAK: Final = "Weak"
WHAT_MOVES_PAY: Final = "What affects pay"
YES_FINISHED: Final = "Yes, finished"
YES_KEEP_IT: Final = "Yes, keep it"
TOOLS: Final[Mapping[str, str]] = {
    "salary": "Salary",
    "roi": "Is it worth it?",
    "fit": "Is it for me?",
    "eligibility": "Eligibility",
    "path": "Jobs and paths",
    "roadmap": "Roadmap",
    "retake": "Retake rules",
    "renewal": "Renewal",
    "sheet": "Study sheet",
    "card": "Share a card",
}
"""The career desk's tools."""


def hours(count: int) -> str:
    return f"{count} hours"


def within_months(months: int) -> str:
    return f"Within {months} months"


def less_than_years(years: int) -> str:
    return f"Less than {years} years ago"


def about(*dollars: float) -> str:
    return f"Roughly {' to '.join(f'${each:,.0f}' for each in dollars)}"


def retake_on(when: date) -> str:
    return f"Retake {moments.weekday(when)}, {moments.short(when)}"


def on_day(when: date) -> str:
    return f"{moments.weekday(when)}, {moments.short(when)}, {when.year}"
