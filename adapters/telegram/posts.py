"""Pushes to groups: sent or edited by slot, within each group's rate limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from adapters.drawing import drawn
from adapters.telegram import errors
from adapters.telegram.places import place
from adapters.telegram.render import Message, messages
from bot.chat import Delivery

if TYPE_CHECKING:
    from adapters.drawing import Drawn
    from adapters.telegram.api import Calls
    from adapters.telegram.budget import Budget
    from adapters.telegram.places import Place
    from bot.chat import Card, Push, Slot


class Posts:
    """Delivers pushes to groups, one attempt each."""

    def __init__(self, calls: Calls, budget: Budget) -> None:
        self._calls = calls
        self._budget = budget

    async def deliver(self, push: Push) -> Delivery:
        """Send or edit every card of the push, or none while the group is over its limit.

        Raises:
            TelegramError: the first failure; nothing after it was tried.
        """
        where, cards = place(push.address), [await drawn(card) for card in push.replies]
        count = sum(len(messages(*card)) for card in cards)
        wait = self._budget.book(where.chat, count, can_wait=all(map(_can_wait, push.replies)))
        if wait:
            return Delivery("retry", wait)
        named = [await self._put(where, *card) for card in cards]
        return Delivery("sent", messages=tuple(name for name in named if name))

    async def _put(self, where: Place, card: Card, photo: Drawn | None) -> tuple[str, str] | None:
        """Show a card; return its slot's name and message id if it has a slot."""
        slot = card.slot
        if slot is None or not slot.message:
            number = await self._new(where, card, photo)
            return (slot.name, str(number)) if slot else None
        if await self._edited(where, slot, card, photo):
            return slot.name, slot.message
        if not slot.anew:
            return slot.name, ""
        self._budget.spend(where.chat)
        return slot.name, str(await self._new(where, card, photo))

    async def _new(self, where: Place, card: Card, photo: Drawn | None) -> int:
        """Send a card; return the number of its last message, which has the buttons."""
        numbers = [await self._calls.new(where, message) for message in messages(card, photo)]
        return numbers[-1]

    async def _edited(self, where: Place, slot: Slot, card: Card, photo: Drawn | None) -> bool:
        """Replace a message with a card; False if the message no longer exists."""
        number = int(slot.message)
        try:
            await self._edit(where, number, card, photo)
        except BadRequest as error:
            if not errors.is_lost(error):
                raise
            if slot.anew and errors.kind(error) == errors.NO_TEXT:
                await self._calls.strip(where, number)
            return False
        return True

    async def _edit(self, where: Place, number: int, card: Card, photo: Drawn | None) -> None:
        whole = messages(card, photo)
        if photo and len(whole) == 1:
            await self._calls.show(where, number, whole[0], photo)
            return
        first, *others = messages(replace(card, replace=True))
        await self._calls.retell(where, number, first)
        if photo:  # too long for a caption, so the photo replies to the text
            others = [*others, Message((), photo=photo)]
        for message in others:
            await self._calls.new(where, message, number, silent=True)


def _can_wait(card: Card) -> bool:
    """True if a card only updates an existing message, which is not urgent."""
    return card.slot is not None and bool(card.slot.message) and not card.slot.anew
