"""What comes in: who it is from, what they want, and the flow that does it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import flows
from bot.actions import Complain, GroupAnswer, GroupDo, GroupSet, Run, decode
from bot.chat import Added, Card, Command, Left, Moved, Pressed, Removed, Room, Said, text
from bot.context import LearnerContext, new_learner
from bot.errors import Refusal
from bot.flows import due, push_times
from bot.flows.free_text import talk
from bot.flows.group import answer, manage, membership
from bot.flows.group.question import START_WHY
from bot.words import managing as words
from bot.words import refusals

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from bot.chat import Address, Event, Reply
    from bot.context import Library
    from bot.storage.store import Store
    from bot.storage.tables import Identity, Learner

    Managing: TypeAlias = str | GroupSet | GroupDo

MAX_TYPED: Final = 10_000
GROUP: Final = "group"
"""The one command that only those who manage a group may give."""
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
        "group",
    }
)
"""Commands that show the same again, however often they come."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event's transaction: the store, the bank, now (aware, UTC), the dice."""

    store: Store
    library: Library
    now: datetime
    rng: Random

    def settle(self, event: Event) -> list[Reply]:
        """Do what the event asks for, and return what to show.

        Raises:
            Refusal: it cannot be done, and why.
        """
        if isinstance(event, Added | Removed | Moved) or (isinstance(event, Left) and event.address.space):
            return membership.hear(self.store, self.library, self.now, self.rng, event)
        if isinstance(event, Left):
            self._leave(event.address)
            return []
        if isinstance(event, Command | Pressed) and (managing := _managing(event)) is not None:
            return self._managed(event, managing)
        if not event.address.user:
            return []  # an admin who stays anonymous has no answers of their own
        learner, identity = self._who(event.address)
        context = LearnerContext(self.store, self.library, self.now, self.rng, learner, identity, event.address)
        _arrive(context, talks=not _answers_a_group(event))
        replies = _answer(context, event)
        return [Card(text(context.news)), *replies] if context.news and not self.store.erased else replies

    def _managed(self, event: Command | Pressed, managing: Managing) -> list[Reply]:
        """Do what someone who may manage a group asks for; whoever may not is refused, and not made known by it."""
        address = event.address
        if not address.space:
            raise Refusal(words.groups_only())
        if not event.manager:
            raise Refusal(words.managers_only())
        room = event.room if isinstance(event, Command) else None
        room = room or Room(address.chat, address.thread)
        learner = self._who(address)[0] if address.user else None
        context = manage.ManagerContext(self.store, self.library, self.now, self.rng, address, learner, room)
        return manage.command(context, managing) if isinstance(managing, str) else manage.press(context, managing)

    def _leave(self, address: Address) -> None:
        """Someone who is not known is not made known by leaving."""
        if found := self.store.learners.find(address.platform, address.user):
            push_times.lose(self.store, found[1])

    def _who(self, address: Address) -> tuple[Learner, Identity]:
        found = self.store.learners.find(address.platform, address.user)
        if found is None:
            found = self.store.learners.add(new_learner(self.now), address.platform, address.user)
            due.begin(self.store, found[0], address.platform)
        return found


def shows_the_same(event: Event) -> bool:
    """Tell whether the event can be taken up again without counting twice."""
    if isinstance(event, Command):
        return event.name in SAFE_COMMANDS
    if not isinstance(event, Pressed):
        return False
    action = decode(event.token)
    if isinstance(action, Run):
        return action.command in SAFE_COMMANDS
    return action is not None and not isinstance(action, Complain)


def is_told_once(event: Event) -> bool:
    """Tell whether the event is a notice, which nobody waits for an answer to."""
    return isinstance(event, Left | Added | Removed | Moved)


def _answer(context: LearnerContext, event: Command | Said | Pressed) -> list[Reply]:
    if isinstance(event, Said):
        return talk(context, event.text[:MAX_TYPED])
    if isinstance(event, Command):
        return _command(context, event.name, event.argument[:MAX_TYPED])
    action = decode(event.token)
    if action is None:
        raise Refusal(refusals.old_button())
    if isinstance(action, Run):
        return _command(context, action.command, action.argument)
    return flows.ACTIONS[type(action)](context, action)


def _arrive(context: LearnerContext, *, talks: bool) -> None:
    """Note that the learner is here: this is where pushes go now, and what was stretched by silence is over.

    Who does not talk to the tutor, but answers a group's question, is left their chat for pushes.
    """
    me, identity = context.learner, context.identity
    if context.address.direct:
        identity.chat = context.address.chat
    returned = me.goodbye or push_times.silent_days(context) >= push_times.EVERY_DAY_FOR
    me.seen_at = context.now
    context.roll()
    if talks:
        identity.reachable = True
        if not identity.home:
            context.store.learners.move_home(identity)
    if not (identity.home and identity.reachable and me.onboarded):
        return
    me.goodbye = False
    if returned:
        push_times.plan(context)
    else:
        push_times.plan_if_none(context)


def _managing(event: Command | Pressed) -> Managing | None:
    """Return what someone wants to do with a group, None if it is something else."""
    if isinstance(event, Command):
        return event.argument[:MAX_TYPED] if event.name.casefold() == GROUP else None
    action = decode(event.token)
    return action if isinstance(action, GroupSet | GroupDo) else None


def _answers_a_group(event: Event) -> bool:
    return isinstance(event, Pressed) and isinstance(decode(event.token), GroupAnswer)


def _command(context: LearnerContext, name: str, argument: str) -> list[Reply]:
    if name == "start" and argument.startswith(START_WHY):
        return answer.why(context, argument)
    if name == "start" and context.learner.onboarded and argument in flows.COMMANDS:
        name, argument = argument, ""  # a link from a group leads on to what was asked for there
    flow = flows.COMMANDS.get(name.casefold())
    if flow is None:
        nearest = difflib.get_close_matches(name.casefold()[:32], flows.COMMANDS, 1, 0.5)
        raise Refusal(refusals.unknown_command(name[:32], nearest[0] if nearest else ""))
    return flow(context, argument)
