"""Assignments: the instructor gives them, members work on them, and the instructor sees who has finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import MAX_ROWS, Card
from bot.errors import Refusal
from bot.flows import push_times
from bot.flows import quiz_session as run
from bot.flows.classes import own
from bot.flows.classes.reading import read_task
from bot.storage.class_tables import ClassTask, ClassWork
from bot.storage.tables import QuizSession, id_of
from bot.words import class_work as words
from bot.words import refusals
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot import actions
    from bot.chat import Reply, Text
    from bot.context import LearnerContext
    from bot.flows.classes.reading import Wanted
    from bot.storage.class_tables import StudyClass

KIND: Final = "class"
"""Kind of the quiz sessions, and mode of their answers."""
MOST_TASKS: Final = 5


def wanted(context: LearnerContext, argument: str) -> Wanted:
    """Parse a typed assignment."""
    return read_task(argument, context.library, context.today)


def which(context: LearnerContext, task: Wanted) -> Text:
    """Ask which class gets an assignment."""
    return words.which_for(amount(context, task), words.due(task.due, context.today))


def assign(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Give the class an assignment; giving the same one twice changes nothing."""
    task = wanted(context, argument)
    open_ = context.store.classes.tasks([id_of(held)], context.today)
    if all((each.scope, each.size, each.due_on) != task for each in open_):
        if len(open_) >= MOST_TASKS:
            raise Refusal(words.too_many_tasks(MOST_TASKS))
        _add(context, held, task)
    rows = ((button(together_labels.WORK_ASSIGNED, ClassDo(id_of(held), "work")),),)
    return [Card(words.assigned(amount(context, task), words.due(task.due, context.today)), rows)]


def _add(context: LearnerContext, held: StudyClass, task: Wanted) -> None:
    new = ClassTask(class_id=id_of(held), scope=task.scope, size=task.size, due_on=task.due, assigned_at=context.now)
    context.store.classes.assign(new)


def show(context: LearnerContext, held: StudyClass, _argument: str = "") -> list[Reply]:
    """Show the assignments, and which members who share a name have finished them."""
    tasks = context.store.classes.tasks([id_of(held)])
    done = context.store.classes.done([task.id or 0 for task in tasks])
    members = [member for member, _ in context.store.classes.members(id_of(held)) if member.name]
    lines = []
    for task in reversed(tasks):
        has = {member.learner_id for member in members if (task.id, member.learner_id) in done}
        names = {yes: [each.name for each in members if (each.learner_id in has) is yes] for yes in (True, False)}
        when = words.due(task.due_on, context.today)
        lines.append(words.task(amount(context, task), when, names[True], names[False]))
    rows = tuple(
        (button(together_labels.take_back(short(context, task.scope)), ClassDo(id_of(held), f"drop {task.id}")),)
        for task in tasks
        if task.due_on >= context.today
    )
    back = (button(together_labels.THE_CLASS, ClassDo(id_of(held), "show")),)
    return [Card(words.work(held.name, lines or [words.no_work()]), (*rows[: MAX_ROWS - 1], back))]


def drop(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Withdraw an assignment; members keep their answers."""
    task = context.store.classes.task(int(argument)) if argument.isascii() and argument.isdecimal() else None
    if task is None or task.class_id != held.id:
        raise Refusal(refusals.old_button())
    context.store.classes.drop_task(task.id or 0)
    return show(context, held)


def press(context: LearnerContext, action: actions.ClassWork) -> list[Reply]:
    """Work on an assignment: start it, continue it, or show its result."""
    task = context.store.classes.task(action.task)
    if task is None or context.store.classes.member(task.class_id, context.me) is None:
        raise Refusal(words.work_gone())
    session = context.store.classes.work(action.task, context.me) or _begun(context, task)
    if session.ended_at is not None and not _is_done(context, action.task):
        context.store.quiz_sessions.reopen(session)
    return push_times.settle_in(context) + run.go_on(context, session)


def _begun(context: LearnerContext, task: ClassTask) -> QuizSession:
    held = context.store.classes.get(task.class_id)
    if held is None or own.is_over(context, held):
        raise Refusal(words.work_over())
    if task.due_on < context.today:
        raise Refusal(words.work_closed(task.due_on, context.today))
    size = min(task.size, len(context.library.within(task.scope)))
    if not size:
        raise Refusal(words.work_gone())
    title = words.session_title(context.library.name(task.scope))
    session = context.store.quiz_sessions.start(
        QuizSession(learner_id=context.me, kind=KIND, title=title, size=size, scope=task.scope, started_at=context.now)
    )
    work = ClassWork(task_id=task.id or 0, learner_id=context.me, session_id=session.id or 0)
    context.store.classes.begin(work)
    return session


def _is_done(context: LearnerContext, task_id: int) -> bool:
    return (task_id, context.me) in context.store.classes.done([task_id])


def amount(context: LearnerContext, task: Wanted | ClassTask) -> str:
    """Return the subject of an assignment and its number of questions."""
    return words.amount(name(context, task.scope), task.size)


def name(context: LearnerContext, scope: str) -> str:
    """Return the name of a domain or topic, or its id if a new blueprint has dropped it."""
    is_known = scope in context.library.weights or scope in context.library.domain_of
    return context.library.name(scope) if is_known else scope


def short(context: LearnerContext, scope: str) -> str:
    """Return its short name for a button, or its id if a new blueprint has dropped it."""
    return context.library.short(scope) if name(context, scope) != scope else scope
