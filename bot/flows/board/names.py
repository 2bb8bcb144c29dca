"""The name a learner uses in groups; no two members of a board share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.reading import read_alias
from bot.words import board as words
from bot.words.names import same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.context import LearnerContext


def claim(context: LearnerContext, typed: str) -> None:
    """Take a name, or drop it with "off".

    Raises:
        Refusal: it is not a valid name, or someone else on a board has it.
    """
    alias = read_alias(typed)
    check(context, alias, (member.group_id for member, _ in context.store.boards.of(context.me)))
    context.learner.alias = alias


def check(context: LearnerContext, alias: str, group_ids: Iterable[int]) -> None:
    """Refuse a name that someone else on one of these boards has."""
    boards = sorted(group_ids) if alias else []
    for each in boards:
        context.store.groups.get(each)  # locks the group: two people may claim the same name at once
    if same(alias) in map(same, context.store.boards.neighbors(context.me, boards)):
        raise Refusal(words.taken(alias))
