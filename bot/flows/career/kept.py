"""What a learner lets the desk store, by name: /export includes it, and /forget deletes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.context import LearnerContext


def get(context: LearnerContext, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what is stored under a name; None if nothing is."""
    return context.learner.career.get(name)


def put(context: LearnerContext, name: str, value: object) -> None:
    """Store a value."""
    context.learner.career = {**context.learner.career, name: value}


def drop(context: LearnerContext, *names: str) -> None:
    """Delete a value."""
    context.learner.career = {name: value for name, value in context.learner.career.items() if name not in names}
