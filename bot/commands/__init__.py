"""The one table of commands: `/help`, Telegram's menu and Discord's slash commands are made from it."""

from __future__ import annotations

from typing import Final, Literal

from bot.commands.career import CAREER
from bot.commands.other_names import OTHER_NAMES
from bot.commands.spec import CommandSpec, Kind, Option, Theme

__all__ = [
    "CAREER",
    "COMMANDS",
    "MAX_QUIZ",
    "MAX_ROUND",
    "MESSAGE_COMMANDS",
    "MIN_QUIZ",
    "MIN_ROUND",
    "OPERATORS",
    "OTHER_NAMES",
    "THEMES",
    "CommandSpec",
    "Kind",
    "Option",
    "Theme",
]


MIN_QUIZ: Final = 1
MAX_QUIZ: Final = 50
MIN_ROUND: Final = 5
MAX_ROUND: Final = 20


MESSAGE_COMMANDS: Final[dict[str, Literal["explain", "report"]]] = {
    "Explain this": "explain",
    "Report this question": "report",
}
"""Message commands on platforms that have them, by displayed name; at most 32 characters."""


COMMANDS: Final[tuple[CommandSpec, ...]] = (
    CommandSpec("start", "Set up your exam date, daily time, and time zone", repeatable=True),
    CommandSpec("daily", "Today's questions, now", repeatable=True),
    CommandSpec(
        "mock",
        "A quick quiz weighted like the exam, or on one domain",
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
        "Read a topic's note, then answer three questions",
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
        "board",
        "A group's weekly board: see it, join it under a name, leave it",
        example="/board join Night Owl",
        repeatable=True,
        parts=(
            CommandSpec("show", "Show the board of this week, and your own place to you alone"),
            CommandSpec(
                "join",
                "Join the board, under a name that you choose",
                (Option("alias", "What the board calls you, such as Night Owl"),),
            ),
            CommandSpec("leave", "Leave the board, at once"),
        ),
    ),
    CommandSpec(
        "plan",
        "Your study plan by week, or as a calendar file; a date becomes your exam date",
        (Option("exam", "Your new exam date, such as 2027-01-15; or calendar"),),
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
    CommandSpec(
        "ready", "How many you'd likely get right, your chance of passing, and what to study first", repeatable=True
    ),
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
    CommandSpec(
        "class",
        "For instructors: your class, what it knows, and what to teach next",
        example='/class new "Fall cohort" exam 2027-01-15',
        parts=(
            CommandSpec("show", "Your class, or the classes you joined"),
            CommandSpec(
                "new",
                "Start a class and get its join code",
                (
                    Option("name", "What the class is called, such as Fall cohort"),
                    Option("exam", "The day of its exam, such as 2027-01-15"),
                ),
            ),
            CommandSpec("topics", "What the class knows of each topic", (Option("domain", "One domain", "domain"),)),
            CommandSpec(
                "members",
                "Who joined by name, and who has not studied for a week",
                (Option("name", "One member, by the name they gave"),),
            ),
            CommandSpec(
                "assign",
                "Give the class questions to answer by a day",
                (
                    Option("what", "A domain or a topic", "scope"),
                    Option("questions", "How many, 1 to 50", "integer", MIN_QUIZ, MAX_QUIZ),
                    Option("by", "The last day, such as Friday or 2027-01-08"),
                ),
            ),
            CommandSpec("work", "The assignments, and who has done them"),
            CommandSpec("file", "The class as a table for a spreadsheet"),
            CommandSpec("code", "The join code, and an invitation to pass on"),
            CommandSpec("exam", "Move the exam date", (Option("date", "The new date, such as 2027-02-01"),)),
            CommandSpec("summary", "The weekly summary", (Option("weekly", "On or off", "switch"),)),
            CommandSpec("leave", "Leave a class that you joined"),
            CommandSpec("archive", "End a class; nobody shares anything with it anymore"),
            CommandSpec("delete", "Delete a class with everything that belongs to it"),
        ),
    ),
    CommandSpec(
        "join",
        "Join your instructor's class; first you see what you would share",
        (Option("code", "The code from your instructor"),),
        "/join K7M2-9QXA-TB4R",
        repeatable=True,
    ),
    CommandSpec("tour", "A look around in five screens", repeatable=True),
    CommandSpec("help", "What I can do, by category", repeatable=True),
    CommandSpec("about", "What this tutor is, and what the exam is", repeatable=True),
    CommandSpec("privacy", "What is kept, for how long, and how to delete it", repeatable=True),
    CommandSpec("report", "Tell me that a question is wrong or unclear", (Option("what", "What is wrong with it"),)),
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
        "The question of the day in a server or group, for those who manage it",
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
                    Option("questions", "Question mix", "questions"),
                    Option("exam", "A common exam date, such as 2027-01-15; or not booked"),
                    Option("answers", "How long answers stay open", "answers"),
                    Option("role", "A role to notify; nobody if you name none", "role"),
                    Option(
                        "share", "Percent of the regulars who make a day count; 0 is two members", "integer", 0, 100
                    ),
                    Option("summary", "A summary each Sunday", "switch"),
                    Option("quiz", "Who may start a live round", "starters"),
                    Option("board", "A weekly board for members who join it", "switch"),
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
"""In menu order."""
OPERATORS: Final = CommandSpec(
    "admin",
    "For those who run this tutor",
    parts=(
        CommandSpec("stats", "How many learn, answer, and report"),
        CommandSpec("reports", "What learners reported, to accept or reject"),
        CommandSpec("announce", "Tell every learner something, after a preview"),
    ),
)
"""Not in any menu: for the accounts in ADMINS only, in their private chats."""
THEMES: Final[dict[Theme, tuple[str, ...]]] = {
    "study": ("daily", "mock", "practice", "learn", "topics", "define", "faq", "placement", "stop"),
    "exam": ("exam", "ready", "examday", "result"),
    "progress": ("progress", "streak", "plan"),
    "together": ("quiz", "duel", "board", "group", "class", "join"),
    "career": ("career", *(spec.name for spec in CAREER)),
    "settings": ("start", "settings", "pause", "resume", "tour", "help"),
    "data": ("about", "privacy", "report", "export", "link", "unlink", "forget"),
}
"""The pages of `/help`, which together hold every command."""
