"""Requested input that waits for typed text (`Learner.expecting`), and what cancels it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

CONFIRM: Final = "confirm"
"""The topic of a card that asks yes or no (`bot.flows.yes_no`)."""
BACK: Final = "@"
"""Prefix for a step of the first contact that such a card interrupts."""
START: Final = "start."
"""The steps of the first contact survive anything else: they are repeated until they are done."""

REPORT: Final = "report."
"""The prompt for what is wrong with a question: letters and the names of buttons still mean what they always do."""


def is_strict(context: LearnerContext) -> bool:
    """True while any typed text is taken as requested input first."""
    return bool(context.learner.expecting) and not context.learner.expecting.startswith(REPORT)


def confirm(context: LearnerContext, what: str, of: object = "") -> None:
    """Let a typed yes or no answer the card being shown."""
    context.learner.expecting = f"{CONFIRM}.{what}/{of}{BACK}{_step(context)}".rstrip(BACK)


def leaving(context: LearnerContext, act: Callable[[], list[Reply]]) -> list[Reply]:
    """Run a command or a press, which cancels the open prompt unless it opens one or only shows a notice."""
    before = context.learner.expecting
    context.learner.expecting = _step(context)
    if context.learner.expecting:
        return act()
    replies = act()
    if not any(isinstance(reply, Card) for reply in replies):
        context.learner.expecting = context.learner.expecting or before
    return replies


def close(context: LearnerContext) -> str:
    """Close and return the open prompt; the first contact returns to its step."""
    before = context.learner.expecting
    context.learner.expecting = _step(context)
    return before.partition(BACK)[0]


def _step(context: LearnerContext) -> str:
    """Return the open step of the first contact; "" for none."""
    asked = context.learner.expecting
    step = asked if asked.startswith(START) else asked.partition(BACK)[2]
    return "" if context.learner.onboarded else step
