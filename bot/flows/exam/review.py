"""The look back at a simulation, question by question: what was missed, flagged, right before, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Complain, Look, Next, Outcome
from bot.chat import Card
from bot.context import button
from bot.errors import Refusal
from bot.flows import quiz_session as run
from bot.flows.exam import ending, report
from bot.storage.tables import EXAM
from bot.words import exam as words
from bot.words import questions as asking_words
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply, Rows, Text
    from bot.context import Turn
    from bot.learning.exam_scoring import Outcome as Result
    from bot.storage.tables import Asking, Sitting

WHICH: Final[dict[str, Callable[[Result], tuple[int, ...]]]] = {
    "missed": lambda result: result.missed,
    "flagged": lambda result: result.flagged,
    "lost": lambda result: result.lost,
    "all": lambda result: tuple(position for position, _ in result.times),
}


def look(turn: Turn, action: Look) -> list[Reply]:
    """Show a question with its explanation; the first in a message of its own, so that the report stays."""
    sitting = ending.own(turn, action.sitting)
    if sitting.ended_at is None or action.which not in WHICH:
        raise Refusal(refusals.old_button())
    result = report.outcome(turn, sitting)
    if result is None:
        return report.show(turn, sitting)
    return [_explained(turn, sitting, WHICH[action.which](result), action)]


def onward(turn: Turn, action: Next) -> list[Reply]:
    """Go on with a sitting: with the look back where it is a simulation that is over."""
    sitting = turn.store.sittings.get(action.sitting, turn.me)
    if sitting is None or sitting.kind != EXAM:
        return run.onward(turn, action)
    if sitting.ended_at is None:
        raise Refusal(refusals.old_button())
    if sitting.explain not in WHICH:
        return report.show(turn, sitting)
    return look(turn, Look(action.sitting, sitting.explain, sitting.cursor + 1))


def _explained(turn: Turn, sitting: Sitting, positions: tuple[int, ...], action: Look) -> Card:
    """Return the card of the first question from an index on that the bank still has."""
    for index, position in enumerate(positions[action.index :], action.index):
        asking = turn.store.exams.at(action.sitting, position)
        if asking and asking.question in turn.library.bank.questions:
            # Where "I guessed" leads on from: its own button knows the sitting alone.
            sitting.explain, sitting.cursor = action.which, index
            place = words.review_place(position, index + 1, len(positions))
            rows = _rows(asking, sitting, Look(action.sitting, action.which, index + 1))
            return Card(_body(turn, asking, place), rows, replace=action.index > 0)
    return Card(words.review_done(), ((button("Show the report", Outcome(action.sitting)),),))


def _body(turn: Turn, asking: Asking, place: str) -> Text:
    return asking_words.explanation(
        turn.library.bank.questions[asking.question],
        run.shown(asking),
        asking.chosen,
        label=turn.library.label(asking.topic),
        guessed=asking.guessed and bool(asking.correct),
        place=place,
    )


def _rows(asking: Asking, sitting: Sitting, following: Look) -> Rows:
    onward = button("Next", following)
    if asking.answered_at is None:
        assert asking.id is not None  # noqa: S101 - stored
        return ((onward, button("Report", Complain(asking.id))),)
    (_, guess), second = run.after(asking, sitting)
    return ((onward, guess), second)
