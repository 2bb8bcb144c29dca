"""The labels of buttons, each defined once.

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
ACCEPT: Final = "I accept"
ACCEPT_THE_DUEL: Final = "I accept the duel"
ACCEPT_REPORT: Final = "Accept"
AGAIN: Final = "Play again"
A_STUDY_GUIDE: Final = "One study guide"
CHALLENGE_SOMEONE: Final = "Invite someone"
CONFIRM_ARCHIVE: Final = "Yes, end it"
CONFIRM_DELETE: Final = "Yes, delete"
ASK_TO_JOIN: Final = "I made the code: link"
JOIN_BOARD: Final = "Join the board"
JOIN_ROUND: Final = "Join"
JOIN: Final = "Yes, link them"
DO_NOT_JOIN: Final = "No"
TAKE_OUT: Final = "Yes, unlink it"
CONFIRM_GIVE_UP: Final = "Yes, give up"
CONFIRM_HAND_IN: Final = "Yes, turn it in"
COPY_THE_LINE: Final = "Tap to copy it"
DAILY_ON: Final = "Turn it on"
DELETE_THE_CLASS: Final = "Delete the class"
DELETE_THEM: Final = "No, delete them"
DISCARD: Final = "Discard"
CANCEL_THE_PAUSE: Final = "Never mind the pause"
END_THE_PAUSE: Final = "End the pause"
ENTER_THE_REPORT: Final = "Enter my score report"
EXPECTED_SOON: Final = "Not yet, but soon"
EXPLAIN_AT_THE_END: Final = "Explain at the end"
EXPLAIN_EACH: Final = "Explain each"
EXPLAIN_MORE: Final = "Explain more"
FIND_LEVEL_LONG: Final = "Find my level (15 questions)"
FIND_MY_LEVEL: Final = "Find my level"
FIRST_FLAGGED: Final = "First flagged"
FIRST_OPEN: Final = "First unanswered"
FIVE_MORE: Final = "5 more"
FLAG: Final = "Flag"
GET_THE_CALENDAR_FILE: Final = "Get the calendar file"
GET_THE_TABLE: Final = "Spreadsheet"
GO_BACK: Final = "Go back"
GO_ON: Final = "Keep going"
GO_ON_WITHOUT_A_DATE: Final = "Keep going without a date"
GO_ON_WITH_THE_EXAM: Final = "Return to the exam"
HAND_IN: Final = "Turn in"
HEAVY_DOMAINS: Final = "Larger domains"
HOSPITAL_OR_OFFICE: Final = "Hospital or office"
IN_4_WEEKS: Final = "In 4 weeks"
IN_8_WEEKS: Final = "In 8 weeks"
IN_WORDS: Final = "In words"
INVITE: Final = "Invite learners"
INVITATION: Final = "Join the class"
IT_WAS_TODAY: Final = "Today"
I_AM_IN_ONE: Final = "I'm in one now"
I_GUESSED: Final = "I guessed"
I_PASSED: Final = "I passed"
KEEP_DATE: Final = "No, keep it"
LIKE_THE_EXAM: Final = "Like the exam"
LIKE_MY_TIME_ZONE: Final = "Like my time zone"
MOVE_THE_EXAM_DATE: Final = "Move the exam date"
MY_WEAKER_DOMAINS: Final = "My weaker domains"
MY_MISSES: Final = "My misses"
MY_PLACE: Final = "My place"
MOCK: Final = "Mock"
MORE: Final = "More"
MEMBERS: Final = "Members"
KEEP_MY_NUMBERS: Final = "Keep my numbers"
KEEP_THE_DATE: Final = "Keep the date"
LATER_THAN_THAT: Final = "Later than that"
LEAVE_THE_CLASS: Final = "Leave the class"
LEAVE_BOARD: Final = "Leave the board"
LESS_OR_NONE: Final = "Less, or none"
LOG_CREDITS: Final = "Log credits"
LONGER_AGO: Final = "Longer ago"
NEAR_PASSING: Final = "Near passing"
NEW_EXAM: Final = "New exam"
NEW_NUMBERS: Final = "New numbers"
NEXT_REPORT: Final = "Next report"
NEXT: Final = "Next"
NO: Final = "No"
NOTHING: Final = "Nothing"
NOT_CLEAR: Final = "Not clear"
NOT_BOOKED: Final = "Not booked"
NOT_SURE: Final = "Not sure"
NOT_THIS_TIME: Final = "Not this time"
NO_NEWS: Final = "No news, please"
NO_NAME: Final = "No name"
NO_REMINDERS: Final = "No reminders"
NO_THANKS: Final = "No, thanks"
NO_WEEKLY_SUMMARY: Final = "No weekly summary"
JUST_COUNT_ME: Final = "Just count me"
OFF: Final = "Off"
ON: Final = "On"
OTHER_CREDENTIALS: Final = "Other credentials"
OTHER_DATE: Final = "Other date"
OTHER_JOBS: Final = "Other jobs"
OTHER_TIME: Final = "Other time"
OTHER_ZONE: Final = "Other zone"
OTHER_DOMAINS: Final = "Other domains"
OTHER_SUBJECTS: Final = "Other topics"
OUTLOOK: Final = "Outlook"
OVERVIEW: Final = "Overview"
PAUSE: Final = "Pause"
PICK_A_STATE: Final = "Pick a state"
PLAY: Final = "Play"
PRACTICE_THE_WEAKEST: Final = "Practice the weakest"
PREVIEW: Final = "Preview"
PREVIOUS: Final = "Previous"
PROGRESS: Final = "Progress"
CHANGE_THE_NAME: Final = "Change the name"
PUT_A_NAME_ON_IT: Final = "Put a name on it"
REJECT_REPORT: Final = "Reject"
REMIND_ME: Final = "Remind me"
REMOTE: Final = "Remote, from home"
REMOVE_THE_LAST: Final = "Remove the last one"
REPORT: Final = "Report"
RESUME: Final = "Resume"
RESUME_THE_OPEN_ONE: Final = "Resume the open one"
REVEAL_AND_ASK: Final = "Reveal it, ask the next"
REVIEW_ALL: Final = "Review all"
SAVE: Final = "Save"
SEND_IT: Final = "Send it"
SEND_ME_EVERYTHING: Final = "Send me everything"
SETTINGS: Final = "Settings"
SET_ME_UP: Final = "Set me up"
SET_A_NEW_DATE: Final = "Set a new date"
SET_THE_EXAM_DATE: Final = "Set the exam date"
SHOW_THE_QUESTION: Final = "Show the question"
SHOW_THE_REPORT: Final = "Show the report"
SHARE_WITH_THE_GROUP: Final = "Share with the group"
SKILLS_CHECK: Final = "Skills self-check"
SKIP: Final = "Skip"
SKIP_REASON: Final = "Skip the reason"
SKIP_THIS: Final = "Skip / I don't know"
SKIP_TO_QUESTION: Final = "Skip, give me a question"
START: Final = "Start"
START_A_NEW_ONE: Final = "Start a new one"
STOP: Final = "Stop"
STRONG: Final = "Strong"
STUDY_PLAN: Final = "Study plan"
TELL_HOW_IT_WENT: Final = "Tell me how it went"
TAKE_THE_TOUR: Final = "Take the tour"
TEST_CENTER: Final = "Test center"
SEE_THE_CLASS: Final = "See the class"
THE_CLASS: Final = "Back to the class"
TOPICS: Final = "Topics"
TYPE_MY_NAME: Final = "Type my name"
SHOW_ANOTHER_NAME: Final = "Show another name"
THE_CAREER_DESK: Final = "The career desk"
THE_EXAM_DAY: Final = "Exam day"
THE_GUIDES_BANDS: Final = "Pay by experience (unsourced)"
THE_SHEET_AS_PDF: Final = "Get the PDF"
THE_SHEET_AS_TEXT: Final = "Get it as text"
TIME_BY_QUESTION: Final = "Time by question"
TODAY: Final = "Today's questions"
TOWARD_THE_EXAM: Final = "Toward the exam date"
TURN_OFF: Final = "Turn off"
TYPE_THE_DATE: Final = "Type the date"
UNFLAG: Final = "Unflag"
UNSAVE: Final = "Unsave"
USE_THEM: Final = "Use them"
WEAK: Final = "Weak"
WEAK_SPOTS: Final = "Weak spots"
WHAT_I_CHANGED: Final = "What I changed"
WORK_ASSIGNED: Final = "Assignments"
SHORTER: Final = (
    (" the CEHRS exam", " the exam"),
    (" CEHRS certification", " certification"),
    ("What is the difference between ", "Compare "),
    ("How do I know ", "Know "),
    ("Do I need to ", "Must I "),
    ("machine learning in records", "machine learning"),
)
"""Longer and shorter labels for the same thing."""
WHAT_MOVES_PAY: Final = "What affects pay"
YES: Final = "Yes"
YESTERDAY: Final = "Yesterday"
YES_FINISHED: Final = "Yes, finished"
YES_KEEP_IT: Final = "Yes, keep it"

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
_ON_HOLD: Final[Mapping[str, str]] = {
    "daily": "Today's set",
    "mock": MOCK,
    "practice": "Practice",
    "learn": "Topic",
    "placement": "Placement",
    "class": "For class",
}
"""Unfinished quiz sessions, by kind."""


def on_hold(kind: str, number: int, size: int) -> str:
    return f"{_ON_HOLD[kind]} ({max(1, number)} of {size})"


def exam_on_hold(left: str) -> str:
    return f"Exam ({left} left)"


def play(name: str) -> str:
    return fitting(f"Play against {name}") if name else PLAY


def for_class(topic: str, size: int) -> str:
    return f"For class: {topic} ({size})"


def take_back(topic: str) -> str:
    return f"Withdraw: {topic}"


def learn(topic: str) -> str:
    return f"Learn: {topic}"


def learn_beside(title: str) -> str:
    """The way to a note on something that is not on the exam: the first words of its title, and that it is not."""
    return f"Learn: {title.split(maxsplit=1)[0]} (not on the exam)"


def learn_fully(name: str, short: str) -> str:
    """A topic under its full name, as headings have it, if that fits on a button of its own."""
    label = learn(name)
    return label if len(label) <= MAX else learn(short)


def next_miss(number: int, of: int) -> str:
    return f"Next miss ({number} of {of})"


def join_board(place: str) -> str:
    return fitting(f"Join: {place}") if place else JOIN_BOARD


def practice(topic: str) -> str:
    return f"Practice: {topic}"


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


def flagged(count: int) -> str:
    return f"Flagged ({count})"


def right_before(count: int) -> str:
    return f"Right before ({count})"


def return_to(position: int) -> str:
    return f"Return to {position}"


def numbers(first: int, last: int) -> str:
    return f"{first}-{last}"


def start_exam(size: int) -> str:
    return f"Start now: {size} questions"


def questions_a_day(count: int) -> str:
    return f"Make it {count} a day"


def hours(count: int) -> str:
    return f"{count} hours"


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


def within_months(months: int) -> str:
    return f"Within {months} months"


def less_than_years(years: int) -> str:
    return f"Less than {years} years ago"


def about(*dollars: float) -> str:
    return f"Roughly {' to '.join(f'${each:,.0f}' for each in dollars)}"


def exam_date(*, booked: bool) -> str:
    return MOVE_THE_EXAM_DATE if booked else SET_THE_EXAM_DATE


def retake_on(when: date) -> str:
    return f"Retake {moments.weekday(when)}, {moments.short(when)}"


def on_day(when: date) -> str:
    return f"{moments.weekday(when)}, {moments.short(when)}, {when.year}"
