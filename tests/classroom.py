"""An instructor's class for tests of the core: its instructor, its code, and members who have studied."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import Card
from bot.storage.tables import Attempt, Day, QuizSession

if TYPE_CHECKING:
    from tests.bench import Person, Stage

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


@dataclass
class Classroom:
    """A class on a stage."""

    stage: Stage
    name: str = "Fall cohort"
    exam: str = "2027-01-15"
    teacher: Person = field(init=False)
    code: str = field(init=False)
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.teacher = self.stage.person("teacher")
        self.teacher.say("/start")
        if "When is your exam?" in self.teacher.text:
            self.teacher.tap("Skip")
        self.teacher.say(f'/class new "{self.name}" exam {self.exam}')
        self.code = CODE.findall(self.teacher.text)[0]
        with self.stage.database.transaction() as store:
            self.id = next(c.id or 0 for c in store.classes.taught(ident(self.teacher)) if c.name == self.name)

    def member(self, user: str, name: str = "") -> Person:
        """Let someone join, under a name or counted only."""
        person = self.stage.person(user)
        person.begin()
        self.join(person, name)
        return person

    def join(self, person: Person, name: str = "") -> None:
        """Let someone join who is set up."""
        person.say(f"/join {self.code}")
        person.tap("Type my name" if name else "Just count me")
        if name:
            person.say(name)
        assert "You're in" in person.text, person.text

    def seen(self, what: str = "") -> str:
        """Return what the instructor is shown."""
        self.teacher.say(f"/class {what}".strip())
        return self.teacher.text

    def table(self) -> list[dict[str, str]]:
        """Return the rows of the file."""
        self.teacher.say("/class file")
        [card] = [each for each in self.teacher.replies if isinstance(each, Card) and each.file]
        assert card.file
        return list(csv.DictReader(io.StringIO(card.file.content.decode("utf-8-sig"))))


def ident(person: Person) -> int:
    """Return a person's id."""
    with person.stage.database.transaction() as store:
        found = store.learners.find(person.address.platform, person.address.user)
        assert found is not None
        return found[0].id or 0


def studied(person: Person, count: int, *, right: float = 0.7, days_ago: int = 0, modeled: bool = True) -> None:
    """Store answers as if they had been given on one day, with the model that they make."""
    stage, me = person.stage, ident(person)
    at = stage.clock.now - timedelta(days=days_ago)
    with stage.database.transaction() as store:
        session = store.quiz_sessions.start(QuizSession(learner_id=me, kind="practice", size=count, started_at=at))
        for n, item in enumerate(stage.library.items[:count]):
            store.quiz_sessions.keep(
                _attempt(me, session.id or 0, n, item.id, item.topic, at, known=(n * right) % 1 < right)
            )
        store.learners._session.merge(
            Day(learner_id=me, number=-1 - days_ago, date=at.date(), goal=5, answered=count, outcome="counted")
        )
    if modeled:
        person.say("/ready")


def _attempt(me: int, session: int, n: int, question: str, topic: str, at: datetime, *, known: bool) -> Attempt:
    moment = at + timedelta(seconds=n)
    return Attempt(
        learner_id=me,
        session_id=session,
        position=n + 1,
        question=question,
        version=1,
        topic=topic,
        shown="0123",
        mode="practice",
        asked_at=moment,
        shown_at=moment,
        shown_in="",
        answered_at=moment,
        chosen=0 if known else 1,
        correct=known,
        seconds=20,
    )
