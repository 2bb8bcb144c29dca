"""What a flow works with: one event of one learner, inside one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.actions import encode
from bot.bank.facts import Facts
from bot.chat import Button
from bot.learning import Item, catalogue, streaks
from bot.learning.calendar import StudyDay, zone
from bot.storage.tables import Learner
from bot.words import progress as words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from random import Random

    from bot.actions import Action
    from bot.bank.blueprint import Domain, Topic
    from bot.bank.models import Bank, Question
    from bot.chat import Address
    from bot.learning import Engine
    from bot.learning.streaks import Streak
    from bot.storage.store import Store
    from bot.storage.tables import Attempt, Identity

MAX_NAME: Final = 100
_DIFFICULTY: Final = {"easy": -1, "medium": 0, "hard": 1}


class Library:
    """The bank as the flows see it: items for the chooser, names for the screen. Made once."""

    def __init__(
        self,
        bank: Bank,
        facts: Sequence[str] = (),
        book: Facts | None = None,
        fitted: Mapping[str, float] | None = None,
    ) -> None:
        """Take a bank; `fitted` are difficulties that go before the author's, by question (`bot.learning.fitting`)."""
        self.bank: Final = bank
        self.facts: Final = tuple(facts)
        self.book: Final = book or Facts({})
        hard = {q.id: _DIFFICULTY[q.difficulty] for q in bank.published} | dict(fitted or {})
        self.items: Final = tuple(Item(q.id, q.topic, hard[q.id]) for q in bank.published)
        blueprint = bank.blueprint
        self.domain_of: Final = {topic: blueprint.domain_of(topic).id for topic in blueprint.topic_ids}
        self.weights: Final = {domain.id: float(domain.weight) for domain in blueprint.domains}
        self.catalogue: Final = catalogue(self.items, blueprint)

    def within(self, scope: str) -> tuple[Item, ...]:
        """Return the items of a domain or topic id; of everything for ""."""
        if not scope:
            return self.items
        return tuple(item for item in self.items if scope in (item.topic, self.domain_of[item.topic]))

    def ids(self, scope: str) -> Collection[str] | None:
        """Return the ids of the questions of a domain or topic id; None, which is all, for ""."""
        return {item.id for item in self.within(scope)} if scope else None

    def find_domain(self, typed: str) -> Domain | None:
        """Return the domain that was meant; a fragment of one or two letters means none."""
        return self.bank.blueprint.find_domain(typed[:MAX_NAME]) if _says_enough(typed) else None

    def find_topic(self, typed: str) -> Topic | None:
        """Return the topic that was meant, likewise."""
        return self.bank.blueprint.find_topic(typed[:MAX_NAME]) if _says_enough(typed) else None

    def name(self, scope: str) -> str:
        """Return the name of a domain or topic id."""
        if scope in self.weights:
            return self.bank.blueprint.domain(scope).name
        return self.bank.blueprint.topic(scope).name

    def label(self, topic: str) -> str:
        """Return "domain · topic" for the head of a question."""
        return f"{self.name(self.domain_of[topic])} · {self.name(topic)}"

    def question_of(self, attempt: Attempt) -> Question | None:
        """Return the question of an attempt, None if it has left the bank."""
        question = self.bank.questions.get(attempt.question)
        return question if question and question.published else None


@dataclass(slots=True)
class LearnerContext:
    """One event: the store of its transaction, now (aware, UTC), the dice, who speaks and where."""

    store: Store
    library: Library
    now: datetime
    rng: Random
    learner: Learner
    identity: Identity
    address: Address
    unasked: bool = False
    """Whether this is about a push, and not an answer to something that the learner did."""
    news: str = ""
    """What happened to the streak since the last event, "" for nothing to tell."""
    model: Engine | None = None
    """The learner's model, once something was asked of it (`bot.flows.model`)."""
    secret: Callable[[str], str] = secrets.choice

    @property
    def me(self) -> int:
        """The learner's id."""
        assert self.learner.id is not None  # noqa: S101 - every learner in a turn is stored
        return self.learner.id

    @property
    def zone(self) -> tzinfo:
        """The learner's time zone."""
        return zone(self.learner.zone)

    @property
    def today(self) -> date:
        """The date on the learner's wall calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def chat_key(self) -> str:
        """Where the learner speaks, without the platform's user or chat id for a direct chat."""
        return self.address.platform if self.address.direct else f"{self.address.platform}:{self.address.chat}"

    @property
    def streak(self) -> Streak:
        """The learner's streak."""
        return streak_of(self.learner)

    def keep_streak(self, streak: Streak) -> None:
        """Write the streak into the learner."""
        for column, value in _columns(streak):
            setattr(self.learner, column, value)

    def roll(self) -> None:
        """Move the learner into the study day of now, and keep the days that ended since."""
        streak, closed = streaks.roll(self.streak, self.now, self.zone, self.learner.set_size, self.is_paused)
        self.keep_streak(streak)
        self.store.learners.close_days(self.me, closed)
        if streak.length and not self.learner.minimal and any(day.outcome == "frozen" for day in closed):
            self.news = words.kept_by_freeze(streak.length, streak.freezes)

    def is_paused(self, day: date) -> bool:
        """Tell whether the learner has paused on a day."""
        first, last = self.learner.paused_from, self.learner.paused_until
        return first is not None and last is not None and first <= day <= last


def _says_enough(typed: str) -> bool:
    return sum(c.isalpha() for c in typed) >= 3  # noqa: PLR2004 - the shortest name of a topic is CPT


def new_learner(now: datetime, set_size: int = 5) -> Learner:
    """Return a learner who arrives now, with every setting at its default; the time zone is not known yet."""
    learner = Learner(created_at=now, seen_at=now, day_number=0, day_date=now.date(), day_ends=now, day_goal=set_size)
    for column, value in _columns(streaks.begin(now, zone(learner.zone), set_size)):
        setattr(learner, column, value)
    return learner


def streak_of(learner: Learner) -> Streak:
    """Return the streak in a learner's columns."""
    return streaks.Streak(
        day=StudyDay(learner.day_number, learner.day_date, learner.day_ends, learner.day_short),
        goal=learner.day_goal,
        answered=learner.day_answered,
        length=learner.streak,
        best=learner.best,
        freezes=learner.freezes,
        earning=learner.earning,
        counted_at=learner.counted_at,
    )


def button(label: str, action: Action) -> Button:
    """Return a button that does an action."""
    return Button(label, encode(action))


def _columns(streak: Streak) -> Iterator[tuple[str, object]]:
    yield from (
        ("day_number", streak.day.number),
        ("day_date", streak.day.date),
        ("day_ends", streak.day.ends),
        ("day_short", streak.day.short),
        ("day_goal", streak.goal),
        ("day_answered", streak.answered),
        ("streak", streak.length),
        ("best", streak.best),
        ("freezes", streak.freezes),
        ("earning", streak.earning),
        ("counted_at", streak.counted_at),
    )
