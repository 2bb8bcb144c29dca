"""A group's question on the loopback Discord: its cards, and how they are posted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.actions import GroupAnswer, encode
from bot.chat import Address, Button, Card, Picture, Push, PushId, Slot, bold, text
from tests.bench import NOON
from tests.drawing.samples import STREAK

if TYPE_CHECKING:
    from adapters.discord import Discord
    from tests.peers.discord_club import Club
    from tests.peers.discord_world import Channel, Message

CHOICES = tuple(Button(letter, encode(GroupAnswer(42, place))) for place, letter in enumerate("ABCD"))
WHY = (Button("Why?", start="why_42"),)
QUESTION = Card(text(bold("Question of the day"), "\nWhich one?"), (CHOICES, WHY), slot=Slot("group-question:42"))
COUNT = replace(QUESTION, body=text("Which one?\n3 have answered."))
REVEAL = Card(text("Right: C. Because."), picture=Picture(STREAK, "C chosen by 2 of 3"))
SENDS, EDITS = "/channels/.*/messages$", "/channels/.*/messages/"


def push(club: Club, *cards: Card, at: Channel | None = None, number: int = 1) -> Push:
    where = Address("discord", "", (at or club.general).id, direct=False, space=club.id)
    return Push(PushId(number, NOON, NOON), where, cards, NOON)


def known(card: Card, message: str, *, anew: bool = True) -> Card:
    """Return the card for the slot's known message."""
    return replace(card, slot=Slot("group-question:42", message, anew))


async def posted(chat: Discord, club: Club, card: Card = QUESTION, at: Channel | None = None) -> Message:
    delivery = await chat.deliver(push(club, card, at=at))
    ((slot, message),) = delivery.messages
    assert (delivery.outcome, slot) == ("sent", "group-question:42")
    return chat_message(club, message)


def chat_message(club: Club, number: str) -> Message:
    return club.peer.world.messages[number]
