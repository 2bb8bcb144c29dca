"""`/class`: what instructors and members can do, and which class they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import MAX_ROWS, Card
from bot.errors import Refusal
from bot.flows import near_names
from bot.flows.classes import board, joining, own, table, teaching, work
from bot.flows.classes.reading import without
from bot.storage.tables import id_of
from bot.words import classes as words
from bot.words import labels, refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat import Reply, Text
    from bot.context import LearnerContext
    from bot.storage.class_tables import ClassMember, StudyClass

_TEACHER: Final[dict[str, Callable[[LearnerContext, StudyClass, str], list[Reply]]]] = {
    "show": board.show,
    "topics": board.topics,
    "members": board.members,
    "assign": work.assign,
    "work": work.show,
    "drop": work.drop,
    "file": table.file,
    "code": teaching.code,
    "exam": teaching.exam,
    "summary": teaching.summary,
    "archive": teaching.archive,
    "delete": teaching.delete,
}
"""What an instructor can do with a class."""
_MEMBER: Final[dict[str, Callable[[LearnerContext, StudyClass, ClassMember], list[Reply]]]] = {
    "rename": joining.ask_new_name,
    "counted": joining.count_only,
    "leave": joining.leave,
}
"""What a member can do."""
_AFTER: Final = frozenset({"show", "code", "exam", "archive", "delete"})
"""What still works, or explains itself, once a class has ended."""
_OPTIONS: Final = {"topics": "domain", "members": "name", "exam": "date", "summary": "weekly"}
"""Options that Discord sends with their names before the values."""
_PRESSED: Final = frozenset({"drop"})
"""Actions that only buttons have."""
_TYPED: Final = ("new", "leave", *(part for part in _TEACHER if part not in _PRESSED))
"""Parts of the command."""


def command(context: LearnerContext, argument: str) -> list[Reply]:
    """Run a part of `/class`; without one, show the classes that someone teaches or has joined."""
    part, _, rest = argument.strip().partition(" ")
    name = part.casefold()
    if name in {"", "show"}:
        return _all(context)
    if name == "new":
        return teaching.new(context, rest)
    if name == "leave":
        return joining.leave_one(context)
    if name not in _TEACHER or name in _PRESSED:
        raise Refusal(words.not_a_part(near_names.part(name, _TYPED)))
    return _for_one(context, name, rest.strip())


def press(context: LearnerContext, action: ClassDo) -> list[Reply]:
    """Handle a button of a class, for its instructor or a member."""
    part, _, rest = action.what.partition(" ")
    if part in _MEMBER:
        return _MEMBER[part](context, *own.as_member(context, action.class_id))
    if part not in _TEACHER:
        raise Refusal(refusals.old_button())
    return _do(context, own.as_teacher(context, action.class_id), part, rest)


def _do(context: LearnerContext, held: StudyClass, part: str, rest: str) -> list[Reply]:
    if part not in _AFTER and own.is_over(context, held):
        return [board.over(context, held)]
    return _TEACHER[part](context, held, rest)


def _for_one(context: LearnerContext, part: str, rest: str) -> list[Reply]:
    """Run a part for the only open class, or ask which class is meant."""
    held = context.store.classes.taught(context.me) if part == "delete" else own.taught(context)
    if not held:
        raise Refusal(words.none_taught())
    rest = without(_OPTIONS[part], rest) if part in _OPTIONS else rest
    if len(held) == 1:
        return _do(context, held[0], part, rest)
    question, what = words.which_class(), f"{part} {rest}".strip()
    if part == "assign":
        task = work.wanted(context, rest)
        question, what = work.which(context, task), f"{part} {task.typed}"
    return [_choice(question, held, what)]


def _all(context: LearnerContext) -> list[Reply]:
    held, joined = context.store.classes.taught(context.me), joining.cards(context)
    going = [each for each in held if not own.is_over(context, each)]
    if len(going) == 1 == len(held):
        return [*board.show(context, going[0]), *joined]
    if held:
        return [_choice(words.classes(), [*going, *(each for each in held if each not in going)], "show"), *joined]
    return joined or [Card(words.nothing())]


def _choice(question: Text, held: Sequence[StudyClass], what: str) -> Card:
    """Return the classes as buttons, two to a row if there are many."""
    taps = [button(labels.fitting(each.name), ClassDo(id_of(each), what)) for each in held]
    wide = 1 if len(taps) <= MAX_ROWS else 2
    rows = tuple(tuple(taps[at : at + wide]) for at in range(0, len(taps), wide))
    return Card(question, rows[:MAX_ROWS])
