"""The tutor: settles events, says what is due, and takes back how it was delivered; one transaction each."""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot import completion, flows, outgoing
from bot.actions import Complain, GroupAnswer, GroupDo, GroupSet, Run, decode
from bot.chat import (
    MAX_TOAST,
    Added,
    Card,
    Command,
    Later,
    Left,
    Moved,
    Pressed,
    Removed,
    Room,
    Said,
    Toast,
    flat,
    text,
)
from bot.errors import Refusal
from bot.flows import due, timing
from bot.flows.group import answering, hearing, manage
from bot.flows.group.asking import WHY
from bot.flows.talk import talk
from bot.flows.turn import Library, Turn, new_learner
from bot.storage.store import SCRUB_OWED
from bot.words import faults
from bot.words import managing as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from random import Random

    from bot.chat import Address, Clock, Delivery, Event, Push, Reply, Suggestion

    Managing = str | GroupSet | GroupDo
    from bot.storage.database import Database
    from bot.storage.store import Store
    from bot.storage.tables import Identity, Learner

MAX_TYPED: Final = 10_000
TRIES: Final = 4
GROUP: Final = "group"
"""The one command that only those who manage a group may give."""
DEADLOCKS: Final = frozenset({"40P01", "40001"})
SAFE_COMMANDS: Final = frozenset(
    {
        "start",
        "daily",
        "mock",
        "ready",
        "placement",
        "result",
        "exam",
        "streak",
        "progress",
        "plan",
        "examday",
        "settings",
        "pause",
        "help",
        "about",
        "privacy",
        "export",
        "forget",
    }
)
"""Commands that show the same again, however often they come."""

T = TypeVar("T")
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
            return _again(lambda: self._once(event))
        except Refusal as refusal:
            return [_said(event, refusal)]
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            log.warning("database unavailable", event_kind=_kind(event), error=type(error).__name__)
            return [Later(faults.unavailable())]
        except Exception as error:  # noqa: BLE001 - the only catch-all: a fault here must not end the process
            log.error("event failed", event_kind=_kind(event), error=type(error).__name__, where=_where(error))  # noqa: TRY400 - no trace
            return [Card(faults.apology())]

    def pushes(self, platform: str, limit: int, rate: float) -> list[Push]:
        """Claim at most `limit` rows that are due, and that the pace (`rate` a second) lets out within a second."""
        try:
            claimed = self._claim(platform, limit, rate)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("database unavailable", event_kind="due", error=type(error).__name__)
            return []
        return [push for push in map(self._build, claimed) if push is not None]

    def settle(self, push_id: str, delivery: Delivery) -> None:
        """Move what was delivered on to its next time; leave alone who is gone; try the rest again."""
        try:
            _again(lambda: self._settle(push_id, delivery))
        except (DBAPIError, PoolTimeout) as error:
            # The lease ends by itself; the same question is then sent once more.
            log.warning("delivery not settled", error=type(error).__name__)

    def waiting(self, platforms: tuple[str, ...]) -> tuple[int, float]:
        """Return how many pushes are due, and the seconds by which the oldest is late; clear away what has expired."""
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

    def suggest(self, kind: str, typed: str) -> list[Suggestion]:
        """Return completions for an option of a command."""
        return completion.suggest(self._library.bank.blueprint, kind, typed)

    def recall(self, key: str) -> str:
        """Return a note that an adapter kept."""
        with self._database.transaction() as store:
            return store.schedule.recall(key)

    def remember(self, key: str, value: str) -> None:
        """Keep a note of an adapter."""
        with self._database.transaction() as store:
            store.schedule.remember(key, value)

    def _once(self, event: Event) -> list[Reply]:
        with self._transaction() as store:
            now = self._clock()
            before = store.schedule.first_time(event.id, now)
            if before and before >= self._started:
                return []
            if before:
                # Settled by a process that ended before its reply was sent, perhaps.
                store.schedule.seen_again(event.id, now)
                if not _shows_the_same(event):
                    return [] if isinstance(event, Left) else [Card(faults.interrupted())]
            return self._turned(store, event, now)

    def _turned(self, store: Store, event: Event, now: datetime) -> list[Reply]:
        if isinstance(event, Added | Removed | Moved) or (isinstance(event, Left) and event.address.space):
            return hearing.hear(store, self._library, now, self._rng, event)
        if isinstance(event, Left):
            self._leave(store, event.address)
            return []
        if isinstance(event, Command | Pressed) and (managing := _managing(event)) is not None:
            return self._managed(store, event, managing, now)
        if not event.address.user:
            return []  # an admin who stays anonymous has no answers of their own
        learner, identity = self._who(store, event.address, now)
        turn = Turn(store, self._library, now, self._rng, learner, identity, event.address)
        _arrive(turn, talks=not _answers_a_group(event))
        replies = self._answer(turn, event)
        return [Card(text(turn.news)), *replies] if turn.news and not store.erased else replies

    def _managed(self, store: Store, event: Command | Pressed, managing: Managing, now: datetime) -> list[Reply]:
        """Do what someone who may manage a group asks for; whoever may not is refused, and not made known by it."""
        address = event.address
        if not address.space:
            raise Refusal(words.groups_only())
        if not event.manager:
            raise Refusal(words.managers_only())
        room = event.room if isinstance(event, Command) else None
        room = room or Room(address.chat, address.thread)
        learner = self._who(store, address, now)[0] if address.user else None
        desk = manage.Desk(store, self._library, now, self._rng, address, learner, room)
        return manage.command(desk, managing) if isinstance(managing, str) else manage.press(desk, managing)

    def _leave(self, store: Store, address: Address) -> None:
        """Someone who is not known is not made known by leaving."""
        if found := store.learners.find(address.platform, address.user):
            outgoing.lose(store, found[1])

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
            return outgoing.claim(store, platform, self._clock(), limit, rate)

    def _build(self, claimed: tuple[int, datetime]) -> Push | None:
        """Make the push of a claimed row; a row that fails waits, and holds nobody else up."""
        try:
            return _again(lambda: self._made(claimed))
        except Exception as error:  # noqa: BLE001 - as in handle
            log.error("push failed", error=type(error).__name__, where=_where(error))  # noqa: TRY400 - no trace
            return None

    def _made(self, claimed: tuple[int, datetime]) -> Push | None:
        with self._transaction() as store:
            return outgoing.made(store, self._library, self._rng, self._clock(), claimed)

    def _settle(self, push_id: str, delivery: Delivery) -> None:
        with self._transaction() as store:
            outgoing.settle(store, self._library, self._rng, self._clock(), push_id, delivery)

    @contextmanager
    def _transaction(self) -> Iterator[Store]:
        with self._database.transaction() as store:
            yield store
        if store.erased:
            self._scrub()

    def _scrub(self) -> None:
        """Leave nothing of what was deleted in the files; if others are in the way, the sweep tries again."""
        try:
            self._database.scrub()
            with self._database.transaction() as store:
                store.schedule.remember(SCRUB_OWED, "")
        except (DBAPIError, PoolTimeout) as error:
            log.warning("deleted rows not scrubbed yet", error=type(error).__name__)


def _again(work: Callable[[], T]) -> T:
    """Run a transaction, again if another process got in between: someone's first two events, or a deadlock."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except IntegrityError:
            continue
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in DEADLOCKS:
                raise
    return work()


def _shows_the_same(event: Event) -> bool:
    """Tell whether the event can be taken up again without counting twice."""
    if isinstance(event, Command):
        return event.name in SAFE_COMMANDS
    if not isinstance(event, Pressed):
        return False
    action = decode(event.token)
    if isinstance(action, Run):
        return action.command in SAFE_COMMANDS
    return action is not None and not isinstance(action, Complain)


def _arrive(turn: Turn, *, talks: bool) -> None:
    """Note that the learner is here: this is where pushes go now, and what was stretched by silence is over.

    Who does not talk to the tutor, but answers a group's question, is left their chat for pushes.
    """
    me, identity = turn.learner, turn.identity
    if turn.address.direct:
        identity.chat = turn.address.chat
    returned = me.goodbye or timing.silent_days(turn) >= timing.EVERY_DAY_FOR
    me.seen_at = turn.now
    turn.roll()
    if talks:
        identity.reachable = True
        turn.store.learners.move_home(identity)
    if not (identity.home and identity.reachable and me.onboarded):
        return
    me.goodbye = False
    if returned:
        timing.plan(turn)
    else:
        timing.plan_if_none(turn)


def _managing(event: Command | Pressed) -> Managing | None:
    """Return what someone wants to do with a group, None if it is something else."""
    if isinstance(event, Command):
        return event.argument[:MAX_TYPED] if event.name.casefold() == GROUP else None
    action = decode(event.token)
    return action if isinstance(action, GroupSet | GroupDo) else None


def _answers_a_group(event: Event) -> bool:
    return isinstance(event, Pressed) and isinstance(decode(event.token), GroupAnswer)


def _command(turn: Turn, name: str, argument: str) -> list[Reply]:
    if name == "start" and argument.startswith(WHY):
        return answering.why(turn, argument)
    if name == "start" and turn.learner.onboarded and argument in flows.COMMANDS:
        name, argument = argument, ""  # a link from a group leads on to what was asked for there
    flow = flows.COMMANDS.get(name.casefold())
    if flow is None:
        nearest = difflib.get_close_matches(name.casefold()[:32], flows.COMMANDS, 1, 0.5)
        raise Refusal(faults.unknown_command(name[:32], nearest[0] if nearest else ""))
    return flow(turn, argument)


def _said(event: Event, refusal: Refusal) -> Reply:
    plain = flat(refusal.text)
    return Toast(plain) if isinstance(event, Pressed) and len(plain) <= MAX_TOAST else Card(refusal.text)


def _kind(event: Event) -> str:
    return type(event).__name__


def _where(error: Exception) -> str:
    """Return file and line of the fault: a message may hold what a learner typed."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
