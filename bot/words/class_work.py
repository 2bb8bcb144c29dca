"""What an instructor and a member read about an assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words.moments import near, on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text


def assigned(what: str, when: str) -> Text:
    return text(
        bold(f"Assigned: {what}, {when}."),
        "\nMembers see it as a button with their daily questions. /class work shows who has done it.",
    )


def which_for(what: str, when: str) -> Text:
    return text(f"Which class gets {what}, {when}?")


def work(name: str, lines: Sequence[str]) -> Text:
    return text(bold(f"Assignments for {name}"), *(f"\n{line}" for line in lines))


def task(what: str, when: str, done: Sequence[str], waiting: Sequence[str]) -> str:
    """Say what was assigned, who has done it, and who has not."""
    lines = [f"{what}, {when}"]
    lines += [f"  Done: {', '.join(done)}"] if done else []
    lines += [f"  Not yet: {', '.join(waiting)}"] if waiting else []
    return "\n".join(lines)


def no_work() -> str:
    return "None yet. Assign one with /class assign scheduling 10 by Friday."


def too_many_tasks(most: int) -> Text:
    return text(f"The class already has {most} open assignments. Withdraw one first: /class work.")


def not_a_task() -> Text:
    return text("I couldn't read that. Assign questions like this: /class assign scheduling 10 by Friday.")


def work_gone() -> Text:
    return text("That assignment is gone: it was withdrawn, or you're no longer in the class.")


def work_closed(last: date, today: date) -> Text:
    return text(f"That assignment was due {on(last, today)}. For more questions on a topic, send /practice.")


def work_over() -> Text:
    return text("That class is over, and so are its assignments. For more questions on a topic, send /practice.")


def session_title(what: str) -> str:
    return f"For class: {what}"


def amount(what: str, size: int) -> str:
    """Return a topic or domain with how many questions on it, such as "Scheduling, 10 questions"."""
    return f"{what}, {'1 question' if size == 1 else f'{size} questions'}"


def due(last: date, today: date) -> str:
    """Return the last day of an assignment, ahead or past."""
    return f"due {near(last, today)}"


def column(what: str, last: str) -> str:
    """Return an assignment as a column heading of the table, with its last day in the same form as the others."""
    return f"{what}, due {last}"
