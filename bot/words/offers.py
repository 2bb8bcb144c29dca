"""Changes that were asked for in plain words, offered as a button; and short answers to discouraged learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import text
from bot.words import moments
from bot.words.group import count
from bot.words.setup import inside

if TYPE_CHECKING:
    from datetime import date, time

    from bot.chat import Text


def daily_time(at: time, before: time, *, comes: bool) -> Text:
    """Offer another daily time; `comes` is False while the daily question is turned off."""
    if comes:
        return text(f"Daily question at {moments.both(at)}? It comes at {moments.both(before)} now.")
    return text(f"Daily question at {moments.both(at)}? It's turned off right now, so turn it on, too.")


def daily_is_off(at: time) -> Text:
    return text(f"Your daily question is set to {moments.both(at)}, but it's turned off. Turn it on?")


def zone(name: str, place: str) -> Text:
    named = moments.zone_time(name)
    return text(f"{place} is on {named}. Switch to {named}?" if place else f"Switch to {named}?")


def size(wanted: int, before: int) -> Text:
    return text(f"{count(wanted, 'question')} a day instead of {before}?")


def exam(day: date, before: date | None, today: date) -> Text:
    now = f" It's {moments.full(before)} now." if before and before >= today else ""
    return text(f"Set your exam date to {moments.dated(day)}?{now}")


def quiet(span: str, before: str) -> Text:
    return text(f"Quiet hours from {span}? They're {before} now.")


def turn(name: str, *, on: bool) -> Text:
    return text(f"Turn this {'on' if on else 'off'}: {name}?")


def value(name: str, value: str) -> Text:
    """Offer a setting's new value, as its card shows it."""
    return text(f"{name}: {value}?")


def which_messages() -> Text:
    return text("Which ones should stop? Each has its own switch, and a pause stops them all for a while.")


def nothing_sent() -> Text:
    return text("I'm not sending you anything on my own right now.")


def pause(first: date, last: date, today: date) -> Text:
    begins = "" if first <= today else f" from {inside(first, today)}"
    return text(
        f"Pause{begins} through {moments.near(last, today)}? I won't send anything until it's over,"
        " and your streak is safe."
    )


def result(score: int | None, taken: date | None, today: date, *, passed: bool) -> Text:
    with_score = f" with {score}" if score else ""
    when = f" {moments.on(taken, today)}" if taken else ""
    if passed:
        return text(f"Congratulations! Should I record that you passed{when}{with_score}?")
    return text(
        f"I'm sorry; that stings. Should I record that you didn't pass{when}{with_score}? Then we plan the next try."
    )


def how_it_went(taken: date, today: date) -> Text:
    return text(f"How did your exam {moments.on(taken, today)} go?")


def already(setting: str) -> Text:
    return text(f"That's how it's set already. {setting}.")


def nothing_changed() -> Text:
    return text("OK, nothing was changed.")


def quitting() -> Text:
    return text("You can stop whenever you like, and nothing you've done is lost. What would help most right now?")


def tired() -> Text:
    return text("Sounds like you need a break, and taking one costs you nothing here. What would help most right now?")


def low(feeling: str, right: int, answered: int, topic: str) -> Text:
    """Answer a learner who doubts themselves, with what their answers say and one next step."""
    return text(f"{_LEADS[feeling]} {_record(right, answered)} {_step(topic)}")


def low_in_exam(feeling: str) -> Text:
    return text(f"{_LEADS[feeling]} If a question is stuck, move on and come back to it later.")


def stopping_an_exam() -> Text:
    return text("You can stop this practice exam whenever you like. I'll ask first whether to turn in what you have.")


_LEADS = {
    "doubt": "That's a rough feeling, but a feeling isn't a score.",
    "hard": "Yes, some of this is hard, and nobody learns it in one sitting.",
    "hate": "Fair enough. You don't have to like it.",
}


def _record(right: int, answered: int) -> str:
    if not answered:
        return "You haven't answered any questions yet, so there's nothing to judge by."
    said = f"So far you've gotten {right} of {answered} right without guessing."
    if 2 * right > answered:
        return f"{said} That's more right than wrong."
    return f"{said} That isn't where you want to be yet, and that's what practice is for."


def _step(topic: str) -> str:
    if topic:
        return f"One small step: {topic}, a short note and three questions."
    return "One small step: answer a few, and every miss comes with the reason."
