"""What an instructor reads about starting, running, and ending a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import refusals
from bot.words.moments import full as day

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Text


def nothing() -> Text:
    return text(
        bold("No class yet"),
        "\nGot a code from your instructor? Send /join and the code.",
        '\nTeaching? Start a class with /class new "Fall cohort" exam 2027-01-15.',
    )


def created(name: str, line: str, exam: date | None) -> Text:
    end = f" The class ends after its exam on {day(exam)}." if exam else " The class goes on until you archive it."
    return text(
        bold(f"{name} is ready."),
        "\nTo join, your learners send me this line:\n",
        bold(line),
        f"\nBefore they agree, they see exactly what they would share, and choose whether to give a name.{end}",
        "\nI'll send you a summary every Monday. For one right away, send /class show.",
    )


def invitation(name: str, line: str) -> Text:
    return text(
        bold(f"Join {name}"),
        "\nStudy for the CEHRS exam with a few questions a day. To join the class, send the CEHRS tutor this line:\n",
        bold(line),
        "\nYou'll see what you would share before you agree.",
    )


def which_class() -> Text:
    return text("For which class?")


def classes() -> Text:
    return text(bold("Your classes"))


def exam_moved(name: str, exam: date) -> Text:
    return text(f"The exam for {name} is now on {day(exam)}. The class ends the day after.")


def summary(name: str, *, on: bool) -> Text:
    if on:
        return text(f"I'll send you a summary of {name} every Monday.")
    return text(f"No more Monday summaries of {name}. Turn them back on with /class summary on.")


def summary_now(name: str, *, on: bool) -> Text:
    if on:
        return text(f"You get a summary of {name} every Monday. To turn it off, send /class summary off.")
    return text(f"The Monday summary of {name} is off. To turn it on, send /class summary on.")


def confirm_archive(name: str) -> Text:
    return text(
        f"End {name}? Its members stop sharing with you at once, and nobody can join anymore. You can't reopen it."
    )


def archived(name: str) -> Text:
    return text(f"{name} has ended. Nobody shares anything with you anymore. /class delete removes what is left.")


def over(name: str, members: int) -> Text:
    return text(bold(name), f"\nThis class is over ({people(members)}). Nobody shares anything with you anymore.")


def ended(name: str) -> Text:
    return text(
        bold(f"{name} is over."),
        "\nIts exam date has passed, so your learners no longer share their progress with you. I hope they all passed.",
    )


def confirm_delete(name: str) -> Text:
    return text(
        f"Delete {name}, its list of members, and its assignments? There is no undo."
        " Your learners keep their own answers."
    )


def deleted(name: str) -> Text:
    return text(f"{name} is deleted, with everything that belonged to it.")


def kept() -> Text:
    return text("Nothing changed.")


def too_many_taught(most: int) -> Text:
    return text(f"You already teach {most} classes. Archive or delete one first: /class archive.")


def same_name() -> Text:
    return text("You already teach a class with that name. Pick another name, or see the class with /class show.")


def not_new() -> Text:
    return text('I couldn\'t read that. Start a class like this: /class new "Fall cohort" exam 2027-01-15.')


def not_a_title() -> Text:
    return text(
        "Please name the class with up to 40 letters, digits, and spaces, starting with a letter or digit, such as"
        " Fall cohort."
    )


def not_a_part(near: str = "") -> Text:
    """`near` is the part that was probably meant; "" for none."""
    return text(
        refusals.did_you_mean(f"/class {near}" if near else ""),
        "Try /class show, new, topics, members, assign, work, file, code, exam, summary, leave, archive, or delete.",
    )


def none_taught() -> Text:
    return text('You don\'t teach a class. Start one with /class new "Fall cohort" exam 2027-01-15.')


def not_yours() -> Text:
    return text("That class isn't yours, or it's gone. /class show lists your classes.")


def people(count: int) -> str:
    return "no members" if not count else "1 member" if count == 1 else f"{count} members"
