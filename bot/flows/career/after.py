"""What the learner has reported about their exams, for the tools they use afterward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows.career.dates import years_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.context import LearnerContext
    from bot.storage.career_tables import ExamResult


def passed(context: LearnerContext) -> ExamResult | None:
    """Return the last exam that was passed; None if there is none."""
    return next((each for each in reversed(context.store.learners.results(context.me)) if each.passed), None)


def is_certified(context: LearnerContext) -> bool:
    """True if the learner passed, and has not booked another exam since."""
    results = context.store.learners.results(context.me)
    return context.learner.exam_date is None and bool(results) and results[-1].passed


def failed(context: LearnerContext) -> Sequence[ExamResult]:
    """Return the failed attempts since the last pass, oldest first."""
    results = list(context.store.learners.results(context.me))
    last = max((at for at, each in enumerate(results) if each.passed), default=-1)
    return results[last + 1 :]


def renew_by(context: LearnerContext) -> date | None:
    """Return the renewal deadline; None without a pass, or if the content has no career figures."""
    found, known = passed(context), context.library.career
    return years_after(found.taken_on, int(known.number("renewal-years"))) if found and known.by_id else None


def earned(context: LearnerContext) -> float:
    """Return the credits logged since the last pass."""
    found = passed(context)
    since = found.taken_on if found else context.today
    return sum(each.halves for each in context.store.learners.credits(context.me) if each.earned_on >= since) / 2
