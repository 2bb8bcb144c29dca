"""The outcome of a simulation: its report, its times, and changed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Look, Outcome, Run, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures import DomainScore, Earlier, ExamFigures
from bot.figures.ranges import Range
from bot.flows import buttons
from bot.learning import exam_scoring
from bot.storage.tables import EXAM, id_of
from bot.words import exam as words
from bot.words import labels, refusals
from bot.words.labels import exam as exam_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import QuizSession

EARLIER: Final = 3
"""Number of earlier simulations that are listed."""


def show(context: LearnerContext, session: QuizSession, *, replace: bool = False, lead: str = "") -> list[Reply]:
    """Show the report of a finished simulation; it stays the same."""
    result = outcome(context, session)
    if result is None:
        return [Card(words.given_up(), ((button(exam_labels.NEW_EXAM, Run("exam")),),), replace=replace)]
    rows = (*_rows(session, result), (buttons.in_words("exam", str(session.id)),))
    shown = picture(figures(context, session, result), worded=True)
    body = words.in_short(session.title, result, _names(context), lead=lead)
    return [Card(body, rows, replace=replace, picture=shown)]


def in_words(context: LearnerContext, of: str) -> list[Reply]:
    """Put everything a simulation's report shows into words."""
    session = _over(context, int(of) if of.isdecimal() else 0)
    result = outcome(context, session)
    if result is None:
        return show(context, session)
    return [
        Card(
            words.report(session.title, result, _names(context), context.library.bank.blueprint.score.bar),
            _rows(session, result),
        )
    ]


def part(context: LearnerContext, action: Outcome) -> list[Reply]:
    """Show a part of the report."""
    session = _over(context, action.session)
    result = outcome(context, session)
    if result is None or action.part not in {"times", "changes"}:
        return show(context, session)
    body = words.times(result) if action.part == "times" else words.changed(result)
    return [Card(body, ((button(exam_labels.SHOW_THE_REPORT, Outcome(action.session)),),))]


def outcome(context: LearnerContext, session: QuizSession) -> exam_scoring.Outcome | None:
    """Return the figures of a finished simulation; None if it was given up."""
    assert session.ended_at is not None  # noqa: S101 - over
    assert session.ends_at is not None  # noqa: S101 - every simulation has an end
    marks = list(_marks(context, id_of(session)))
    if not marks:
        return None
    return exam_scoring.outcome(
        marks,
        [domain.id for domain in context.library.by_weight],
        seconds=(session.ended_at - session.started_at).total_seconds(),
        minutes=round((session.ends_at - session.started_at).total_seconds() / 60),
        earlier=_earlier(context, id_of(session))[-EARLIER:],
    )


def figures(context: LearnerContext, session: QuizSession, result: exam_scoring.Outcome) -> ExamFigures:
    """Return the figures for the report's picture."""
    return ExamFigures(
        title=session.title,
        right=result.score.right,
        total=result.score.total,
        domains=tuple(DomainScore(context.library.name(d.name), d.right, d.total) for d in result.domains),
        chance=Range(*result.percent),
        minutes=round(result.seconds / 60),
        allowed=result.minutes,
        pace=tuple(part if part is None else round(part) for part in result.parts),
        limit=round(60 * result.minutes / max(1, result.size)),
        earlier=tuple(Earlier(each.day, each.score.right, each.score.total) for each in result.earlier),
    )


def _over(context: LearnerContext, session_id: int) -> QuizSession:
    """Return a finished simulation of the learner.

    Raises:
        Refusal: it is not a simulation, still open, or someone else's.
    """
    session = context.store.quiz_sessions.get(session_id, context.me)
    if session is None or session.kind != EXAM or session.ended_at is None:
        raise Refusal(refusals.old_button())
    return session


def _names(context: LearnerContext) -> dict[str, str]:
    return {domain.id: domain.name for domain in context.library.by_weight}


def _marks(context: LearnerContext, session_id: int) -> Iterator[exam_scoring.Mark]:
    for attempt in context.store.quiz_sessions.attempts(session_id):
        yield exam_scoring.Mark(
            position=attempt.position,
            domain=context.library.domain_of[attempt.topic],
            scored=attempt.scored,
            flagged=attempt.flagged,
            drafts=attempt.drafts,
            seconds=attempt.seconds,
        )


def _earlier(context: LearnerContext, session_id: int) -> list[exam_scoring.Earlier]:
    return [
        exam_scoring.Earlier(
            row.ended_at.astimezone(context.zone).date(), exam_scoring.Score(int(row.right), int(row.total))
        )
        for row in context.store.exams.scores(context.me)
        if row.id < session_id
    ]


def _rows(session: QuizSession, result: exam_scoring.Outcome) -> Rows:
    me = id_of(session)
    rows: list[tuple[Button, ...]] = []
    if result.missed:
        rows.append(
            (
                button(
                    labels.review_missed(len(result.missed), result.unscored.total - result.unscored.right),
                    Look(me, "missed", 0),
                ),
            )
        )
    every = button(exam_labels.REVIEW_ALL, Look(me, "all", 0))
    flagged = button(exam_labels.flagged(len(result.flagged)), Look(me, "flagged", 0))
    rows.append((flagged, every) if result.flagged else (every,))
    if result.changed:
        lost = button(exam_labels.right_before(len(result.lost)), Look(me, "lost", 0))
        changes = button(exam_labels.WHAT_I_CHANGED, Outcome(me, "changes"))
        rows.append((changes, lost) if result.lost else (changes,))
    rows.append((button(exam_labels.TIME_BY_QUESTION, Outcome(me, "times")), buttons.progress()))
    return tuple(rows)
