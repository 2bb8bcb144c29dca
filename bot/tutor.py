"""The tutor: settles events, says what is due, and takes back how it was delivered; one transaction each."""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot import flows, zones
from bot.actions import Run, decode
from bot.chat import MAX_TOAST, Address, Card, Command, Later, Left, Pressed, Push, Said, Suggestion, Toast, flat, text
from bot.errors import Refusal
from bot.flows import due, settings
from bot.flows.talk import talk
from bot.flows.turn import Library, Turn, new_learner
from bot.words import faults
from bot.words import progress as progress_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from random import Random

    from bot.chat import Clock, Delivery, Event, Reply
    from bot.learning.streaks import Closed
    from bot.storage.database import Database
    from bot.storage.store import Store
    from bot.storage.tables import Due, Identity, Learner

MAX_SUGGESTIONS: Final = 25
MAX_TYPED: Final = 10_000
RETRY_FIRST: Final = 2.0
RETRY_LONGEST: Final = 600.0
"""Seconds between two tries of a push; they double."""

log = structlog.get_logger()


class Tutor:
    """Every method blocks, opens one transaction, and never raises."""

    def __init__(self, database: Database, library: Library, clock: Clock, rng: Random) -> None:
        self._database = database
        self._library = library
        self._clock = clock
        self._rng = rng
        self._started = clock()

    def handle(self, event: Event) -> list[Reply]:
        """Settle the event, once however often it is delivered, and return what to show."""
        try:
            return self._twice(event)
        except Refusal as refusal:
            return [_said(event, refusal)]
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            log.warning("database unavailable", event_kind=_kind(event), error=type(error).__name__)
            return [Later(faults.unavailable())]
        except Exception as error:  # noqa: BLE001 - the only catch-all: a fault here must not end the process
            log.error("event failed", event_kind=_kind(event), error=type(error).__name__, where=_where(error))
            return [Card(faults.apology())]

    def pushes(self, platform: str, limit: int, rate: float) -> list[Push]:
        """Claim at most `limit` rows that are due, and that the pace (`rate` a second) lets out within a second."""
        try:
            claimed = self._claim(platform, limit, rate)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("database unavailable", event_kind="due", error=type(error).__name__)
            return []
        built = (self._build(row_id, at) for row_id, at in claimed)
        return [push for push in built if push is not None]

    def settle(self, push_id: str, delivery: Delivery) -> None:
        """Move what was delivered on to its next time; leave alone who is gone; try the rest again."""
        try:
            with self._database.transaction() as store:
                self._settle(store, push_id, delivery)
        except (DBAPIError, PoolTimeout) as error:
            # The lease ends by itself; the same question is then sent once more.
            log.warning("delivery not settled", error=type(error).__name__)

    def waiting(self, platforms: tuple[str, ...]) -> tuple[int, float]:
        """Return how many pushes are due, and the seconds by which the oldest is late; forget old event ids."""
        try:
            with self._database.transaction() as store:
                store.schedule.forget_events(self._clock())
                return store.schedule.waiting(self._clock(), platforms)
        except (DBAPIError, PoolTimeout):
            return 0, 0.0

    def suggest(self, kind: str, typed: str) -> list[Suggestion]:
        """Return completions for an option of a command."""
        plain = typed[:100].casefold().strip()
        blueprint = self._library.bank.blueprint
        domains = [Suggestion(domain.name, domain.id) for domain in blueprint.domains]
        topics = [Suggestion(f"{t.id} {t.name}"[:100], t.id) for domain in blueprint.domains for t in domain.topics]
        kept = [Suggestion(word.capitalize(), word) for word in ("missed", "guessed", "saved")]
        found = {
            "domain": domains,
            "setting": [Suggestion(label, name) for name, label in settings.NAMES.items()],
            "topic": topics,
            "scope": kept + domains + topics,
            "zone": [Suggestion(label, name) for label, name in zones.complete(typed[:100], MAX_SUGGESTIONS)],
        }.get(kind, [])
        hits = found if kind == "zone" else [hit for hit in found if plain in hit.label.casefold()]
        return hits[:MAX_SUGGESTIONS]

    def recall(self, key: str) -> str:
        """Return a note that an adapter kept."""
        with self._database.transaction() as store:
            return store.schedule.recall(key)

    def remember(self, key: str, value: str) -> None:
        """Keep a note of an adapter."""
        with self._database.transaction() as store:
            store.schedule.remember(key, value)

    def _twice(self, event: Event) -> list[Reply]:
        """Try once more if another process got in between: a learner's first two events, or two at once."""
        try:
            return self._once(event)
        except IntegrityError:
            return self._once(event)
        except OperationalError as error:
            if not _is_deadlock(error):
                raise
            return self._once(event)

    def _once(self, event: Event) -> list[Reply]:
        with self._transaction() as store:
            now = self._clock()
            before = store.schedule.first_time(event.id, now)
            if before and (before >= self._started or not isinstance(event, Command | Pressed)):
                return []
            # Seen before this process began: its reply may never have been sent. Commands and presses show the same
            # again, however often they come.
            return self._turned(store, event, now)

    def _turned(self, store: Store, event: Event, now: datetime) -> list[Reply]:
        learner, identity = self._who(store, event.address, now)
        turn = Turn(store, self._library, now, self._rng, learner, identity, event.address)
        if isinstance(event, Left):
            _leave(turn)
            return []
        back = _arrive(turn)
        replies = self._answer(turn, event)
        return [*back, *replies] if not store.erased else replies

    def _answer(self, turn: Turn, event: Event) -> list[Reply]:
        if isinstance(event, Said):
            return talk(turn, event.text[:MAX_TYPED])
        if isinstance(event, Command):
            return _command(turn, event.name, event.argument[:MAX_TYPED])
        action = decode(event.token) if isinstance(event, Pressed) else None
        if action is None:
            raise Refusal(faults.old_button())
        if isinstance(action, Run):
            return _command(turn, action.command, action.argument)
        return flows.ACTIONS[type(action)](turn, action)

    def _who(self, store: Store, address: Address, now: datetime) -> tuple[Learner, Identity]:
        found = store.learners.find(address.platform, address.user)
        if found is None:
            found = store.learners.add(new_learner(now), address.platform, address.user)
            due.begin(store, found[0], address.platform)
        return found

    def _claim(self, platform: str, limit: int, rate: float) -> list[tuple[int, datetime]]:
        with self._database.transaction() as store:
            now = self._clock()
            start, room = store.schedule.allot(platform, now, rate)
            rows = store.schedule.claim(platform, now, min(limit, room)) if room else []
            if rows:
                store.schedule.use(platform, start + timedelta(seconds=len(rows) / rate))
            return [(row.id or 0, start + timedelta(seconds=n / rate)) for n, row in enumerate(rows)]

    def _build(self, row_id: int, at: datetime) -> Push | None:
        """Make the push of a claimed row; a row that fails waits, and holds nobody else up."""
        try:
            with self._transaction() as store:
                return self._made(store, row_id, at)
        except Exception as error:  # noqa: BLE001 - as in handle
            log.error("push failed", error=type(error).__name__, where=_where(error))
            return None

    def _made(self, store: Store, row_id: int, at: datetime) -> Push | None:
        row = store.schedule.get(row_id)
        if row is None:
            return None
        learner, identity = store.learners.get(row.subject), store.learners.home(row.subject)
        if learner is None or identity is None or (not identity.reachable and row.kind != due.ERASE):
            store.schedule.drop(row.subject, row.kind)
            return None
        address = _direct(identity)
        turn = Turn(store, self._library, self._clock(), self._rng, learner, identity, address)
        closed = turn.roll()
        plan = due.KINDS[row.kind](turn, row)
        if store.erased:
            return None
        row.then_at = plan.again
        if not plan.cards:
            store.schedule.finish(row)
            return None
        return Push(_push_id(row), address, (*_freeze_note(turn, closed), *plan.cards), at)

    def _settle(self, store: Store, push_id: str, delivery: Delivery) -> None:
        row = store.schedule.get(int(push_id.partition("/")[0]))
        if row is None or _push_id(row) != push_id:
            return  # set anew, or claimed by another process, since
        identity = store.learners.home(row.subject)
        if identity and delivery.chat:
            identity.chat = delivery.chat
        if delivery.outcome == "sent":
            store.schedule.finish(row)
        elif delivery.outcome == "retry":
            wait = max(delivery.retry_after, min(RETRY_FIRST * 2.0 ** min(row.attempts, 9), RETRY_LONGEST))
            store.schedule.postpone(row, self._clock() + timedelta(seconds=wait))
        elif identity:
            identity.reachable = False
            store.schedule.drop(row.subject, due.PUSH, due.LATE)

    @contextmanager
    def _transaction(self) -> Iterator[Store]:
        with self._database.transaction() as store:
            yield store
        if store.erased:
            self._database.scrub()


def _arrive(turn: Turn) -> list[Reply]:
    """Note that the learner is here: this is where pushes go now, and what was stretched by silence is over."""
    me, identity = turn.learner, turn.identity
    if turn.address.direct:
        identity.chat = turn.address.chat
    returned = not identity.reachable or me.goodbye or turn.now - me.seen_at >= timedelta(days=due.EVERY_DAY_FOR)
    identity.reachable, me.goodbye, me.seen_at = True, False, turn.now
    if not identity.home:
        turn.store.learners.move_home(identity)
    closed = turn.roll()
    if returned:
        due.plan(turn)
    return list(_freeze_note(turn, closed))


def _freeze_note(turn: Turn, closed: tuple[Closed, ...]) -> tuple[Card, ...]:
    me = turn.learner
    if me.minimal or not me.streak or not any(day.outcome == "frozen" for day in closed):
        return ()
    return (Card(text(progress_words.kept_by_freeze(me.streak, me.freezes))),)


def _leave(turn: Turn) -> None:
    turn.identity.reachable = False
    turn.store.schedule.drop(turn.me, due.PUSH, due.LATE)


def _command(turn: Turn, name: str, argument: str) -> list[Reply]:
    flow = flows.COMMANDS.get(name.casefold())
    if flow is None:
        nearest = difflib.get_close_matches(name.casefold()[:32], flows.COMMANDS, 1, 0.5)
        raise Refusal(faults.unknown_command(name[:32], nearest[0] if nearest else ""))
    return flow(turn, argument)


def _said(event: Event, refusal: Refusal) -> Reply:
    plain = flat(refusal.text)
    return Toast(plain) if isinstance(event, Pressed) and len(plain) <= MAX_TOAST else Card(refusal.text)


def _direct(identity: Identity) -> Address:
    return Address(identity.platform, identity.user_id, identity.chat, direct=True)


def _push_id(row: Due) -> str:
    """Return an id that only this claim of the row has."""
    return f"{row.id}/{row.lease_until.timestamp() if row.lease_until else 0}"


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in {"40P01", "40001"}


def _kind(event: Event) -> str:
    return type(event).__name__


def _where(error: Exception) -> str:
    """Return file and line of the fault: a message may hold what a learner typed."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
