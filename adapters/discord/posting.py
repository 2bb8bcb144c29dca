"""Posts a push in a server's channel, where some messages are known by a slot and edited later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from adapters.discord.errors import NOT_ITS_OWN, THREAD_ARCHIVED, UNKNOWN_MESSAGE
from adapters.discord.render import nonce, paged
from adapters.drawing import drawn

if TYPE_CHECKING:
    from adapters.discord.api import Wire
    from adapters.discord.render import Page
    from bot.chat import Push, Slot


async def post(wire: Wire, push: Push, messages: list[tuple[str, str]]) -> None:
    """Send or edit every card of a push, and note in `messages` what each slot became."""
    chat, count = push.address.chat, 0
    for card in push.replies:
        pages = paged(*await drawn(card))
        if card.slot:
            messages.append((card.slot.name, await _slotted(wire, chat, card.slot, pages)))
            continue
        for page in pages:
            await wire.send(chat, page, nonce(push.id, count))
            count += 1


async def _slotted(wire: Wire, chat: str, slot: Slot, pages: list[Page]) -> str:
    """Edit the slot's message or send it; what does not fit into it comes as messages of its own, edited by nobody."""
    name, message = slot.name, slot.message
    if message:
        name = f"{name}:{message}"  # else Discord could take what is new for the message that it is to follow
        message = message if await _edited(wire, chat, slot, pages[0]) else ""
        if not slot.anew:
            return message
    if not message:
        message = await wire.send(chat, pages[0], nonce(name, 0))
    for index, page in enumerate(pages[1:], 1):
        await wire.send(chat, page, nonce(name, index))
    return message


async def _edited(wire: Wire, chat: str, slot: Slot, page: Page) -> bool:
    """Edit the slot's message; return whether it is there."""
    try:
        try:
            await wire.edit(chat, slot.message, page)
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
            if slot.anew:  # what need not be shown is no reason to bring back a thread
                await wire.reopen(chat)
                await wire.edit(chat, slot.message, page)
    except discord.HTTPException as error:
        if error.code not in (UNKNOWN_MESSAGE, NOT_ITS_OWN):
            raise
        return False
    return True
