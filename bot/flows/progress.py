"""Streak and progress, in text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.actions import Run
from bot.chat import Card
from bot.flows.practice import weakest
from bot.flows.turn import button
from bot.words import asking
from bot.words import progress as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.flows.turn import Turn


def streak(turn: Turn, _argument: str) -> list[Reply]:
    """Show the days in a row, the number first."""
    now = turn.streak
    rows = ((button("Today's questions", Run("daily")),),)
    if now.length:
        return [Card(words.streak(now.length, now.best, now.freezes, now.answered, now.goal), rows)]
    return [Card(words.no_streak(now.answered, now.goal), rows)]


def progress(turn: Turn, _argument: str) -> list[Reply]:
    """Show what was answered, by domain, and the weakest topics."""
    tallies = turn.store.answers.tallies(turn.me)
    if not tallies:
        return [Card(words.nothing_yet(), ((button("Today's questions", Run("daily")),),))]
    known, answered = (sum(tally[n] for tally in tallies.values()) for n in (0, 1))
    weak = weakest(turn)
    body = words.progress(answered, known, _domains(turn, tallies), [turn.library.name(t) for t in weak], _tail(turn))
    rows = ((button("Practice the weakest", Run("practice", weak[0])), button("Today's questions", Run("daily"))),)
    return [Card(body, rows)]


def _domains(turn: Turn, tallies: dict[str, tuple[int, int]]) -> list[str]:
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for topic, (known, answered) in tallies.items():
        domain = turn.library.domain_of[topic]
        sums[domain] = (sums[domain][0] + known, sums[domain][1] + answered)
    domains = sorted(turn.library.bank.blueprint.domains, key=lambda domain: -domain.weight)
    return [words.domain_progress(domain.name, domain.weight, *sums[domain.id]) for domain in domains]


def _tail(turn: Turn) -> list[str]:
    lines = []
    if turn.learner.streak and not turn.learner.minimal:
        lines.append(asking.streak_fact(turn.learner.streak))
    if turn.learner.exam_date and (days := (turn.learner.exam_date - turn.today).days) >= 0:
        lines.append(asking.countdown(days))
    return lines
