"""How a simulation begins: it is described first, then a form is drawn and the clock starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Begin, Jump, Run, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import exam_time, prompts, push_times
from bot.flows.exam import ending, screen
from bot.learning import exam_forms
from bot.storage.tables import EXAM, Attempt, QuizSession, id_of
from bot.words import exam as words
from bot.words import refusals
from bot.words.labels import exam as exam_labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.learning.exam_forms import Outline, Slot

FULL, HALF = "full", "half"
OPEN: Final = "exam-open"
"""Kind of the due row that sends a simulation to the private chat."""
CLOSED: Final = "exam-closed"
"""Kind of the due row that remembers that the private chat was closed."""
BEGIN: Final = "begin"
"""The card that a typed "start" or "yes" answers (`bot.flows.yes_no`)."""
CLOSED_FOR: Final = timedelta(days=1)
WARNINGS: Final = (timedelta(minutes=15), timedelta(minutes=5))
"""Time left at the warnings after the halftime one."""


def exam(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the open simulation, or describe a new one; outside the private chat, lead there."""
    if not context.address.direct:
        return [_elsewhere(context)]
    context.store.schedule.drop(context.me, OPEN, CLOSED)
    return push_times.settle_in(context) + enter(context, argument)


def enter(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the open simulation, or describe a new one."""
    size = _size(argument)
    opened = context.store.exams.open(context.me)
    if not opened:
        return [_intro(context, size or FULL)]
    if size and size != opened[0].scope and (left := exam_time.left(context, opened[0])):
        return [_one_at_a_time(opened[0], left)]
    return screen.resume(context, opened[0])


def begin(context: LearnerContext, action: Begin) -> list[Reply]:
    """Draw a form, once for each time it was offered, and show its first question."""
    if action.size not in {FULL, HALF} or not context.address.direct:
        raise Refusal(refusals.old_button())
    if opened := context.store.exams.open(context.me):
        return screen.resume(context, opened[0], replace=True)
    if context.store.exams.count(context.me) != action.after:
        return [_intro(context, action.size, replace=True)]
    _refuse_if_short(context, outline(context, action.size))
    session = _drawn(context, action.size)
    ahead = min(moment for moment in moments(session) if moment > context.now)
    context.store.schedule.put(ending.CLOCK, context.me, context.identity.platform, ahead)
    return push_times.settle_in(context) + screen.resume(context, session, replace=True)


def begin_typed(context: LearnerContext, offered: str) -> list[Reply]:
    """Do what the button of the card that was shown does; `offered` is the size and the number of earlier ones."""
    size, _, after = offered.partition(" ")
    return begin(context, Begin(size, int(after)))


def not_begun(_context: LearnerContext, _offered: str) -> list[Reply]:
    """Say that no clock runs."""
    return [Card(words.not_begun())]


def moments(session: QuizSession) -> list[datetime]:
    """Return when a simulation's clock has something to say, in order: the warnings, then the end."""
    assert session.ends_at is not None  # noqa: S101 - every simulation has an end
    half = session.started_at + (session.ends_at - session.started_at) / 2
    return sorted({half, *(session.ends_at - before for before in WARNINGS), session.ends_at})


def outline(context: LearnerContext, size: str) -> Outline:
    """Return how many questions and minutes a simulation has."""
    items = context.library.bank.blueprint.items
    whole = exam_forms.Outline(items.scored, items.pretest, items.minutes)
    return whole if size == FULL else whole.half()


def _size(argument: str) -> str:
    """Return the requested size; "" for none.

    Raises:
        Refusal: there is no such size.
    """
    typed = argument.strip().casefold()
    if typed not in {"", FULL, HALF}:
        raise Refusal(refusals.not_an_exam())
    return typed


def _intro(context: LearnerContext, size: str, *, replace: bool = False) -> Card:
    plan = outline(context, size)
    _refuse_if_short(context, plan)
    repeated = exam_forms.repeats(_bank(context, plan), plan, context.store.exams.questions(context.me))
    after = context.store.exams.count(context.me)
    start = button(exam_labels.start_exam(plan.size), Begin(size, after))
    if not context.unasked:
        prompts.confirm(context, BEGIN, f"{size} {after}")
    other = HALF if size == FULL else FULL
    held = outline(context, other)
    label = f"{'Half' if other == HALF else 'Full'}: {held.size} in {held.minutes} min"
    return Card(
        words.intro(plan, repeated, confirms=context.settings.confirm_each, half=size == HALF),
        ((start,), (button(label, Run("exam", other)),)),
        replace=replace,
    )


def _refuse_if_short(context: LearnerContext, plan: Outline) -> None:
    if lacking := exam_forms.shortage(_bank(context, plan), plan):
        named = {each.name: lacking[each.id] for each in context.library.by_weight if each.id in lacking}
        raise Refusal(words.bank_too_small(named))


def _drawn(context: LearnerContext, size: str) -> QuizSession:
    plan = outline(context, size)
    earlier, last = context.store.exams.questions(context.me), context.store.answers.last_asked(context.me)
    slots = exam_forms.form(_bank(context, plan), plan, earlier, last, context.rng)
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind=EXAM,
            title="Exam" if size == FULL else "Half exam",
            size=plan.size,
            explain="",
            scope=size,
            started_at=context.now,
            ends_at=context.now + timedelta(minutes=plan.minutes),
            cursor=1,
        )
    )
    context.store.exams.begin(_attempt(context, session, position, slot) for position, slot in enumerate(slots, 1))
    return session


def _attempt(context: LearnerContext, session: QuizSession, position: int, slot: Slot) -> Attempt:
    question = context.library.bank.questions[slot.question]
    return Attempt(
        learner_id=context.me,
        session_id=id_of(session),
        position=position,
        question=question.id,
        version=question.version,
        topic=question.topic,
        shown="".join(map(str, question.order(context.rng))),
        mode=EXAM,
        asked_at=context.now,
        shown_at=context.now,
        shown_in="",
        scored=slot.scored,
    )


def _one_at_a_time(session: QuizSession, left: float) -> Card:
    rows = ((button(exam_labels.RESUME_THE_OPEN_ONE, Jump(id_of(session), "back"), "primary"),),)
    return Card(words.one_at_a_time(session.size, left), rows)


def _elsewhere(context: LearnerContext) -> Card:
    """Send the simulation to the private chat, and say so; or say that this failed last time."""
    schedule = context.store.schedule
    said = words.elsewhere() if schedule.when(CLOSED, context.me) is None else words.closed()
    schedule.put(OPEN, context.me, context.identity.platform, context.now)
    return Card(said)


def _bank(context: LearnerContext, plan: Outline) -> exam_forms.Bank:
    """Return the questions to draw from, if possible without those that await an answer in a set or quiz."""
    whole = exam_forms.Bank(context.library.items, context.library.domain_of, context.library.weights)
    waiting = context.store.exams.waiting(context.me) | context.store.duels.ahead(context.me, context.now)
    rest = replace(whole, items=[item for item in whole.items if item.id not in waiting])
    return whole if exam_forms.shortage(rest, plan) else rest
