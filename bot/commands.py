"""The one table of commands: `/help`, Telegram's menu and Discord's slash commands are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "text",
    "integer",
    "domain",
    "topic",
    "term",
    "faq",
    "scope",
    "zone",
    "setting",
    "form",
    "days",
    "questions",
    "answers",
    "switch",
    "starters",
    "seconds",
    "channel",
    "role",
    "state",
    "occupation",
    "person",
]
"""What an option takes.

`domain`, `setting`, `form`, `days`, `questions`, `answers`, `switch`, `starters` and `seconds` are fixed choices;
`topic`, `term`, `faq`, `scope`, `zone`, `state` and `occupation` complete as one types; `channel`, `role` and `person`
are the platform's own, by their ids; a person comes in `Command.whom`, and not in the argument.
"""

Theme: TypeAlias = Literal["study", "exam", "progress", "together", "career", "settings", "data"]
"""What `/help` groups commands by."""

MIN_QUIZ: Final = 1
MAX_QUIZ: Final = 50
MIN_ROUND: Final = 5
MAX_ROUND: Final = 20


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a command. All are optional and stand in this order in `Command.argument`, joined by a space."""

    name: str
    description: str
    kind: Kind = "text"
    minimum: int | None = None
    maximum: int | None = None


MESSAGE_COMMANDS: Final[dict[str, Literal["explain", "report"]]] = {
    "Explain this": "explain",
    "Report this question": "report",
}
"""What can be done with a message of the bot on platforms with such menus, by the name that is shown; at most 32
characters."""


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its name, a description of at most 100 characters, and its options.

    Attributes:
        example: one that works, for `/help`.
        repeatable: it may run again when the platform delivers it again: it shows the same and counts nothing twice.
        managed: it exists in groups only, for those who may manage the group.
        judged: anyone may send it, but in a group it matters whether they may manage it, so the platform is asked.
        by_link: a link to the private chat may run it, which anyone can send; not what ends, changes, or gives away
            something.
        menu: it is in the menus of Telegram and Discord; otherwise it works when typed.
        parts: its subcommands, such as "setup" or "ask now". What the argument holds is the part's name, then each
            option's name and value: `setup time 12:00 zone US Central`.
    """

    name: str
    description: str
    options: tuple[Option, ...] = ()
    example: str = ""
    repeatable: bool = False
    managed: bool = False
    judged: bool = False
    by_link: bool = True
    menu: bool = True
    parts: tuple[CommandSpec, ...] = ()


CAREER: Final[tuple[CommandSpec, ...]] = (
    CommandSpec(
        "salary",
        "What the work pays, by state, job, and industry",
        (
            Option("state", "A state, such as Texas or TX", "state"),
            Option("occupation", "A job, such as billing", "occupation"),
        ),
        "/salary Texas billing",
        repeatable=True,
        menu=False,
    ),
    CommandSpec(
        "roi",
        "What CEHRS costs over two years, and the raise that pays for it",
        (
            Option("fee", "Exam fee, such as 117"),
            Option("course", "Course and materials, such as 1500"),
            Option("hours", "Study hours", "integer", 0, 2000),
            Option("renewal", "Renewal fee, such as 185"),
            Option("before", "Your wage now, such as 17.50/h or 52k"),
            Option("after", "The wage after, such as 19/h"),
        ),
        "/roi fee 117 course 0",
        repeatable=True,
        menu=False,
    ),
    CommandSpec("fit", "Whether CEHRS is right for you, and what else to consider", repeatable=True, menu=False),
    CommandSpec(
        "eligibility", "Whether you can probably take the exam, and what you still need", repeatable=True, menu=False
    ),
    CommandSpec(
        "path",
        "What the work is, where it leads, and what else each path requires",
        (Option("path", "A path, such as trainer; or outlook"),),
        "/path trainer",
        repeatable=True,
        menu=False,
    ),
    CommandSpec("roadmap", "Five steps to the credential, with your check marks", repeatable=True, menu=False),
    CommandSpec(
        "retake",
        "After a failed attempt: the earliest date, and your score report",
        (Option("report", "report, to enter it"),),
        "/retake report",
        repeatable=True,
        menu=False,
    ),
    CommandSpec(
        "renewal",
        "After you pass: the date, your credits, reminders, a calendar file",
        (
            Option("credits", "Credits to log, such as 2"),
            Option("what", "What they were for"),
            Option("on", "The day, such as 2026-12-01; today if you name none"),
        ),
        "/renewal log",
        menu=False,
    ),
    CommandSpec(
        "sheet",
        "A study sheet to print: what you missed, your weakest topics, the checklist",
        (Option("form", "pdf or markdown"),),
        "/sheet markdown",
        repeatable=True,
        menu=False,
    ),
    CommandSpec(
        "card",
        "A picture of your pass to share; no name unless you type one",
        (Option("name", "The name to put on it"),),
        "/card Ann Lee",
        repeatable=True,
        menu=False,
    ),
)
"""The career desk's tools: parts of `/career`, and commands of their own where they are typed."""

COMMANDS: Final[tuple[CommandSpec, ...]] = (
    CommandSpec("start", "Set up your exam date, daily time, and time zone", repeatable=True),
    CommandSpec("daily", "Today's questions, now", repeatable=True),
    CommandSpec(
        "mock",
        "A quick quiz weighted like the exam",
        (
            Option("domain", "One domain only", "domain"),
            Option("questions", "How many, 1 to 50", "integer", MIN_QUIZ, MAX_QUIZ),
        ),
        "/mock clinical 15",
        repeatable=True,
    ),
    CommandSpec(
        "quiz",
        "A live round in a server or group, for everyone who is there",
        (
            Option("questions", "How many, 5 to 20; 10 if you name none", "integer", MIN_ROUND, MAX_ROUND),
            Option("seconds", "How long each is open; 30 seconds if you name none", "seconds"),
            Option("domain", "One domain only", "domain"),
        ),
        "/quiz 10 30s clinical",
        judged=True,
        by_link=False,
    ),
    CommandSpec(
        "exam",
        "The full simulation, or half of it; nothing is explained before its end",
        (Option("size", "Full or half", "form"),),
        "/exam half",
        repeatable=True,
    ),
    CommandSpec(
        "practice",
        "Practice a domain, a topic, or what you missed, guessed, or saved",
        (Option("what", "A domain, a topic, missed, guessed, or saved", "scope"),),
        "/practice missed",
    ),
    CommandSpec(
        "learn",
        "Read a topic's note, then three questions on it",
        (Option("topic", "A topic of the exam", "topic"),),
        "/learn scheduling",
    ),
    CommandSpec("topics", "All topics of the exam, by domain", repeatable=True, menu=False),
    CommandSpec(
        "define",
        "What a term or an abbreviation means",
        (Option("term", "A term, such as EOB", "term"),),
        "/define EOB",
        repeatable=True,
    ),
    CommandSpec(
        "faq",
        "Questions about the exam, the credential, and this tutor",
        (Option("question", "A question, or a word of it", "faq"),),
        repeatable=True,
    ),
    CommandSpec(
        "duel",
        "Five questions against one other person, whenever each of you has time",
        (
            Option("code", "The code you were given, such as K7QP-3MZX-9RTA"),
            Option("user", "The one person to challenge", "person"),
        ),
        repeatable=True,
    ),
    CommandSpec("streak", "Your streak and freezes", repeatable=True),
    CommandSpec("progress", "What you have answered, by domain, and your weakest topics", repeatable=True),
    CommandSpec(
        "plan",
        "Your study plan by week, and as a calendar file",
        (Option("exam", "Your exam date, such as 2027-01-15; or calendar"),),
        "/plan 2027-01-15",
        repeatable=True,
    ),
    CommandSpec(
        "examday",
        "Countdown and checklist for exam day",
        (Option("place", "center or remote"),),
        "/examday remote",
        repeatable=True,
    ),
    CommandSpec("ready", "Your likely score and chance of passing, and what would raise them", repeatable=True),
    CommandSpec("placement", "15 questions that find your level", repeatable=True),
    CommandSpec(
        "result",
        "Tell me how your exam went",
        (Option("result", "passed or not passed, with the score and the date if you like"),),
        "/result passed 412",
        repeatable=True,
    ),
    CommandSpec(
        "settings",
        "Time, zone, set size, quiet hours, reminders, exam date",
        (
            Option("change", "What to change", "setting"),
            Option("value", "The new value, such as 07:30 or 10 or Chicago", "zone"),
        ),
        "/settings size 10",
        repeatable=True,
    ),
    CommandSpec(
        "pause",
        "Stop messages for a while; your streak is kept",
        (Option("from", "First day, such as 2026-12-20"), Option("until", "Last day, such as 2027-01-03")),
        "/pause 2026-12-20 2027-01-03",
        repeatable=True,
    ),
    CommandSpec("resume", "End a pause, or continue an unfinished quiz", by_link=False),
    CommandSpec("stop", "End the open quiz, or a live round in a group", judged=True, by_link=False),
    CommandSpec(
        "career",
        "Jobs, pay, and costs, whether CEHRS is right for you, and what comes after the exam",
        example="/career desk",
        parts=(CommandSpec("desk", "All tools of the career desk"), *CAREER),
    ),
    *CAREER,
    CommandSpec("tour", "A look around in five screens", repeatable=True),
    CommandSpec("help", "What I can do, by category", repeatable=True),
    CommandSpec("about", "What this tutor is, and what the exam is", repeatable=True),
    CommandSpec("privacy", "What is kept, for how long, and how to delete it", repeatable=True),
    CommandSpec("report", "Tell us that a question is wrong or unclear", (Option("what", "What is wrong with it"),)),
    CommandSpec("export", "Everything I have about you, as a JSON file", repeatable=True),
    CommandSpec(
        "link",
        "Link your Telegram and Discord accounts",
        (Option("code", "The code from your other chat"),),
        by_link=False,
    ),
    CommandSpec("unlink", "Unlink this account from your others", repeatable=True, by_link=False),
    CommandSpec("forget", "Delete everything I have about you", repeatable=True, by_link=False),
    CommandSpec(
        "group",
        "The question of the day in a server or group: for those who manage it",
        example="/group setup time 12:00 zone Chicago",
        managed=True,
        parts=(
            CommandSpec(
                "setup",
                "Set up the group's question of the day",
                (
                    Option("channel", "Where it's asked; here if you name none", "channel"),
                    Option("time", "At what time, such as 12:00 or 7:30 am"),
                    Option("zone", "Whose time, such as Chicago", "zone"),
                    Option("days", "On which days of the week", "days"),
                    Option("questions", "What is asked", "questions"),
                    Option("exam", "A common exam date, such as 2027-01-15; or not booked"),
                    Option("answers", "How long answers stay open", "answers"),
                    Option("role", "A role to notify; nobody if you name none", "role"),
                    Option(
                        "share", "Percent of the regulars who make a day count; 0 is two members", "integer", 0, 100
                    ),
                    Option("summary", "A summary each Sunday", "switch"),
                    Option("quiz", "Who may start a live round", "starters"),
                ),
            ),
            CommandSpec("show", "Show the settings, and when the next question comes"),
            CommandSpec("ask now", "Ask a question now"),
            CommandSpec("pause", "Ask nothing until you resume; the group's streak is kept"),
            CommandSpec("resume", "Continue after a pause, or after a problem is fixed"),
            CommandSpec("off", "Stop the question of the day; the settings are kept"),
        ),
        repeatable=True,
    ),
)
"""In the order of the menus."""
THEMES: Final[dict[Theme, tuple[str, ...]]] = {
    "study": ("daily", "mock", "quiz", "practice", "learn", "topics", "define", "faq", "placement", "stop"),
    "exam": ("exam", "ready", "examday", "result"),
    "progress": ("progress", "streak", "plan"),
    "together": ("duel", "group"),
    "career": ("career", *(spec.name for spec in CAREER)),
    "settings": ("start", "settings", "pause", "resume", "tour", "help"),
    "data": ("about", "privacy", "report", "export", "link", "unlink", "forget"),
}
"""The pages of `/help`, which together hold every command."""
