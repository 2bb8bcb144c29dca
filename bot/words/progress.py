"""Streak and progress in text, and the lines above a push's question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.engine import ANSWERS_TO_BE_WEAK
from bot.learning.streaks import to_freeze
from bot.words.lists import every
from bot.words.moments import on_weekday

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.streaks import Streak

KNOWN: Final = "Known means right without guessing; skips aren't known."
NAMED: Final = 3
"""Topics named at most in one sentence."""


def streak(now: Streak, *, turns: str) -> Text:
    """The streak; `turns` is when a study day ends, on the learner's clock."""
    today = "Today already counts." if now.counted else f"Today: {now.answered} of {now.goal}."
    return text(
        bold(f"{now.length}-day streak."),
        f"\n{today}\nYour longest: {now.best}. {_freezes(now)}\nEach day ends at {turns} your time.",
    )


def no_streak(answered: int, goal: int) -> Text:
    left = goal - answered
    todo = f"Answer {goal}" if not answered else "One more" if left == 1 else f"{left} more"
    return text(bold("No streak yet."), f"\nToday: {answered} of {goal}. {todo}, and day 1 is yours.")


def _freezes(now: Streak) -> str:
    more = to_freeze(now)
    days = "1 more day that counts earns" if more == 1 else f"{more} more days that count earn"
    none = f"You have no freezes left; {days} you one, and it saves your streak on a missed day."
    one = f"You have 1 freeze left; it saves your streak on a missed day. {days[0].upper()}{days[1:]} another one."
    many = f"You have {now.freezes} freezes left; each saves your streak on a missed day."
    return {0: none, 1: one}.get(now.freezes, many)


def progress(
    answered: int,
    known: int,
    domains: Sequence[str],
    weakest: Sequence[str],
    missed: Sequence[str],
    tail: Sequence[str],
) -> Text:
    return text(
        bold("Your progress"),
        f"\n{level('All answers', known, answered)}. {KNOWN}\n",
        *(f"\n{line}" for line in domains),
        "\n\nWeakest topics so far:" if weakest else f"\n\n{too_early()}{_missed(missed)}",
        *(f"\n{topic}" for topic in weakest),
        *(f"\n\n{line}" for line in tail[:1]),
        *(f"\n{line}" for line in tail[1:]),
    )


def in_short(answered: int, known: int, ahead: str, missed: Sequence[str], *, weak: bool) -> Text:
    """What the picture does not show; while no topic can be called weak, those that were `missed` are named."""
    return text(
        bold(level("Your progress", known, answered) + "."),
        f"\n{KNOWN}",
        f"\n{ahead}" if ahead else "",
        "" if weak else f"\n{too_early()}{_missed(missed)}",
    )


def passed() -> str:
    return "You passed the exam, so there's no score to forecast."


def too_early() -> str:
    return f"It's too early to name your weakest topics: none has {ANSWERS_TO_BE_WEAK} answers yet."


def _missed(topics: Sequence[str]) -> str:
    if not topics:
        return ""
    others = len(topics) - NAMED
    more = [f"{others} other topics" if others > 1 else "1 other topic"] if others > 0 else []
    return f" You've missed questions on {every([*topics[:NAMED], *more])}."


def domain_progress(name: str, weight: int, known: int, answered: int) -> str:
    return level(f"{name} ({weight}% of the exam)", known, answered)


def level(of: str, known: int, answered: int) -> str:
    """How many answers in a topic, a domain, or all are known."""
    return f"{of}: {known} of {answered} known" if answered else f"{of}: not started"


def nothing_yet() -> Text:
    return text("You haven't answered anything yet. /daily brings your first question.")


def kept_by_freeze(length: int, freezes: int) -> str:
    left = "no freezes left" if freezes == 0 else "1 freeze left" if freezes == 1 else f"{freezes} freezes left"
    return f"A freeze saved your {length}-day streak. You have {left}."


def streak_ended(length: int, best: int, when: date, today: date) -> str:
    """Say once that a streak ended on a missed day."""
    if length == best:
        ended = f"Your {length}-day streak, your best so far, ended {on_weekday(when, today)}."
    else:
        ended = f"Your {length}-day streak ended {on_weekday(when, today)}; your best is {best}."
    return f"{ended} Today's set starts a new one."


def freeze_earned(freezes: int) -> str:
    have = "1 freeze" if freezes == 1 else f"{freezes} freezes"
    return f"Seven days counted, so you earned a freeze back. You have {have} now."


def push_lead(left: int, size: int) -> str:
    return "Today's first question." if left == size else _left(left)


def planned_simulation() -> str:
    return "Your plan has a timed simulation for today: /exam, or /exam half if you have less than an hour."


def reminder(left: int) -> Text:
    return text(_left(left))


def _left(left: int) -> str:
    return f"You have {'1 question' if left == 1 else f'{left} questions'} left today."


def goodbye() -> Text:
    return text(
        "I haven't heard from you in a month, so this is my last message."
        " Your answers are safe, and /daily picks up where you left off."
    )


def exam_over() -> Text:
    return text("Your exam date has passed. I hope it went well. I'll stay quiet unless you want to keep going.")


def erase_notice() -> Text:
    return text(
        "It has been two years since I heard from you. In 30 days I'll delete everything I have about you."
        " To keep it, send /daily."
    )
