"""What the gallery shows of an instructor's class: how a learner joins it, and what its instructor sees."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.chat import Card
from tests.classroom import CODE, Classroom, studied
from tests.gallery.scenes import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.chat import Reply
    from tests.bench import Stage

A_CODE: Final = "K7M2-9QXA-TB4R"
"""Stands for the code, which is another one each time."""
NAMED: Final = {"Ann Lee": 0.9, "Bo Ruiz": 0.75, "Cy Orr": 0.65, "Dee Park": 0.5, "Eve Moss": 0.35}
"""Members who share a name, and how often each is right."""
UNNAMED: Final = (0.8, 0.7, 0.6, 0.55, 0.4, 0.3)


@dataclass(slots=True)
class Cohort:
    """Plays a class."""

    stage: Stage
    room: Classroom = field(init=False)
    dice: random.Random = field(default_factory=lambda: random.Random(3))

    def gather(self) -> None:
        """Let members join, each after weeks of study."""
        for at, (name, chance) in enumerate(NAMED.items()):
            person = self.room.member(f"named{at}", name)
            studied(person, self.dice.randint(60, 160), right=chance, days_ago=9 if at == len(NAMED) - 1 else at)
        for at, chance in enumerate(UNNAMED):
            studied(self.room.member(f"other{at}"), self.dice.randint(50, 120), right=chance, days_ago=at)


def class_scenes(stage: Stage) -> Iterator[Scene]:
    """Play a class from its start to an assignment that is done."""
    exam = stage.clock.now.date().replace(year=stage.clock.now.year + 1, month=1, day=15)
    cohort = Cohort(stage)
    cohort.room = room = Classroom(stage, exam=exam.isoformat())
    new = f'/class new "Fall cohort" exam {exam.isoformat()}'
    yield Scene("class-new", "A class begins", [new, *masked(room.teacher.replies)])
    learner = stage.person("gil")
    learner.begin()
    yield Scene(
        "class-join", "Before a learner agrees", [f"/join {A_CODE}", *masked(learner.say(f"/join {room.code}"))]
    )
    learner.tap("Type my name")
    yield Scene("class-joined", "In the class", ["Gil Ames", *learner.say("Gil Ames")])
    cohort.gather()
    room.teacher.say("/class assign scheduling 3 by Friday")
    day = [each for each in learner.say("/daily") if isinstance(each, Card)][-1:]
    yield Scene("class-day", "An assignment in a learner's day", ["/daily", *day])
    learner.tap("For class: Scheduling (3)")
    for _ in range(3):
        learner.answer()
        learner.tap("Next")
    yield Scene("class", "The class at a glance", ["/class", *room.teacher.say("/class")])
    yield Scene("class-members", "Its members", ["Members", *room.teacher.say("/class members")])
    yield Scene("class-work", "Its assignments", ["Assignments", *room.teacher.say("/class work")])
    yield Scene("class-shared", "What a member shares", ["/class", *learner.say("/class")])


def masked(replies: Sequence[Reply]) -> list[Card]:
    """Return cards with a code that is always the same."""
    cards = [each for each in replies if isinstance(each, Card)]
    return [replace(card, body=tuple(replace(s, text=CODE.sub(A_CODE, s.text)) for s in card.body)) for card in cards]
