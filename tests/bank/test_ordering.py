"""Options that have an order of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.ordering import ascends, numbers, quantities


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["3", "1,000", "-2", "0.5"], (3, 1000, -2, 0.5)),
        (["$5", "$1,200.50"], (5, 1200.5)),
        (["1 day", "30 days"], (1, 30)),
        (["5%", "5 %"], (5, 5)),
        (["270", "837P"], None),
        (["5", "5 %"], None),
        (["five", "5"], None),
        (["-", "5"], None),
    ],
)
def test_numbers_of_one_unit(texts: list[str], values: tuple[float, ...] | None) -> None:
    assert numbers(texts) == values


@pytest.mark.parametrize(
    "texts",
    [
        ["One", "two", "Nineteen", "sixty"],
        ["30 minutes", "2 hours", "One day", "10 calendar days", "two weeks", "3 months", "1 year"],
        ["January 31", "March 1", "Dec. 2"],
        ["December 31, 2026", "January 1, 2027"],
        ["7 a.m.", "11:30 AM", "12 pm", "1:15 p.m.", "23:00"],
        ["12:00 a.m.", "00:30", "5:05"],
        ["3", "7"],
    ],
)
def test_quantities_ascend(texts: list[str]) -> None:
    values = quantities(texts)
    assert values is not None
    assert ascends(values)
    assert not ascends(values[::-1])


@pytest.mark.parametrize("texts", [["Ten days", "No limit"], ["Monday 3", "May 4"], ["a few days", "2 days"]])
def test_what_has_no_order(texts: list[str]) -> None:
    assert quantities(texts) is None


@given(st.lists(st.integers(-10_000, 10_000_000), min_size=1))
def test_grouped_numbers_are_read_back(values: list[int]) -> None:
    assert numbers([f"{value:,}" for value in values]) == tuple(values)
    assert numbers([str(value) for value in values]) == tuple(values)
