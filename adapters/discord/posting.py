"""Post a push in a server channel, editing messages that are known by a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from adapters.discord.errors import NOT_ITS_OWN, THREAD_ARCHIVED, TOO_MANY_OLD_EDITS, UNKNOWN_MESSAGE
from adapters.discord.render import nonce, paged
from adapters.drawing import drawn

if TYPE_CHECKING:
    from adapters.discord.api import Wire
    from adapters.discord.render import Page
    from bot.chat import Push, Slot


async def post(wire: Wire, push: Push, messages: list[tuple[str, str]]) -> None:
    """Send or edit every card of a push, recording each slot's message id in `messages`."""
    chat, count = push.address.chat, 0
    for card in push.replies:
        pages = paged(*await drawn(card))
        if card.slot:
            messages.append((card.slot.name, await _slotted(wire, chat, card.slot, pages)))
            continue
        for page in pages:
            await wire.send(chat, page, nonce(str(push.id), count))
            count += 1


async def _slotted(wire: Wire, chat: str, slot: Slot, pages: list[Page]) -> str:
    """Edit or send the slot's message; overflow pages are sent as separate messages and never edited."""
    # Discord deduplicates by nonce for minutes: a question and its reveal, which has no buttons, are two messages.
    name, message = slot.name if pages[-1].rows else f"{slot.name}:closed", slot.message
    if message:
        name = f"{name}:{message}"  # otherwise Discord might deduplicate the new message against the one it follows
        message = message if await _edited(wire, chat, slot, pages[0]) else ""
        if not slot.anew:
            return message
    if not message:
        message = await wire.send(chat, pages[0], nonce(name, 0))
    for index, page in enumerate(pages[1:], 1):
        await wire.send(chat, page, nonce(name, index))
    return message


async def _edited(wire: Wire, chat: str, slot: Slot, page: Page) -> bool:
    """Edit the slot's message; True if it still exists."""
    try:
        try:
            await wire.edit(chat, slot.message, page)
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
            if slot.anew:  # an update that need not be shown does not justify reopening a thread
                await wire.reopen(chat)
                await wire.edit(chat, slot.message, page)
    except discord.HTTPException as error:
        if error.code == TOO_MANY_OLD_EDITS and not slot.anew:
            return True  # the message stays as it is until the next update
        if error.code not in (UNKNOWN_MESSAGE, NOT_ITS_OWN):
            raise
        return False
    return True
