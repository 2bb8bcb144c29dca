"""What a learner can do with a board: see it, join it under an alias, leave it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import BoardJoin, BoardLeave, BoardPlace, button
from bot.chat import Card, text
from bot.errors import Refusal
from bot.flows import near_names
from bot.flows.board import names
from bot.flows.board.standing import standing
from bot.flows.group.answer import is_here
from bot.flows.group.context import GroupContext
from bot.learning import groups
from bot.words import board as words
from bot.words import refusals
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.flows.board.standing import Standing
    from bot.storage.group_tables import Group

MOST: Final = 5
"""Maximum number of boards shown at once."""
ALIAS: Final = "alias"
KEPT: Final = timedelta(days=8)
"""How long members can still see their place on a posted board."""
_LAST: Final = 2**32
"""No week ends after this; a later date is a forgery."""


def board(context: LearnerContext, argument: str) -> list[Reply]:
    """Do what `/board` asks for; without an argument, show the board."""
    part, _, rest = " ".join(argument.split()).partition(" ")
    if part.casefold() not in _PARTS:
        raise Refusal(words.not_a_part(near_names.part(part, filter(None, _PARTS))))
    return _PARTS[part.casefold()](context, rest)


def join(context: LearnerContext, action: BoardJoin) -> list[Reply]:
    """Join the board of a group."""
    return [_join(context, _allowed(context, action.group))]


def leave(context: LearnerContext, action: BoardLeave) -> list[Reply]:
    """Leave the board of a group, even if the board is off."""
    return [_left(context, [action.group], replace=True)]


def place(context: LearnerContext, action: BoardPlace) -> list[Reply]:
    """Tell a member their own place, and show it to no one else."""
    held = _allowed(context, action.group)
    span = groups.week(context.now, held.zone)
    if action.ended:
        ended = datetime.fromtimestamp(min(action.ended, _LAST), UTC)
        kept = context.store.boards.weeks(held.id, ended + timedelta(seconds=1), 1)
        if not kept or kept[0].ended_at != ended or context.now - ended > KEPT:
            raise Refusal(refusals.old_button())
        span = groups.week(ended - timedelta(seconds=1), held.zone)[0], ended
    said = _own(context, held, standing(held, *span))
    return [Card(text(said), brief=said)]


def _show(context: LearnerContext, _rest: str) -> list[Reply]:
    if context.address.space:
        return [_card(context, _here(context))]
    shown: list[Reply] = [_card(context, GroupContext(context.base, held)) for held in _joined(context)[:MOST]]
    others = context.store.boards.open_to(context.me)
    if not shown or others:
        shown.append(_choice(others))
    return shown


def _join_typed(context: LearnerContext, rest: str) -> list[Reply]:
    """Join under a name, which the learner keeps; Discord puts the option's name before it."""
    first, _, named = rest.partition(" ")
    alias = named if first.casefold() == ALIAS and named else rest
    mine, others = _joined(context), context.store.boards.open_to(context.me)
    if not (context.address.space or mine or others):
        return [_choice(others)]
    if alias:
        names.claim(context, alias)
    if context.address.space:
        return [_join(context, _here(context))]
    if not mine and len(others) == 1:
        mine, others = [*others], []
    replies: list[Reply] = [_join(context, GroupContext(context.base, mine[0]))] if mine else []
    return replies if mine and not others else [*replies, _choice(others)]


def _leave_typed(context: LearnerContext, _rest: str) -> list[Reply]:
    """Leave the board of this group; in a private chat, every board."""
    if context.address.space:
        found = context.store.groups.here(context.address.platform, context.address.space)
        return [_left(context, [found.id] if found and found.id else [])]
    return [_left(context, [member.group_id for member, _ in context.store.boards.of(context.me)])]


def _join(context: LearnerContext, held: GroupContext) -> Card:
    alias = context.learner.alias
    names.check(context, alias, [held.id])
    context.store.boards.join(held.id, context.me, context.now)
    said = words.joined(alias) if alias else words.needs_alias()
    return Card(text(said), _rows(context, held), brief=said)


def _left(context: LearnerContext, group_ids: Sequence[int], *, replace: bool = False) -> Card:
    mine = [each for each in group_ids if context.store.boards.member(each, context.me)]
    for each in mine:
        context.store.boards.leave(each, context.me)
    said = words.left(len(mine)) if mine else words.was_not_on()
    return Card(text(said), replace=replace, brief=said)


def _card(context: LearnerContext, held: GroupContext) -> Card:
    since, until = groups.week(context.now, held.zone)
    found = standing(held, since, until)
    lines = listed(found) if found.shows else [words.too_few(len(found.members))]
    foot = [words.together(found.known, found.goal)] if found.shows else []
    on_it = context.store.boards.member(held.id, context.me) is not None
    foot += [_own(context, held, found)] if on_it else [words.how()]
    place = words.group_named(held.group.channel_name)
    return Card(words.board(place, lines, [*foot, words.closes(held.when(until))]), _rows(context, held))


def listed(found: Standing) -> list[str]:
    """Return the lines everyone sees."""
    lines = [words.line(each.place, each.alias, each.score.thirds) for each in found.top]
    if found.tied:
        lines.append(words.tied(found.tied, found.top[-1].score.thirds))
    return lines or [words.nobody_yet()]


def _own(context: LearnerContext, held: GroupContext, found: Standing) -> str:
    mine = found.of(context.me)
    if mine is None:
        is_member = context.store.boards.member(held.id, context.me) is not None
        return words.needs_alias() if is_member else words.not_on()
    score, at = mine.score, mine.place if found.shows else 0
    if not score.known and not score.missed:
        return words.nothing_yet()
    return words.own_place(at, len(found.members), len(score.known), score.missed, score.thirds)


def _rows(context: LearnerContext, held: GroupContext) -> Rows:
    if context.store.boards.member(held.id, context.me):
        return ((button(together_labels.LEAVE_BOARD, BoardLeave(held.id)),),)
    return ((button(together_labels.JOIN_BOARD, BoardJoin(held.id)),),)


def _choice(open_to: Sequence[Group]) -> Card:
    """Offer the boards that a learner may join from a private chat."""
    if not open_to:
        return Card(words.nowhere())
    offered = open_to[:MOST]
    rows = tuple((button(together_labels.join_board(each.channel_name), BoardJoin(each.id or 0)),) for each in offered)
    return Card(words.which(len(offered)), rows)


def _joined(context: LearnerContext) -> list[Group]:
    return [held for _, held in context.store.boards.of(context.me) if held.board]


def _here(context: LearnerContext) -> GroupContext:
    """Return the group the learner speaks in.

    Raises:
        Refusal: it has no board.
    """
    found = context.store.groups.here(context.address.platform, context.address.space)
    if found is None or not found.board:
        raise Refusal(words.off())
    return GroupContext(context.base, found)


def _allowed(context: LearnerContext, group_id: int) -> GroupContext:
    """Return the group whose board a button names: where it was pressed, or where the learner is on the board.

    Raises:
        Refusal: it is another group, or has no board.
    """
    found = context.store.groups.look(group_id)
    if found is None:
        raise Refusal(refusals.old_button())
    if not found.board:
        raise Refusal(words.off())
    held = GroupContext(context.base, found)
    if not (is_here(context, found) or context.store.boards.member(group_id, context.me) or _may(context, held)):
        raise Refusal(words.another_group())
    return held


def _may(context: LearnerContext, held: GroupContext) -> bool:
    return any(each.id == held.id for each in context.store.boards.open_to(context.me))


_PARTS: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "": _show,
    "show": _show,
    "join": _join_typed,
    "leave": _leave_typed,
}
