"""How people say how long a pause lasts."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat import flat
from bot.errors import Refusal
from bot.flows.pause_days import read_pause

FRIDAY = date(2026, 11, 20)


def day(month: int, number: int) -> date:
    return date(2026 if month > 6 else 2027, month, number)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("for a week", day(11, 20), day(11, 26)),
        ("a week", day(11, 20), day(11, 26)),
        ("for 3 days", day(11, 20), day(11, 22)),
        ("3 days", day(11, 20), day(11, 22)),
        ("two weeks", day(11, 20), day(12, 3)),
        ("for the next two weeks", day(11, 20), day(12, 3)),
        ("for a month", day(11, 20), day(12, 19)),
        ("for a day", day(11, 20), day(11, 20)),
        ("today", day(11, 20), day(11, 20)),
        ("until Friday", day(11, 20), day(11, 27)),
        ("until next Tue", day(11, 20), day(11, 24)),
        ("till Dec 1", day(11, 20), day(12, 1)),
        ("through Sunday.", day(11, 20), day(11, 22)),
        ("until tomorrow", day(11, 20), day(11, 21)),
        ("Jan 3", day(11, 20), day(1, 3)),
        ("this weekend", day(11, 21), day(11, 22)),
        ("next week", day(11, 23), day(11, 29)),
        ("from Monday for 2 weeks", day(11, 23), day(12, 6)),
        ("starting Dec 20 until Jan 3", day(12, 20), day(1, 3)),
        ("Dec 20 - Jan 3", day(12, 20), day(1, 3)),
        ("between Dec 20 and Jan 3", day(12, 20), day(1, 3)),
        ("from Monday to Friday", day(11, 23), day(11, 27)),
        ("2026-12-20 2027-01-03", day(12, 20), day(1, 3)),
        ("Dec 20 Jan 3", day(12, 20), day(1, 3)),
    ],
)
def test_spans(typed: str, first: date, last: date) -> None:
    assert read_pause(typed, FRIDAY) == (first, last)


@pytest.mark.parametrize("typed", ["whenever", "for a while", "not booked", "for 0 days", "until", "x" * 500, "?"])
def test_what_is_no_span_says_what_works(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_pause(typed, FRIDAY)
    assert "not booked" not in flat(refusal.value.text)
    assert 'Send "for a week"' in flat(refusal.value.text)


@pytest.mark.parametrize("typed", ["for 999 months", "until 2126-01-01", "2026-02-30", "until 2026-01-01"])
def test_days_that_cannot_be(typed: str) -> None:
    with pytest.raises(Refusal):
        read_pause(typed, FRIDAY)
