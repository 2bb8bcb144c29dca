"""The commands of the career desk."""

from __future__ import annotations

from typing import Final

from bot.commands.spec import CommandSpec, Option

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
"""The career desk's tools: parts of `/career`, and separate commands when typed."""
