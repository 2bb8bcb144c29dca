"""One side of a duel: the way in, the next question, and what may be shown to the group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import DuelGo, button
from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import quiz_session as run
from bot.flows.duel import outcome
from bot.flows.duel.scene import answered, name_of_other, until, wake
from bot.storage.tables import DUEL, QuizSession, id_of
from bot.words import duel as words
from bot.words import labels, refusals

if TYPE_CHECKING:
    from bot.actions import DuelPlay, DuelShare
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.duel_tables import Duel, DuelPlayer

START_PLAY: Final = "duel_"
"""Prefix of the payload of the link into a duel; the duel's id follows."""


def play(context: LearnerContext, action: DuelPlay) -> list[Reply]:
    """Show the way into a duel, or its state."""
    return _entered(context, action.duel)


def opened(context: LearnerContext, typed: str) -> list[Reply]:
    """Show the same to someone who follows the link in a group."""
    number = typed.removeprefix(START_PLAY)
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 - at most 64 bits
        raise Refusal(refusals.old_button())
    return _entered(context, int(number))


def go(context: LearnerContext, action: DuelGo) -> list[Reply]:
    """Open the next question, or show the open one; its minute is running."""
    duel, player = _mine(context, action.duel)
    if duel.accepted_at is None or duel.ended_at is not None or is_done(context, player):
        return [card(context, duel, player)]
    player.news = ""
    session = _session(context, duel, player)
    return run.go_on(context, session, replace=True)


def share(context: LearnerContext, action: DuelShare) -> list[Reply]:
    """Agree to show the group the result, which happens once both sides have agreed."""
    duel, player = _mine(context, action.duel)
    if not duel.space or duel.accepted_at is None:
        raise Refusal(refusals.old_button())
    player.shares = True
    if not outcome.agreed(context, duel):
        return [Toast(words.will_share())]
    wake(context, duel)
    return [Toast(words.shares())]


def card(context: LearnerContext, duel: Duel, player: DuelPlayer, *, lead: str = "") -> Card:
    """Return a duel's state for one side: waiting for someone, ready to be played, done, or over."""
    if duel.accepted_at is None:
        return Card(words.over() if duel.ended_at else words.waiting(until(context, duel)))
    if duel.ended_at is not None or is_done(context, player):
        return outcome.show(context, duel, player)
    behind = answered(context, player)
    said = words.ready(name_of_other(context, duel), until(context, duel), answered=behind, lead=lead)
    onward = button(labels.GO_ON if behind else labels.START, DuelGo(id_of(duel)))
    return Card(said, ((onward,),), start=f"{START_PLAY}{id_of(duel)}")


def is_done(context: LearnerContext, player: DuelPlayer) -> bool:
    """True if a side has finished all its questions."""
    return player.session_id is not None and context.store.duels.is_done(player)


def _entered(context: LearnerContext, duel_id: int) -> list[Reply]:
    duel, player = _mine(context, duel_id)
    player.news = ""  # a player who looks no longer needs to be told
    return [card(context, duel, player)]


def _mine(context: LearnerContext, duel_id: int) -> tuple[Duel, DuelPlayer]:
    """Return a duel, ending it if its time is up, and the learner's side of it.

    Raises:
        Refusal: it is gone, or between other people.
    """
    duel = context.store.duels.get(duel_id)
    if duel is None:
        raise Refusal(words.over())
    player = context.store.duels.player(duel_id, context.me)
    if player is None:
        raise Refusal(words.over() if duel.ended_at or duel.accepted_at is None else words.not_a_player())
    outcome.run_out(context, duel)
    return duel, player


def _session(context: LearnerContext, duel: Duel, player: DuelPlayer) -> QuizSession:
    found = context.store.quiz_sessions.get(player.session_id or 0, context.me)
    if found is not None:
        return found
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind=DUEL,
            title="Duel",
            size=len(duel.questions),
            questions=duel.questions,
            day_number=context.learner.day_number,
            started_at=context.now,
            ends_at=duel.ends_at,
        )
    )
    player.session_id = session.id
    return session
