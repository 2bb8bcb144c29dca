"""Starting and stopping a live round; the group decides who may."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card, Room, Toast
from bot.commands import MAX_ROUND, MIN_ROUND
from bot.context import Held
from bot.errors import Refusal
from bot.flows.live.answer import join_in
from bot.flows.live.context import END, LOBBY, QUESTION, REVEAL, RoundContext
from bot.learning.calendar import DEFAULT_ZONE
from bot.reading import read_number
from bot.storage.group_tables import Group
from bot.storage.round_tables import LiveRound
from bot.storage.tables import id_of
from bot.words import labels
from bot.words import live as words

if TYPE_CHECKING:
    from bot.chat import Address, Reply
    from bot.context import Context, LearnerContext
    from bot.storage.round_tables import LiveQuestion

SHORTEST: Final = 20
LONGEST: Final = 60
USUAL: Final = (10, 30)
"""Questions, and seconds for each."""
A_DAY: Final = 6
"""Rounds per group in 24 hours."""
STALE: Final = timedelta(hours=2)
"""A round that began earlier than this is over, whatever delayed it."""
MAX_PLACE: Final = 100
_SECONDS: Final = re.compile(r"\b(\d+)\s*(?:s|secs?|seconds?)\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\b(\d+)\b(?:\s*questions?\b)?", re.IGNORECASE)


@dataclass(slots=True)
class Caller(Held):
    """Someone who starts or stops a round; `learner` is None for an admin who stays anonymous."""

    base: Context
    address: Address
    learner: LearnerContext | None
    manager: bool
    room: Room

    def group(self) -> Group | None:
        """Return the group of this server or chat; None if it was never set up."""
        return self.store.groups.find(self.address.platform, self.address.space)

    def running(self, group: Group) -> RoundContext | None:
        """Return the round running in this channel; None if there is none."""
        found = self.store.rounds.running(group.id or 0, self.address.chat)
        return RoundContext(self.base, group, found) if found else None


def alone(_context: LearnerContext, _argument: str) -> list[Reply]:
    """Say, in a private chat, where live rounds are possible."""
    return [Card(words.groups_only(), ((button(labels.MOCK, Run("mock")),),))]


def quiz(caller: Caller, typed: str) -> list[Reply]:
    """Start a round here.

    Raises:
        Refusal: the group does not let them, what they typed is invalid, or there were enough rounds today.
    """
    group = caller.group()
    if not _may_start(caller, group.live if group else "managers"):
        raise Refusal(words.not_allowed(group.live if group else "managers"))
    size, seconds, scope = _read(caller, typed)
    if caller.room.obstacle:
        raise Refusal(words.cannot_write(caller.room.obstacle))
    group = group or _new(caller)
    if (running := caller.running(group)) and caller.now - running.round.started_at < STALE:
        return [Toast(words.runs_already())]
    if running:
        running.close()
    if caller.store.rounds.started(group.id or 0, caller.now - timedelta(days=1)) >= A_DAY:
        raise Refusal(words.enough_today(A_DAY))
    _start(caller, group, size, seconds, scope)
    return [Toast(words.comes())]


def stop(caller: Caller) -> list[Reply] | None:
    """Stop the round in this channel; None if there is none, so that /stop means something else.

    Raises:
        Refusal: they neither started it nor manage the group.
    """
    group = caller.group()
    context = caller.running(group) if group else None
    if context is None:
        return None
    me = caller.learner.me if caller.learner else None
    if not caller.manager and (me is None or me != context.round.starter_id):
        raise Refusal(words.not_yours_to_stop())
    if context.round.stopped_at is None:
        context.round.stopped_at = context.now
        _finish(context, context.store.rounds.latest(context.number))
    return [Toast(words.stopping())]


def _finish(context: RoundContext, latest: LiveQuestion | None) -> None:
    """Close the open question and go to the board; a question on its way is closed once it has arrived."""
    if latest is None or latest.shown_at:
        context.store.schedule.drop(context.number, LOBBY, QUESTION)
        context.put(END, context.number, context.now)
    elif latest.closes_at:
        latest.closes_at = min(latest.closes_at, context.now)
        context.put(REVEAL, id_of(latest), context.now)


def _start(caller: Caller, group: Group, size: int, seconds: int, scope: str) -> None:
    made = LiveRound(
        group_id=group.id or 0,
        chat=caller.address.chat,
        thread=caller.address.thread,
        starter_id=caller.learner.me if caller.learner else None,
        size=size,
        seconds=seconds,
        scope=scope,
        started_at=caller.now,
    )
    context = RoundContext(caller.base, group, caller.store.rounds.add(made))
    context.put(LOBBY, context.number, caller.now)
    if caller.learner:
        join_in(caller.learner, context.round, since=1)


def _may_start(caller: Caller, live: str) -> bool:
    return live == "on" or (live == "managers" and caller.manager)


def _read(caller: Caller, typed: str) -> tuple[int, int, str]:
    """Return how many questions, the seconds for each, and the domain ("" for all).

    A lone number too large for questions means seconds.
    """
    rest, timed = _taken(_SECONDS, typed)
    rest, numbers = _taken(_NUMBER, rest)
    if not timed and numbers and (len(numbers) > 1 or int(numbers[0]) > MAX_ROUND):
        timed = [numbers.pop()]
    if len(numbers) > 1 or len(timed) > 1:
        raise Refusal(words.not_a_round())
    size = read_number(numbers[0], MIN_ROUND, MAX_ROUND) if numbers else USUAL[0]
    seconds = read_number(timed[0], SHORTEST, LONGEST) if timed else USUAL[1]
    scope = _scope(caller, " ".join(rest.split()))
    return min(size, len(caller.library.within(scope))), seconds, scope


def _taken(pattern: re.Pattern[str], typed: str) -> tuple[str, list[str]]:
    return pattern.sub(" ", typed), pattern.findall(typed)


def _scope(caller: Caller, typed: str) -> str:
    domain = caller.library.find_domain(typed) if typed else None
    if typed and domain is None:
        raise Refusal(words.not_a_round())
    scope = domain.id if domain else ""
    if not caller.library.within(scope):
        raise Refusal(words.nothing_to_ask())
    return scope


def _new(caller: Caller) -> Group:
    """Return the group of a server or chat where a manager starts a round before anything was set up."""
    address, me = caller.address, caller.learner.learner if caller.learner else None
    group = Group(platform=address.platform, space=address.space, chat=address.chat, created_at=caller.now)
    group.thread, group.channel_name = address.thread, caller.room.name[:MAX_PLACE]
    group.zone = me.settings.zone if me and me.onboarded else DEFAULT_ZONE
    return caller.store.groups.add(group)
