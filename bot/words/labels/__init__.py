"""The labels of buttons, each defined once. Each file beside this one has those of one part of the tutor.

The labels of the four answers begin with A to D; no other label begins with one of these letters and a period.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from bot.words import lists, moments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.words.moments import Hours

MAX: Final = 40
"""Characters that fit on a phone."""
HALF: Final = 20
"""Characters that fit on half of one."""
ACCEPT_REPORT: Final = "Accept"
CONFIRM_DELETE: Final = "Yes, delete"
ASK_TO_JOIN: Final = "I made the code: link"
JOIN: Final = "Yes, link them"
DO_NOT_JOIN: Final = "No"
TAKE_OUT: Final = "Yes, unlink it"
CONFIRM_GIVE_UP: Final = "Yes, give up"
COPY_THE_LINE: Final = "Tap to copy it"
DAILY_ON: Final = "Turn it on"
DISCARD: Final = "Discard"
CANCEL_THE_PAUSE: Final = "Never mind the pause"
END_THE_PAUSE: Final = "End the pause"
ENTER_THE_REPORT: Final = "Enter my score report"
EXPLAIN_AT_THE_END: Final = "Explain at the end"
EXPLAIN_EACH: Final = "Explain each"
EXPLAIN_MORE: Final = "Explain more"
EXPLAIN_THE_LAST: Final = "Explain the last one"
FIND_LEVEL_LONG: Final = "Find my level (15 questions)"
FIND_MY_LEVEL: Final = "Find my level"
FIVE_MORE: Final = "5 more"
GET_THE_CALENDAR_FILE: Final = "Get the calendar file"
GO_BACK: Final = "Go back"
GO_ON: Final = "Keep going"
GO_ON_WITHOUT_A_DATE: Final = "Keep going without a date"
GO_ON_WITH_THE_EXAM: Final = "Return to the exam"
HEAVY_DOMAINS: Final = "Larger domains"
IN_4_WEEKS: Final = "In 4 weeks"
IN_8_WEEKS: Final = "In 8 weeks"
IN_WORDS: Final = "In words"
IT_WAS_TODAY: Final = "Today"
I_GUESSED: Final = "I guessed"
I_PASSED: Final = "I passed"
KEEP_DATE: Final = "No, keep it"
LIKE_THE_EXAM: Final = "Like the exam"
LIKE_MY_TIME_ZONE: Final = "Like my time zone"
MOVE_THE_EXAM_DATE: Final = "Move the exam date"
MY_WEAKER_DOMAINS: Final = "My weaker domains"
MOCK: Final = "Mock"
MORE: Final = "More"
NEXT_REPORT: Final = "Next report"
NEXT: Final = "Next"
NOT_BOOKED: Final = "Not booked"
NOT_THIS_TIME: Final = "Not this time"
NO_NEWS: Final = "No news, please"
NO_NAME: Final = "No name"
NO_THANKS: Final = "No, thanks"
NO_WEEKLY_SUMMARY: Final = "No weekly summary"
OFF: Final = "Off"
ON: Final = "On"
OTHER_DATE: Final = "Other date"
OTHER_TIME: Final = "Other time"
OTHER_ZONE: Final = "Other zone"
OTHER_DOMAINS: Final = "Other domains"
OTHER_SUBJECTS: Final = "Other topics"
PRACTICE_WHAT_I_MISSED: Final = "Practice what I missed"
POORLY_WORDED: Final = "Poorly worded"
PRACTICE_THE_WEAKEST: Final = "Practice the weakest"
PREVIOUS: Final = "Previous"
PROGRESS: Final = "Progress"
REJECT_REPORT: Final = "Reject"
REMOTE: Final = "Remote, from home"
REPORT: Final = "Report"
ALL_TOPICS: Final = "See all topics"
SAVE: Final = "Save"
SEND_IT: Final = "Send it"
SEND_ME_EVERYTHING: Final = "Send me everything"
SETTINGS: Final = "Settings"
SET_ME_UP: Final = "Set me up"
SET_A_NEW_DATE: Final = "Set a new date"
SET_THE_EXAM_DATE: Final = "Set the exam date"
SHOW_THE_QUESTION: Final = "Show the question"
SKIP: Final = "Skip"
SKIP_REASON: Final = "Skip the reason"
SKIP_THIS: Final = "Skip / I don't know"
SKIP_TO_QUESTION: Final = "Skip, give me a question"
START: Final = "Start"
START_A_NEW_ONE: Final = "Start a new one"
STOP: Final = "Stop"
STUDY_PLAN: Final = "Study plan"
TELL_HOW_IT_WENT: Final = "Tell me how it went"
TAKE_THE_TOUR: Final = "Take the tour"
TEST_CENTER: Final = "Test center"
THE_EXAM_DAY: Final = "Exam day"
TODAY: Final = "Today's questions"
TOWARD_THE_EXAM: Final = "Toward the exam date"
TYPE_THE_DATE: Final = "Type the date"
UNSAVE: Final = "Unsave"
WEAK_SPOTS: Final = "Weak spots"
SHORTER: Final = (
    (" the CEHRS exam", " the exam"),
    (" CEHRS certification", " certification"),
    ("What is the difference between ", "Compare "),
    ("How do I know ", "Know "),
    ("Do I need to ", "Must I "),
    ("machine learning in records", "machine learning"),
)
"""Longer and shorter labels for the same thing."""
YES: Final = "Yes"
YESTERDAY: Final = "Yesterday"

SUBJECTS: Final[Mapping[str, str]] = {
    "exam": "The exam",
    "booking": "How to book",
    "cost": "What it costs",
    "eligibility": "Eligibility",
    "scoring": "Scoring",
    "retake": "Retakes",
    "renewal": "Renewal",
    "exam-day": "Exam day",
    "jobs": "Jobs",
    "pay": "Pay",
    "tutor": "This tutor",
    "privacy": "Privacy",
    "study": "Study tips",
}
"""The topics of the FAQ."""
_ON_HOLD: Final[Mapping[str, str]] = {
    "daily": "Today's set",
    "mock": MOCK,
    "practice": "Practice",
    "learn": "Topic",
    "placement": "Placement",
    "class": "For class",
}
"""Unfinished quiz sessions, by kind."""


def command(name: str) -> str:
    """A command that was probably meant, with its argument if it has one."""
    return f"/{name}"


def on_hold(kind: str, number: int, size: int) -> str:
    return f"{_ON_HOLD[kind]} ({max(1, number)} of {size})"


def exam_on_hold(left: str) -> str:
    return f"Exam ({left} left)"


def learn(topic: str) -> str:
    return f"Learn: {topic}"


def learn_beside(title: str) -> str:
    """The way to a note on something that is not on the exam: the first words of its title, and that it is not."""
    return f"Learn: {title.split(maxsplit=1)[0]} (not on the exam)"


def learn_fully(name: str, short: str) -> str:
    """A topic under its full name, as headings have it, if that fits on a separate button."""
    label = learn(name)
    return label if len(label) <= MAX else learn(short)


def practice(topic: str) -> str:
    return f"Practice: {topic}"


def practice_fully(name: str, short: str) -> str:
    """As `learn_fully`, for practice."""
    label = practice(name)
    return label if len(label) <= MAX else practice(short)


def define(term: str) -> str:
    return fitting(f"Meaning: {term}")


def subject(topic: str) -> str:
    """An FAQ topic on a button; it does not begin with an answer's letter."""
    return SUBJECTS.get(topic) or topic.capitalize()


def more_on(topic: str) -> str:
    name = subject(topic)
    return fitting(f"More: {name[0].lower()}{name[1:]}")


def fitting(said: str) -> str:
    """The words of a label that fit on a button."""
    for long, short in SHORTER:
        said = said if len(said) <= MAX else said.replace(long, short)
    if len(said) <= MAX:
        return said
    return f"{said[: MAX - 3].rpartition(' ')[0]}..."


def see(domain: str) -> str:
    return f"See {domain}"


def work_on(domain: str) -> str:
    return f"Work on {domain}"


def only(domain: str) -> str:
    return f"Only {domain}"


def back_to(when: date) -> str:
    return f"Go back to {moments.short(when)}, {when.year}"


def keep(what: str) -> str:
    return f"Keep {what}"


def more(count: int) -> str:
    return f"{count} more"


def review_missed(count: int, unscored: int = 0) -> str:
    if unscored:
        return f"Review {count} missed or blank ({unscored} unscored)"
    return "Review the missed question" if count == 1 else f"Review the {count} missed"


def return_to(position: int) -> str:
    return f"Return to {position}"


def questions_a_day(count: int) -> str:
    return f"Make it {count} a day"


def in_weeks(weeks: int) -> str:
    return f"In {weeks} weeks"


def weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def city(zone: str) -> str:
    """A zone's name as used in a sentence."""
    return moments.zone_time(zone)


def half_day(at: time) -> str:
    """An hour with "AM" or "PM", whatever clock the learner reads, to tell the two apart."""
    return moments.clock(at, 12)


def times(hours: Hours, *more: int) -> dict[str, str]:
    """Times of day that suit many, and more on the hour, by label; the values are as typed."""
    return {moments.clock(time(at), hours): f"{at:02}:00" for at in sorted((7, 12, 17, 20, *more))}


def quiet_hours(hours: Hours) -> dict[str, str]:
    """Quiet hours that suit many, by label; the values are as typed."""
    spans = ((21, 8), (22, 7))
    return {moments.span(time(begin), time(end), hours): f"{begin}:00-{end:02}:00" for begin, end in spans}


def us_zone(name: str) -> str:
    return f"US {name}"


def place(name: str, where: Sequence[str]) -> str:
    """A place's distinguishing part (several if they share a button), without its name if that is long."""
    states = lists.either(where)
    said = f"{name}, {states}"
    return said if len(said) <= MAX else states[:MAX]


def exam_date(*, booked: bool) -> str:
    return MOVE_THE_EXAM_DATE if booked else SET_THE_EXAM_DATE
