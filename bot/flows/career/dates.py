"""Dates a whole number of years or months away."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day a number of months later (earlier if negative), or the last day of a shorter month."""
    month = day.year * 12 + day.month - 1 + months
    year, at = divmod(month, 12)
    return day.replace(year=year, month=at + 1, day=min(day.day, monthrange(year, at + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the same day a number of years later."""
    return months_after(day, 12 * years)
