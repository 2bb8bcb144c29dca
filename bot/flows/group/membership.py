"""Membership changes reported by the platform: the bot was added or removed, a member left, the id changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Added, Card, Left, Moved, Removed
from bot.context import JobOutput
from bot.flows.duel import leaving
from bot.flows.group.context import GroupContext, recount
from bot.storage.tables import id_of
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Context
    from bot.storage.tables import Due

BACK: Final = "group-back"
"""The job that announces the bot's return in the group's channel, for platforms with no other place to do so."""


def note(base: Context, event: Added | Removed | Moved | Left) -> list[Reply]:
    """Record the change, without creating a group that was never set up."""
    address, store = event.address, base.store
    who = store.learners.find(address.platform, address.user) if isinstance(event, Left) else None
    _note_in_duels(base, event, who[0].id if who else None)
    found = store.groups.find(address.platform, address.space)
    if found is None:
        return _greet(base, event) if isinstance(event, Added) and not event.unsure else []
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
    """Say in the group's channel that its questions resume."""
    return JobOutput((Card(words.here_again(context.next_at())),)) if context.runs else JobOutput()


def _greet(base: Context, event: Added) -> list[Reply]:
    """Say hello, once in two days however often the bot is added."""
    greeting = f"{event.address.platform}:{event.address.space}:greeting"
    return [] if base.store.schedule.first_time(greeting, base.now) else [Card(words.hello(), open=True)]


def _move(context: GroupContext, space: str) -> None:
    """Take the new id; an event that reports it means that the bot is in the group, whatever its former id said."""
    if context.move(space) and context.group.obstacle == "removed":
        context.go_on()


def _halt(context: GroupContext, space: str) -> None:
    """Stop everything, unless the bot only left the chat that the group was before it moved."""
    if space == context.group.space:
        context.halt("removed")


def _note_in_duels(base: Context, event: Added | Removed | Moved | Left, learner: int | None) -> None:
    """Tell the group's duels, whether or not it has a question of the day."""
    platform, space = event.address.platform, event.address.space
    if isinstance(event, Moved):
        base.store.duels.move(platform, space, event.space)
    elif isinstance(event, Removed):
        leaving.lose_group(base, platform, space)
    elif learner is not None:
        leaving.leave_group(base, platform, space, learner)


def _return(context: GroupContext, *, can_reply: bool) -> list[Reply]:
    """Resume with the stored settings; regaining permissions fixes no other obstacle."""
    if context.group.obstacle != "removed":
        return []
    context.go_on()
    if context.runs and not can_reply:
        context.put(BACK, context.id, context.now)
    return [Card(words.here_again(context.next_at()), open=True)] if context.runs and can_reply else []


def _leave(context: GroupContext, learner: int | None) -> None:
    """Remove someone from what the group counts; they keep their answers."""
    if learner is None:
        return
    for question in context.store.groups.open(context.id):
        if context.store.group_answers.get(id_of(question), learner):
            recount(context.store, question, context.now)
    context.store.group_answers.leave(context.id, learner)
    context.store.rounds.leave(context.id, learner)
    context.store.boards.leave(context.id, learner)
