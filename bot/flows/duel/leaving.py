"""What ends a duel early: a player deletes everything, leaves the group, or links both sides' accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows.duel.scene import NEWS, end, other, tell
from bot.storage.tables import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.context import Context, LearnerContext
    from bot.flows.duel.scene import Scene
    from bot.storage.duel_tables import Duel


def forget(context: LearnerContext) -> None:
    """End every duel of a learner who is being deleted, and challenges only they could have accepted."""
    store = context.store.duels
    for duel in _locked(context, {id_of(duel) for duel, _ in store.every(context.me)} | {*store.inviting(context.me)}):
        if store.player(id_of(duel), context.me):
            _leave(context, duel, context.me)
        elif duel.ended_at is None:
            end(context, duel, context.now)


def leave_group(base: Context, platform: str, space: str, learner: int) -> None:
    """End the duels someone began or accepted in a group they left."""
    for duel in _locked(base, base.store.duels.in_space(platform, space, learner)):
        _leave(base, duel, learner)


def lose_group(base: Context, platform: str, space: str) -> None:
    """Detach duels from a group that removed the bot: running duels continue in private."""
    for duel in _locked(base, base.store.duels.in_space(platform, space)):
        if duel.accepted_at is None:
            end(base, duel, base.now)
        duel.space = ""


def merge(context: LearnerContext, account: int) -> None:
    """Drop the duels between a learner and another account of theirs that is about to be linked."""
    theirs = {id_of(duel) for duel, _ in context.store.duels.every(account)}
    for duel in _locked(context, theirs & {id_of(duel) for duel, _ in context.store.duels.every(context.me)}):
        context.store.duels.drop(id_of(duel))


def remind(context: LearnerContext) -> None:
    """Send pending duel news to the account that was linked last."""
    if context.store.duels.owed(context.me):
        context.store.schedule.put(NEWS, context.me, context.identity.platform, context.now)


def _leave(context: Scene, duel: Duel, learner: int) -> None:
    """Remove a side from a duel, and end the duel if it is running; the other side is told."""
    stays = other(context, duel, learner)
    if duel.ended_at is None:
        end(context, duel, context.now)
        if stays and duel.accepted_at:
            tell(context, stays, "left")
    if mine := context.store.duels.player(id_of(duel), learner):
        context.store.duels.remove(mine)


def _locked(context: Scene, duels: Iterable[int]) -> list[Duel]:
    return [found for each in sorted(duels) if (found := context.store.duels.get(each))]
