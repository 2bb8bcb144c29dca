"""A picture's full content in words, for anyone who cannot see it or wants to copy it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.errors import Refusal
from bot.flows import progress, weekly
from bot.flows.exam import report
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.actions import InWords
    from bot.chat import Reply
    from bot.context import LearnerContext

PICTURES: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "progress": progress.in_words,
    "exam": report.in_words,
    "week": weekly.in_words,
}


def in_words(context: LearnerContext, action: InWords) -> list[Reply]:
    """Describe a picture in words, however old it is; progress is described as it is now."""
    if action.what not in PICTURES:
        raise Refusal(refusals.old_button())
    return PICTURES[action.what](context, action.of)
