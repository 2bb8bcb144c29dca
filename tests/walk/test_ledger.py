"""The ledger of live rounds notices an answer that is lost, doubled, or another than the player was told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.walk.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

TABLES = """
CREATE TABLE identity (learner_id, user_id);
CREATE TABLE live_player (round_id, session_id);
CREATE TABLE live_question (round_id, position, shown);
CREATE TABLE attempt (learner_id, session_id, position, chosen, answered_at);
INSERT INTO identity VALUES (7, 'ada');
INSERT INTO live_player VALUES (1, 70);
INSERT INTO live_question VALUES (1, 1, '2013'), (1, 2, '0123');
INSERT INTO attempt VALUES (7, 70, 1, 0, 'noon'), (7, 70, 2, 3, 'noon');
"""


@pytest.mark.parametrize(
    "change", ["DELETE FROM attempt WHERE position = 2", "INSERT INTO attempt SELECT * FROM attempt"]
)
def test_what_is_lost_or_doubled_is_noticed(change: str, tmp_path: Path) -> None:
    ledger = _told(tmp_path, "You chose B. The answer comes when time is up.", "You chose D. Your first tap counts.")
    ledger.compare(tmp_path)
    _run(tmp_path, change)
    with pytest.raises(AssertionError):
        ledger.compare(tmp_path)


def test_another_letter_is_noticed(tmp_path: Path) -> None:
    ledger = _told(tmp_path, "You chose B.", "You chose C.")
    with pytest.raises(AssertionError):
        ledger.compare(tmp_path)
    with pytest.raises(AssertionError, match="first tap"):
        ledger.note("ada", (1, 1), "You chose A.")


def _told(folder: Path, *said: str) -> Ledger:
    _run(folder, TABLES)
    ledger = Ledger()
    for position, each in enumerate(said, 1):
        ledger.note("ada", (1, position), each)
    return ledger


def _run(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / "tutor.db")) as connection:
        connection.executescript(script)
