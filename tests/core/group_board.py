"""The weekly board of a group, and what its members study in their private chats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.chat import Card, flat

if TYPE_CHECKING:
    from tests.bench import Person
    from tests.club import Club


NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve", "Fay")


SUNDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""18:00 in New York, two days after the stage's first moment."""


@dataclass
class Board:
    """The board of a club, and what its members study in their private chats."""

    club: Club

    def joined(self, count: int) -> None:
        """Let so many members join under their names."""
        for name in NAMES[:count]:
            self.member(name).say(f"/board join {name}")

    def member(self, name: str) -> Person:
        """A member as they speak in the group."""
        return self.club.member(name.lower())

    def alone(self, name: str) -> Person:
        """The same person in their private chat."""
        return self.club.stage.person(name.lower(), self.club.platform)

    def study(self, name: str, right: int, wrong: int = 0) -> Person:
        """Answer so many new questions in a quiz of one's own."""
        person = self.alone(name)
        person.say(f"/mock {right + wrong}")
        for number in range(right + wrong):
            person.answer(right=number < right)
            person.tap("Next")
        return person

    def shown(self, name: str = "stranger") -> str:
        """What the board says to someone who asks for it in the group."""
        member = self.member(name)
        member.say("/board show")
        return member.text

    def summary(self, at: datetime = SUNDAY) -> list[Card]:
        self.club.stage.clock.now = at
        return [card for card in self.club.sweep() if "This group's week" in flat(card.body)]
