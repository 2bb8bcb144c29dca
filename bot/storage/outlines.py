"""A quiz session with all that its next question depends on, in one read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy
from sqlalchemy import and_, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, select

from bot.storage.dialects import gathered
from bot.storage.duels import live
from bot.storage.in_groups import asked_in_groups
from bot.storage.tables import EXAM, Attempt, QuizSession

if TYPE_CHECKING:
    from sqlalchemy import Row


class Asked(NamedTuple):
    """An attempt in brief, as one of many that a quiz session has asked."""

    position: int
    id: int
    question: str
    answered: bool
    void: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A quiz session, and what its next question depends on.

    Attributes:
        session: the quiz session.
        asked: what it has asked, in order, including what does not count.
        shown: the quiz session whose question was last shown in the chat; None if there is none.
        simulated: questions of the learner's open simulation.
        in_groups: questions that the learner's groups were asked lately.
        in_duels: questions of the learner's open duels, seen or not.
    """

    session: QuizSession
    asked: list[Asked]
    shown: int | None
    simulated: frozenset[str]
    in_groups: frozenset[str]
    in_duels: frozenset[str]


_ATTEMPTS: Final = SQLModel.metadata.tables["attempt"]
_SHOWN: Final = (
    sqlalchemy.select(_ATTEMPTS.c.session_id)
    .where(_ATTEMPTS.c.learner_id == bindparam("learner"), _ATTEMPTS.c.shown_in == bindparam("chat"))
    .order_by(_ATTEMPTS.c.shown_at.desc(), _ATTEMPTS.c.id.desc())
    .limit(1)
)
_SIMULATED: Final = (
    select(Attempt.question)
    .join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
    .where(QuizSession.learner_id == bindparam("learner"), QuizSession.kind == EXAM)
    .where(col(QuizSession.ended_at).is_(None))
)
_DUELS: Final = live().subquery()


def _all(query: Any) -> Any:  # noqa: ANN401 - selects of either library
    """Return the rows of a query as one value."""
    found = query.correlate(None).subquery()
    return sqlalchemy.select(gathered(*found.c)).scalar_subquery()


def _outline(session: Any) -> Any:  # noqa: ANN401 - an expression for its id, and a statement
    """Return the statement that reads the outline of one of `learner`'s quiz sessions; always one row."""
    asked = sqlalchemy.select(
        gathered(
            _ATTEMPTS.c.position,
            _ATTEMPTS.c.id,
            _ATTEMPTS.c.question,
            _ATTEMPTS.c.answered_at.is_not(None),
            _ATTEMPTS.c.void,
        )
    ).where(_ATTEMPTS.c.session_id == session)
    own = and_(col(QuizSession.id) == session, col(QuizSession.learner_id) == bindparam("learner"))
    return (
        sqlalchemy.select(
            QuizSession,
            asked.correlate(None).scalar_subquery(),
            _SHOWN.scalar_subquery(),
            _all(_SIMULATED),
            _all(asked_in_groups()),
            sqlalchemy.select(gathered(_DUELS.c.questions)).scalar_subquery(),
        )
        .select_from(sqlalchemy.select(sqlalchemy.literal(1).label("one")).subquery())
        .join(QuizSession, own, isouter=True)
        .execution_options(autoflush=False)
    )


_NEWEST: Final = aliased(QuizSession)
OUTLINE: Final = _outline(bindparam("session"))
"""Prepared once, as in `bot.storage.quiz_sessions`."""
DAILY: Final = _outline(
    select(func.max(_NEWEST.id))
    .where(_NEWEST.learner_id == bindparam("learner"), _NEWEST.kind == "daily")
    .where(_NEWEST.day_number == bindparam("day"))
    .scalar_subquery()
)
"""The same for the set of a study day."""


def outline(row: Row[Any], fresh: QuizSession | None = None) -> Outline | None:
    """Return the outline that was read; if there is no such quiz session, that of a fresh one, or None without one."""
    session, asked, shown, simulated, in_groups, in_duels = tuple(row)
    found = session or fresh
    if found is None:
        return None
    return Outline(
        found,
        sorted(Asked(*each) for each in asked or () if session),
        shown,
        frozenset(question for (question,) in simulated or ()),
        frozenset(question for (question,) in in_groups or ()),
        frozenset(question for (questions,) in in_duels or () for question in questions),
    )
