"""What a learner reads about an instructor's class: what they would share, before and after they agree."""

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
    "when you joined, how many days you studied, and when you last did",
    "your simulations and their scores",
    "your likely exam score and your chance of passing, as ranges",
    "which of the class's assignments you have done",
)


def consent(name: str, exam: date | None) -> Text:
    end = (
        f"the day after the class's exam on {day(exam)} (your instructor can move that date)"
        if exam
        else "when your instructor ends the class"
    )
    return text(
        bold(f"Join {name}?"),
        "\nYour instructor would see:",
        *(f"\n- {each}" for each in SHARED),
        "\nThat includes what you did before you joined. Your answers to single questions are never shown.",
        "\n\nYou can share this under a name that you type. Or you can just be counted: your instructor sees only that"
        f" the class has one more member, and your results go into the class averages once at least {FEW} people are"
        " counted that way.",
        f"\n\nSharing stops as soon as you leave, or {end}. Change your mind any time: /class show, or /class leave.",
    )


def ask_name() -> Text:
    return text("What name should your instructor see? Type it, such as Ann Lee.")


def joined(name: str, shown_as: str) -> Text:
    return text(bold(f"You're in {name}."), f"\n{_how(shown_as)}. See or change what you share with /class show.")


def not_joined() -> Text:
    return text("All right. Nothing is shared.")


def membership(name: str, shown_as: str, exam: date | None, *, over: bool) -> Text:
    if over:
        return text(bold(name), "\nThis class is over. You no longer share anything with it.")
    end = f"the day after the exam on {day(exam)}" if exam else "when your instructor ends the class"
    return text(
        bold(f"You're in {name}"),
        f"\n{_how(shown_as)}. What you share:",
        *(f"\n- {each}" for each in SHARED),
        f"\nSharing stops as soon as you leave, or {end}.",
    )


def left(name: str) -> Text:
    return text(f"You left {name}. Your instructor no longer sees anything about you. Your answers are still yours.")


def which_to_leave() -> Text:
    return text("Which class do you want to leave?")


def no_such_code() -> Text:
    return text("No class has that code. Check it with your instructor, then send it like this: /join K7M2-9QXA-TB4R.")


def ask_code() -> Text:
    return text("Send /join with the code from your instructor, such as /join K7M2-9QXA-TB4R.")


def too_many_tries() -> Text:
    return text("That was too many wrong codes. Ask your instructor for the right one, and try again in an hour.")


def class_over() -> Text:
    return text("That class is over. Ask your instructor for the code of a new one.")


def class_full(most: int) -> Text:
    return text(f"That class is full, with {most} members. Please let your instructor know.")


def too_many_joined(most: int) -> Text:
    return text(f"You're already in {most} classes. Leave one first: /class leave.")


def not_a_name() -> Text:
    return text("Please type a name of 2 to 40 letters and spaces, such as Ann Lee.")


def none_joined() -> Text:
    return text("You aren't in a class. To join one, send /join with the code from your instructor.")


def _how(shown_as: str) -> str:
    return f"Your instructor sees you as {shown_as}" if shown_as else "You're counted without a name"
