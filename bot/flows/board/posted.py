"""What the Sunday summary says about the board before a new week begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.actions import BoardJoin, BoardPlace, button
from bot.flows.board.command import listed
from bot.flows.board.standing import standing
from bot.learning import groups
from bot.storage.board_tables import BoardWeek
from bot.words import board as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Rows, Text
    from bot.flows.board.standing import Standing
    from bot.flows.group.context import GroupContext


@dataclass(frozen=True, slots=True)
class Posted:
    """A board at the end of its week."""

    standing: Standing
    body: Text
    rows: Rows

    @property
    def has_points(self) -> bool:
        """True if there is more to tell than that the board exists."""
        return self.standing.shows and bool(self.standing.top)


def posted(context: GroupContext, ended_at: datetime) -> Posted | None:
    """Return the board of the week that ends then, and store its outcome; None for a group without a board."""
    if not context.group.board:
        return None
    since, _ = groups.week(ended_at - timedelta(seconds=1), context.zone)
    found = standing(context, since, ended_at)
    join = button(together_labels.JOIN_BOARD, BoardJoin(context.id))
    if not found.shows:
        return Posted(found, words.posted_too_few(len(found.members)), ((join,),))
    context.store.boards.keep_week(
        BoardWeek(group_id=context.id, ended_at=ended_at, known=found.known, members=len(found.members))
    )
    mine = button(together_labels.MY_PLACE, BoardPlace(context.id, int(ended_at.timestamp())))
    return Posted(found, words.posted(listed(found), words.together(found.known, found.goal)), ((mine, join),))
