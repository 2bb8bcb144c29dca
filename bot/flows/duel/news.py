"""Duel news for a player's private chat: a challenge was accepted, a rematch, a result, or the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import DuelAccept, button
from bot.chat import Card
from bot.context import JobOutput
from bot.flows.duel import outcome, play
from bot.flows.duel.scene import name_of_other
from bot.learning.calendar import is_quiet, next_at
from bot.storage.tables import id_of
from bot.words import duel as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.context import LearnerContext
    from bot.storage.duel_tables import Duel, DuelPlayer
    from bot.storage.tables import Due


def build(context: LearnerContext, _row: Due) -> JobOutput:
    """Tell everything new, after the quiet hours."""
    me = context.learner
    if is_quiet(context.now, me.settings.quiet_from, me.settings.quiet_until, context.zone):
        return JobOutput(again=next_at(context.now, me.settings.quiet_until, context.zone))
    found = (_card(context, player) for player in context.store.duels.owed(context.me))
    return JobOutput(tuple(card for card in found if card))


def told(context: LearnerContext, _row: Due) -> None:
    """Record that everything has been told."""
    for player in context.store.duels.owed(context.me):
        player.news = ""


def _card(context: LearnerContext, player: DuelPlayer) -> Card | None:
    """Return news that is still current; overtaken news is dropped."""
    duel = context.store.duels.look(player.duel_id)
    if duel is None:
        return None
    if player.news == "unposted":
        return Card(words.unposted())
    if duel.ended_at is not None:
        return outcome.show(context, duel, player) if player.news in {"result", "left"} else None
    if context.now >= duel.ends_at:
        return None
    return _asked(context, duel) if player.news == "rematch" else _begun(context, duel, player)


def _asked(context: LearnerContext, duel: Duel) -> Card | None:
    if duel.accepted_at is not None:
        return None
    return Card(
        words.rematch(name_of_other(context, duel)), ((button(together_labels.ACCEPT, DuelAccept(id_of(duel))),),)
    )


def _begun(context: LearnerContext, duel: Duel, player: DuelPlayer) -> Card | None:
    if player.session_id is not None:
        return None
    lead = words.accepted(name_of_other(context, duel))
    return play.card(context, duel, player, lead=lead)
