"""What an instructor may see of a class: members who share a name, and averages that single no one out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.context import LearnerContext
from bot.flows import model
from bot.learning import classroom
from bot.learning.classroom import FEW
from bot.learning.engine import PLACEMENT
from bot.storage.tables import id_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.learning.classroom import Knowledge
    from bot.learning.readiness import Likely, Readiness
    from bot.storage.class_tables import ClassMember, StudyClass
    from bot.storage.tables import Learner

ENOUGH: Final = PLACEMENT
"""Answers needed to count in the averages."""
WEEK: Final = 7
MONTH: Final = 28
TEACH: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's progress.

    Attributes:
        name: as they gave it; "" if they are only counted.
        learner: their id, which is never shown.
        joined: when they joined, as a date in UTC.
        today: the date of their study day.
        dates: when they studied in the last four weeks.
        scores: of their simulations, in percent, oldest first.
        knowledge: None until they have answered enough.
        readiness: None until they have answered enough (`bot.flows.model.readiness`).
        weakest: their weakest topics, among those with enough answers to tell.
    """

    name: str
    learner: int
    joined: date
    today: date
    dates: frozenset[date]
    scores: tuple[int, ...]
    knowledge: Knowledge | None
    readiness: Readiness | None
    weakest: tuple[str, ...]

    def days(self, span: int) -> int:
        """Return how many of the last `span` days they studied on, including today."""
        return sum(each > self.today - timedelta(days=span) for each in self.dates)


@dataclass(frozen=True)
class View:
    """A class as its instructor may see it: of all `members`, only some are `shown`."""

    context: LearnerContext
    held: StudyClass
    members: tuple[Standing, ...]

    @cached_property
    def named(self) -> list[Standing]:
        """The members who share a name."""
        return [each for each in self.members if each.name]

    @cached_property
    def shown(self) -> list[Standing]:
        """Members whose results count; a few unnamed members are left out, because averages would give them away."""
        others = [each for each in self.members if not each.name]
        measured = sum(each.knowledge is not None for each in others)
        return [*self.named, *others] if measured >= FEW else self.named

    @property
    def hidden(self) -> int:
        """Number of members whose results are left out."""
        return len(self.members) - len(self.shown)

    @cached_property
    def known(self) -> list[Knowledge]:
        """Knowledge of the members whose results count and who have answered enough."""
        return [each.knowledge for each in self.shown if each.knowledge is not None]

    @property
    def silent(self) -> list[str]:
        """Names of those who have not studied for seven days."""
        return [each.name for each in self.named if not each.days(WEEK)]

    def domains(self) -> dict[str, Likely]:
        """Return the average in each domain, in percent; {} if no one has answered enough."""
        return classroom.domains(self.context.library.catalogue, self.known) if self.known else {}

    def topics(self) -> dict[str, Likely]:
        """Return the average in each topic, in percent; {} if no one has answered enough."""
        return classroom.topics(self.context.library.catalogue, self.known) if self.known else {}

    def teach(self) -> list[tuple[str, float]]:
        """Return the topics with the most exam points to gain, and a member's average gain; [] if none is measured."""
        if not self.known:
            return []
        return list(classroom.to_gain(self.context.library.catalogue, self.known).items())[:TEACH]

    def passes(self) -> tuple[int, int, int]:
        """Return the fewest and the most expected passes, and how many members they are estimated for."""
        chances = [each.readiness.chance for each in self.shown if each.readiness is not None]
        return *classroom.expected_passes(chances), len(chances)


def view(context: LearnerContext, held: StudyClass) -> View:
    """Return a class as it is now."""
    classes, rows = context.store.classes, context.store.classes.members(id_of(held))
    ids = [member.learner_id for member, _ in rows]
    dates, scores = classes.study_dates(ids, context.today - timedelta(days=MONTH + 1)), classes.simulations(ids)
    return View(
        context, held, tuple(_standing(context, *row, dates[at], scores[at]) for at, row in zip(ids, rows, strict=True))
    )


def _standing(
    context: LearnerContext, member: ClassMember, learner: Learner, dates: set[date], scores: list[int]
) -> Standing:
    # For reading the learner's rows only: the account and chat in this context are the instructor's.
    own = LearnerContext(context.base, learner, context.identity, context.address)
    own.model = model.look(own)
    held, today = own.model, own.today
    dates = dates | {learner.day_date} if learner.day_answered else dates
    return Standing(
        name=member.name,
        learner=member.learner_id,
        joined=member.joined_at.date(),
        today=today,
        dates=frozenset(each for each in dates if each > today - timedelta(days=MONTH)),
        scores=tuple(scores),
        knowledge=classroom.knowledge(held, context.now) if held and held.answered >= ENOUGH else None,
        readiness=model.readiness(own) if held else None,
        weakest=tuple(model.weakest(own)) if held else (),
    )


def latest(members: Sequence[Standing]) -> int | None:
    """Return the average of each member's latest simulation, in percent; None if there are none."""
    last = [each.scores[-1] for each in members if each.scores]
    return round(sum(last) / len(last)) if last else None
