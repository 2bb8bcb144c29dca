"""What the sums of /roi rest on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.career.roi_sums import Inputs, Span, sums

HOURS = 2080


def test_the_sums_are_those_of_the_formulas() -> None:
    given_ = Inputs(Span.of(117), Span.of(1500), Span.of(185), Span.of(0.6881), 40)
    found = sums(given_, HOURS, 30)
    assert found.exam.middle == pytest.approx(117 * 1.409, abs=0.1)
    assert found.raise_hour.middle == pytest.approx(0.44, abs=0.01)
    assert found.delay.middle == pytest.approx(12, abs=0.5)
    assert found.long_wait.middle == pytest.approx(0.03, abs=0.001)
    assert found.months is None
    assert found.levers[0][0] == "course"


@given(st.floats(0, 2000), st.floats(0, 60_000), st.floats(0, 1), st.floats(0, 1), st.floats(1, 500), st.floats(1, 500))
def test_low_is_never_above_high(
    fee: float, course: float, one: float, two: float, before: float, after: float
) -> None:
    found = sums(Inputs(Span.of(fee), Span.of(course), Span.of(185), Span.of(one, two), 0, before, after), HOURS, 30)
    for span in (found.exam, found.total, found.delay, found.long_wait, found.raise_hour, found.raise_year):
        assert span.low <= span.middle + 1e-6
        assert span.middle <= span.high + 1e-6
