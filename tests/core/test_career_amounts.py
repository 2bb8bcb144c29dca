"""Money and days as people type them on the career desk."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.flows.career.amounts import read_amount, read_wage
from bot.flows.career.dates import months_after
from bot.flows.past_dates import read_month, read_past_date

HOURS = 2080


TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("117", 11_700),
        ("$117", 11_700),
        ("117.5", 11_750),
        ("about $1,200", 120_000),
        ("1.000,00", 100_000),
        ("1,000.00", 100_000),
        ("1.000", 100_000),
        ("1 000", 100_000),
        ("17,50", 1_750),
        ("1.5k", 150_000),
        ("0", 0),
        ("it costs $170 usd", 17_000),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, cents: int) -> None:
    assert read_amount(typed, 5_000) == cents


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "free", "-117", "\u2212117", "1,2,3", "1.2345", "117 or 170", "9" * 80, "€117", "17.50/h", "5001"],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_amount(typed, 5_000)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("$17.50", 1_750),
        ("17.5/h", 1_750),
        ("17.50 an hour", 1_750),
        ("17,50 per hour", 1_750),
        ("52k", 2_500),
        ("52,000", 2_500),
        ("$52,000 a year", 2_500),
        ("3,120 a month", 1_800),
        ("800/week", 2_000),
        ("i make 20", 2_000),
    ],
)
def test_wages_are_read_by_the_hour(typed: str, cents: int) -> None:
    assert read_wage(typed, HOURS) == cents


@pytest.mark.parametrize("typed", ["", "-17.50", "0", "0.50/h", "900/h", "3000", "lots", "17.50 20", "9999k"])
def test_what_is_no_wage_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_wage(typed, HOURS)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_money(typed: str) -> None:
    for read, most in ((read_amount, 5_000), (read_wage, HOURS)):
        with contextlib.suppress(Refusal):
            assert read(typed, most) >= 0


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-20"),
        ("Yesterday", "2026-11-19"),
        ("3 days ago", "2026-11-17"),
        ("two weeks ago", "2026-11-06"),
        ("2026-11-01", "2026-11-01"),
        ("Nov 18", "2026-11-18"),
        ("December 24", "2025-12-24"),
        ("11/18", "2026-11-18"),
        ("Feb 29", "2024-02-29"),
    ],
)
def test_days_that_are_over_are_read(typed: str, day: str) -> None:
    assert read_past_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-11-21", "banana", "2026-02-30", "2015-01-01", "x" * 300])
def test_what_is_no_day_that_is_over_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_past_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("June 2023", "2023-06-30"),
        ("6/2023", "2023-06-30"),
        ("2024-02", "2024-02-29"),
        ("Dec. 2025", "2025-12-31"),
        ("2023-06-15", "2023-06-15"),
    ],
)
def test_months_are_read_as_their_last_day(typed: str, day: str) -> None:
    assert read_month(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["", "13/2023", "June", "June 1950", "June 2040", "2023-02-30", "soon"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_month(typed, TODAY)


def test_months_keep_to_the_calendar() -> None:
    assert months_after(date(2028, 11, 30), -9) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert months_after(date(2027, 1, 15), -1) == date(2026, 12, 15)
