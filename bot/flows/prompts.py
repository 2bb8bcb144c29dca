"""What was asked for and waits for typed text (`Learner.expecting`), and what cancels it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

CONFIRM: Final = "confirm"
"""The room of a card that asks yes or no (`bot.flows.yes_no`)."""
BACK: Final = "@"
"""What stands before the step of the first contact that such a card comes between."""
START: Final = "start."
"""The steps of the first contact outlive anything else: they are asked again until they are done."""


def confirm(context: LearnerContext, what: str, of: object = "") -> None:
    """Let a typed yes or no answer the card that is shown now."""
    context.learner.expecting = f"{CONFIRM}.{what}/{of}{BACK}{_step(context)}".rstrip(BACK)


def leaving(context: LearnerContext, act: Callable[[], list[Reply]]) -> list[Reply]:
    """Run a command or a press, which cancels the open prompt unless it opens one or shows nothing but a notice."""
    before = context.learner.expecting
    context.learner.expecting = _step(context)
    if context.learner.expecting:
        return act()
    replies = act()
    if not any(isinstance(reply, Card) for reply in replies):
        context.learner.expecting = context.learner.expecting or before
    return replies


def close(context: LearnerContext) -> str:
    """Close the open prompt, and return it; the first contact goes back to its step."""
    before = context.learner.expecting
    context.learner.expecting = _step(context)
    return before.partition(BACK)[0]


def _step(context: LearnerContext) -> str:
    """Return the step of the first contact that is open, "" for none."""
    asked = context.learner.expecting
    step = asked if asked.startswith(START) else asked.partition(BACK)[2]
    return "" if context.learner.onboarded else step
