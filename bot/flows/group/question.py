"""The question of the day: asked, counted while it is open, and revealed when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import GroupAnswer, button
from bot.chat import Button, Card, Slot
from bot.context import JobOutput
from bot.drawing.picture import picture
from bot.figures import GroupAnswerFigures, GroupChoice
from bot.flows.group.context import (
    COUNT,
    EXTRA,
    LATEST,
    LATEST_EXTRA,
    REGULAR,
    REVEAL,
    TOWARDS_EXAM,
    order,
    slot_of,
)
from bot.learning import groups
from bot.storage.group_tables import GroupQuestion
from bot.storage.tables import id_of
from bot.words import group as words
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.bank.models import Question
    from bot.chat import Address, Picture, Rows, Text
    from bot.flows.group.context import GroupContext
    from bot.storage.tables import Due

START_WHY: Final = "why_"
"""Prefix of the payload of the link to the whole explanation."""


def ask(context: GroupContext, row: Due) -> JobOutput:
    """Ask the group's question; repeat the same one if this is the same push again after a crash."""
    extra = row.kind == EXTRA
    question = context.store.groups.planned(context.id, row.due_at, extra=extra)
    if question is None and _may_ask(context, row):
        question = _made(context, row.due_at, extra=extra)
    again = None if extra or not context.runs else context.following()
    item = context.item(question) if question and is_open(question, context.now) else None
    if question is None or item is None:
        return JobOutput(again=again)
    slot = Slot(slot_of(question), context.store.posts.message(slot_of(question)))
    return JobOutput(
        (card(context, question, item, slot, mention=context.group.role),), again, _where(context, question)
    )


def count(context: GroupContext, row: Due) -> JobOutput:
    """Update the number of answers, in the question's message only: a deleted message is not replaced."""
    question = context.store.groups.alone(row.subject)
    message = context.store.posts.message(slot_of(question)) if question else ""
    item = context.item(question) if question else None
    if question is None or item is None or not message or not is_open(question, context.now):
        return JobOutput()
    first = row.attempts == 1  # an update that failed the first time is always shown
    if first and context.now < (soonest := question.counted_at + groups.GAP):
        return JobOutput(again=soonest)  # set by someone who pressed before the last update
    question.counted_at, before = context.now, question.counted
    question.counted = context.store.group_answers.count(row.subject)
    if first and question.counted == before:
        return JobOutput()
    shown = card(context, question, item, Slot(slot_of(question), message, anew=False))
    return JobOutput((shown,), where=_where(context, question))


def reveal(context: GroupContext, row: Due) -> JobOutput:
    """Close the question: its message is replaced by the answer, the reason, and how the group did."""
    question = context.store.groups.alone(row.subject)
    if question is None:
        return JobOutput()
    context.store.schedule.drop(row.subject, COUNT)
    item = context.item(question)
    slot = Slot(slot_of(question), context.store.posts.message(slot_of(question)))
    if question.posted_at is None and not context.store.group_answers.is_touched(row.subject):
        context.store.groups.discard(question)  # no one has seen it because of an obstacle
        return JobOutput()
    if question.revealed_at is None:
        _close(context, question, withdrawn=item is None)
    known = context.library.bank.questions.get(question.question)
    if question.void or known is None:
        shown = Card(words.withdrawn(known.stem if known else ""), slot=slot)
    else:
        shown = _revealed(context, question, known, slot)
    return JobOutput((shown,), where=_where(context, question))


def note_posted(context: GroupContext, row: Due) -> None:
    """Record that the group has seen its question."""
    question = context.store.groups.planned(context.id, row.due_at, extra=row.kind == EXTRA)
    if question and question.posted_at is None:
        question.posted_at = context.now


def note_revealed(context: GroupContext, row: Due) -> None:
    """Record that the group has seen the reveal."""
    if question := context.store.groups.question(row.subject):
        question.shown_at = context.now


def card(context: GroupContext, question: GroupQuestion, item: Question, slot: Slot, *, mention: str = "") -> Card:
    """Return the question as everyone sees it while it is open."""
    until = context.when(question.closes_at)
    foot = words.foot(question.counted, until, question.closes_at, context.group.zone)
    said = body(context, item, order(question), foot, in_turn=not question.extra)
    return Card(said, _rows(question), slot=slot, mention=mention)


def body(context: GroupContext, item: Question, shown: Sequence[int], foot: Text, *, in_turn: bool = True) -> Text:
    """Return the question's text, with a word on the group's upcoming exam or on its streak."""
    lead = words.streak(context.group.streak) if context.group.streak and in_turn else ""
    if context.group.questions == TOWARDS_EXAM and context.exam_ahead and context.group.exam_date:
        lead = words.countdown((context.group.exam_date - context.today).days)
    label = context.library.label(item.topic)
    return words.question(item, shown, label=label, foot=foot, lead=lead)


def is_open(question: GroupQuestion, now: datetime) -> bool:
    """True if answers are accepted."""
    return question.revealed_at is None and now < question.closes_at


def close_early(context: GroupContext) -> None:
    """Close every open question now, and schedule its reveal."""
    for question in context.store.groups.open(context.id):
        question.closes_at = min(question.closes_at, context.now)
        context.put(REVEAL, id_of(question), context.now)


def _may_ask(context: GroupContext, row: Due) -> bool:
    if row.kind == EXTRA:
        return not context.group.obstacle and context.now - row.due_at <= LATEST_EXTRA
    return context.runs and context.now - row.due_at <= LATEST


def _made(context: GroupContext, planned_at: datetime, *, extra: bool) -> GroupQuestion | None:
    item = context.choose()
    if item is None:
        return None
    close_early(context)
    group, hours = context.group, context.group.open_hours
    after = planned_at.astimezone(context.zone).date() if not extra else None
    following = groups.next_question(context.now, group.at, context.days, context.zone, after)
    made = context.store.groups.ask(
        GroupQuestion(
            group_id=context.id,
            planned_at=planned_at,
            extra=extra,
            question=item.id,
            version=item.version,
            topic=item.topic,
            wording=item.wording,
            shown="".join(map(str, item.order(context.rng))),
            chat=group.chat,
            thread=group.thread,
            asked_at=context.now,
            counted_at=context.now,
            closes_at=groups.closing(context.now, hours, following, context.zone),
        )
    )
    context.put(REVEAL, id_of(made), made.closes_at)
    return made


def _close(context: GroupContext, question: GroupQuestion, *, withdrawn: bool) -> None:
    """Settle the question once: either the day counts, or no one's answer does."""
    question.revealed_at, group = context.now, context.group
    chosen = context.store.group_answers.chosen(id_of(question))
    question.answered, question.right = sum(chosen.values()), chosen.get(0, 0)
    if withdrawn:
        question.void = True
        context.store.group_answers.void(id_of(question))
    elif not question.extra:
        question.kept = question.answered >= _needed(context, question)
        question.streak_before = group.streak
        group.streak = group.streak + 1 if question.kept else 0
        group.best = max(group.best, group.streak)


def _needed(context: GroupContext, question: GroupQuestion) -> int:
    regulars = context.store.group_answers.members(context.id, question.asked_at - REGULAR)
    return groups.needed(context.group.share, regulars)


def _revealed(context: GroupContext, question: GroupQuestion, item: Question, slot: Slot) -> Card:
    chosen = context.store.group_answers.chosen(id_of(question))
    label = context.library.label(item.topic)
    said = words.revealed(item, order(question), chosen, label=label, facts=_facts(context, question))
    shown = _picture(context, question, item, chosen) if chosen else None
    return Card(said, slot=slot, picture=shown)


def _facts(context: GroupContext, question: GroupQuestion) -> list[str]:
    alias = context.store.group_answers.first_right(id_of(question))
    facts = [words.first_right(alias)] if alias else []
    if question.kept:
        facts.append(words.streak(question.streak_before + 1))
    elif question.kept is False:
        facts.append(words.not_kept(_needed(context, question), question.streak_before))
    return facts


def _picture(context: GroupContext, question: GroupQuestion, item: Question, chosen: dict[int, int]) -> Picture:
    letters = tuple(
        GroupChoice(LETTERS[letter], chosen.get(index, 0), right=index == 0)
        for letter, index in enumerate(order(question))
    )
    days = question.streak_before + 1 if question.kept else 0
    topic = context.library.name(item.topic)
    return picture(GroupAnswerFigures(topic, letters, answered=sum(chosen.values()), days=days))


def _rows(question: GroupQuestion) -> Rows:
    me = id_of(question)
    letters = tuple(button(label, GroupAnswer(me, letter)) for letter, label in enumerate(LETTERS))
    return letters, (Button(words.WHY, start=f"{START_WHY}{me}"),)


def _where(context: GroupContext, question: GroupQuestion) -> Address:
    return context.address_of(question.chat, question.thread)
