"""What a live round's players pressed and were told, compared with what is stored."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

CHOSE: Final = re.compile(r"You chose ([A-D])\.")
KEPT: Final = """
SELECT identity.user_id, live_question.round_id, live_question.position, live_question.shown, attempt.chosen
FROM attempt
JOIN live_player ON live_player.session_id = attempt.session_id
JOIN live_question ON live_question.round_id = live_player.round_id AND live_question.position = attempt.position
JOIN identity ON identity.learner_id = attempt.learner_id
WHERE attempt.answered_at IS NOT NULL
"""


@dataclass(slots=True)
class Ledger:
    """Each player's first answer, by (user, round, question), as they were told it was taken."""

    told: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def note(self, user: str, question: tuple[int, int], said: str) -> None:
        """Note what a player was told after a press; a later press may not change it."""
        found = CHOSE.search(said)
        assert found, said
        assert self.told.setdefault((user, *question), found[1]) == found[1], "the first tap counts"

    def compare(self, folder: Path) -> None:
        """Raise unless exactly what was told is stored, once each."""
        held = Counter(rows(folder))
        assert held == Counter((*key, letter) for key, letter in self.told.items()), (
            f"missing: {Counter((*key, letter) for key, letter in self.told.items()) - held}; "
            f"too many: {held - Counter((*key, letter) for key, letter in self.told.items())}"
        )


def rows(folder: Path) -> list[tuple[str, int, int, str]]:
    """Return every stored answer in live rounds: user, round, question, letter."""
    with closing(sqlite3.connect(folder / "tutor.db")) as connection:
        found = connection.execute(KEPT).fetchall()
    return [(user, round_, at, "ABCD"[shown.index(str(chosen))]) for user, round_, at, shown, chosen in found]
