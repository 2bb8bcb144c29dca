"""What the flows of a live round work with, and what comes next in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.flows.group.context import GroupContext
from bot.learning.group_choice import Asked, choose
from bot.storage.rounds import QUESTION_SLOT
from bot.storage.tables import id_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.bank.models import Question
    from bot.chat import Address
    from bot.storage.round_tables import LiveQuestion, LiveRound

LOBBY: Final = "live-lobby"
QUESTION: Final = "live-question"
COUNT: Final = "live-count"
REVEAL: Final = "live-reveal"
END: Final = "live-end"
OF_ROUND: Final = (LOBBY, QUESTION, END)
"""Jobs whose subject is a round; the others' subject is a question."""
TIME_TO_JOIN: Final = timedelta(seconds=60)
TIME_TO_READ: Final = timedelta(seconds=10)
"""Time between a reveal and what follows."""
LATEST: Final = timedelta(minutes=10)
"""A question that an outage delays longer than this is skipped: no one is waiting anymore."""
MOST_SILENT: Final = 2
"""Number of questions in a row without any answer after which the round ends by itself."""


@dataclass(slots=True)
class RoundContext(GroupContext):
    """A round of a group, in one transaction."""

    round: LiveRound

    @property
    def number(self) -> int:
        """The round's id."""
        return id_of(self.round)

    @property
    def address(self) -> Address:
        """The channel that the round is in."""
        return self.address_of(self.round.chat, self.round.thread)

    def item_of(self, question: LiveQuestion) -> Question | None:
        """Return what was asked; None if it has left the bank."""
        found = self.library.bank.questions.get(question.question)
        return found if found and found.published and found.wording == question.wording else None

    def draw(self) -> Question | None:
        """Return the question to ask next; None if there is none. The group's other questions are not repeated."""
        library = self.library
        asked = Asked([*self.store.groups.asked(self.id), *self.store.rounds.asked(self.id)])
        chosen = choose(library.within(self.round.scope), library.domain_of, library.weights, asked, self.rng)
        return library.bank.questions[chosen] if chosen else None

    def advance(self, latest: LiveQuestion, after: timedelta = TIME_TO_READ) -> None:
        """Schedule what follows a reveal: the next question, or the board."""
        self.put(END if self._is_over(latest) else QUESTION, self.number, self.now + after)

    def close(self) -> None:
        """End the round silently where it is."""
        self.round.ended_at = self.round.ended_at or self.now
        self.store.schedule.drop(self.number, *OF_ROUND)
        if latest := self.store.rounds.latest(self.number):
            self.store.schedule.drop(id_of(latest), REVEAL, COUNT)

    def _is_over(self, latest: LiveQuestion) -> bool:
        return self.round.stopped_at is not None or latest.position >= self.round.size or self._is_silent()

    def _is_silent(self) -> bool:
        asked = self.store.rounds.questions(self.number)[-MOST_SILENT:]
        return len(asked) == MOST_SILENT and not any(self.store.rounds.chosen(each) for each in asked)


def order(question: LiveQuestion) -> tuple[int, ...]:
    """Return the canonical option at each position."""
    return tuple(map(int, question.shown))


def lobby_slot(number: int) -> str:
    """Return the slot name of the message that invites to a round, given the round's id."""
    return f"{LOBBY}:{number}"


def slot_of(question: LiveQuestion) -> str:
    """Return the slot name of a question's message."""
    return f"{QUESTION_SLOT}{id_of(question)}"


def is_open(question: LiveQuestion, now: datetime) -> bool:
    """True if answers are accepted: from when it may be visible, which may be before the platform confirms the post."""
    return question.revealed_at is None and (question.closes_at is None or now < question.closes_at)
