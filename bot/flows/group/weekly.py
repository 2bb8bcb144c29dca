"""A group's week: a summary for everyone, never about one member."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.context import JobOutput
from bot.drawing.picture import picture
from bot.figures import GroupDay, GroupWeekFigures
from bot.flows.board.posted import posted
from bot.flows.group.context import LATEST
from bot.learning import groups
from bot.learning.group_choice import focus
from bot.storage.tables import id_of
from bot.words import group as words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from bot.flows.board.posted import Posted
    from bot.flows.group.context import GroupContext
    from bot.storage.group_tables import GroupQuestion
    from bot.storage.tables import Due

WEEK: Final = 7
MOMENT: Final = timedelta(seconds=1)
A_WEEK: Final = timedelta(days=6)
"""Minimum time between two summaries."""


def summary(context: GroupContext, row: Due) -> JobOutput:
    """Summarize what was revealed in the past seven days; say nothing about a week without an answer."""
    again = groups.next_summary(context.now, context.zone)
    if not context.runs or not context.group.summary:
        return JobOutput()
    before = context.group.summed_at
    if context.now - row.due_at > LATEST or (before and before != row.due_at and row.due_at - before < A_WEEK):
        return JobOutput(again=again)  # too late, or a change of zone caused a second Sunday evening
    since, _ = groups.week(row.due_at - MOMENT, context.zone)
    asked = context.store.groups.revealed(context.id, since, row.due_at)
    days = _days(context, asked, row.due_at)
    board = posted(context, row.due_at)
    if not any(day.answered for day in days) and not (board and board.has_points):
        return JobOutput(again=again)
    context.group.summed_at = row.due_at
    card = _card(asked, _figures(context, days, (since, row.due_at), board), days)
    shown = replace(card, body=(*card.body, *board.body), rows=board.rows) if board else card
    return JobOutput((shown,), again, context.address)


def _card(asked: Sequence[GroupQuestion], figures: GroupWeekFigures, days: Sequence[GroupDay]) -> Card:
    right = sum(day.right for day in days)
    lines = [words.week_answered(len(asked), figures.answered, figures.members, right)]
    lines += [words.week_hardest(figures.hardest)] if figures.hardest else []
    lines += [words.week_improved(figures.improved)] if figures.improved else []
    lines += [words.week_focus(figures.focus)] if figures.focus else []
    lines += [words.streak(figures.streak)] if figures.streak > 1 else []
    last = figures.first + timedelta(days=WEEK - 1)
    return Card(words.week(figures.first, last, lines), picture=picture(figures))


def _figures(
    context: GroupContext, days: Sequence[GroupDay], span: tuple[datetime, datetime], board: Posted | None
) -> GroupWeekFigures:
    by_date = {day.day: day for day in days}
    first = _first(context, by_date, span[1])
    given, (since, until) = context.store.group_answers, span
    now, before = given.tallies(context.id, since, until), given.tallies(context.id, until=since)
    return GroupWeekFigures(
        first=first,
        days=tuple(by_date.get(first + timedelta(days=at)) for at in range(WEEK)),
        answered=sum(day.answered for day in days),
        members=given.answerers(context.id, since, until),
        hardest=_name(context, groups.hardest(now)),
        improved=_improved(context, before, now),
        focus=_name(context, _focus(context)),
        streak=context.group.streak,
        known=board.standing.known if board and board.standing.shows else 0,
        goal=board.standing.goal if board and board.standing.shows else 0,
    )


def _first(context: GroupContext, dates: Collection[date], due_at: datetime) -> date:
    """Return the first of the week's seven days: a Monday if something was asked this Sunday, otherwise a Sunday."""
    sunday = due_at.astimezone(context.zone).date()
    return sunday - timedelta(days=WEEK - 1 if sunday in dates else WEEK)


def _days(context: GroupContext, asked: Sequence[GroupQuestion], due_at: datetime) -> list[GroupDay]:
    """Return each question's day: when it was asked or, if that was before the week, when it closed."""
    dates = [question.asked_at.astimezone(context.zone).date() for question in asked]
    first = _first(context, dates, due_at)
    answered: Counter[date] = Counter()
    right: Counter[date] = Counter()
    for question, on in zip(asked, dates, strict=True):
        closed = (question.revealed_at or due_at).astimezone(context.zone).date()
        day = on if on >= first else min(max(closed, first), first + timedelta(days=WEEK - 1))
        chosen = context.store.group_answers.chosen(id_of(question))
        answered[day] += sum(chosen.values())
        right[day] += chosen.get(0, 0)
    return [GroupDay(day, answered[day], right[day]) for day in sorted(answered)]


def _improved(context: GroupContext, before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]) -> str:
    """Return the topic that improved most; if no topic came back, the domain."""
    found = groups.most_improved(before, now)
    return _name(context, found or groups.most_improved(_by_domain(context, before), _by_domain(context, now)))


def _by_domain(context: GroupContext, tallies: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    right: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for topic, (known, given) in tallies.items():
        right[context.library.domain_of[topic]] += known
        answered[context.library.domain_of[topic]] += given
    return {domain: (right[domain], answered[domain]) for domain in answered}


def _focus(context: GroupContext) -> str:
    library = context.library
    count = len(context.days)
    return focus(context.items(), library.domain_of, library.weights, context.asked(), count, context.rng)


def _name(context: GroupContext, scope: str) -> str:
    return context.library.name(scope) if scope else ""
