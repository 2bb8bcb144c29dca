"""What a group sees of a duel: the challenge, that it is running or over, and the result if both agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import DuelAccept, DuelPlay, button
from bot.chat import Card, Slot
from bot.context import JobOutput
from bot.flows.duel import outcome
from bot.flows.duel.scene import KEPT, end, tell
from bot.storage.duels import SLOT
from bot.storage.tables import id_of
from bot.words import duel as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.chat import Obstacle
    from bot.flows.duel.scene import DuelContext
    from bot.storage.tables import Due

RESULT_SLOT: Final = "duel-result:"
"""Prefix of the slot name of a result, so that sending it twice makes one message."""


def run(context: DuelContext, _row: Due) -> JobOutput:
    """End what has run out of time, show the group what changed, and delete duels that ended long ago."""
    duel = context.duel
    outcome.run_out(context, duel)
    if duel.ended_at is not None and context.now >= duel.ended_at + KEPT:
        context.store.duels.drop(id_of(duel))
        return JobOutput()
    again = duel.ended_at + KEPT if duel.ended_at else duel.ends_at
    if not duel.space or duel.posted == _state(context):
        return JobOutput(again=again)
    return JobOutput(_cards(context), again, context.address)


def note_shown(context: DuelContext, _row: Due) -> None:
    """Record what the group has seen."""
    context.duel.posted = _state(context)


def undeliverable(context: DuelContext, _subject: int, _why: Obstacle) -> None:
    """Post nothing more in the group. A challenge no one there could see ends, and its challenger is told."""
    duel = context.duel
    sides = context.store.duels.players(id_of(duel))
    if duel.accepted_at is None and duel.ended_at is None:
        end(context, duel, context.now)
        for player in sides if not duel.posted else ():
            tell(context, player, "unposted")
    duel.space = ""


def _state(context: DuelContext) -> str:
    duel = context.duel
    if duel.ended_at is None:
        return "open" if duel.accepted_at is None else "on"
    return "result" if duel.accepted_at and outcome.agreed(context, duel) else "over"


def _cards(context: DuelContext) -> tuple[Card, ...]:
    duel, state, name = context.duel, _state(context), f"{SLOT}{id_of(context.duel)}"
    message = context.store.posts.message(name)
    if state == "open":
        return (_challenge(context, Slot(name, message)),)
    if state == "on":
        rows = ((button(together_labels.PLAY, DuelPlay(id_of(duel)), "primary"),),)
        return (Card(words.is_on(), rows, slot=Slot(name, message)),)
    # A deleted message is not replaced.
    closed = words.over() if duel.accepted_at is None else words.played()
    cards = (Card(closed, slot=Slot(name, message, anew=False)),) if message else ()
    result = outcome.for_group(context) if state == "result" else None
    if result is None:
        return cards
    slot = f"{RESULT_SLOT}{id_of(duel)}"
    return (*cards, Card(result, slot=Slot(slot, context.store.posts.message(slot))))


def _challenge(context: DuelContext, slot: Slot) -> Card:
    duel = context.duel
    alias = next(iter(context.store.duels.aliases(id_of(duel)).values()), "")
    rows = ((button(together_labels.ACCEPT, DuelAccept(id_of(duel))),),)
    return Card(words.challenge(alias, only=bool(duel.invited)), rows, slot=slot, person=duel.invited)
