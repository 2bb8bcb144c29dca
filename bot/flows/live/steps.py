"""The steps of a live round, each a job: lobby, question, count, reveal, board. Nothing waits for a host."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import LiveAnswer, LiveJoin, button
from bot.chat import Card, Slot
from bot.context import JobOutput
from bot.flows.live.board import board
from bot.flows.live.context import (
    COUNT,
    END,
    LATEST,
    QUESTION,
    REVEAL,
    TIME_TO_JOIN,
    is_open,
    lobby_slot,
    order,
    slot_of,
)
from bot.storage.round_tables import LiveQuestion
from bot.storage.tables import id_of
from bot.words import live as words
from bot.words.labels import together as together_labels
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from bot.bank.models import Question
    from bot.chat import Obstacle
    from bot.flows.live.context import RoundContext
    from bot.storage.tables import Due

OLD: Final = timedelta(minutes=55)
"""Discord limits edits of messages older than an hour: after that, a reveal is a new message."""
LATEST_REVEAL: Final = timedelta(hours=6)


def lobby(context: RoundContext, row: Due) -> JobOutput:
    """Invite players and show how many have joined, until the first question."""
    played = context.round
    if played.ended_at or played.stopped_at or (played.begins_at and context.now >= played.begins_at):
        return JobOutput()
    if played.begins_at is None and context.now - row.due_at > LATEST:
        context.close()
        return JobOutput()
    slot = _lobby(context, anew=played.begins_at is None)
    if played.begins_at and not slot.message:
        return JobOutput()
    return JobOutput((_invitation(context, slot),))


def note_lobby(context: RoundContext, _row: Due) -> None:
    """Count the time to join from when the platform accepted the invitation."""
    if context.round.begins_at is None:
        context.round.begins_at = context.now + TIME_TO_JOIN
        context.put(QUESTION, context.number, context.round.begins_at)


def ask(context: RoundContext, row: Due) -> JobOutput:
    """Ask the next question; repeat the same one if this is the same push again after a crash."""
    latest = context.store.rounds.latest(context.number)
    waits = latest if latest and latest.posted_at is None else None
    if context.round.ended_at or (latest and not waits and latest.shown_at is None):
        return JobOutput()
    if context.round.stopped_at or context.now - row.due_at > LATEST:
        _call_off(context, waits)
        return JobOutput()
    if waits and (item := context.item_of(waits)):
        return JobOutput((card(context, waits, item, _slot(context, waits)),))
    made = _made(context, latest, waits)
    if made is None:
        context.put(END, context.number, context.now)
        return JobOutput()
    return JobOutput((card(context, *made, _slot(context, made[0])),))


def note_asked(context: RoundContext, _row: Due) -> None:
    """Set the question's close a fixed time after the platform accepted it, the same for everyone."""
    question = context.store.rounds.latest(context.number)
    if question is None or question.posted_at:
        return
    question.posted_at = context.now
    open_for = timedelta(seconds=0 if context.round.stopped_at else context.round.seconds)
    question.closes_at = context.now + open_for
    context.put(REVEAL, id_of(question), question.closes_at)


def count(context: RoundContext, row: Due) -> JobOutput:
    """Update the number of answers, in the question's message only: a deleted message is not replaced."""
    question = context.store.rounds.alone(row.subject)
    message = context.store.posts.message(slot_of(question)) if question else ""
    item = context.item_of(question) if question else None
    if question is None or item is None or not message or not is_open(question, context.now):
        return JobOutput()
    return JobOutput((card(context, question, item, Slot(slot_of(question), message, anew=False)),))


def reveal(context: RoundContext, row: Due) -> JobOutput:
    """Close the question; its message is replaced by the answer, the reason, and the counts of each option."""
    question = context.store.rounds.alone(row.subject)
    if question is None:
        return JobOutput()
    context.store.schedule.drop(row.subject, COUNT)
    if question.shown_at is None and context.now - row.due_at > LATEST_REVEAL:
        question.revealed_at = question.shown_at = context.now
        context.close()
        return JobOutput()
    item = context.item_of(question)
    if question.revealed_at is None:
        question.revealed_at, question.void = context.now, item is None
        if question.void:
            context.store.rounds.void(question)
    known = context.library.bank.questions.get(question.question)
    return JobOutput((_revealed(context, question, None if question.void else known),))


def note_revealed(context: RoundContext, row: Due) -> None:
    """Continue once the channel has seen the reveal; repeating it changes nothing."""
    question = context.store.rounds.alone(row.subject)
    if question and question.shown_at is None:
        question.shown_at = context.now
        context.advance(question)


def end(context: RoundContext, row: Due) -> JobOutput:
    """End the round with its board."""
    context.round.ended_at = context.round.ended_at or context.now
    if context.now - row.due_at > LATEST_REVEAL:
        return JobOutput()
    if context.store.rounds.latest(context.number) is None:
        slot = _lobby(context)
        return JobOutput((Card(words.stopped_early(), slot=slot),) if slot.message else ())
    return JobOutput((board(context),))


def give_up(context: RoundContext, _subject: int, obstacle: Obstacle) -> None:
    """End the round silently if nothing can be posted; answers are kept."""
    context.close()
    if obstacle == "removed":
        context.halt("removed")


def card(context: RoundContext, question: LiveQuestion, item: Question, slot: Slot) -> Card:
    """Return the question as everyone sees it while it is open."""
    answered = sum(context.store.rounds.chosen(question).values())
    said = words.question(
        item,
        order(question),
        place=words.place_of(question.position, context.round.size),
        foot=words.foot(answered, context.round.seconds),
    )
    me = id_of(question)
    letters = tuple(button(label, LiveAnswer(me, letter)) for letter, label in enumerate(LETTERS))
    return Card(said, (letters,), slot=slot)


def _invitation(context: RoundContext, slot: Slot) -> Card:
    played = context.round
    scope = context.library.name(played.scope) if played.scope else ""
    said = words.lobby(played.size, played.seconds, scope, context.store.rounds.players(context.number))
    return Card(said, ((button(together_labels.JOIN_ROUND, LiveJoin(context.number), "primary"),),), slot=slot)


def _made(
    context: RoundContext, latest: LiveQuestion | None, waits: LiveQuestion | None
) -> tuple[LiveQuestion, Question] | None:
    """Return the next question; one that left the bank before anyone saw it is replaced by another."""
    position = latest.position + 1 if latest else 1
    if waits:
        if context.store.rounds.is_touched(waits):
            waits.posted_at = waits.closes_at = context.now
            context.put(REVEAL, id_of(waits), context.now)
            return None
        position = waits.position
        context.store.rounds.discard(waits)
    item = context.draw()
    if item is None:
        return None
    made = LiveQuestion(
        round_id=context.number,
        position=position,
        question=item.id,
        version=item.version,
        topic=item.topic,
        wording=item.wording,
        shown="".join(map(str, item.order(context.rng))),
    )
    return context.store.rounds.ask(made), item


def _call_off(context: RoundContext, waits: LiveQuestion | None) -> None:
    """Ask no more. If it is unknown whether anyone saw a question, it is revealed if someone answered."""
    if waits and context.store.rounds.is_touched(waits):
        waits.posted_at = waits.closes_at = context.now
        context.put(REVEAL, id_of(waits), context.now)
        context.round.stopped_at = context.round.stopped_at or context.now
        return
    if waits:
        context.store.rounds.discard(waits)
    context.put(END, context.number, context.now)


def _revealed(context: RoundContext, question: LiveQuestion, item: Question | None) -> Card:
    is_old = question.posted_at is not None and context.now - question.posted_at > OLD
    slot = Slot(slot_of(question), "" if is_old else context.store.posts.message(slot_of(question)))
    place = words.place_of(question.position, context.round.size)
    if item is None:
        return Card(words.withdrawn(place), slot=slot)
    chosen = context.store.rounds.chosen(question)
    return Card(words.revealed(item, order(question), chosen, place=place), slot=slot)


def _lobby(context: RoundContext, *, anew: bool = True) -> Slot:
    name = lobby_slot(context.number)
    return Slot(name, context.store.posts.message(name), anew=anew)


def _slot(context: RoundContext, question: LiveQuestion) -> Slot:
    return Slot(slot_of(question), context.store.posts.message(slot_of(question)))
