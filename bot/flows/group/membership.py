"""Membership changes that the platform reports: the bot was added or removed, a member left, the group got a new id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Added, Card, Left, Moved, Removed
from bot.context import JobOutput
from bot.flows.group.context import GroupContext, id_of, recount
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Context
    from bot.storage.tables import Due

BACK: Final = "group-back"
"""The job that says in the group's channel that the bot is back, where the platform gives no other place to say it."""


def note(base: Context, event: Added | Removed | Moved | Left) -> list[Reply]:
    """Take note of the change without creating a group that was never set up."""
    address, store = event.address, base.store
    who = store.learners.find(address.platform, address.user) if isinstance(event, Left) else None
    found = store.groups.find(address.platform, address.space)
    if found is None:
        return [Card(words.hello(), open=True)] if isinstance(event, Added) and not event.unsure else []
    context = GroupContext(base, found)
    if isinstance(event, Moved):
        _move(context, event.space)
    elif isinstance(event, Removed):
        _halt(context, address.space)
    elif isinstance(event, Left):
        _leave(context, who[0].id if who else None)
    else:
        return _return(context, can_reply=bool(address.chat))
    return []


def back(context: GroupContext, _row: Due) -> JobOutput:
    """Say in the group's channel that its questions go on."""
    return JobOutput((Card(words.here_again(context.next_at())),)) if context.runs else JobOutput()


def _move(context: GroupContext, space: str) -> None:
    """Take the new id; whoever tells it is in the group, whatever was said of its former id."""
    if context.move(space) and context.group.obstacle == "removed":
        context.go_on()


def _halt(context: GroupContext, space: str) -> None:
    """Stop everything, unless the bot has only left what the group was before it moved."""
    if space == context.group.space:
        context.halt("removed")


def _return(context: GroupContext, *, can_reply: bool) -> list[Reply]:
    """Go on with the settings that are there; a change of rights alone mends nothing else."""
    if context.group.obstacle != "removed":
        return []
    context.go_on()
    if context.runs and not can_reply:
        context.put(BACK, context.id, context.now)
    return [Card(words.here_again(context.next_at()), open=True)] if context.runs and can_reply else []


def _leave(context: GroupContext, learner: int | None) -> None:
    """Take someone out of what the group counts; their answers stay theirs."""
    if learner is None:
        return
    for question in context.store.groups.open(context.id):
        if context.store.groups.answer(id_of(question), learner):
            recount(context.store, question, context.now)
    context.store.groups.leave(context.id, learner)
    context.store.rounds.leave(context.id, learner)
