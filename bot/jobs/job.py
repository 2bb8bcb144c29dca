"""The records that describe a job and its owner; the pipeline knows nothing else about either."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Address, Delivery
    from bot.chat.events import Obstacle
    from bot.context import Context, JobOutput
    from bot.storage.tables import Due

C = TypeVar("C")


def _nothing(_context: object, _row: Due) -> None:
    """Do nothing after a delivery."""


class Rank(IntEnum):
    """The order in which jobs get one of the day's unsolicited messages to a learner."""

    DAILY = 0
    CORRECTION = 1
    REMINDER = 2
    """Tied to a date."""
    RESULT = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class Owner(Generic[C]):
    """Whose jobs these are: a learner, a group, or one question of a group.

    Attributes:
        lock: lock the subject's owner before the row is locked, and return the context that the job's functions take;
            None if the owner is gone. The arguments are the transaction, the subject, whether the job is being built
            (so that answers must wait too), and the recipient of the push that is being settled, 0 while building.
        address: where the job's cards go unless its output names a place.
        recipient: what settling needs to know about the recipient of the push.
        runs: False if the job has nothing to do after all, for example because the learner cannot be reached.
        sends: record that a job sends something, and return what to send, possibly with more added.
        delivered: record the chat that a delivery had to open, before its outcome is handled.
        gone: the push cannot be delivered. Settles the row.
        moved: the chat has a new id. Settles the row.
    """

    lock: Callable[[Context, int, bool, int], C | None]
    address: Callable[[C], Address]
    recipient: Callable[[C], int]
    runs: Callable[[C, Job[C], Due], bool]
    sends: Callable[[C, Job[C], Due, JobOutput], JobOutput]
    delivered: Callable[[C, Delivery], None]
    gone: Callable[[C, Job[C], Due, Delivery], None]
    moved: Callable[[C, Due, Delivery], None]


@dataclass(frozen=True, slots=True)
class Job(Generic[C]):
    """Something that runs at a scheduled time.

    Attributes:
        name: the `kind` of its rows in the table `due`. Never change one that is in use.
        owner: whose job it is.
        build: decide, when it runs, what to send and when it is due again. A row that is claimed twice, late, or after
            everything about it has changed must still do the right thing.
        delivered: what to do once its cards were delivered.
        undeliverable: what to do if they never can be, given the subject and the obstacle.
        unreachable: what is left to do for a learner who cannot be reached; None for a job that sends no message and
            runs anyway.
        max_tries: failed deliveries after which it is given up; None: retried until its output is out of date. A wait
            requested by the platform is not a failure.
        rank: its priority among the unsolicited messages to a learner, which share two a day (`bot.jobs.unasked`);
            None for anything the learner joined or started, and for jobs that send a learner no message.
        keeps: False if it is pointless on any day but its own; it is dropped if it does not fit.
    """

    name: str
    owner: Owner[C]
    build: Callable[[C, Due], JobOutput]
    delivered: Callable[[C, Due], None] = _nothing
    undeliverable: Callable[[C, int, Obstacle], None] = lambda _context, _subject, _why: None
    unreachable: Callable[[C], None] | None = None
    max_tries: int | None = None
    rank: Rank | None = None
    keeps: bool = True

    @property
    def is_plain(self) -> bool:
        """True if nothing but its row changes once its cards were delivered."""
        return self.delivered is _nothing
