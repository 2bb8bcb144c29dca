"""Streak and progress, in text with a picture."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.actions import Run
from bot.chat import Card
from bot.context import button
from bot.drawing.figures import DAYS, DomainLevel, ProgressFigures, Range
from bot.drawing.picture import picture
from bot.flows import calendar, model
from bot.learning.readiness import FEWEST
from bot.words import progress as words
from bot.words import questions, ready

if TYPE_CHECKING:
    from bot.bank.blueprint import Domain
    from bot.chat import Reply
    from bot.context import LearnerContext


def streak(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the days in a row, the number first."""
    now = context.streak
    rows = ((button("Today's questions", Run("daily")),),)
    shown = None if context.learner.minimal else calendar.streak_picture(context)
    if now.length:
        return [Card(words.streak(now.length, now.best, now.freezes, now.answered, now.goal), rows, picture=shown)]
    return [Card(words.no_streak(now.answered, now.goal), rows, picture=shown)]


def progress(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show what was answered, by domain, and the weakest topics."""
    tallies = context.store.answers.tallies(context.me)
    if not tallies:
        return [Card(words.nothing_yet(), ((button("Today's questions", Run("daily")),),))]
    known, answered = (sum(tally[n] for tally in tallies.values()) for n in (0, 1))
    weak = model.worth_most(context)
    body = words.progress(
        answered, known, _domains(context, tallies), [context.library.name(t) for t in weak], _tail(context)
    )
    rows = ((button("Practice the weakest", Run("practice", weak[0])), button("Today's questions", Run("daily"))),)
    return [Card(body, rows, picture=picture(progress_figures(context)))]


def progress_figures(context: LearnerContext) -> ProgressFigures:
    """Return what the picture of the learner's progress is made of."""
    sums = _sums(context, context.store.answers.tallies(context.me))
    levels = (
        DomainLevel(domain.name, domain.weight, _percent(*sums[domain.id]), sums[domain.id][1])
        for domain in _heaviest_first(context)
    )
    guess = model.engine(context).readiness(context.now)
    return ProgressFigures(
        domains=tuple(levels),
        weakest=tuple(context.library.name(topic) for topic in model.worth_most(context)),
        days=calendar.answers_by_day(context, DAYS),
        today=context.learner.day_date,
        ready=Range(round(guess.score.low), round(guess.score.high)) if guess else None,
        missing=0 if guess else max(0, FEWEST - context.store.answers.count(context.me)),
    )


def _percent(known: int, answered: int) -> int | None:
    return round(100 * known / answered) if answered else None


def _domains(context: LearnerContext, tallies: dict[str, tuple[int, int]]) -> list[str]:
    sums = _sums(context, tallies)
    return [words.domain_progress(domain.name, domain.weight, *sums[domain.id]) for domain in _heaviest_first(context)]


def _heaviest_first(context: LearnerContext) -> list[Domain]:
    return sorted(context.library.bank.blueprint.domains, key=lambda domain: -domain.weight)


def _sums(context: LearnerContext, tallies: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return (known, answered) for each domain."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for topic, (known, answered) in tallies.items():
        domain = context.library.domain_of[topic]
        sums[domain] = (sums[domain][0] + known, sums[domain][1] + answered)
    return sums


def _tail(context: LearnerContext) -> list[str]:
    guess = model.engine(context).readiness(context.now)
    lines = [ready.ready_line(guess.score, guess.chance)] if guess else []
    if context.learner.streak and not context.learner.minimal:
        lines.append(questions.streak_fact(context.learner.streak))
    if context.learner.exam_date and (days := (context.learner.exam_date - context.today).days) >= 0:
        lines.append(questions.countdown(days))
    return lines
