"""Study groups: a server's or chat's question of the day, from setting it up to its reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from bot.flows.group import question, weekly
from bot.flows.group.context import ASK, COUNT, EXTRA, REVEAL, SUMMARY, GroupContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.flows.push_times import Plan
    from bot.storage.store import Store
    from bot.storage.tables import Due

Kind: TypeAlias = "Callable[[GroupContext, Due], Plan]"
KINDS: Final[dict[str, Kind]] = {
    ASK: question.ask,
    EXTRA: question.ask,
    COUNT: question.count,
    REVEAL: question.reveal,
    SUMMARY: weekly.summary,
}
"""What a group's rows come to when they are due."""


def whose(store: Store, kind: str, subject: int) -> int | None:
    """Return the id of the group that a row is about."""
    return store.groups.group_of(subject) if kind in (COUNT, REVEAL) else subject
