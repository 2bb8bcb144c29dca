"""What a group's flows work with, and how its jobs are scheduled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Address
from bot.context import Held
from bot.learning import groups
from bot.learning.calendar import zone
from bot.learning.group_choice import Asked, choose
from bot.storage.groups import QUESTION_SLOT
from bot.storage.tables import id_of
from bot.words import moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from bot.bank.models import Question
    from bot.context import Context
    from bot.learning import Item
    from bot.storage.group_tables import Group, GroupQuestion
    from bot.storage.store import Store
    from bot.words.moments import Hours

ASK: Final = "group-question"
EXTRA: Final = "group-extra"
SUMMARY: Final = "group-summary"
REVEAL: Final = "group-reveal"
COUNT: Final = "group-count"
TOWARDS_EXAM: Final = "exam"
LATEST: Final = timedelta(hours=3)
"""A question delayed longer than this by an outage is skipped, at no cost to the group."""
LATEST_EXTRA: Final = timedelta(minutes=15)
"""The same for a question that someone asked for now."""
REGULAR: Final = timedelta(days=14)
"""Anyone who has answered within this time is a regular."""


@dataclass(slots=True)
class GroupContext(Held):
    """A group, in one transaction."""

    base: Context
    group: Group

    @property
    def id(self) -> int:
        """The group's id."""
        return id_of(self.group)

    @property
    def zone(self) -> tzinfo:
        """The group's time zone."""
        return zone(self.group.zone)

    @property
    def hours(self) -> Hours:
        """The usual clock format in the group's time zone."""
        return moments.hours(moments.AUTOMATIC, self.group.zone)

    @property
    def today(self) -> date:
        """The date on the group's wall calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def runs(self) -> bool:
        """True if the group gets its questions."""
        return self.group.state == "on" and not self.group.obstacle

    @property
    def exam_ahead(self) -> bool:
        """True if the group has a common exam date that has not passed."""
        return self.group.exam_date is not None and self.group.exam_date >= self.today

    @property
    def address(self) -> Address:
        """Where the group's next question goes."""
        return self.address_of(self.group.chat, self.group.thread)

    def address_of(self, chat: str, thread: str) -> Address:
        """Return a place in the group as an address."""
        return Address(self.group.platform, "", chat, direct=False, space=self.group.space, thread=thread)

    def following(self) -> datetime:
        """Return when the next regular question comes."""
        last = self.store.groups.latest(self.id, extra=False)
        after = last.planned_at.astimezone(self.zone).date() if last else None
        return groups.next_question(self.now, self.group.at, self.days, self.zone, after)

    @property
    def days(self) -> tuple[int, ...]:
        """The weekdays with a question, 0 for Monday."""
        return tuple(map(int, self.group.days))

    def next_at(self) -> str:
        """Return when the next question comes, as the group's clock shows it; "" if none does."""
        due = self.store.schedule.when(ASK, self.id)
        return self.when(max(due, self.now)) if due else ""

    def when(self, at: datetime) -> str:
        """Return a time as the group's clock shows it."""
        return moments.moment(at, self.zone, self.hours)

    def items(self) -> Sequence[Item]:
        """Return the questions that may be asked."""
        return self.library.within("" if self.group.questions == TOWARDS_EXAM else self.group.questions)

    def asked(self) -> Asked:
        """Return what was asked so far, and how it went."""
        adapts = self.group.questions == TOWARDS_EXAM and self.exam_ahead
        return Asked(self.store.groups.asked(self.id), self.store.groups.standing(self.id), adapts)

    def choose(self) -> Question | None:
        """Return the question to ask next; None if there is none."""
        library = self.library
        chosen = choose(self.items(), library.domain_of, library.weights, self.asked(), self.rng)
        return library.bank.questions[chosen] if chosen else None

    def item(self, question: GroupQuestion) -> Question | None:
        """Return the question that was asked; None if it has left the bank."""
        found = self.library.bank.questions.get(question.question)
        return found if found and found.published and found.wording == question.wording else None

    def put(self, kind: str, subject: int, at: datetime) -> None:
        """Schedule a job of the group."""
        self.store.schedule.put(kind, subject, self.group.platform, at, "group")

    def plan(self) -> None:
        """Schedule the next question and the next summary, after anything that may change them."""
        if not self.runs:
            for kind in (ASK, EXTRA, SUMMARY):
                self.store.schedule.cease(kind, self.id)
            return
        self._plan(ASK, self.following())
        if self.group.summary:
            self._plan(SUMMARY, groups.next_summary(self.now, self.zone))
        else:
            self.store.schedule.cease(SUMMARY, self.id)

    def _plan(self, kind: str, at: datetime) -> None:
        """Schedule a job, after whatever waits for its turn now or is on its way."""
        due = self.store.schedule.when(kind, self.id)
        if due and self._is_todays(due):
            self.store.schedule.follow(kind, self.id, at)
        else:
            self.put(kind, self.id, at)

    def move(self, space: str) -> bool:
        """Take a new id with everything that is open; False if another group, which stays, already has it."""
        before = self.group.space
        if not self.store.groups.move(self.group, space):
            return False
        self.store.rounds.move(self.id, before, space)
        return True

    def halt(self, obstacle: str) -> None:
        """Stop everything until the obstacle is fixed; nothing is retried automatically."""
        self.group.obstacle, self.group.told_at = obstacle, None
        self.plan()
        for question in self.store.groups.owed(self.id):
            self.store.schedule.drop(id_of(question), REVEAL, COUNT)

    def go_on(self) -> None:
        """Resume what was stopped: the next question, and the reveals that are owed."""
        self.group.obstacle = ""
        last = self.store.groups.latest(self.id, extra=False)
        waits = last and self._is_todays(last.planned_at) and last.posted_at is None and self.now < last.closes_at
        if last and waits and self.store.schedule.when(ASK, self.id) is None:
            last.chat, last.thread = self.group.chat, self.group.thread  # no one has seen it yet, wherever it was to be
            self.put(ASK, self.id, last.planned_at)
        self.plan()
        for question in self.store.groups.owed(self.id):
            self.put(REVEAL, id_of(question), max(self.now, question.closes_at))

    def _is_todays(self, planned: datetime) -> bool:
        """True if a question that was due then may still be asked."""
        return self.now - LATEST <= planned <= self.now


def recount(store: Store, question: GroupQuestion, now: datetime) -> None:
    """Schedule an update of the displayed answer count as soon as allowed, unless the question is closed."""
    group = store.groups.look(question.group_id)
    if group and question.revealed_at is None and now < question.closes_at:
        at = groups.next_count(question.asked_at, question.counted_at, now)
        # 2,000 counts must not hold up anybody's question.
        store.schedule.put_once(COUNT, id_of(question), group.platform, at, "group", waits=True)


def order(question: GroupQuestion) -> tuple[int, ...]:
    """Return the canonical option at each position."""
    return tuple(map(int, question.shown))


def slot_of(question: GroupQuestion) -> str:
    """Return the slot name of a question's message."""
    return f"{QUESTION_SLOT}{id_of(question)}"
