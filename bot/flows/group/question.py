"""The question of the day: asked, counted while it is open, and revealed when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import GroupAnswer
from bot.chat import Button, Card, Slot
from bot.context import button
from bot.drawing.figures import GroupAnswerFigures, GroupChoice
from bot.drawing.picture import picture
from bot.flows.group.context import (
    COUNT,
    EXTRA,
    LATEST,
    LATEST_EXTRA,
    REGULAR,
    REVEAL,
    TOWARDS_EXAM,
    id_of,
    order,
    slot_of,
)
from bot.flows.push_times import Plan
from bot.learning import groups
from bot.storage.group_tables import GroupQuestion
from bot.words import group as words
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.bank.models import Question
    from bot.chat import Address, Picture, Rows, Text
    from bot.flows.group.context import Meeting
    from bot.storage.tables import Due

START_WHY: Final = "why_"
"""What the link to the whole explanation begins with."""


def ask(meeting: Meeting, row: Due) -> Plan:
    """Ask the group's question: the same one if this is the same push once more after a crash."""
    extra = row.kind == EXTRA
    question = meeting.store.groups.planned(meeting.id, row.due_at, extra=extra)
    if question is None and _may_ask(meeting, row):
        question = _made(meeting, row.due_at, extra=extra)
    again = None if extra or not meeting.runs else meeting.following()
    item = meeting.item(question) if question and is_open(question, meeting.now) else None
    if question is None or item is None:
        return Plan(again=again)
    slot = Slot(slot_of(question), meeting.store.groups.posted(slot_of(question)))
    return Plan((card(meeting, question, item, slot, mention=meeting.group.role),), again, _where(meeting, question))


def count(meeting: Meeting, row: Due) -> Plan:
    """Show how many have answered, in the question's message alone: one that was deleted stays so."""
    question = meeting.store.groups.alone(row.subject)
    message = meeting.store.groups.posted(slot_of(question)) if question else ""
    item = meeting.item(question) if question else None
    if question is None or item is None or not message or not is_open(question, meeting.now):
        return Plan()
    first = row.attempts == 1  # what was not shown the first time is shown in any case
    if first and meeting.now < (soonest := question.counted_at + groups.GAP):
        return Plan(again=soonest)  # set by someone who pressed before it was shown last
    question.counted_at, before = meeting.now, question.counted
    question.counted = meeting.store.groups.answered(row.subject)
    if first and question.counted == before:
        return Plan()
    shown = card(meeting, question, item, Slot(slot_of(question), message, anew=False))
    return Plan((shown,), where=_where(meeting, question))


def reveal(meeting: Meeting, row: Due) -> Plan:
    """Close the question: the answer, why, and how the group did, in its message's place."""
    question = meeting.store.groups.alone(row.subject)
    if question is None:
        return Plan()
    meeting.store.schedule.drop(row.subject, COUNT)
    item = meeting.item(question)
    slot = Slot(slot_of(question), meeting.store.groups.posted(slot_of(question)))
    if question.posted_at is None and not meeting.store.groups.is_touched(row.subject):
        meeting.store.groups.discard(question)  # nobody has seen it: something was in the way
        return Plan()
    if question.revealed_at is None:
        _close(meeting, question, withdrawn=item is None)
    known = meeting.library.bank.questions.get(question.question)
    if question.void or known is None:
        shown = Card(words.withdrawn(known.stem if known else ""), slot=slot)
    else:
        shown = _revealed(meeting, question, known, slot)
    return Plan((shown,), where=_where(meeting, question))


def card(meeting: Meeting, question: GroupQuestion, item: Question, slot: Slot, *, mention: str = "") -> Card:
    """Return the question as everyone sees it while it is open."""
    foot = words.foot(question.counted, question.closes_at, meeting.zone, meeting.group.zone)
    said = body(meeting, item, order(question), foot, in_turn=not question.extra)
    return Card(said, _rows(question), slot=slot, mention=mention)


def body(meeting: Meeting, item: Question, shown: Sequence[int], foot: str, *, in_turn: bool = True) -> Text:
    """Return what the question says, with a word on the exam that the group has ahead, or on its streak."""
    lead = words.streak(meeting.group.streak) if meeting.group.streak and in_turn else ""
    if meeting.group.questions == TOWARDS_EXAM and meeting.exam_ahead and meeting.group.exam_date:
        lead = words.countdown((meeting.group.exam_date - meeting.today).days)
    label = meeting.library.label(item.topic)
    return words.question(item, shown, label=label, foot=foot, lead=lead)


def is_open(question: GroupQuestion, now: datetime) -> bool:
    """Tell whether answers are taken."""
    return question.revealed_at is None and now < question.closes_at


def close_early(meeting: Meeting) -> None:
    """Let every open question close now, and its reveal come."""
    for question in meeting.store.groups.open(meeting.id):
        question.closes_at = min(question.closes_at, meeting.now)
        meeting.put(REVEAL, id_of(question), meeting.now)


def _may_ask(meeting: Meeting, row: Due) -> bool:
    if row.kind == EXTRA:
        return not meeting.group.obstacle and meeting.now - row.due_at <= LATEST_EXTRA
    return meeting.runs and meeting.now - row.due_at <= LATEST


def _made(meeting: Meeting, planned_at: datetime, *, extra: bool) -> GroupQuestion | None:
    item = meeting.choose()
    if item is None:
        return None
    close_early(meeting)
    group, hours = meeting.group, meeting.group.open_hours
    after = planned_at.astimezone(meeting.zone).date() if not extra else None
    following = groups.next_question(meeting.now, group.at, meeting.days, meeting.zone, after)
    made = meeting.store.groups.ask(
        GroupQuestion(
            group_id=meeting.id,
            planned_at=planned_at,
            extra=extra,
            question=item.id,
            version=item.version,
            topic=item.topic,
            shown="".join(map(str, item.order(meeting.rng))),
            chat=group.chat,
            thread=group.thread,
            asked_at=meeting.now,
            counted_at=meeting.now,
            closes_at=groups.closing(meeting.now, hours, following, meeting.zone),
        )
    )
    meeting.put(REVEAL, id_of(made), made.closes_at)
    return made


def _close(meeting: Meeting, question: GroupQuestion, *, withdrawn: bool) -> None:
    """Settle the question once: whether the day counts, or that nobody's answer does."""
    question.revealed_at, group = meeting.now, meeting.group
    chosen = meeting.store.groups.chosen(id_of(question))
    question.answered, question.right = sum(chosen.values()), chosen.get(0, 0)
    if withdrawn:
        question.void = True
        meeting.store.groups.void(id_of(question))
    elif not question.extra:
        question.kept = question.answered >= _needed(meeting, question)
        question.streak_before = group.streak
        group.streak = group.streak + 1 if question.kept else 0
        group.best = max(group.best, group.streak)


def _needed(meeting: Meeting, question: GroupQuestion) -> int:
    regulars = meeting.store.groups.members(meeting.id, question.asked_at - REGULAR)
    return groups.needed(meeting.group.share, regulars)


def _revealed(meeting: Meeting, question: GroupQuestion, item: Question, slot: Slot) -> Card:
    chosen = meeting.store.groups.chosen(id_of(question))
    label = meeting.library.label(item.topic)
    said = words.revealed(item, order(question), chosen, label=label, facts=_facts(meeting, question))
    shown = _picture(meeting, question, item, chosen) if chosen else None
    return Card(said, slot=slot, picture=shown)


def _facts(meeting: Meeting, question: GroupQuestion) -> list[str]:
    alias = meeting.store.groups.first_right(id_of(question))
    facts = [words.first_right(alias)] if alias else []
    if question.kept:
        facts.append(words.streak(question.streak_before + 1))
    elif question.kept is False:
        facts.append(words.not_kept(_needed(meeting, question), question.streak_before))
    return facts


def _picture(meeting: Meeting, question: GroupQuestion, item: Question, chosen: dict[int, int]) -> Picture:
    letters = tuple(
        GroupChoice(LETTERS[place], chosen.get(index, 0), right=index == 0)
        for place, index in enumerate(order(question))
    )
    days = question.streak_before + 1 if question.kept else 0
    topic = meeting.library.name(item.topic)
    return picture(GroupAnswerFigures(topic, letters, answered=sum(chosen.values()), days=days))


def _rows(question: GroupQuestion) -> Rows:
    me = id_of(question)
    letters = tuple(button(letter, GroupAnswer(me, place)) for place, letter in enumerate(LETTERS))
    return letters, (Button(words.WHY, start=f"{START_WHY}{me}"),)


def _where(meeting: Meeting, question: GroupQuestion) -> Address:
    return meeting.address_of(question.chat, question.thread)
