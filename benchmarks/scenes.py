"""What the gallery shows: a learner's way through the tutor, played by the real core on the real bank."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.bubbles import LIGHT
from bot.chat import Card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.bubbles import Look
    from bot.chat import Later, Reply, Toast
    from tests.bench import Person, Stage

DAYS: Final = 83
HOLIDAY: Final = range(33, 40)
OFF: Final = {9, 17, 18, 19, 51, 64, 76}
LETTERS: Final = {"A", "B", "C", "D"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen of the gallery."""

    name: str
    title: str
    shown: Sequence[str | Card | Toast | Later]
    look: Look = LIGHT


@dataclass(slots=True)
class Player:
    """Plays a learner, and keeps what they see."""

    stage: Stage
    person: Person
    chance: float = 0.74
    dice: random.Random = field(default_factory=lambda: random.Random(11))

    def scene(self, name: str, title: str, typed: str, *, look: Look = LIGHT) -> Scene:
        """Type something, or tap a label ("@ label"), and return what is then on the screen."""
        if typed.startswith("@ "):
            return Scene(name, title, [typed[2:], *self.person.tap(typed[2:])], look)
        return Scene(name, title, [typed, *self.person.say(typed)], look)

    def asked(self) -> bool:
        """Tell whether a question is open on the screen."""
        return any(isinstance(reply, Card) and _letters(reply) for reply in self.person.replies)

    def answer(self, *, right: bool) -> list[Reply]:
        """Answer the question on the screen."""
        return self.person.answer(right=right)

    def study(self, count: int) -> list[Reply]:
        """Answer up to so many of the day's questions, going on after each; return what is shown at the end."""
        self.person.say("/daily")
        for _ in range(count):
            if not self.asked():
                break
            self.answer(right=self.dice.random() < self.chance)
            if _has(self.person.replies, "Next"):
                self.person.tap("Next")
        return self.person.replies

    def guesses(self, count: int) -> Iterator[bool]:
        """Yield whether each of so many questions is answered right."""
        yield from (self.dice.random() < self.chance for _ in range(count))

    def on(self, *, right: bool) -> None:
        """Answer a simulation's question and go on to the next, if there is one."""
        self.stage.clock.move(seconds=self.dice.randint(25, 80))
        if self.asked():
            self.answer(right=right)
        if _has(self.person.replies, "Next"):
            self.person.tap("Next")

    def live(self) -> None:
        """Study for 12 weeks, with a holiday, and a few days off."""
        for day in range(DAYS):
            if day == HOLIDAY.start:
                today = self.stage.clock.now.date()
                self.person.say(f"/pause {today} {today + timedelta(days=len(HOLIDAY) - 1)}")
            if day not in HOLIDAY and day not in OFF:
                self.study(5)
            self.stage.clock.move(days=1)
            self.stage.sweep()

    def pushed(self) -> list[Card]:
        """Return what is sent by itself now."""
        return [card for push in self.stage.sweep() for card in push.replies]


def _letters(card: Card) -> bool:
    return {button.label for row in card.rows for button in row} >= LETTERS


def _has(replies: Sequence[Reply], label: str) -> bool:
    return any(
        button.label.startswith(label)
        for reply in replies
        if isinstance(reply, Card)
        for row in reply.rows
        for button in row
    )
