"""Places on a group's board, calculated from the members' own answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from bot.learning import boards
from bot.learning.boards import Score, Sight
from bot.storage.tables import EXAM, TOGETHER
from bot.words.names import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from bot.flows.group.context import GroupContext

WEEKS: Final = 4
"""Number of past weeks on which a goal is based."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member on the board."""

    place: int
    learner: int
    alias: str
    score: Score


@dataclass(frozen=True, slots=True)
class Standing:
    """A board: its members, best first, and what they know together compared with their goal."""

    members: tuple[Ranked, ...]
    known: int
    goal: int

    @property
    def shows(self) -> bool:
        """True if enough members have joined."""
        return len(self.members) >= boards.FEWEST

    @property
    def top(self) -> tuple[Ranked, ...]:
        """The members everyone sees: the best with a score, and never the last one."""
        last = self.members[-1].place if self.members else 0
        shown = (each for each in self.members if each.score.thirds and (each.place == 1 or each.place < last))
        return tuple(shown)[: boards.TOP]

    @property
    def tied(self) -> int:
        """How many more members share the last place shown."""
        top = self.top
        return sum(each.place == top[-1].place for each in self.members[len(top) :]) if top else 0

    def of(self, learner: int) -> Ranked | None:
        """Return a member; None for someone who is not on the board."""
        return next((each for each in self.members if each.learner == learner), None)


def standing(context: GroupContext, since: datetime, until: datetime) -> Standing:
    """Return the board of the week [since, until)."""
    aliases = context.store.boards.members(context.id)
    scores = _scores(context, aliases, since, until)
    places = boards.places(score.thirds for score in scores.values())
    members = [
        Ranked(place, learner, aliases[learner], scores[learner]) for place, learner in zip(places, scores, strict=True)
    ]
    known = len({point for score in scores.values() for point in score.known})
    past = [week.known for week in context.store.boards.weeks(context.id, until, WEEKS)]
    ordered = sorted(members, key=lambda each: (each.place, same(each.alias), each.learner))
    return Standing(tuple(ordered), known, boards.goal(past, len(members)))


def _scores(context: GroupContext, learners: Iterable[int], since: datetime, until: datetime) -> dict[int, Score]:
    scores = dict.fromkeys(learners, Score())
    revealed = context.store.boards.revealed(context.id)
    rows = context.store.boards.asked(scores, since - boards.REST)
    for learner, asked in groupby(rows, key=lambda row: int(row.learner_id)):
        sights = [_sight(row, context.library.point_of, revealed) for row in asked]
        scores[learner] = boards.score(sights, since, until, context.zone)
    return scores


def _sight(row: Row[Any], point_of: Mapping[str, str], revealed: Mapping[str, datetime]) -> Sight:
    shown = revealed.get(row.question) if row.mode not in TOGETHER else None
    return Sight(
        point=point_of.get(row.question, row.question),
        at=row.asked_at,
        settled_at=row.answered_at,
        known=row.correct is True and not row.guessed,
        again=row.again or (shown is not None and shown <= row.asked_at),
        counts=not row.void and (row.mode != EXAM or (row.scored and row.answered_at is not None)),
    )
