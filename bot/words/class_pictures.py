"""The text in the picture of an instructor's class, and its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.words.pictures import day, fit, span

if TYPE_CHECKING:
    from bot.figures.classroom import ClassFigures

AVERAGES: Final = "Would get right, on average (range)"
TEACH: Final = "Teach next"


def class_alt(figures: ClassFigures) -> str:
    levels = (f"{each.name} ({each.weight}% of the exam): {span(each.level)}%." for each in figures.domains)
    return fit(
        f"Class {figures.name}, {day(figures.today)}: {members(figures)}.",
        f"{studied(figures)}.",
        f"{passes(figures)}.",
        *levels,
        f"{TEACH}: {'; '.join(figures.teach)}." if figures.teach else "",
    )


def members(figures: ClassFigures) -> str:
    return "1 member" if figures.members == 1 else f"{figures.members:,} members"


def studied(figures: ClassFigures) -> str:
    return f"{figures.studied:,} of {figures.counted:,} studied this week"


def passes(figures: ClassFigures) -> str:
    if figures.passes is None:
        return f"Expected passes: too early to say ({figures.measured:,} measured)"
    return f"Expected passes: {span(figures.passes)} of {figures.measured:,}"
