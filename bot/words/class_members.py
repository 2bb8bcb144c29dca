"""What a learner reads about an instructor's class: what it would share, before they agree and ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.classroom import FEW
from bot.words.moments import full as day

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Text

SHARED: Final = (
    "how well you know each domain and topic, as ranges",
    "how many days you studied, and when you last did",
    "your simulations and their scores",
    "your likely exam score and chance to pass, as ranges",
    "which of the class's assignments you have done",
)


def consent(name: str, exam: date | None) -> Text:
    end = (
        f"the class ends the day after its exam on {day(exam)} (your instructor can move that date)"
        if exam
        else "your instructor ends the class"
    )
    return text(
        bold(f"Join {name}?"),
        f"\nUntil you leave, or {end}, your instructor would see:",
        *(f"\n- {each}" for each in SHARED),
        "\nThat includes what you did before you joined. Your answers to single questions are never shown.",
        "\n\nYou can share this under a name that you type here. Or be counted only: then your instructor sees that one"
        f" more person is in the class, and your figures count in its averages once at least {FEW} people are counted"
        " that way.",
        "\n\nChange your mind any time with /class, or leave with /class leave.",
    )


def ask_name() -> Text:
    return text("What name should your instructor see? Type it, such as Ann Lee.")


def joined(name: str, shown_as: str) -> Text:
    how = f"Your instructor sees you as {shown_as}." if shown_as else "You are counted without a name."
    return text(bold(f"You're in {name}."), f"\n{how} /class shows what you share, and lets you change it.")


def not_joined() -> Text:
    return text("All right. Nothing is shared.")


def membership(name: str, shown_as: str, exam: date | None, *, over: bool) -> Text:
    if over:
        return text(bold(name), "\nThis class is over. You no longer share anything with it.")
    how = f"Your instructor sees you as {shown_as}, with:" if shown_as else "You are counted without a name, with:"
    end = f"\nSharing ends when you leave, or after the exam on {day(exam)}." if exam else ""
    return text(bold(f"You're in {name}"), f"\n{how}", *(f"\n- {each}" for each in SHARED), end)


def left(name: str) -> Text:
    return text(f"You left {name}. Your instructor no longer sees anything of yours. Your answers stay with you.")


def which_to_leave() -> Text:
    return text("Which class do you want to leave?")


def no_such_code() -> Text:
    return text("No class has that code. Check it with your instructor, then send it like /join K7M2-9QXA-TB4R.")


def ask_code() -> Text:
    return text("Send /join with the code from your instructor, such as /join K7M2-9QXA-TB4R.")


def too_many_tries() -> Text:
    return text("That was too many wrong codes. Ask your instructor for the right one, and try again in an hour.")


def class_over() -> Text:
    return text("That class is over. Ask your instructor for the code of a new one.")


def class_full(most: int) -> Text:
    return text(f"That class is full: it has {most} members. Please tell your instructor.")


def too_many_joined(most: int) -> Text:
    return text(f"You are in {most} classes already. Leave one first: /class leave.")


def not_a_name() -> Text:
    return text("Please type a name of 2 to 40 letters and spaces, such as Ann Lee.")


def none_joined() -> Text:
    return text("You are in no class. To join one, send /join and the code from your instructor.")


def work_gone() -> Text:
    return text("That assignment is gone: it was removed, or you are no longer in the class.")


def work_closed(due: date) -> Text:
    return text(f"That assignment was due on {day(due)}. /practice has questions on the same topic any time.")


def session_title(what: str) -> str:
    return f"For class: {what}"
