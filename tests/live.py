"""A live round for tests of the core: its channel, and who presses what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from bot.chat import Card, flat
from bot.storage.round_tables import LiveRound

if TYPE_CHECKING:
    from bot.chat import Delivery
    from bot.storage.round_tables import LiveQuestion
    from tests.bench import Person
    from tests.club import Club


@dataclass
class Round:
    """The newest round of a club."""

    club: Club

    def start(self, typed: str = "", who: Person | None = None) -> Card:
        """Start a round, and return the lobby as it was posted."""
        who = who or self.club.boss
        who.say(f"/quiz {typed}".strip())
        assert "Here comes" in who.text, who.text
        (card,) = self.club.sweep()
        return card

    def step(self, seconds: float, delivery: Delivery | None = None) -> list[Card]:
        """Let time pass; return what was posted or edited after it."""
        self.club.stage.clock.move(seconds=seconds)
        return self.club.sweep(delivery)

    def ask(self) -> Card:
        """Wait for the next question and return it."""
        (card,) = self.step(60 if self.question is None else 10)
        assert [button.label for button in card.rows[0]] == ["A", "B", "C", "D"], flat(card.body)
        return card

    def close(self) -> Card:
        """Wait for the close, and return the reveal."""
        shown = self.step(self.round.seconds)
        assert "the answer is" in flat(shown[-1].body)
        return shown[-1]

    def play(self, who: Person, count: int, *, right: bool = True) -> None:
        """Play so many questions alone."""
        for _ in range(count):
            self.ask()
            self.answer(who, right=right)
            self.close()

    def answer(self, who: Person, *, right: bool = True) -> str:
        """Answer the newest question; return what they alone are shown."""
        assert self.question is not None
        shown = self.question.shown
        return self.press(who, "ABCD"[shown.index("0") if right else shown.index("1")])

    def press(self, who: Person, label: str) -> str:
        """Press a button under the newest post that has it."""
        posts = [card for _, card in reversed(self.club.posts) if card.rows]
        who.press(next(b.token for card in posts for row in card.rows for b in row if b.label == label and b.token))
        return who.text

    @property
    def round(self) -> LiveRound:
        with Session(self.club.stage.database.engine, expire_on_commit=False) as session:
            query = select(LiveRound).where(LiveRound.group_id == self.club.group.id)
            return session.exec(query.order_by(col(LiveRound.id).desc())).all()[0]

    @property
    def question(self) -> LiveQuestion | None:
        """The newest question."""
        with self.club.stage.database.transaction() as store:
            return store.rounds.latest(self.round.id or 0)
