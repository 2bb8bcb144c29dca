"""The foundation of core tests: a clock that can be set, a small bank, and a person who taps and types."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from sqlalchemy import text
from sqlmodel import Session, select

from bot.bank.blueprint import Blueprint
from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.faq import load_faq
from bot.bank.glossary import load_glossary
from bot.bank.library import Library
from bot.bank.loader import load
from bot.bank.models import Bank, ExtraNote, Question
from bot.chat import Address, Button, Card, Command, Delivery, Later, Left, Pressed, Room, Said, Span, Toast, flat
from bot.storage.tables import Due
from bot.tutor import Tutor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Event, Push, Reply
    from bot.context import Operators
    from bot.storage.database import Database

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
"""Friday, noon in New York."""
CONTENT = Path(__file__).parent.parent / "content"


class SetClock:
    """A clock that stops until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


def question(topic: str, number: int, status: str = "reviewed") -> Question:
    name = f"{topic}-{number:03}"
    return Question.model_validate(
        {
            "id": name,
            "version": 1,
            "status": status,
            "level": "application",
            "difficulty": ("easy", "medium", "hard")[number % 3],
            "stem": f"What does {name} ask?",
            "key": {"text": f"The right thing of {name}", "why": f"Because {name} says so."},
            "distractors": [{"text": f"Wrong thing {n} of {name}", "why": f"It is wrong {n}."} for n in "xyz"],
            "brief": f"{name} in brief.",
            "sources": [{"cite": f"45 CFR 164.{number}"}],
        }
    )


@cache
def bank(per_topic: int = 3) -> Bank:
    blueprint = Blueprint.model_validate(yaml.safe_load((CONTENT / "blueprint.yaml").read_text(encoding="utf-8")))
    made = [question(topic, n) for topic in blueprint.topic_ids for n in range(1, per_topic + 1)]
    notes = {topic: (Span(f"A note on {topic}."),) for topic in blueprint.topic_ids}
    said = Span("The plan does not name it, so it counts for nothing in your score.")
    beside = (ExtraNote("AI and machine learning", (said,)),)
    return Bank({q.id: q for q in made}, notes, blueprint, load_glossary(CONTENT), beside)


@cache
def library() -> Library:
    """The small bank, with the facts, answers and figures of the content."""
    facts = load_facts(CONTENT)
    return Library(bank(), ["100 scored questions"], facts, faq=load_faq(CONTENT, facts), career=load_career(CONTENT))


@cache
def shipped() -> Library:
    """The content that is shipped, as in the running tutor."""
    facts = load_facts(CONTENT)
    faq, career = load_faq(CONTENT, facts), load_career(CONTENT)
    return Library(load(CONTENT), facts.about, facts, faq=faq, career=career)


def with_siblings() -> Library:
    """A small bank in which the last two questions of each topic ask the same point."""
    held = bank(4)
    questions = {
        name: each.model_copy(update={"point": "shared"}) if name[-1] in "34" else each
        for name, each in held.questions.items()
    }
    return Library(Bank(questions, held.notes, held.blueprint), career=load_career(CONTENT))


@dataclass
class Stage:
    """A tutor on a database, and the clock that both share."""

    database: Database
    clock: SetClock = field(default_factory=SetClock)
    library: Library = field(default_factory=library)
    seed: int = 7
    operators: Operators = frozenset()

    def __post_init__(self) -> None:
        self.tutor = self.start()

    def start(self) -> Tutor:
        """Start the tutor, again if it runs: what it did not store is gone."""
        self.tutor = Tutor(self.database, self.library, self.clock, random.Random(self.seed), self.operators)
        return self.tutor

    def person(self, user: str = "ann", platform: str = "telegram", **where: str) -> Person:
        return Person(
            self,
            Address(
                platform, user, where.get("chat", f"chat-{user}"), direct="space" not in where, **where_space(where)
            ),
        )

    def broken(self, order: str = "broken") -> str:
        """Store an order of options that no code can read, or put back the one that this returned before."""
        with self.database.engine.begin() as connection:
            before = connection.execute(text("SELECT shown FROM attempt")).scalar()
            connection.execute(text("UPDATE attempt SET shown = :order"), {"order": order})
        return str(before)

    def pushes(self, platform: str = "telegram", limit: int = 100, rate: float = 20) -> list[Push]:
        return self.tutor.pushes(platform, limit, rate)

    def sweep(self, platform: str = "telegram") -> list[Push]:
        """Deliver what is due, and settle it as sent."""
        pushes = self.pushes(platform)
        for push in pushes:
            slots = [card.slot for card in push.replies if card.slot]
            posted = tuple((slot.name, slot.message or f"message-{slot.name}") for slot in slots)
            self.tutor.settle(push.id, Delivery("sent", messages=posted))
        return pushes

    def sweeps(self, moment: datetime, step: timedelta, platform: str = "telegram") -> Iterator[list[Push]]:
        """Let time pass in steps, delivering what is due.

        Steps on the way to the next thing that is due are left out, because an idle sweep costs as much as a press; the
        last of them is not, because nothing may come early.
        """
        while self.clock.now < moment:
            steps = (self._next_due(platform, moment) - self.clock.now) / step
            self.clock.now = min(self.clock.now + step * max(1, math.ceil(steps) - 1), moment)
            yield self.sweep(platform)

    def _next_due(self, platform: str, latest: datetime) -> datetime:
        with Session(self.database.engine) as session:
            rows = session.exec(select(Due.due_at, Due.lease_until).where(Due.platform == platform)).all()
        return min([max(due, lease or due) for due, lease in rows], default=latest)


def where_space(where: dict[str, str]) -> dict[str, str]:
    return {name: where[name] for name in ("space", "thread") if name in where}


class Person:
    """Someone in a chat: sees the last replies, and taps their buttons."""

    counter = 0

    def __init__(self, stage: Stage, address: Address) -> None:
        self.stage = stage
        self.address = address
        self.replies: list[Reply] = []
        self.seen: list[Card] = []
        self.checked = 0
        self.last: Event | None = None
        self.manager = False
        """True if the platform lets them manage the group."""
        self.room: Room | None = None
        self.whom = ""
        """The author of the message that their commands reply to."""

    def send(self, event: Event) -> list[Reply]:
        self.last = event
        self.replies = self.stage.tutor.handle(event)
        self.seen += [reply for reply in self.replies if isinstance(reply, Card)]
        for card in self.seen[self.checked :]:
            assert sum(each.role == "primary" for row in card.rows for each in row) <= 1, "one thing to do next"
        self.checked = len(self.seen)
        return self.replies

    def say(self, typed: str) -> list[Reply]:
        name, _, argument = typed[1:].partition(" ")
        if typed.startswith("/"):
            return self.send(Command(self._id(), self.address, name, argument, self.manager, self.room, whom=self.whom))
        return self.send(Said(self._id(), self.address, typed))

    def tap(self, label: str, *, back: int = 0) -> list[Reply]:
        return self.press(self.button(label, back=back).token)

    def press(self, token: str) -> list[Reply]:
        return self.send(Pressed(self._id(), self.address, token, self.manager))

    def join(self, other: Person) -> None:
        """Join with another account by a code that is made here, both sides confirming; take the notices away."""
        self.say("/link")
        other.say("/link " + self.text.split("/link ")[1].split()[0])
        other.tap("I made the code")
        self.say("/link")
        self.tap("Yes, link them")
        assert self.text.startswith("Linked: your two chats now count as one")
        for platform in sorted({self.address.platform, other.address.platform}):
            self.stage.sweep(platform)

    def leave(self) -> list[Reply]:
        return self.send(Left(self._id(), self.address))

    def again(self) -> list[Reply]:
        """Have the platform deliver the last event once more."""
        assert self.last is not None
        return self.send(self.last)

    def button(self, label: str, *, back: int = 0) -> Button:
        """The newest button whose label begins so; `back` skips that many newer cards which have it."""
        buttons = (
            next((b for r in card.rows for b in r if b.label.startswith(label)), None) for card in self.seen[::-1]
        )
        found = next(islice(filter(None, buttons), back, None), None)
        assert found, f"no button {label!r} in sight of:\n{self.text}"
        return found

    @property
    def text(self) -> str:
        return "\n---\n".join(
            reply.text if isinstance(reply, Toast) else flat(reply.text if isinstance(reply, Later) else reply.body)
            for reply in self.replies
        )

    @property
    def question(self) -> Question:
        """The question in sight."""
        text = self.text
        return next(q for q in self.stage.library.bank.questions.values() if q.stem in text)

    def letter(self, *, right: bool = True) -> str:
        """The letter of the right option in sight, or of a wrong one."""
        lines = [line for line in self.text.splitlines() if line[:3] in {"A. ", "B. ", "C. ", "D. "}]
        return next(line[0] for line in lines if (line[3:] == self.question.key.text) is right)

    def answer(self, *, right: bool = True) -> list[Reply]:
        return self.tap(self.letter(right=right))

    def begin(self, *typed: str) -> None:
        """Go through /start, skipping all of it or typing date, time and zone."""
        self.say("/start")
        if not typed:
            self.tap("Skip")
        for each in typed:
            self.say(each)

    def _id(self) -> str:
        Person.counter += 1
        return f"{self.address.platform}:{Person.counter}"
