"""Limits on how much one person may send before a pause, so that no one's flood slows the others.

Kept in the memory of the process: a restart resets it, and each of several processes counts only what it handles.
"""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import Run
from bot.chat import Card, Command, Pressed, Toast, flat
from bot.errors import Refusal
from bot.words import refusals

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Event, Reply
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
EXPORTS_APART: Final = 60.0
"""Seconds between two exports for one person; each reads everything stored about them."""
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

    def __init__(self, rates: tuple[Rate, ...] = RATES) -> None:
        self._rates = rates
        self._people: OrderedDict[Key, _Sent] = OrderedDict()
        """In the order in which people were last heard from."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._people)

    def pause(self, request: Request, now: datetime) -> list[Reply] | None:
        """Count an event; None if it may be handled, otherwise the replies to send instead, usually none.

        Platform notices are not counted. During a pause, each press still gets its short answer.

        Raises:
            Refusal: the person got an export a moment ago.
        """
        if request.is_notice:
            return None
        with self._lock:
            sent, at = self._heard(request.event, now.timestamp()), now.timestamp()
            if at >= sent.until and not self._begin_pause(sent, at):
                _space_exports(sent, request, at)
                return None
            return _said(request.event, sent, at)

    def take_back(self, event: Event, count: int) -> None:
        """Uncount the person's latest events, and an export that was the latest."""
        with self._lock:
            sent = self._people.get(_key(event))
            if sent is None:
                return
            if sent.exported == sent.latest:
                sent.exported = -math.inf
            for _ in range(min(count, len(sent.times))):
                sent.times.pop()

    def renew_export(self, event: Event) -> None:
        """Allow another export at once after a deletion, so that the person can see that nothing is left."""
        with self._lock:
            if sent := self._people.get(_key(event)):
                sent.exported = -math.inf

    def _heard(self, event: Event, at: float) -> _Sent:
        """Return the person's record, after forgetting people who have sent nothing for an hour."""
        sent = self._people.setdefault(_key(event), _Sent())
        self._people.move_to_end(_key(event))
        if at < sent.latest:  # the clock was set back
            sent.times.clear()
            sent.until = sent.exported = -math.inf
        sent.latest = at
        while (oldest := next(iter(self._people.values()))).latest < at - KEPT and oldest.until <= at:
            self._people.popitem(last=False)
        return sent

    def _begin_pause(self, sent: _Sent, at: float) -> bool:
        """Count an event, or start a pause if it is one too many; True for a pause."""
        for rate in self._rates:
            if len(sent.times) >= rate.most and at - sent.times[-rate.most] < rate.seconds:
                sent.until = max(at + SHORTEST, sent.times[-rate.most] + rate.seconds)
                sent.told = False
                return True
        sent.times.append(at)
        return False


def _key(event: Event) -> Key:
    """Return who sent an event; an anonymous admin counts as their group."""
    return event.address.platform, event.address.user or event.address.space


def _space_exports(sent: _Sent, request: Request, at: float) -> None:
    if _name(request) != "export":
        return
    if at - sent.exported < EXPORTS_APART:
        raise Refusal(refusals.exported_already())
    sent.exported = at


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
