"""What tests of study groups, boards, and duels begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import Stage
from tests.club import Club
from tests.core.group_board import Board
from tests.duelists import Ring
from tests.live import Round

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def club(stage: Stage) -> Club:
    """A group that gets its question each day at noon, in New York."""
    found = Club(stage)
    found.begin()
    return found


@pytest.fixture
def live(club: Club) -> Round:
    """The live rounds of a group."""
    return Round(club)


@pytest.fixture
def ring(any_database: Database) -> Ring:
    """People who duel, on both databases."""
    return Ring(Stage(any_database))


@pytest.fixture
def lite(stage: Stage) -> Ring:
    """The same on SQLite alone, for what does not depend on the database."""
    return Ring(stage)


@pytest.fixture
def board(club: Club) -> Board:
    """A group with a weekly board that nobody has joined."""
    club.boss.say("/group setup board on")
    return Board(club)
