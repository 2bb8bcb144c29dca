"""How a simulation begins: what comes is said first, then a form is drawn and its time runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Begin, Jump, Run
from bot.chat import Card
from bot.context import button
from bot.errors import Refusal
from bot.flows import push_times
from bot.flows.exam import ending, screen
from bot.learning import exam_forms
from bot.storage.tables import EXAM, Asking, Sitting
from bot.words import exam as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Turn
    from bot.learning.exam_forms import Outline, Slot

FULL, HALF = "full", "half"
OPEN: Final = "exam-open"
"""The kind of due row that brings a simulation into the private chat."""
CLOSED: Final = "exam-closed"
"""The kind of due row that remembers that the private chat was closed."""
CLOSED_FOR: Final = timedelta(days=1)
WARNINGS: Final = (timedelta(minutes=15), timedelta(minutes=5))
"""Time left at the warnings after the one at half time."""


def exam(turn: Turn, argument: str) -> list[Reply]:
    """Show the open simulation, or what a new one is; outside of the private chat, lead there."""
    if not turn.address.direct:
        return [_elsewhere(turn)]
    turn.store.schedule.drop(turn.me, OPEN, CLOSED)
    return push_times.settle_in(turn) + enter(turn, argument)


def enter(turn: Turn, argument: str) -> list[Reply]:
    """Show the open simulation, or what a new one is."""
    size = _size(argument)
    opened = turn.store.exams.open(turn.me)
    if not opened:
        return [_intro(turn, size or FULL)]
    if size and size != opened[0].scope and (left := ending.left(turn, opened[0])):
        return [_one_at_a_time(opened[0], left)]
    return screen.resume(turn, opened[0])


def begin(turn: Turn, action: Begin) -> list[Reply]:
    """Draw a form, once for each time that it was offered, and show its first question."""
    if action.size not in {FULL, HALF} or not turn.address.direct:
        raise Refusal(refusals.old_button())
    if opened := turn.store.exams.open(turn.me):
        return screen.resume(turn, opened[0], replace=True)
    if turn.store.exams.count(turn.me) != action.after:
        return [_intro(turn, action.size, replace=True)]
    _refuse_if_short(turn, outline(turn, action.size))
    sitting = _drawn(turn, action.size)
    ahead = min(moment for moment in moments(sitting) if moment > turn.now)
    turn.store.schedule.put(ending.CLOCK, turn.me, turn.identity.platform, ahead)
    return push_times.settle_in(turn) + screen.resume(turn, sitting, replace=True)


def moments(sitting: Sitting) -> list[datetime]:
    """Return when the clock of a simulation has something to say, in order: the warnings, then the end."""
    assert sitting.ends_at is not None  # noqa: S101 - every simulation has an end
    half = sitting.started_at + (sitting.ends_at - sitting.started_at) / 2
    return sorted({half, *(sitting.ends_at - before for before in WARNINGS), sitting.ends_at})


def outline(turn: Turn, size: str) -> Outline:
    """Return how many questions and minutes a simulation has."""
    items = turn.library.bank.blueprint.items
    whole = exam_forms.Outline(items.scored, items.pretest, items.minutes)
    return whole if size == FULL else whole.half()


def _size(argument: str) -> str:
    """Return the size that was asked for, "" for none.

    Raises:
        Refusal: there is no such size.
    """
    typed = argument.strip().casefold()
    if typed not in {"", FULL, HALF}:
        raise Refusal(refusals.not_an_exam())
    return typed


def _intro(turn: Turn, size: str, *, replace: bool = False) -> Card:
    plan = outline(turn, size)
    _refuse_if_short(turn, plan)
    repeated = exam_forms.repeats(_bank(turn, plan), plan, turn.store.exams.questions(turn.me))
    start = button(f"Start now: {plan.size} questions", Begin(size, turn.store.exams.count(turn.me)))
    other = HALF if size == FULL else FULL
    held = outline(turn, other)
    label = f"{'Half' if other == HALF else 'Full'}: {held.size} in {held.minutes} min"
    return Card(words.intro(plan, repeated), ((start,), (button(label, Run("exam", other)),)), replace=replace)


def _refuse_if_short(turn: Turn, plan: Outline) -> None:
    if lacking := exam_forms.shortage(_bank(turn, plan), plan):
        raise Refusal(words.bank_too_small({turn.library.name(domain): both for domain, both in lacking.items()}))


def _drawn(turn: Turn, size: str) -> Sitting:
    plan = outline(turn, size)
    earlier, last = turn.store.exams.questions(turn.me), turn.store.answers.last_asked(turn.me)
    slots = exam_forms.form(_bank(turn, plan), plan, earlier, last, turn.rng)
    sitting = turn.store.sittings.start(
        Sitting(
            learner_id=turn.me,
            kind=EXAM,
            title="Exam" if size == FULL else "Half exam",
            size=plan.size,
            explain="",
            scope=size,
            started_at=turn.now,
            ends_at=turn.now + timedelta(minutes=plan.minutes),
            cursor=1,
        )
    )
    turn.store.exams.begin(_asking(turn, sitting, position, slot) for position, slot in enumerate(slots, 1))
    return sitting


def _asking(turn: Turn, sitting: Sitting, position: int, slot: Slot) -> Asking:
    assert sitting.id is not None  # noqa: S101 - stored
    question = turn.library.bank.questions[slot.question]
    return Asking(
        learner_id=turn.me,
        sitting_id=sitting.id,
        position=position,
        question=question.id,
        version=question.version,
        topic=question.topic,
        shown="".join(map(str, question.order(turn.rng))),
        mode=EXAM,
        asked_at=turn.now,
        shown_at=turn.now,
        place="",
        scored=slot.scored,
    )


def _one_at_a_time(sitting: Sitting, left: float) -> Card:
    assert sitting.id is not None  # noqa: S101 - stored
    rows = ((button("Resume the open one", Jump(sitting.id, "back")),),)
    return Card(words.one_at_a_time(sitting.size, left), rows)


def _elsewhere(turn: Turn) -> Card:
    """Bring the simulation into the private chat, and say so; or say that it could not be brought last time."""
    schedule = turn.store.schedule
    said = words.elsewhere() if schedule.when(CLOSED, turn.me) is None else words.closed()
    schedule.put(OPEN, turn.me, turn.identity.platform, turn.now)
    return Card(said)


def _bank(turn: Turn, plan: Outline) -> exam_forms.Bank:
    """Return what is drawn from: if possible nothing that waits for its answer in a set or quiz."""
    whole = exam_forms.Bank(turn.library.items, turn.library.domain_of, turn.library.weights)
    waiting = turn.store.exams.waiting(turn.me)
    rest = replace(whole, items=[item for item in whole.items if item.id not in waiting])
    return whole if exam_forms.shortage(rest, plan) else rest
