"""Replies to typed or pressed input that cannot be used: what was wrong, and an example that works."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.chat import text
from bot.words import lists, moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text


def not_a_date() -> Text:
    return text('I couldn\'t read that date. Send one like Jan 15, 1/15/2027, or "in 6 weeks".')


def not_an_exam_date() -> Text:
    return text('I couldn\'t read that date. Send one like Jan 15, 1/15/2027, "in 6 weeks", or "not booked".')


def not_a_pause() -> Text:
    return text('I couldn\'t read that. Send "for a week", "until Friday", or two dates, such as "Dec 20 to Jan 3".')


def no_such_day() -> Text:
    return text('The calendar has no such day. Send one like Jan 15, 1/15/2027, or "in 6 weeks".')


def date_passed() -> Text:
    return text('That date has passed. Send one like Jan 15, 1/15/2027, or "in 6 weeks".')


def date_too_far() -> Text:
    return text("That date is more than three years away. Send one like 1/15/2027.")


def not_a_past_date(today: date) -> Text:
    return text(f'I couldn\'t read that date. Send one like {_before(today)}, "yesterday", or "3 days ago".')


def date_ahead(today: date) -> Text:
    return text(f'That date is still ahead. Send the day it happened, such as {_before(today)} or "yesterday".')


def date_too_long_ago(today: date) -> Text:
    return text(f"That date is more than ten years ago. Send one like {_before(today)}.")


def not_a_month(today: date) -> Text:
    return text(f"I couldn't read that. Send a month such as June {today.year - 1}, or a date like {_before(today)}.")


def _before(today: date) -> str:
    return moments.short(today - timedelta(days=3))


def not_a_time() -> Text:
    return text("I couldn't read that time. Send one like 7:30 am, 5 pm, 17:00, or noon.")


def which_half(hour: int) -> Text:
    """Ask which half of the day is meant; `hour` is from 1 to 12, as on a clock face."""
    first, second = (moments.clock(time(at), 12) for at in (hour % 12, hour % 12 + 12))
    return text(f"{first} or {second}?")


def which_span() -> Text:
    return text("Which hours: at night, or during the day?")


def not_a_zone() -> Text:
    return text(
        "I couldn't find that time zone or city. Try a city and state such as Chicago, IL, a zip code, or a zone such"
        " as Eastern."
    )


def not_a_zip() -> Text:
    return text("I couldn't find that zip code. Try a city and state instead, such as Chicago, IL.")


def which_place(name: str, where: Sequence[str]) -> Text:
    """Ask which place is meant; `where` distinguishes namesakes: states, countries, or the times of a split state."""
    example = next((each for each in where if not each.startswith("the ")), where[0])
    return text(f"Which {name}: {lists.either(where)}? Send both, such as {name}, {example}.")


def not_a_span() -> Text:
    return text('Send two times with "to" between them, such as 9 pm to 8 am.')


def not_a_number(minimum: int, maximum: int) -> Text:
    return text(f"Send a whole number from {minimum} to {maximum}.")


def not_an_alias() -> Text:
    return text('Send a name of 2 to 24 letters, digits, and spaces, such as Night Owl; or "off" for none.')


def not_a_focus() -> Text:
    return text(
        'Send "blueprint" (like the exam), "weak" (your weaker domains), or "heavy" (the larger domains), such as'
        " /settings focus weak."
    )


def not_hours() -> Text:
    return text('Send "12", "24", or "my time zone", such as /settings clock 24.')


def not_a_switch() -> Text:
    return text('Send "on" or "off".')


def not_a_setting(*, near: int) -> Text:
    """`near` is how many settings are offered that may have been meant."""
    if near:
        return text(f"There's no such setting. Did you mean {'this one' if near == 1 else 'one of these'}?")
    return text("There's no such setting. Try one like /settings time 7:30 am, or /settings to see them all.")


def did_you_mean(command: str) -> str:
    """Name the command that was probably meant, before the others that exist; "" for none."""
    return f"Did you mean {command}? " if command else ""


def set_closed(*, daily: bool) -> Text:
    onward = "/daily picks up today's questions." if daily else "/practice starts a new one."
    return text(f"That set is closed, so nothing was counted. {onward}")


def not_a_quiz() -> Text:
    return text("I couldn't read that. Try /mock, /mock 20, /mock clinical, or /mock revenue 15 (1 to 50 questions).")


def not_an_exam() -> Text:
    return text("Try /exam for the full simulation, or /exam half for 50 questions.")


def not_a_scope() -> Text:
    return text(
        "I couldn't find that domain or topic. Try /practice clinical, /practice scheduling, or /practice missed."
    )


def not_a_domain() -> Text:
    return text("I couldn't find that domain or topic. Try /topics for all of them, or one such as /topics reporting.")


def not_a_topic() -> Text:
    return text("I couldn't find that topic. Try /learn scheduling, or a topic's number such as /learn CLO-03.")


def pause_too_long() -> Text:
    return text('A pause can last up to three years. Send "for a month", or the two dates.')


def pause_backwards() -> Text:
    return text("A pause can't end before it starts. Send it like /pause Dec 20 to Jan 3.")


def unknown_command(name: str, nearest: str) -> Text:
    # An invalid name is not repeated: it may contain anything.
    head = f"There's no /{name}." if re.fullmatch(r"[a-z0-9_]{1,32}", name) else "There's no such command."
    return text(head, f" Did you mean /{nearest}?" if nearest else "", " /help shows what I can do.")


def interrupted() -> Text:
    return text("I was interrupted. If you saw no answer, please send that once more.")


def old_button() -> Text:
    return text("That button is from an older message. /daily brings you a question.")


def no_question_there() -> Text:
    return text("I don't see a question in that message. Try this on one of my questions, or on its explanation.")


def answer_first() -> Text:
    return text("Answer it first. Then I explain every option.")


def not_yours() -> Text:
    return text("That question belongs to someone else. /daily brings you your own.")


def retired_question() -> Text:
    return text("That question was withdrawn, so it doesn't count. /daily brings you the next one.")


def apology() -> Text:
    return text("Sorry, something went wrong on my side. Nothing is lost; please try that again.")


def unavailable() -> Text:
    return text(
        "Sorry, I can't reach my records right now. Nothing is lost; your question stays open."
        " Please try again in a moment."
    )


def take_a_break(minutes: int) -> Text:
    span = "a minute" if minutes <= 1 else f"{minutes} minutes"
    return text(f"You're going faster than I can keep up. Let's pause for {span}. Everything so far is saved.")


def no_code() -> Text:
    return text(
        "That code doesn't work: codes last ten minutes and work only once."
        " Send /link in your other chat for a new one."
    )


def own_code() -> Text:
    return text("That code is for your other chat. Send it there, as /link and the code.")


def nothing_to_report() -> Text:
    return text("There's no question to report yet. /daily brings you one, and its explanation has a Report button.")


def enough_reports(most: int) -> Text:
    return text(f"That makes {most} reports in a day, and each one is read. Please send this one tomorrow.")


def too_long(limit: int) -> Text:
    return text(f"That's too long for me. Please keep it under {limit} characters.")
