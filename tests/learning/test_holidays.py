"""US federal holidays, held against the government's list for 2026 and 2027 (opm.gov, Federal Holidays)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.learning.holidays import holiday, open_day

OBSERVED = {
    date(2026, 1, 1): "New Year's Day",
    date(2026, 1, 19): "Martin Luther King Jr. Day",
    date(2026, 2, 16): "Presidents' Day",
    date(2026, 5, 25): "Memorial Day",
    date(2026, 6, 19): "Juneteenth",
    date(2026, 7, 3): "Independence Day (observed)",
    date(2026, 9, 7): "Labor Day",
    date(2026, 10, 12): "Columbus Day",
    date(2026, 11, 11): "Veterans Day",
    date(2026, 11, 26): "Thanksgiving",
    date(2026, 12, 25): "Christmas Day",
    date(2027, 1, 1): "New Year's Day",
    date(2027, 1, 18): "Martin Luther King Jr. Day",
    date(2027, 2, 15): "Presidents' Day",
    date(2027, 5, 31): "Memorial Day",
    date(2027, 6, 18): "Juneteenth (observed)",
    date(2027, 7, 5): "Independence Day (observed)",
    date(2027, 9, 6): "Labor Day",
    date(2027, 10, 11): "Columbus Day",
    date(2027, 11, 11): "Veterans Day",
    date(2027, 11, 25): "Thanksgiving",
    date(2027, 12, 24): "Christmas Day (observed)",
    date(2027, 12, 31): "New Year's Day (observed)",
}
"""On weekdays; those on weekends are named, too."""


def test_every_weekday_of_two_years() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    assert {day: holiday(day) for day in days if day.weekday() < 5 and holiday(day)} == OBSERVED
    assert holiday(date(2026, 7, 4)) == "Independence Day"


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 6), date(2026, 12, 7)),
        (date(2027, 7, 3), date(2027, 7, 6)),
        (date(2027, 12, 31), date(2028, 1, 3)),
    ],
)
def test_the_next_day_that_is_open(day: date, open_: date) -> None:
    assert open_day(day) == open_
