"""Membership changes that the platform reports: the bot was added or removed, a member left, the group got a new id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Added, Card, Left, Moved, Removed
from bot.flows.duel import leaving
from bot.flows.group.context import GroupContext, id_of, recount
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Context


def note(base: Context, event: Added | Removed | Moved | Left) -> list[Reply]:
    """Take note of the change without creating a group that was never set up."""
    address, store = event.address, base.store
    who = store.learners.find(address.platform, address.user) if isinstance(event, Left) else None
    _note_in_duels(base, event, who[0].id if who else None)
    found = store.groups.find(address.platform, address.space)
    if found is None:
        return [Card(words.hello(), open=True)] if isinstance(event, Added) else []
    context = GroupContext(base, found)
    if isinstance(event, Moved):
        store.groups.move(found, event.space)
    elif isinstance(event, Removed):
        context.halt("removed")
    elif isinstance(event, Left):
        _leave(context, who[0].id if who else None)
    else:
        return _return(context)
    return []


def _note_in_duels(base: Context, event: Added | Removed | Moved | Left, learner: int | None) -> None:
    """Let the duels of the group know, whether it has a question of the day or not."""
    platform, space = event.address.platform, event.address.space
    if isinstance(event, Moved):
        base.store.duels.move(platform, space, event.space)
    elif isinstance(event, Removed):
        leaving.lose_group(base, platform, space)
    elif learner is not None:
        leaving.leave_group(base, platform, space, learner)


def _return(context: GroupContext) -> list[Reply]:
    """Go on with the settings that are there; a change of rights alone mends nothing else."""
    if context.group.obstacle != "removed":
        return []
    context.go_on()
    return [Card(words.here_again(context.next_at()), open=True)] if context.runs else []


def _leave(context: GroupContext, learner: int | None) -> None:
    """Take someone out of what the group counts; their answers stay theirs."""
    if learner is None:
        return
    for question in context.store.groups.open(context.id):
        if context.store.groups.answer(id_of(question), learner):
            recount(context.store, question, context.now)
    context.store.groups.leave(context.id, learner)
