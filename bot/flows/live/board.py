"""The end of a live round: the board for everyone, and each player's own place and misses, shown only to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.actions import LiveMisses, LivePlace, button
from bot.chat import MAX_ROWS, Button, Card, Slot, Toast, text
from bot.errors import Refusal
from bot.flows import explanation as explaining
from bot.flows.live.answer import round_here
from bot.words import live as words
from bot.words import refusals
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.flows.live.context import RoundContext
    from bot.storage.round_tables import LivePlayer
    from bot.storage.rounds import Result
    from bot.storage.tables import Attempt

START_MISSES: Final = "misses_"
"""Prefix of the payload of the link to a player's misses."""
TOP: Final = 3
TIE: Final = 1.0
"""Times that differ by no more than this many seconds are equal: phones and networks differ by as much."""
PLAYERS: Final = 2
"""Players who have to answer for there to be a board."""


def board(context: RoundContext) -> Card:
    """Return what everyone sees at the end: the top three, and how all did together."""
    results, asked = context.store.rounds.results(context.number), len(context.store.rounds.questions(context.number))
    slot = Slot(f"live-board:{context.number}", context.store.posts.message(f"live-board:{context.number}"))
    if not results:
        return Card(words.nobody_played(), slot=slot)
    rows = ((button(together_labels.MY_PLACE, LivePlace(context.number)), _misses_link(context.number)),)
    if len(results) < PLAYERS:
        return Card(words.practiced(results[0].right, asked, _hardest(context)), rows, slot=slot)
    top = [(place, each.alias, each.right) for place, each in ranked(results)[:TOP]]
    said = words.board(top, len(results), asked, [_together(context, results), _hardest(context)])
    return Card(said, rows, slot=slot)


def place(context: LearnerContext, action: LivePlace) -> list[Reply]:
    """Tell a player their own place, and show it to no one else."""
    found = round_here(context, action.round)
    if found.ended_at is None:
        return [Toast(words.not_over())]
    results = context.store.rounds.results(action.round)
    places = ranked(results)
    mine = next(((at, each) for at, each in places if each.learner == context.me), None)
    player = context.store.rounds.player(action.round, context.me)
    if mine is None or player is None:
        return [Toast(words.did_not_play())]
    asked = sum(each.position >= player.since for each in context.store.rounds.questions(action.round))
    at = mine[0] if len(results) >= PLAYERS else 0
    tied = sum(other == mine[0] for other, _ in places) > 1
    said = words.own_place(mine[1].right, asked, at, len(results), tied=tied)
    missed = _missed(context, player)
    rows = ((button(together_labels.MY_MISSES, LiveMisses(action.round, 0)),),) if missed else ()
    return [Card(text(said), rows, brief=said)]


def misses(context: LearnerContext, action: LiveMisses) -> list[Reply]:
    """Show a player one of their misses, with the way to the next."""
    player = context.store.rounds.player(action.round, context.me)
    missed = _missed(context, player) if player else []
    if player is None:
        raise Refusal(text(words.did_not_play()))
    if not missed:
        return [Card(text(words.nothing_missed()), brief=words.nothing_missed())]
    if action.index >= len(missed):
        raise Refusal(refusals.old_button())
    return [_miss(context, action, missed)]


def misses_by_link(context: LearnerContext, typed: str) -> list[Reply]:
    """Show a player their misses in the direct chat."""
    number = typed.removeprefix(START_MISSES)
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 - 64 bits
        raise Refusal(refusals.old_button())
    return misses(context, LiveMisses(int(number), 0))


def ranked(results: Sequence[Result]) -> list[tuple[int, Result]]:
    """Return the players with their places: right answers decide, then their time, if it differs enough."""
    ordered = sorted(results, key=lambda each: (-each.right, each.seconds, each.learner))
    places = [1] * len(ordered)
    for at, (before, after) in enumerate(pairwise(ordered), 1):
        same = before.right == after.right and after.seconds - before.seconds < TIE
        places[at] = places[at - 1] if same else at + 1
    return list(zip(places, ordered, strict=True))


def _miss(context: LearnerContext, action: LiveMisses, missed: Sequence[Attempt]) -> Card:
    attempt = missed[action.index]
    session = context.store.quiz_sessions.get(attempt.session_id, context.me)
    if session is None:
        raise Refusal(refusals.old_button())
    told = explaining.card(context, session, attempt, replace=action.index > 0)
    brief = words.misses_brief(len(missed))
    if action.index + 1 == len(missed):
        return replace(told, brief=brief)
    onward = button(
        together_labels.next_miss(action.index + 2, len(missed)), LiveMisses(action.round, action.index + 1)
    )
    return replace(told, rows=((onward,), *told.rows)[:MAX_ROWS], brief=brief)


def _missed(context: LearnerContext, player: LivePlayer) -> list[Attempt]:
    """Return the misses that can still be explained."""
    return [each for each in context.store.rounds.missed(player) if each.question in context.library.bank.questions]


def _together(context: RoundContext, results: Sequence[Result]) -> str:
    right, answered = sum(each.right for each in results), sum(each.answered for each in results)
    monday = context.today - timedelta(days=context.today.weekday())
    this_week = datetime.combine(monday, time(), context.zone)
    last_week = datetime.combine(monday - timedelta(days=7), time(), context.zone)
    return words.together(right, answered, context.store.rounds.share(context.id, last_week, this_week))


def _hardest(context: RoundContext) -> str:
    """Name the topic of the question that went worst; "" if none was missed."""
    worst: tuple[float, Question, int, int] | None = None
    for question in context.store.rounds.questions(context.number):
        chosen = context.store.rounds.chosen(question)
        item = context.library.bank.questions.get(question.question)
        right, answered = chosen.get(0, 0), sum(chosen.values())
        if item and right < answered and (worst is None or right / answered < worst[0]):
            worst = right / answered, item, right, answered
    return words.hardest(context.library.name(worst[1].topic), worst[2], worst[3]) if worst else ""


def _misses_link(number: int) -> Button:
    return Button(together_labels.MY_MISSES, start=f"{START_MISSES}{number}")
