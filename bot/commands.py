"""The one table of commands: `/help`, Telegram's menu and Discord's slash commands are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["text", "integer", "domain", "topic", "scope", "zone", "setting", "form"]
"""What an option takes.

`domain`, `setting` and `form` are fixed choices; `topic`, `scope` and `zone` complete as one types.
"""

MIN_QUIZ: Final = 1
MAX_QUIZ: Final = 50


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a command. All are optional and stand in this order in `Command.argument`, joined by a space."""

    name: str
    description: str
    kind: Kind = "text"
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its name, a description of at most 100 characters, and its options."""

    name: str
    description: str
    options: tuple[Option, ...] = ()
    example: str = ""


COMMANDS: Final[tuple[CommandSpec, ...]] = (
    CommandSpec("start", "Set up your exam date, daily time and time zone"),
    CommandSpec("daily", "Today's questions, now"),
    CommandSpec(
        "mock",
        "A quick quiz weighted like the exam",
        (
            Option("domain", "One domain only", "domain"),
            Option("questions", "How many, 1 to 50", "integer", MIN_QUIZ, MAX_QUIZ),
        ),
        "/mock clinical 15",
    ),
    CommandSpec(
        "exam",
        "The full simulation, or half of it; nothing is explained before its end",
        (Option("size", "Full or half", "form"),),
        "/exam half",
    ),
    CommandSpec(
        "practice",
        "Practice a domain, a topic, or what you missed, guessed or saved",
        (Option("what", "A domain, a topic, missed, guessed or saved", "scope"),),
        "/practice missed",
    ),
    CommandSpec(
        "learn",
        "Read a topic's note, then three questions on it",
        (Option("topic", "A topic of the exam", "topic"),),
        "/learn scheduling",
    ),
    CommandSpec("streak", "Your streak and freezes"),
    CommandSpec("progress", "What you have answered, by domain, and your weakest topics"),
    CommandSpec(
        "plan",
        "Your study plan by weeks, and as a calendar file",
        (Option("exam", "Your exam date, such as 2027-01-15; or calendar"),),
        "/plan 2027-01-15",
    ),
    CommandSpec(
        "examday",
        "Countdown and checklist for the exam day",
        (Option("place", "center or remote"),),
        "/examday remote",
    ),
    CommandSpec("ready", "Your likely score and chance to pass, and what would move them"),
    CommandSpec("placement", "15 questions that find your level"),
    CommandSpec(
        "result",
        "Tell how your exam went",
        (Option("result", "passed or not passed, the score and the date if you like"),),
        "/result passed 412",
    ),
    CommandSpec(
        "settings",
        "Time, zone, set size, quiet hours, reminders, exam date",
        (
            Option("change", "What to change", "setting"),
            Option("value", "The new value, such as 07:30 or 10 or Chicago", "zone"),
        ),
        "/settings size 10",
    ),
    CommandSpec(
        "pause",
        "Stop pushes for a while; your streak is kept",
        (Option("from", "First day, such as 2026-12-20"), Option("until", "Last day, such as 2027-01-03")),
        "/pause 2026-12-20 2027-01-03",
    ),
    CommandSpec("resume", "End a pause, or go on with an open quiz"),
    CommandSpec("stop", "End the quiz that is open"),
    CommandSpec("help", "Every command in one list"),
    CommandSpec("about", "What this tutor is, and what the exam is"),
    CommandSpec("privacy", "What is kept, for how long, and how to delete it"),
    CommandSpec("report", "Tell us that a question is wrong or unclear", (Option("what", "What is wrong with it"),)),
    CommandSpec("export", "Everything held on you, as a JSON file"),
    CommandSpec("link", "Join your Telegram and Discord accounts", (Option("code", "The code from your other chat"),)),
    CommandSpec("forget", "Delete everything held on you"),
)
