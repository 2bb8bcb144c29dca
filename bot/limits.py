"""Limits on how much one person may send before a pause, so that no one's flood slows the others.

Kept in the memory of the process: a restart resets it, and each of several processes counts only what it handles.
"""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import Run
from bot.chat import Card, Command, Pressed, Toast, flat
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Clock, Event, Reply
    from bot.incoming import Request

    Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` events in any span of `seconds`."""

    most: int
    seconds: float


RATES: Final = (Rate(120, 60.0), Rate(3_000, 3_600.0))
SHORTEST: Final = 60.0
"""Minimum length of a pause, in seconds."""
CROWD_WINDOW: Final = 4.0
CROWD_BUSY: Final = 2.0
"""Seconds of work, by each worker, in the window above from which on a person's share is smaller: answers go first."""
LONGEST: Final = 0.2
"""Seconds that one event counts at most: a slow one makes no crowd."""
SHARE: Final = Rate(12, 60.0)
"""One person's share in a crowd. Setting up takes fewer."""
TYPING: Final = Rate(120, 60.0)
"""Lookups and completions while one person types."""
EXPORTS_APART: Final = 60.0
"""Seconds between two exports for one person; each reads everything stored about them."""
EXPORT_SECONDS: Final = 1.0
"""Seconds that a process keeps free after one person's export before it makes the next person's."""
KEPT: Final = max(rate.seconds for rate in RATES)
WITH_NEXT: Final = 2
"""Events that an accepted answer uncounts: itself, and the Next that follows it."""


@dataclass(slots=True)
class _Sent:
    """What one person sent: the times of counted events, in seconds since 1970, and the end of their pause."""

    times: deque[float] = field(default_factory=lambda: deque(maxlen=max(rate.most for rate in RATES)))
    until: float = 0.0
    told: bool = False
    latest: float = 0.0
    exported: float = -math.inf


class Limits:
    """Counts what each person sends, for as long as it matters. Thread-safe."""

    def __init__(self, rates: tuple[Rate, ...] = RATES, workers: int = 1) -> None:
        """Limit people to `rates`; without any, nothing is limited. `workers` handle events at the same time."""
        self._rates = rates
        self._too_busy = CROWD_BUSY * workers
        self._work = deque[tuple[float, float]]()
        """When the latest events were handled, and how many seconds each took."""
        self._exports_from = -math.inf
        """When this process may make the next export."""
        self._people: OrderedDict[Key, _Sent] = OrderedDict()
        """In the order in which people were last heard from."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._people)

    def guard(self, request: Request, clock: Clock, handle: Callable[[Request], list[Reply]]) -> list[Reply]:
        """Have a request handled, unless its sender needs a pause."""
        begun = clock()
        if (said := self.pause(request, begun)) is not None:
            return said
        try:
            return handle(self.spaced(request, begun))
        finally:
            self.worked(begun, clock())

    def pause(self, request: Request, now: datetime) -> list[Reply] | None:
        """Count an event; None if it may be handled, otherwise the replies to send instead, usually none.

        Platform notices are not counted. During a pause, each press still gets its short answer.
        """
        if request.is_notice or not self._rates:
            return None
        with self._lock:
            sent, at = self._heard(request.event, now.timestamp()), now.timestamp()
            if at >= sent.until and not self._begin_pause(sent, at):
                return None
            return _said(request.event, sent, at)

    def spaced(self, request: Request, now: datetime) -> Request:
        """The request, and if it is for an export that has to wait its turn, when that turn comes.

        A person has one export a minute, and a process makes one a second, so that presses get in between.
        """
        if _name(request) != "export" or not self._rates:
            return request
        with self._lock:
            at, turn = now.timestamp(), self._export_turn(self._people.setdefault(_key(request.event), _Sent()), now)
        return request if turn <= at else replace(request, export_at=datetime.fromtimestamp(turn, UTC))

    def worked(self, begun: datetime, ended: datetime) -> None:
        """Note how long an event took to handle."""
        if self._rates:
            seconds = min(max(0.0, (ended - begun).total_seconds()), LONGEST)
            with self._lock:
                self._work.append((ended.timestamp(), seconds))

    def take_back(self, event: Event, count: int) -> None:
        """Uncount the person's latest events."""
        with self._lock:
            sent = self._people.get(_key(event))
            if sent is None:
                return
            for _ in range(min(count, len(sent.times))):
                sent.times.pop()

    def renew_export(self, event: Event) -> None:
        """Allow another export at once: one that failed, or one that shows that nothing is left after a deletion."""
        with self._lock:
            if sent := self._people.get(_key(event)):
                sent.exported = self._exports_from = -math.inf

    def _heard(self, event: Event, at: float) -> _Sent:
        """Return the person's record, after forgetting people who have sent nothing for an hour."""
        sent = self._people.setdefault(_key(event), _Sent())
        self._people.move_to_end(_key(event))
        if at < sent.latest:  # the clock was set back
            sent.times.clear()
            sent.until = sent.exported = self._exports_from = -math.inf
            self._work.clear()
        sent.latest = at
        while (oldest := next(iter(self._people.values()))).latest < at - KEPT and oldest.until <= at:
            self._people.popitem(last=False)
        return sent

    def _begin_pause(self, sent: _Sent, at: float) -> bool:
        """Count an event, or start a pause if it is one too many; True for a pause."""
        for rate in (*self._rates, SHARE) if self._is_crowded(at) else self._rates:
            if len(sent.times) >= rate.most and at - sent.times[-rate.most] < rate.seconds:
                sent.until = max(at + SHORTEST, sent.times[-rate.most] + rate.seconds)
                sent.told = False
                return True
        sent.times.append(at)
        return False

    def _is_crowded(self, at: float) -> bool:
        while self._work and self._work[0][0] <= at - CROWD_WINDOW:
            self._work.popleft()
        return sum(seconds for _, seconds in self._work) > self._too_busy

    def _export_turn(self, sent: _Sent, now: datetime) -> float:
        """When a person's export is made: the turn they already wait for, or the next one that is free."""
        at = now.timestamp()
        if sent.exported > at:
            return sent.exported
        mine = sent.exported + EXPORTS_APART
        if mine <= at:
            mine = max(at, self._exports_from)
            self._exports_from = mine + EXPORT_SECONDS
        sent.exported = mine
        return mine


def _key(event: Event) -> Key:
    """Return who sent an event; an anonymous admin counts as their group."""
    return event.address.platform, event.address.user or event.address.space


def _name(request: Request) -> str:
    """Return the command that an event runs; "" for none."""
    if isinstance(request.event, Command):
        return request.event.name.casefold()
    return request.action.command if isinstance(request.action, Run) else ""


def _said(event: Event, sent: _Sent, at: float) -> list[Reply]:
    said = refusals.take_a_break(math.ceil((sent.until - at) / 60))
    told, sent.told = sent.told, True
    if isinstance(event, Pressed):
        return [Toast(flat(said))]
    return [] if told else [Card(said)]


class Typing:
    """Counts what people look up while they type, for a minute. Thread-safe."""

    def __init__(self) -> None:
        self._people: OrderedDict[str, deque[float]] = OrderedDict()
        """In the order in which people last typed."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._people)

    def allows(self, who: str, now: datetime) -> bool:
        """Count a lookup by someone; False if it is one too many. "" is nobody in particular, and never limited."""
        at = now.timestamp()
        with self._lock:
            times = self._people.pop(who, None) or deque[float](maxlen=TYPING.most)
            if len(times) == TYPING.most and 0.0 <= at - times[0] < TYPING.seconds:
                self._people[who] = times
                return False
            times.append(at)
            if who:
                self._people[who] = times
            while self._people and next(iter(self._people.values()))[-1] <= at - TYPING.seconds:
                self._people.popitem(last=False)
            return True
