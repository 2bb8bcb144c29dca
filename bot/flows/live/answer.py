"""A player's presses in a live round: they join, they answer once, and only they see the replies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Toast
from bot.errors import Refusal
from bot.flows.group import copies
from bot.flows.group.answer import is_here
from bot.flows.live.context import COUNT, LOBBY, is_open, lobby_slot, order, slot_of
from bot.storage.round_tables import LivePlayer
from bot.storage.tables import LIVE, Attempt, QuizSession, id_of
from bot.words import group as group_words
from bot.words import live as words
from bot.words import refusals
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from bot.actions import LiveAnswer, LiveJoin
    from bot.bank.models import Question
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.round_tables import LiveQuestion, LiveRound

TITLE: Final = "Live round"
LOBBY_GAP: Final = timedelta(seconds=10)
"""Minimum time between two edits of the lobby."""


def join(context: LearnerContext, action: LiveJoin) -> list[Reply]:
    """Add a player, at any time before the end."""
    found = round_here(context, action.round)
    is_over = bool(found.ended_at or found.stopped_at)
    older = copies.retired(context, lobby_slot(action.round), found.chat, is_open=not is_over)
    return [Toast(words.is_over() if is_over else _joined(context, found)), *older]


def answer(context: LearnerContext, action: LiveAnswer) -> list[Reply]:
    """Accept a player's first answer; the right one is shown to all when the question closes."""
    question = context.store.rounds.answerable(action.question)
    if question is None or action.letter not in range(len(LETTERS)):
        raise Refusal(refusals.old_button())
    found = round_here(context, question.round_id)
    older = copies.retired(context, slot_of(question), found.chat, is_open=is_open(question, context.now))
    return [Toast(_answered(context, action, question, found)), *older]


def round_here(context: LearnerContext, number: int) -> LiveRound:
    """Return a round of the group where a button was pressed.

    Raises:
        Refusal: there is no such round, or it is another group's.
    """
    found = context.store.rounds.look(number)
    if found is None:
        raise Refusal(refusals.old_button())
    played, group = found
    if not is_here(context, group):
        raise Refusal(group_words.another_group())
    return played


def join_in(context: LearnerContext, found: LiveRound, since: int) -> LivePlayer:
    """Make a learner a player, with their own session for the answers."""
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind=LIVE,
            title=TITLE,
            size=found.size,
            scope=found.scope,
            day_number=context.learner.day_number,
            started_at=context.now,
            ended_at=context.now,
        )
    )
    return context.store.rounds.join(
        LivePlayer(learner_id=context.me, round_id=id_of(found), session_id=id_of(session), since=since)
    )


def _joined(context: LearnerContext, found: LiveRound) -> str:
    player = context.store.rounds.player(found.id or 0, context.me)
    if player and not player.left_group:
        return words.plays_already()
    _welcome(context, found, player)
    if found.begins_at is None or context.now < found.begins_at:
        _recount_lobby(context, found)
    return words.joined()


def _answered(context: LearnerContext, action: LiveAnswer, question: LiveQuestion, found: LiveRound) -> str:
    player, given = context.store.rounds.given(question, context.me)
    if given and given.chosen is not None:
        return words.chose_already(LETTERS[order(question).index(given.chosen)])
    if found.ended_at or not is_open(question, context.now):
        return group_words.was_closed()
    item = context.library.bank.questions.get(question.question)
    if item is None or not item.published or item.wording != question.wording:
        return group_words.was_withdrawn()
    player = player if player and not player.left_group else _welcome(context, found, player, question)
    _settle(context, player, question, item, order(question)[action.letter])
    _recount(context, found, question)
    return words.chose(LETTERS[action.letter])


def _welcome(
    context: LearnerContext, found: LiveRound, player: LivePlayer | None, question: LiveQuestion | None = None
) -> LivePlayer:
    """Return the player, and whether they are new or were in the group before; an open question is already theirs."""
    if player:
        player.left_group = False
        return player
    latest = question or context.store.rounds.latest(found.id or 0)
    if latest is None:
        return join_in(context, found, since=1)
    return join_in(context, found, latest.position if is_open(latest, context.now) else latest.position + 1)


def _settle(context: LearnerContext, player: LivePlayer, question: LiveQuestion, item: Question, chosen: int) -> None:
    """Store the answer as the learner's own: it counts for their model, their log and their streak."""
    context.count_answer()
    taken = (context.now - question.posted_at).total_seconds() if question.posted_at else 0.0
    context.store.quiz_sessions.keep(
        Attempt(
            learner_id=context.me,
            session_id=player.session_id,
            position=question.position,
            question=item.id,
            version=item.version,
            topic=item.topic,
            wording=item.wording,
            shown=question.shown,
            mode=LIVE,
            asked_at=question.posted_at or context.now,
            shown_at=context.now,
            shown_in=context.chat_key,
            answered_at=context.now,
            chosen=chosen,
            chosen_text=item.options[chosen].text,
            correct=chosen == 0,
            seconds=max(0.0, taken),
        )
    )


def _recount(context: LearnerContext, found: LiveRound, question: LiveQuestion) -> None:
    """Schedule one update of the answer count, halfway to the close."""
    if question.closes_at is None:
        return
    halfway = question.closes_at - timedelta(seconds=found.seconds / 2)
    if context.now <= halfway:
        schedule = context.store.schedule
        schedule.put_once(COUNT, id_of(question), context.address.platform, halfway, "group", waits=True)


def _recount_lobby(context: LearnerContext, found: LiveRound) -> None:
    at = context.now + LOBBY_GAP
    context.store.schedule.put_once(LOBBY, found.id or 0, context.address.platform, at, "group")
