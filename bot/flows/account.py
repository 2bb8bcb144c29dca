"""What the tutor is, what it stores about the learner, and how to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Erase, Run, button
from bot.chat import Card
from bot.flows import corrections, prompts
from bot.flows.duel import leaving
from bot.flows.group import answer
from bot.words import account as words
from bot.words import corrections as correction_words
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext

NO: Final = "no"


def about(context: LearnerContext, _argument: str) -> list[Reply]:
    """Explain what the tutor is, and what the exam is."""
    body = words.about(context.library.facts, len(context.library.bank.published))
    corrected = corrections.listed(context)
    return [Card((*body, *correction_words.listed(corrected)) if corrected else body)]


def privacy(_context: LearnerContext, _argument: str) -> list[Reply]:
    """Explain what is stored, for how long, and how to delete it."""
    return [Card(words.privacy(), ((button(labels.SEND_ME_EVERYTHING, Run("export")),),))]


def forget(context: LearnerContext, argument: str) -> list[Reply]:
    """Ask for confirmation once; "no" keeps everything."""
    if argument.strip().casefold() == NO:
        return [Card(words.kept())]
    prompts.confirm(context, "forget")
    return [
        Card(
            words.confirm_forget(len(context.store.classes.taught(context.me))),
            ((button(labels.CONFIRM_DELETE, Erase()), button(labels.KEEP_DATE, Run("forget", NO))),),
        )
    ]


def erase(context: LearnerContext, _action: Erase) -> list[Reply]:
    """Delete everything, on every linked platform."""
    answer.uncount(context)
    leaving.forget(context)
    context.store.erase(context.me)
    return [Card(words.forgotten(), replace=True)]
