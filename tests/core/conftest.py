"""What tests of study groups begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.club import Club

if TYPE_CHECKING:
    from tests.bench import Stage


@pytest.fixture
def club(stage: Stage) -> Club:
    """A group that gets its question each day at noon, in New York."""
    found = Club(stage)
    found.begin()
    return found
