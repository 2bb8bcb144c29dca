"""What a flow works with: one transaction's store, bank, time and dice, and the person or group it serves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.learning import streaks
from bot.learning.calendar import StudyDay, zone
from bot.storage.learner_settings import DEFAULTS
from bot.storage.tables import Learner, id_of
from bot.words import moments
from bot.words import progress as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, tzinfo
    from random import Random

    from bot.bank.library import Library
    from bot.chat import Address, Card
    from bot.learning import Engine
    from bot.learning.streaks import Streak
    from bot.storage.learner_settings import LearnerSettings
    from bot.storage.store import Store
    from bot.storage.tables import Identity
    from bot.words.moments import Hours

    Operators: TypeAlias = frozenset[tuple[str, str]]
    """Platform and user id of each account that runs the tutor."""


LOST, ON, KEPT, EARNED = "lost", "on", "kept", "earned"
"""Keys of `Learner.streak_news`: the length of a streak that ended, and the missed day; that a freeze saved one; that
one was earned back.
"""
WORTH_TELLING: Final = 2
"""Days that a streak had, at least, for its end to be mentioned."""


@dataclass(frozen=True, slots=True)
class Context:
    """One transaction: its store, the bank, now (aware, UTC), the dice, and who runs the tutor."""

    store: Store
    library: Library
    now: datetime
    rng: Random
    operators: Operators = frozenset()


@dataclass(slots=True)
class Held:
    """Access to the transaction for a context that adds the person or group it serves."""

    base: Context

    @property
    def store(self) -> Store:
        """The transaction's store."""
        return self.base.store

    @property
    def library(self) -> Library:
        """The bank."""
        return self.base.library

    @property
    def now(self) -> datetime:
        """The time of the event or push, aware, in UTC."""
        return self.base.now

    @property
    def rng(self) -> Random:
        """The dice."""
        return self.base.rng


@dataclass(frozen=True, slots=True)
class JobOutput:
    """What a job produces when it runs.

    Attributes:
        cards: what to send; empty for nothing.
        again: when the job is due next; None for never.
        where: the channel in a group that the cards go to; None for the owner's usual address.
        riders: rows of other jobs whose messages are included in the cards.
    """

    cards: tuple[Card, ...] = ()
    again: datetime | None = None
    where: Address | None = None
    riders: tuple[int, ...] = ()


@dataclass(slots=True)
class LearnerContext(Held):
    """A learner, and the account and chat they speak from."""

    base: Context
    learner: Learner
    identity: Identity
    address: Address
    unasked: bool = False
    """True when rendering a push rather than a reply."""
    pressed: str = ""
    """The platform's id of the message whose button was pressed; "" if it doesn't matter (`bot.chat.Pressed`)."""
    model: Engine | None = None
    """The learner's model, once a flow has asked for it (`bot.flows.model`)."""
    secret: Callable[[str], str] = secrets.choice
    whom: str = ""
    """The platform's id of the person a command is about, as in `Command`."""
    export_at: datetime | None = None
    """When an export the learner asks for is made; None for at once."""

    @property
    def me(self) -> int:
        """The learner's id."""
        return id_of(self.learner)

    @property
    def settings(self) -> LearnerSettings:
        """The learner's settings; to change some: `context.settings = replace(context.settings, set_size=10)`."""
        return self.learner.settings

    @settings.setter
    def settings(self, changed: LearnerSettings) -> None:
        self.learner.settings = changed

    @property
    def zone(self) -> tzinfo:
        """The learner's time zone."""
        return zone(self.settings.zone)

    @property
    def today(self) -> date:
        """The date on the learner's wall calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def hours(self) -> Hours:
        """The clock format the learner reads."""
        return moments.hours(self.settings.clock, self.settings.zone)

    @property
    def daily_time(self) -> str:
        """When the day's first question comes, as the learner's clock shows it."""
        return moments.clock(self.settings.daily_at, self.hours)

    @property
    def exam_day(self) -> str:
        """The exam date preceded by "on"; "" if none lies ahead."""
        exam = self.learner.exam_date
        return moments.on(exam, self.today) if exam and exam >= self.today else ""

    @property
    def chat_key(self) -> str:
        """Where the learner speaks, without the platform's user id, or its chat id in a direct chat."""
        return self.address.platform if self.address.direct else f"{self.address.platform}:{self.address.chat}"

    @property
    def streak(self) -> Streak:
        """The learner's streak."""
        return streak_of(self.learner)

    def keep_streak(self, streak: Streak) -> None:
        """Write the streak to the learner's columns."""
        for column, value in _columns(streak):
            if getattr(self.learner, column) != value:  # reading costs far less than setting
                setattr(self.learner, column, value)

    def count_answer(self) -> None:
        """Count an accepted answer toward the streak."""
        before = self.streak
        self.keep_streak(streaks.answer(before, self.now))
        if self.learner.freezes > before.freezes:
            self.learner.streak_news = {**self.learner.streak_news, EARNED: True}
        self.store.answered = True

    def roll(self) -> None:
        """Advance the learner to the current study day, and settle the days that ended since the last one."""
        before = self.streak
        streak, closed = streaks.roll(before, self.now, self.zone, self.settings.set_size, self.is_paused)
        self.keep_streak(streak)
        self.store.learners.close_days(self.me, closed)
        if day := streaks.lost_on(before, closed):
            self.learner.streak_news = {LOST: before.length, ON: day.isoformat()}
        elif any(day.outcome == "frozen" for day in closed):
            self.learner.streak_news = {**self.learner.streak_news, KEPT: True}

    def take_news(self) -> str:
        """Return what happened to the streak since this was last called; "" for nothing, and in minimal mode."""
        held = self.learner.streak_news
        if not held:
            return ""  # writing would cost every press a statement
        self.learner.streak_news = {}
        return "" if self.settings.minimal else "\n".join(self._news(held))

    def _news(self, held: dict[str, Any]) -> Iterator[str]:
        now = self.streak
        if held.get(LOST, 0) >= WORTH_TELLING:
            yield words.streak_ended(held[LOST], now.best, date.fromisoformat(held[ON]), self.today)
        if KEPT in held and now.length:
            yield words.kept_by_freeze(now.length, now.freezes)
        if EARNED in held:
            yield words.freeze_earned(now.freezes)

    def is_paused(self, day: date) -> bool:
        """True if the learner's pause covers a day."""
        first, last = self.learner.paused_from, self.learner.paused_until
        return first is not None and last is not None and first <= day <= last


def new_learner(now: datetime, settings: LearnerSettings = DEFAULTS) -> Learner:
    """Return a new learner with these settings."""
    learner = Learner(created_at=now, seen_at=now, day_number=0, day_date=now.date(), day_ends=now, day_goal=0)
    learner.settings = settings
    for column, value in _columns(streaks.begin(now, zone(settings.zone), settings.set_size)):
        setattr(learner, column, value)
    return learner


def streak_of(learner: Learner) -> Streak:
    """Return the streak stored in a learner's columns."""
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
