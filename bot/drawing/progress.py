"""A learner's progress: mastery by domain, weakest topics, recent days, and readiness."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.drawing.canvas import MARGIN, SMALL, Canvas
from bot.drawing.palette import MUTED
from bot.drawing.parts import bar, columns, head, heading, names, passing, scale
from bot.words import pictures as words

if TYPE_CHECKING:
    from bot.figures import DomainLevel, ProgressFigures


def progress(figures: ProgressFigures) -> Canvas:
    """Draw the learner's progress."""
    canvas = Canvas()
    y = head(canvas, words.PROGRESS, words.day(figures.today))
    canvas.text(MARGIN, y + 10, words.KNOWN, SMALL, MUTED)
    y = _domains(canvas, y + 22, figures.domains)
    if figures.weakest:
        y = names(canvas, y + 2, words.WEAKEST, figures.weakest)
    y = heading(canvas, y + 4, words.in_days(figures.days))
    y = columns(canvas, y - 4, figures.days, _weekdays(figures), most=40)
    y = heading(canvas, y + 2, words.ready(figures))
    if figures.passed:
        return canvas.ended(y + 6)
    y = scale(canvas, y + 8, figures.passing, figures.ready)
    return canvas.ended(passing(canvas, y, figures.passing) + 6)


def _domains(canvas: Canvas, y: int, domains: tuple[DomainLevel, ...]) -> int:
    for domain in domains:
        share, level = words.weight(domain.weight), words.percent(domain.level)
        after = words.answered(domain.answered)
        y = bar(canvas, y, domain.name, level, part=(domain.level or 0) / 100, aside=share, after=after)
    return y


def _weekdays(figures: ProgressFigures) -> list[str]:
    """First letters of the days' names."""
    last = len(figures.days) - 1
    return [f"{figures.today - timedelta(days=last - at):%a}"[:1] for at in range(last + 1)]
