"""The text in the desk's pictures, and their text alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.words import moments
from bot.words.career import roi
from bot.words.career.desk import cents, dollars
from bot.words.pictures import fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.figures.career import Cost, PassFigures, PayFigures, RoiFigures

RANKS: Final = ("10th percentile", "25th percentile", "median", "75th percentile", "90th percentile")
ROI: Final = roi.TITLE
LOW_MIDDLE_HIGH: Final = roi.LOW_MIDDLE_HIGH
HOW_TO_READ: Final = f"{LOW_MIDDLE_HIGH}; bar to middle, hatched to high"
PARTS: Final[Mapping[str, str]] = {"exam": roi.EXAM, "course": roi.COURSE, "renewal": roi.RENEWAL, "total": roi.TOTAL}
long_day: Final = moments.full
PASSED: Final = "CEHRS exam passed"
DOLLAR: Final = 100
"""In cents."""
A_YEAR: Final = "US dollars a year, before taxes"
TUTOR: Final = "Studied with the CEHRS tutor. Not affiliated with NHA."


def pay_alt(figures: PayFigures) -> str:
    ranks = "; ".join(f"{rank} {dollars(amount)}" for rank, amount in ranked(figures))
    return fit(f"Pay: {figures.occupation}, {figures.vintage}.", f"{A_YEAR}.", f"{ranks}.", state(figures))


def ranked(figures: PayFigures) -> list[tuple[str, int]]:
    return list(zip(RANKS, figures.percentiles, strict=True))


def state(figures: PayFigures) -> str:
    if not figures.state:
        return ""
    return f"{figures.state}: {f'median {dollars(figures.median)}' if figures.median is not None else 'not published'}."


def roi_alt(figures: RoiFigures) -> str:
    parts = [f"{name}: {three(getattr(figures, part))}." for part, name in PARTS.items()]
    return fit(f"{ROI}: dollars, {LOW_MIDDLE_HIGH}.", *parts, f"{pays(figures)}.")


def three(cost: Cost) -> str:
    said = [dollars(each) for each in (cost.low, cost.middle, cost.high)]
    return said[0] if len(set(said)) == 1 else " / ".join(said)


def pays(figures: RoiFigures) -> str:
    ends = (figures.pays.low, figures.pays.middle, figures.pays.high)
    is_small = figures.pays.high < DOLLAR
    said = [str(each) if is_small else cents(each) for each in ends]
    return f"A raise of {' / '.join(said if len(set(said)) > 1 else said[:1])}{' cents' * is_small} an hour pays for it"


def pass_alt(figures: PassFigures) -> str:
    by = f" by {figures.name}" if figures.name else ""
    return fit(f"{PASSED}{by}:", *(f"{line}." for line in pass_lines(figures)), TUTOR)


def pass_lines(figures: PassFigures) -> list[str]:
    """Return what a pass says below the name: the day, the longest streak if there was one, and the answers."""
    return [long_day(figures.passed), *([best(figures.best)] if figures.best else []), answers(figures.answers)]


def best(days: int) -> str:
    return f"Longest streak: {'1 day' if days == 1 else f'{days:,} days'}"


def answers(count: int) -> str:
    return f"Questions answered: {count:,}"
