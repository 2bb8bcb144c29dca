"""What a simulation's clock brings unasked: three warnings at most, and the end; and the way into the private chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run
from bot.chat import Card
from bot.context import button
from bot.errors import Refusal
from bot.flows.exam import ending, paper, report
from bot.words import exam as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Turn
    from bot.storage.tables import Due, Sitting

Outcome = tuple[tuple[Card, ...], datetime | None]
"""What to send, and when the same is due again."""
STALE: Final = timedelta(minutes=15)
"""An invitation that comes later than this is no longer what was asked for."""


def plan(turn: Turn) -> None:
    """Set when the clock of what is open is due next, after anything that may change it."""
    moments = [moment for sitting in turn.store.exams.open(turn.me) for moment in paper.moments(sitting)]
    if ahead := [moment for moment in moments if moment > turn.now] or moments[-1:]:
        turn.store.schedule.put(ending.CLOCK, turn.me, turn.identity.platform, min(ahead))


def tick(turn: Turn, row: Due) -> Outcome:
    """Warn, or hand in what has no time left. What goes out comes in quiet hours too: the learner has begun it."""
    cards: list[Reply] = []
    ahead: list[datetime] = []
    for sitting in turn.store.exams.open(turn.me):
        if not ending.left(turn, sitting):
            ending.submit(turn, sitting)
            cards += report.show(turn, sitting, lead=words.time_up())
            continue
        ahead += [moment for moment in paper.moments(sitting) if moment > turn.now]
        cards += _warning(turn, sitting, row)
    if not cards and not ahead:
        cards = _once_more(turn, row)
    said = tuple(card for card in cards if isinstance(card, Card)) if turn.identity.reachable else ()
    return said, min(ahead, default=None)


def invite(turn: Turn, row: Due) -> Outcome:
    """Show the simulation in the private chat; where that is closed, remember it for the next command."""
    schedule = turn.store.schedule
    schedule.drop(turn.me, paper.CLOSED)
    if not turn.identity.reachable:
        schedule.put(paper.CLOSED, turn.me, turn.identity.platform, turn.now + paper.CLOSED_FOR)
        return (), None
    if turn.now - row.due_at > STALE:
        return (), None
    try:
        cards = paper.enter(turn, "")
    except Refusal as refusal:
        cards = [Card(refusal.text)]
    return tuple(card for card in cards if isinstance(card, Card)), None


def forget_closed(_turn: Turn, _row: Due) -> Outcome:
    """Let go of the note that the private chat was closed."""
    return (), None


def _warning(turn: Turn, sitting: Sitting, row: Due) -> list[Reply]:
    """Return the newest warning whose moment has come since the row was set; none twice."""
    if not any(row.due_at <= moment <= turn.now for moment in paper.moments(sitting)):
        return []
    assert sitting.id is not None  # noqa: S101 - stored
    answered = sum(bool(asking.drafts) for asking in turn.store.sittings.askings(sitting.id))
    body = words.warning(ending.left(turn, sitting), answered, sitting.size)
    return [Card(body, ((button("Go on with the exam", Run("exam")),),))]


def _once_more(turn: Turn, row: Due) -> list[Reply]:
    """Return the report again where its delivery failed after it was handed in."""
    newest = turn.store.exams.newest(turn.me)
    if newest is None or newest.ended_at is None or newest.ended_at < row.due_at:
        return []
    return report.show(turn, newest, lead=words.time_up())
