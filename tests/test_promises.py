"""Every promise has a conversation that shows it; all conversations are played on every platform."""

from __future__ import annotations

import pytest

from tests import script
from tests.adapters.test_terminal_dialogues import ELSEWHERE
from tests.promises import PROMISES

ROWS = 40


def test_no_row_is_missing() -> None:
    assert sorted(PROMISES) == list(range(1, ROWS + 1))


@pytest.mark.parametrize("row", sorted(PROMISES))
def test_a_promise_is_kept_in_its_conversation(row: int) -> None:
    said, name, shown = PROMISES[row]
    assert name in {*script.NAMES} - ELSEWHERE, f"{said}: no such conversation"
    lines = script.lasting(name)
    assert any(shown in line for line in lines), f"{said}: {name} does not look for {shown!r}"
