"""The day's set: its questions lead on from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows import push_times
from bot.flows import quiz_session as run
from bot.storage.tables import Sitting

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Turn


def daily(turn: Turn, _argument: str = "") -> list[Reply]:
    """Show today's open question, or how today's set ended."""
    settled = push_times.settle_in(turn)
    return settled + run.go_on(turn, todays_set(turn))


def todays_set(turn: Turn) -> Sitting:
    """Return the set of the current study day, begun if it is not, open again if it was stopped early."""
    found = turn.store.sittings.daily(turn.me, turn.learner.day_number)
    if found is None:
        turn.store.sittings.end_open(turn.me, "daily", turn.now)
        return turn.store.sittings.start(
            Sitting(
                learner_id=turn.me,
                kind="daily",
                title="Today's set",
                size=turn.learner.day_goal,
                day_number=turn.learner.day_number,
                started_at=turn.now,
            )
        )
    if found.ended_at is not None and left(turn, found):
        turn.store.sittings.reopen(found)
    return found


def left(turn: Turn, found: Sitting) -> int:
    """Return how many questions of a set are not answered yet."""
    assert found.id is not None  # noqa: S101 - stored
    askings = turn.store.sittings.askings(found.id)
    return found.size - sum(asking.answered_at is not None for asking in askings)
