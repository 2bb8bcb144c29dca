"""The exam day: a countdown, and a checklist for a test center or remote proctoring, based only on the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons
from bot.flows.career import after
from bot.words import examday as words
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext

CENTER: Final = "center"
REMOTE: Final = "remote"
OTHER: Final = {CENTER: REMOTE, REMOTE: CENTER}
SAID: Final = {
    "test center": CENTER,
    "centre": CENTER,
    "test centre": CENTER,
    "psi": CENTER,
    "home": REMOTE,
    "from home": REMOTE,
    "online": REMOTE,
    "proctor": REMOTE,
}

BOOKING: Final = ("exam-day-booking", "exam-day-window")
AHEAD: Final = {
    CENTER: ("exam-pace", "exam-day-center", "exam-day-reschedule", "exam-day-provider"),
    REMOTE: ("exam-pace", "exam-day-remote-computer", "exam-day-remote-rules", "exam-day-reschedule"),
}
EVE: Final[dict[str, tuple[str, ...]]] = {CENTER: (), REMOTE: ("exam-day-remote-room",)}
_IN_THE_EXAM: Final = ("exam-size", "exam-day-pace", "exam-pretest")
THE_DAY: Final = {
    CENTER: ("exam-day-id", "exam-day-arrival", *_IN_THE_EXAM),
    REMOTE: ("exam-day-id", "exam-day-remote-checkin", *_IN_THE_EXAM),
}
TO_DO: Final = frozenset(
    {
        "exam-day-booking",
        "exam-day-center",
        "exam-day-id",
        "exam-day-remote-computer",
        "exam-day-remote-room",
        "exam-day-remote-rules",
        "exam-pace",
    }
)
"""Those that are instructions and can be checked off."""
PLACES: Final = "exam-places"
LAST_WORD: Final = "tutor-check"
"""Ids in content/facts.yaml; missing ones are skipped."""


def examday(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the checklist for "center" or "remote"; without an argument the one seen last, or the choice."""
    asked = " ".join(argument[:100].casefold().split())
    if not asked and after.is_certified(context):
        return [Card(words.passed(), ((button(labels.SET_THE_EXAM_DATE, Run("plan", "date")),),))]
    place = SAID.get(asked, asked) or str(context.learner.plan.get("place", ""))
    if not place:
        return [_choice(context)]
    if place not in OTHER:
        raise Refusal(words.not_a_place())
    context.learner.plan = {**context.learner.plan, "place": place}
    return [_checklist(context, place)]


def lists(context: LearnerContext) -> list[tuple[str, list[words.Said]]]:
    """Return the checklist by time, without empty lists, for the chosen place (a test center by default)."""
    place = str(context.learner.plan.get("place", "")) or CENTER
    named = ((words.AHEAD, (*BOOKING, *AHEAD[place])), (words.EVE, EVE[place]), (words.THE_DAY, THE_DAY[place]))
    return [(name, facts) for name, ids in named if (facts := _facts(context, *ids))]


def _choice(context: LearnerContext) -> Card:
    rows = ((button(labels.TEST_CENTER, Run("examday", CENTER)), button(labels.REMOTE, Run("examday", REMOTE))),)
    return Card(words.choice(_left(context), _facts(context, PLACES)), rows)


def _checklist(context: LearnerContext, place: str) -> Card:
    left = _left(context)
    booking = BOOKING if left is None else ()
    lists = (
        (words.AHEAD, _facts(context, *booking, *AHEAD[place])),
        (words.EVE, _facts(context, *EVE[place])),
        (words.THE_DAY, _facts(context, *THE_DAY[place])),
    )
    body = words.checklist(left, lists, _facts(context, LAST_WORD), remote=place == REMOTE)
    other = button(labels.REMOTE if place == CENTER else labels.TEST_CENTER, Run("examday", OTHER[place]))
    return Card(
        body,
        ((other, buttons.plan()), (button(labels.exam_date(booked=left is not None), Run("plan", "date")),)),
    )


def _left(context: LearnerContext) -> int | None:
    """Return the days until the exam; None if no date lies ahead."""
    exam = context.learner.exam_date
    return (exam - context.today).days if exam and exam >= context.today else None


def _facts(context: LearnerContext, *ids: str) -> list[words.Said]:
    held = context.library.book.by_id
    found = [held[each] for each in ids if each in held]
    return [words.Said(each.text, each.id in TO_DO) for each in found]
