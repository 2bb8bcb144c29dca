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
    from bot.context import Turn


def streak(turn: Turn, _argument: str) -> list[Reply]:
    """Show the days in a row, the number first."""
    now = turn.streak
    rows = ((button("Today's questions", Run("daily")),),)
    shown = None if turn.learner.minimal else calendar.streak_picture(turn)
    if now.length:
        return [Card(words.streak(now.length, now.best, now.freezes, now.answered, now.goal), rows, picture=shown)]
    return [Card(words.no_streak(now.answered, now.goal), rows, picture=shown)]


def progress(turn: Turn, _argument: str) -> list[Reply]:
    """Show what was answered, by domain, and the weakest topics."""
    tallies = turn.store.answers.tallies(turn.me)
    if not tallies:
        return [Card(words.nothing_yet(), ((button("Today's questions", Run("daily")),),))]
    known, answered = (sum(tally[n] for tally in tallies.values()) for n in (0, 1))
    weak = model.worth_most(turn)
    body = words.progress(answered, known, _domains(turn, tallies), [turn.library.name(t) for t in weak], _tail(turn))
    rows = ((button("Practice the weakest", Run("practice", weak[0])), button("Today's questions", Run("daily"))),)
    return [Card(body, rows, picture=picture(progress_figures(turn)))]


def progress_figures(turn: Turn) -> ProgressFigures:
    """Return what the picture of the learner's progress is made of."""
    sums = _sums(turn, turn.store.answers.tallies(turn.me))
    levels = (
        DomainLevel(domain.name, domain.weight, _percent(*sums[domain.id]), sums[domain.id][1])
        for domain in _heaviest_first(turn)
    )
    guess = model.engine(turn).readiness(turn.now)
    return ProgressFigures(
        domains=tuple(levels),
        weakest=tuple(turn.library.name(topic) for topic in model.worth_most(turn)),
        days=calendar.answers_by_day(turn, DAYS),
        today=turn.learner.day_date,
        ready=Range(round(guess.score.low), round(guess.score.high)) if guess else None,
        missing=0 if guess else max(0, FEWEST - turn.store.answers.count(turn.me)),
    )


def _percent(known: int, answered: int) -> int | None:
    return round(100 * known / answered) if answered else None


def _domains(turn: Turn, tallies: dict[str, tuple[int, int]]) -> list[str]:
    sums = _sums(turn, tallies)
    return [words.domain_progress(domain.name, domain.weight, *sums[domain.id]) for domain in _heaviest_first(turn)]


def _heaviest_first(turn: Turn) -> list[Domain]:
    return sorted(turn.library.bank.blueprint.domains, key=lambda domain: -domain.weight)


def _sums(turn: Turn, tallies: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return (known, answered) for each domain."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for topic, (known, answered) in tallies.items():
        domain = turn.library.domain_of[topic]
        sums[domain] = (sums[domain][0] + known, sums[domain][1] + answered)
    return sums


def _tail(turn: Turn) -> list[str]:
    guess = model.engine(turn).readiness(turn.now)
    lines = [ready.ready_line(guess.score, guess.chance)] if guess else []
    if turn.learner.streak and not turn.learner.minimal:
        lines.append(questions.streak_fact(turn.learner.streak))
    if turn.learner.exam_date and (days := (turn.learner.exam_date - turn.today).days) >= 0:
        lines.append(questions.countdown(days))
    return lines
