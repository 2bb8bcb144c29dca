"""The tutor: handle events, build due pushes, and settle deliveries, one transaction each."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot import completion, lookup, metrics
from bot.chat import MAX_TOAST, Card, Later, Pressed, Toast, flat
from bot.context import Context
from bot.errors import ConfigurationError, Refusal, where
from bot.flows import corrections
from bot.incoming import Incoming, read
from bot.jobs import difficulties, pipeline
from bot.limits import WITH_NEXT, Limits, Typing
from bot.storage.outages import is_outage, named, sentence
from bot.storage.store import SCRUB_OWED
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from bot.bank.library import Library
    from bot.chat import Article, Clock, Delivery, Event, Push, PushId, Reply, Suggestion
    from bot.context import Operators
    from bot.incoming import Request
    from bot.jobs.pipeline import Claim
    from bot.learning.fitting import Calibration
    from bot.storage.database import Database
    from bot.storage.store import Store

TRIES: Final = 4
REMEMBERED: Final = 10_000
"""Events that a process knows it has answered; if an older one is delivered again, its reply is shown again."""
DEADLOCKS: Final = frozenset({"40P01", "40001"})

T = TypeVar("T")
log = structlog.get_logger()


class Tutor:
    """Entry point of the core. Every method blocks, opens one transaction, and never raises unless it says so."""

    def __init__(
        self, database: Database, library: Library, clock: Clock, rng: Random, operators: Operators = frozenset()
    ) -> None:
        """`operators` are the accounts that run the tutor, by platform and user id."""
        self._database = database
        self._library = library
        self._clock = clock
        self._rng = rng
        self._limits, self._typing = Limits(workers=database.workers), Typing()
        self._operators = operators
        self._answered = deque[str](maxlen=REMEMBERED)

    def start(self) -> None:
        """Delete what expired while no process was running, load difficulties, and process new corrections."""
        self.waiting(())
        self.adopt(None)
        try:
            with self._transaction() as store:
                corrections.spread(self._context(store))
        except (DBAPIError, PoolTimeout) as error:
            log.warning("corrections not taken up", error=type(error).__name__)

    def handle(self, event: Event) -> list[Reply]:
        """Handle the event exactly once, however often it is delivered, and return the replies.

        Someone who sends far more than any learner would is told so, and ignored for a while.
        """
        try:
            return self._limits.guard(read(event), self._clock, lambda request: _again(lambda: self._once(request)))
        except Refusal as refusal:
            return [_said(event, refusal)]
        except Exception as error:  # noqa: BLE001 - the only catch-all: an error here must not end the process
            if is_outage(error):
                log.warning("database unavailable", event_kind=_kind(event), error=named(error))
                self._limits.take_back(event, 1)
                self._limits.renew_export(event)
                return [Later(refusals.unavailable())]
            log.error("event failed", event_kind=_kind(event), error=type(error).__name__, where=where(error))  # noqa: TRY400 - no trace
            return [Card(refusals.apology())]

    def claim(self, platform: str, limit: int, rate: float) -> list[Claim]:
        """Claim up to `limit` due pushes, as many as the pace (`rate` per second) allows in little more than a second.

        Build them in this order.
        """
        try:
            with self._database.transaction() as store:
                return pipeline.claim(self._context(store), platform, limit, rate)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("database unavailable", event_kind="due", error=type(error).__name__)
            return []

    def build(self, claimed: Claim) -> Push | None:
        """Build a claimed push; None if there is nothing to send. One that fails is claimed again after its lease."""
        try:
            return _again(lambda: self._built(claimed))
        except Exception as error:  # noqa: BLE001 - as in handle
            if is_outage(error):
                log.warning("database unavailable", event_kind="push", error=named(error))
                return None
            log.error("push failed", error=type(error).__name__, where=where(error))  # noqa: TRY400 - no trace
            return None

    def pushes(self, platform: str, limit: int, rate: float) -> list[Push]:
        """Claim and build at once, for callers that let nobody in between."""
        return [push for push in map(self.build, self.claim(platform, limit, rate)) if push is not None]

    def settle(self, push: PushId, delivery: Delivery) -> None:
        """Reschedule a delivered push, stop pushing to an unreachable recipient, and retry anything else."""
        self.settle_all([(push, delivery)])

    def settle_all(self, delivered: Sequence[tuple[PushId, Delivery]]) -> None:
        """Settle several pushes; those of which only their own rows change share a transaction."""
        for part in pipeline.apart(delivered):
            try:
                _again(partial(self._settle, part))
            except (DBAPIError, PoolTimeout) as error:
                # The lease expires on its own; the same question is then sent once more.
                log.warning("delivery not settled", error=type(error).__name__)

    def waiting(self, platforms: tuple[str, ...]) -> tuple[int, float]:
        """Number of due pushes and lateness of the oldest in seconds; also deletes expired data."""
        try:
            with self._database.transaction() as store:
                store.schedule.forget_expired(self._clock())
                owed = store.schedule.recall(SCRUB_OWED)
                found = store.schedule.waiting(self._clock(), platforms)
        except (DBAPIError, PoolTimeout):
            return 0, 0.0
        if owed:
            self._scrub()
        return found

    def backlog(self, platforms: tuple[str, ...]) -> tuple[int, float]:
        """Number of due pushes not in progress, and lateness of the oldest in seconds.

        Raises:
            ConfigurationError: the database does not answer, or its schema is not this version's.
        """
        if not self._database.is_current():
            raise ConfigurationError("The database is not migrated.")
        try:
            with self._database.transaction() as store:
                return store.schedule.waiting(self._clock(), platforms)
        except (DBAPIError, PoolTimeout) as error:
            raise ConfigurationError(sentence(error)) from None

    def estimate(self) -> Calibration | None:
        """Estimate all difficulties, once a night across all processes; None if it isn't due or the database is gone.

        Takes seconds when there are many answers, and may run in a separate thread.
        """
        try:
            with self._database.transaction() as store:
                if not difficulties.is_first_tonight(store, self._clock()):
                    return None
            return difficulties.estimate(self._database, self._library.bank, self._library.authored).found
        except (DBAPIError, PoolTimeout) as error:
            log.warning("difficulties not estimated", error=type(error).__name__)
            return None

    def adopt(self, found: Calibration | None) -> None:
        """Store the result of `estimate`, if any, and use the stored difficulties from the next event on."""
        bank = self._library.bank
        try:
            with self._database.transaction() as store:
                if found:
                    changed = store.item_difficulties.keep(found, bank, self._clock())
                    log.info("difficulties estimated", questions=len(found.questions), changed=changed)
                fitted, mean = store.item_difficulties.difficulties(bank), store.item_difficulties.mean()
        except (DBAPIError, PoolTimeout) as error:
            log.warning("difficulties not loaded", error=type(error).__name__)
            return
        self._library = self._library.calibrated(fitted, mean)

    def suggest(self, kind: str, typed: str, by: str = "") -> list[Suggestion]:
        """Return completions for an option of a command; none while the person (`by`) types far too fast."""
        return completion.suggest(self._library, kind, typed) if self._typing.allows(by, self._clock()) else []

    def lookup(self, typed: str, by: str = "") -> list[Article]:
        """Return answers and terms that match a text, to be posted in any chat; none for someone who types too fast.

        Nothing is stored about who asks.
        """
        return lookup.articles(self._library, typed) if self._typing.allows(by, self._clock()) else []

    def unlimit(self) -> None:
        """Lift all limits, where one person has the whole process."""
        self._limits = Limits(())

    def recall(self, key: str) -> str:
        """A note stored by an adapter; "" if there is none or the database does not answer."""
        try:
            with self._database.transaction() as store:
                return store.schedule.recall(key)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("note not read", error=type(error).__name__)
            return ""

    def remember(self, key: str, value: str) -> None:
        """Store a note for an adapter; it is lost if the database does not answer."""
        try:
            with self._database.transaction() as store:
                store.schedule.remember(key, value)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("note not kept", error=type(error).__name__)

    def _once(self, request: Request) -> list[Reply]:
        event = request.event
        with self._transaction() as store:
            now = self._clock()
            is_again = store.schedule.first_time(event.id, now) is not None
            if is_again and event.id in self._answered:
                return []
            if is_again and not request.is_repeatable:
                self._answered.append(event.id)
                return [] if request.is_notice else [Card(refusals.interrupted())]
            # If it is here again, another process settled it, or this one lost its connection while it committed: the
            # reply may never have been sent.
            replies = Incoming(Context(store, self._library, now, self._rng, self._operators)).settle(request)
        self._answered.append(event.id)
        if store.answered:
            self._limits.take_back(event, WITH_NEXT)
        if store.erased:
            self._limits.renew_export(event)
        return replies

    def _built(self, claimed: Claim) -> Push | None:
        with self._transaction() as store:
            return pipeline.build(self._context(store), claimed)

    def _settle(self, delivered: Sequence[tuple[PushId, Delivery]]) -> None:
        with self._transaction() as store:
            for push, delivery in delivered:
                pipeline.settle(self._context(store), push, delivery)

    def _context(self, store: Store) -> Context:
        return Context(store, self._library, self._clock(), self._rng, self._operators)

    @contextmanager
    def _transaction(self) -> Iterator[Store]:
        with self._database.transaction() as store:
            yield store
        metrics.ANSWERS.inc(store.quiz_sessions.answered)
        if store.erased:
            self._scrub()

    def _scrub(self) -> None:
        """Remove traces of deleted data from the files; if blocked by others, the sweep retries."""
        try:
            self._database.scrub()
            with self._database.transaction() as store:
                store.schedule.remember(SCRUB_OWED, "")
        except (DBAPIError, PoolTimeout) as error:
            log.warning("deleted rows not scrubbed yet", error=type(error).__name__)


def _again(work: Callable[[], T]) -> T:
    """Run a transaction, retrying on conflicts with other processes, such as a person's first two events."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except IntegrityError:
            continue
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in DEADLOCKS:
                raise
    return work()


def _said(event: Event, refusal: Refusal) -> Reply:
    plain = flat(refusal.text)
    if isinstance(event, Pressed) and not refusal.rows and len(plain) <= MAX_TOAST:
        return Toast(plain)
    return Card(refusal.text, refusal.rows)


def _kind(event: Event) -> str:
    return type(event).__name__
