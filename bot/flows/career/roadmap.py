"""`/roadmap`: five steps the learner ticks off, tied to the plan, the exam date and the renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons
from bot.flows.career import after, dialogue, kept
from bot.words import refusals
from bot.words.career import roadmap as words

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext

TICKS: Final = "roadmap"
EXAM: Final = 4
"""The step that a pass ticks automatically."""


def roadmap(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the steps."""
    return [_card(context)]


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Tick or untick a step: "2+" or "2-", so that pressing twice changes nothing more."""
    number, sign = state[:-1], state[-1:]
    if number not in {str(each) for each in range(1, len(words.STEPS) + 1)} or sign not in {"+", "-"}:
        raise Refusal(refusals.old_button())
    ticks = set(kept.get(context, TICKS) or ()) - {int(number)} | ({int(number)} if sign == "+" else set())
    kept.put(context, TICKS, sorted(ticks))
    return [_card(context, replace=True)]


def _card(context: LearnerContext, *, replace: bool = False) -> Card:
    ticks = set(kept.get(context, TICKS) or ())
    won = after.passed(context)
    shown = ticks | ({EXAM} if won else set())
    exam = context.learner.exam_date
    ahead = exam if exam and exam >= context.today else None
    standing = words.Standing(
        context.today,
        ahead,
        context.store.answers.count(context.me),
        won.taken_on if won else None,
        after.earned(context),
        context.library.career.number("renewal-credits"),
        context.library.career.number("renewal-years"),
        after.renew_by(context),
    )
    return Card(words.roadmap(shown, standing), _rows(shown), replace=replace)


def _rows(ticked: set[int]) -> Rows:
    taps = [
        button(words.tick(each, done=each in ticked), Tool("tick", f"{each}{'-' if each in ticked else '+'}"))
        for each in range(1, len(words.STEPS) + 1)
    ]
    return (*(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2)), (buttons.plan(), dialogue.to_desk()))
