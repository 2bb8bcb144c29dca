"""What the gallery shows: a learner's way through the tutor, played by the real core on the real bank."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Card, Toast
from bot.figures import GroupWeekFigures
from tests.gallery.bubbles import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.chat import Later, Reply
    from tests.bench import Person, Stage
    from tests.club import Club
    from tests.gallery.bubbles import Look

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
        """True if a question is open on the screen."""
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
        """Answer a simulation's question, which brings the next, if there is one."""
        self.stage.clock.move(seconds=self.dice.randint(25, 80))
        if self.asked():
            self.answer(right=right)

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


CHANCES: Final = {"ann": 0.9, "bea": 0.75, "cal": 0.7, "dan": 0.6, "eve": 0.55, "fay": 0.5, "gus": 0.4}
"""A group's members, and how often each of them is right."""
OFTEN: Final = 0.8
"""How often a member answers at all."""


@dataclass(slots=True)
class Circle:
    """Plays a study group: someone who manages it, and members with chances of their own."""

    club: Club
    dice: random.Random = field(default_factory=lambda: random.Random(5))

    def answered(self, *, by: Sequence[str] = tuple(CHANCES)) -> None:
        """Let members answer the open question, each a while after the one before."""
        for name in by:
            self.club.stage.clock.move(seconds=self.dice.randint(20, 300))
            if self.dice.random() < OFTEN:
                right = self.dice.random() < CHANCES[name]
                self.club.press(self.club.member(name), self.letter(0 if right else self.dice.randint(1, 3)))
                self.club.sweep()
        self.club.stage.clock.move(minutes=6)
        self.club.sweep()

    def letter(self, option: int) -> str:
        """Return the letter of a canonical option (0 is the key) of the newest question."""
        return "ABCD"[self.club.latest.shown.index(str(option))]

    def pressed(self, name: str, option: int) -> list[str | Card | Toast | Later]:
        """Press an option as a member; return what they then have on the screen."""
        member, letter = self.club.member(name), self.letter(option)
        self.club.press(member, letter)
        return [letter, *member.replies]

    def live(self, days: int) -> None:
        """Ask, answer and reveal for so many days."""
        for _ in range(days):
            self.club.ask()
            self.answered()
            self.club.close()

    def until_summary(self) -> list[Card]:
        """Go on by the hour until the week's summary comes, and return it."""
        while True:
            self.club.stage.clock.move(hours=1)
            for card in self.club.sweep():
                if isinstance(card.picture and card.picture.figures, GroupWeekFigures):
                    return [card]
                if card.rows:
                    self.answered()


CAREER: Final = (
    ("desk", "The career desk", "/career", ()),
    ("salary", "What the work pays", "/salary Texas", ()),
    ("roi", "What it costs, and what pays for it", "/roi fee 117 course 1500 hours 40 renewal 185", ()),
    ("fit", "Is it for me? An honest answer", "/fit", ("Patient care", "Sometimes", "Patient care", "No", "Yes")),
    ("eligibility", "Am I eligible?", "/eligibility", ("Yes", "I'm in one now")),
    ("path", "Jobs and paths", "/path trainer", ()),
    ("roadmap", "Five steps with ticks", "/roadmap", ()),
)
LAST_TAPS: Final = {"fit": "I would", "eligibility": "Less, or none", "roadmap": "Education"}


def career_scenes(player: Player) -> Iterator[Scene]:
    """Play someone who asks whether the exam is worth it, fails it once, and passes."""
    player.person.begin()
    for name, title, typed, taps in CAREER:
        scene = player.scene(f"career-{name}", title, typed)
        for tap in taps:
            player.person.tap(tap)
        yield player.scene(f"career-{name}", title, f"@ {LAST_TAPS[name]}") if name in LAST_TAPS else scene
    player.person.say("/result not passed 371 2026-11-01")
    yield player.scene("career-retake", "The next attempt", "/retake")
    player.study(5)
    yield player.scene("career-sheet", "A sheet to print", "/sheet")
    yield player.scene("career-passed", "After the pass", "/result passed 402 today")
    player.person.say("/renewal credits 2 what HIPAA refresher on today")
    yield player.scene("career-renewal", "Renewal, with a log", "/renewal")
    yield player.scene("career-card", "A card to share", "/card Dee Park")


def as_alert(shown: Sequence[str | Card | Toast | Later]) -> list[str | Card | Toast | Later]:
    """Return what Telegram shows over the group, where a reply cannot be hidden from the others."""
    return [Toast(each.brief) if isinstance(each, Card) else each for each in shown]


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
