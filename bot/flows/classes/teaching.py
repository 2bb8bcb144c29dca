"""An instructor starts a class, shares its code, moves its exam, and ends or deletes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import Button, Card
from bot.errors import Refusal
from bot.flows import codes
from bot.flows.classes import board, own, weekly
from bot.flows.classes.joining import START
from bot.flows.classes.reading import read_new
from bot.reading import read_date, read_switch
from bot.storage.class_tables import StudyClass
from bot.storage.tables import id_of
from bot.words import classes as words
from bot.words import labels
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext

CODE_SIZE: Final = 12
"""Characters of 5 bits each: no one guesses 60 bits."""
MOST_TAUGHT: Final = 10
YES: Final = "yes"
NO: Final = "no"


def new(context: LearnerContext, argument: str) -> list[Reply]:
    """Start a class."""
    name, exam = read_new(argument, context.today)
    mine = own.taught(context)
    if any(each.name.casefold() == name.casefold() for each in mine):
        raise Refusal(words.same_name())
    if len(mine) >= MOST_TAUGHT:
        raise Refusal(words.too_many_taught(MOST_TAUGHT))
    held = context.store.classes.add(
        StudyClass(
            teacher_id=context.me,
            name=name,
            code=codes.make(context, CODE_SIZE),
            exam_date=exam,
            created_at=context.now,
        )
    )
    weekly.plan(context)
    rows = ((_copy(held), button(together_labels.SEE_THE_CLASS, ClassDo(id_of(held), "show"))),)
    return [Card(words.created(held.name, line(held), exam), rows), _invitation(held)]


def code(context: LearnerContext, held: StudyClass, _argument: str = "") -> list[Reply]:
    """Show the invitation again."""
    if own.is_over(context, held):
        return [board.over(context, held)]
    return [_invitation(held)]


def exam(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Move the exam of an open class."""
    if own.is_over(context, held):
        return [board.over(context, held)]
    held.exam_date = read_date(argument, context.today)
    return [Card(words.exam_moved(held.name, held.exam_date))]


def summary(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Turn the weekly summary on or off, or say which it is."""
    if not argument.strip():
        return [Card(words.summary_now(held.name, on=held.summary))]
    held.summary = read_switch(argument)
    weekly.plan(context)
    return [Card(words.summary(held.name, on=held.summary))]


def archive(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """End a class, after confirmation."""
    if own.is_over(context, held):
        return [board.over(context, held)]
    if argument != YES:
        return [
            _asked(held, "archive", together_labels.CONFIRM_ARCHIVE, argument, Card(words.confirm_archive(held.name)))
        ]
    held.archived_at = context.now
    weekly.plan(context)
    return [Card(words.archived(held.name), replace=True)]


def delete(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Delete a class and everything in it, after confirmation."""
    if argument != YES:
        return [_asked(held, "delete", labels.CONFIRM_DELETE, argument, Card(words.confirm_delete(held.name)))]
    name = held.name
    context.store.delete_class(id_of(held))
    weekly.plan(context)
    return [Card(words.deleted(name), replace=True)]


def line(held: StudyClass) -> str:
    """Return the line that learners send to join."""
    return f"/join {codes.spaced(held.code)}"


def _asked(held: StudyClass, what: str, yes: str, argument: str, question: Card) -> Card:
    if argument == NO:
        return Card(words.kept(), replace=True)
    ident = id_of(held)
    ways = (
        button(yes, ClassDo(ident, f"{what} {YES}"), "danger"),
        button(labels.KEEP_DATE, ClassDo(ident, f"{what} {NO}")),
    )
    return Card(question.body, (ways,))


def _copy(held: StudyClass) -> Button:
    return Button(labels.COPY_THE_LINE, copy=line(held))


def _invitation(held: StudyClass) -> Card:
    """Return a message to pass on; its button is a link, which survives forwarding."""
    return Card(
        words.invitation(held.name, line(held)), ((Button(together_labels.INVITATION, start=f"{START}{held.code}"),),)
    )
