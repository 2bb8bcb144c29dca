"""Answers to questions about the learner's own numbers; the first sentence answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments
from bot.words.lists import every

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text


def exam(day: date, today: date) -> Text:
    left = (day - today).days
    if left <= 1:
        return text(bold(moments.countdown(left)))
    return text(bold(f"Your exam is {moments.on(day, today)}: {moments.days(left)} to go."))


def exam_is_over(day: date, today: date) -> Text:
    return text(bold(f"Your exam date was {moments.near(day, today)}, so it's behind you."), " How did it go?")


def no_exam() -> Text:
    return text(bold("You haven't told me your exam date yet."), " Once I have it, I count down and plan toward it.")


def passed() -> Text:
    return text(bold("You passed, so there's no exam ahead of you."))


def retake(day: date, today: date) -> Text:
    if day <= today:
        return text(bold("Now, as far as I know: the waiting period is over."), " Book a date in your NHA account.")
    return text(
        bold(f"From {moments.near(day, today)}, as far as I know."),
        " That counts from the attempt you told me about. Your NHA account shows which dates are open.",
    )


def streak(length: int, best: int, freezes: int, answered: int, goal: int) -> Text:
    if length:
        head = f"You have a {length}-day streak."
    elif best:
        head = f"Your streak ended. Your best, {moments.days(best)}, stays on record."
    else:
        head = "You have no streak yet."
    held = f" You have {freezes_left(freezes)}." if length else ""
    return text(bold(head), f"\n{_today(answered, goal, started=bool(length))}{held}")


def lost_streak(length: int, best: int, answered: int, goal: int) -> Text:
    if length:
        return text(bold(f"You still have it: your streak is at {moments.days(length)}."), " Nothing was lost.")
    record = f" Your best, {moments.days(best)}, stays on record." if best else ""
    return text(
        bold("No, a streak that has ended can't be restored."),
        f"{record} Your answers and your progress don't change.\n{_today(answered, goal, started=False)}",
    )


def freezes_left(count: int) -> str:
    return "no freezes left" if not count else "1 freeze" if count == 1 else f"{count} freezes"


def _today(answered: int, goal: int, *, started: bool) -> str:
    left = goal - answered
    if left <= 0:
        return "Today counts already."
    return f"Today: {answered} of {goal}. {left} more, and {'today counts' if started else 'day 1 is yours'}."


def today(right: int, answered: int) -> Text:
    if not answered:
        return text(bold("You haven't answered a question today."))
    return text(bold(f"{right} of {answered} right today."))


def left(count: int) -> Text:
    if not count:
        return text(bold("None: you're done for today."), " Anything more is extra practice.")
    return text(bold(f"{_questions(count)} left today."))


def weakest_domain(name: str, known: int, answered: int, untried: Sequence[str]) -> Text:
    more = f" You haven't tried {every(untried)} yet." if untried else ""
    return text(bold(f"{name}: {known} of {answered} right without guessing."), more)


def weakest(topics: Sequence[str]) -> Text:
    others = f" After that: {every(topics[1:])}." if topics[1:] else ""
    return text(bold(f"Your weakest topic is {topics[0]}."), others)


def weakest_so_far(topics: Sequence[str], counts: Sequence[int]) -> Text:
    """Name the topics that were missed most while none has enough answers to be called weak."""
    named = every([f"{topic} ({count})" for topic, count in zip(topics, counts, strict=True)])
    return text(bold(f"What you've missed most so far: {named}."), " With so few answers, that's only a first hint.")


def nothing_missed(answered: int) -> Text:
    if not answered:
        return text(bold("I can't tell yet: you haven't answered anything."))
    return text(bold("None so far: you got everything right the last time I asked."))


def missed(count: int, topics: Sequence[str], others: int) -> Text:
    """Say how many questions were last answered wrong, and on which topics."""
    more = [f"{others} more"] if others else []
    return text(
        bold(f"You last got {_questions(count)} wrong."),
        f"\nTopics: {'; '.join([*topics, *more])}.\nPractice brings the questions back, each with its explanation.",
    )


def next_today(count: int) -> Text:
    return text(bold(f"Answer today's questions: {count} to go."))


def next_missed(count: int) -> Text:
    return text(bold(f"Go over what you missed: {_questions(count)}."), " You're done with today's set.")


def next_topic(name: str) -> Text:
    return text(bold(f"You're done for today. If you want more, work on {name}."))


def next_on_exam_day(left: int) -> Text:
    when = "tomorrow" if left else "today"
    return text(bold(f"Your exam is {when}, so go over the checklist."), " Then rest; cramming won't add much now.")


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
