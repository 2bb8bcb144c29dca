"""US federal holidays, on which test centers may be closed (5 U.S.C. 6103)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FIXED: Final = {
    (1, 1): "New Year's Day",
    (6, 19): "Juneteenth",
    (7, 4): "Independence Day",
    (11, 11): "Veterans Day",
    (12, 25): "Christmas Day",
}
"""By month and day."""
MONDAY, THURSDAY, FRIDAY, SATURDAY = 0, 3, 4, 5
LAST: Final = -1
_FLOATING: Final = {
    (1, MONDAY, 3): "Martin Luther King Jr. Day",
    (2, MONDAY, 3): "Presidents' Day",
    (5, MONDAY, LAST): "Memorial Day",
    (9, MONDAY, 1): "Labor Day",
    (10, MONDAY, 2): "Columbus Day",
    (11, THURSDAY, 4): "Thanksgiving",
}
"""By month, weekday, and which of those in the month."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)


def holiday(day: date) -> str:
    """Return the holiday on a day, or observed on it because it falls on a weekend; "" if there is none."""
    return _own(day) or _observed(day)


def open_day(day: date) -> date:
    """Return the day, or the next one that is neither on a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or holiday(day):
        day += _DAY
    return day


def _own(day: date) -> str:
    if fixed := _FIXED.get((day.month, day.day)):
        return fixed
    number = (day.day - 1) // 7 + 1
    is_last = (day + _WEEK).month != day.month
    found = _FLOATING.get((day.month, day.weekday(), number), "")
    return found or (_FLOATING.get((day.month, day.weekday(), LAST), "") if is_last else "")


def _observed(day: date) -> str:
    """Return a holiday that is observed on the Friday before its Saturday, or on the Monday after its Sunday."""
    beside = {FRIDAY: day + _DAY, MONDAY: day - _DAY}.get(day.weekday())
    found = _FIXED.get((beside.month, beside.day)) if beside else None
    return f"{found} (observed)" if found else ""
