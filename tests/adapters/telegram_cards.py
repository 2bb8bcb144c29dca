"""Cards for groups that the tests post, and how."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import Button, Card, Delivery, Picture, Slot, bold, text
from tests.adapters.telegram_house import to_group
from tests.drawing.samples import WEEK

if TYPE_CHECKING:
    from tests.adapters.telegram_house import House
    from tests.peers.telegram_groups import Group

ABCD = tuple(Button(letter, f"ga|1|{place}") for place, letter in enumerate("ABCD"))
QUESTION = Card(text("Which is first?"), (ABCD, (Button("Why", start="why_1"),)), slot=Slot("q:1"))
CHART = Picture(WEEK, "A 3, B 1, C 0, D 2")


def counted(number: int, message: str = "1") -> Card:
    return replace(QUESTION, body=text(f"Which is first? {number} answered"), slot=Slot("q:1", message, anew=False))


def revealed(body: str = "Right: C", message: str = "1", *, anew: bool = True) -> Card:
    return Card(text(bold(body)), picture=CHART, slot=Slot("q:1", message, anew=anew))


async def posted(home: House, group: Group, *cards: Card, thread: str = "") -> Delivery:
    return await asyncio.wait_for(home.chat.deliver(to_group(group, *cards, thread=thread)), 5)


def sent(message: str, slot: str = "q:1") -> Delivery:
    return Delivery("sent", messages=((slot, message),))
