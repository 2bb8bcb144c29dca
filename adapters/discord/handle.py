"""Takes what people do on Discord to the core, and the core's replies back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import discord
import structlog

from adapters.discord.commands import MAX_CHOICES, choice
from adapters.discord.errors import ALREADY_ACKNOWLEDGED, BROKEN, UNKNOWN_INTERACTION, described
from adapters.discord.read import focused, interacted, said
from adapters.discord.replies import Replies, UnreachableError
from adapters.discord.rooms import looked_at
from adapters.discord.turns import Turns
from bot.chat import Command, Later, Left

if TYPE_CHECKING:
    from adapters.discord.api import Wire
    from bot.chat import Added, Ask, Handler, Pressed, Removed

log = structlog.get_logger()

DEADLINE: Final = 3.0
"""Seconds after which Discord takes no first response to an interaction any more."""
AGAIN: Final = (1.0, 5.0, 30.0)
"""Seconds until the core is told again of what it could not store, and what Discord tells once only."""
COMPLETION: Final = 2.0
"""Seconds that the core has for a completion: of the deadline, the rest is the way to Discord."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Handles each event in a task of its own: one person's in their order, different people's at once."""

    wire: Wire
    tutor: Handler
    ask: Ask
    _turns: Turns = field(default_factory=Turns)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Acknowledge at once, whatever else is under way; then ask the core and show what it says."""
        event = interacted(interaction)
        if event is not None:
            await self._take(interaction, event)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._complete(interaction)

    async def message(self, message: discord.Message) -> None:
        """Ask the core about a direct message and show what it says."""
        event = said(message)
        if event is not None:
            async with self._turns.of(event.address.user):
                await self._settle(Replies(self.wire, event))

    async def server(self, event: Added | Removed) -> None:
        """Tell the core that the bot was added to a server or removed. There is nowhere to show a reply."""
        async with self._turns.of(event.address.space):
            for pause in (*AGAIN, 0.0):
                replies = await self.ask(self.tutor.handle, event)
                if not any(isinstance(reply, Later) for reply in replies):
                    return
                await asyncio.sleep(pause)
        log.warning("the core could not take an event up", event_kind=type(event).__name__)

    async def _take(self, interaction: discord.Interaction, event: Command | Pressed) -> None:
        acknowledging = asyncio.ensure_future(self._acknowledged(interaction, event))
        try:
            async with self._turns.of(event.address.user):
                code = await acknowledging
                if isinstance(event, Command):
                    event = await looked_at(self.wire.client, event)
                is_open = code != UNKNOWN_INTERACTION
                await self._settle(Replies(self.wire, event, interaction, open=is_open, owned=code == 0))
        finally:
            acknowledging.cancel()

    async def _settle(self, replies: Replies) -> None:
        event = replies.event
        try:
            await replies.show(await self.ask(self.tutor.handle, event))
        except UnreachableError:
            log.info("a person can't be written to any more", event_kind=type(event).__name__)
            await self.ask(self.tutor.handle, Left(f"{event.id}:left", event.address))
        except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
            log.warning("a reply could not be shown", event_kind=type(event).__name__, **described(error))

    async def _acknowledged(self, interaction: discord.Interaction, event: Command | Pressed) -> int:
        """Defer the interaction; return 0, or the code with which Discord refused that (-1 for no answer in time)."""
        try:
            async with asyncio.timeout(DEADLINE):
                await self.wire.acknowledge(interaction, ephemeral=not event.address.direct)
        except discord.HTTPException as error:
            known = error.code in (UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED)
            log.warning("an interaction was not acknowledged", event_kind=type(event).__name__, **described(error))
            return error.code if known else -1
        except BROKEN as error:
            log.warning("an interaction was not acknowledged", event_kind=type(event).__name__, **described(error))
            return -1
        return 0

    async def _complete(self, interaction: discord.Interaction) -> None:
        kind, typed = focused(interaction)
        try:
            async with asyncio.timeout(COMPLETION):
                found = await self.ask(self.tutor.suggest, kind, typed) if kind else []
        except TimeoutError:
            found = []
        choices = [made for made in map(choice, found) if made]
        try:
            await interaction.response.autocomplete(choices[:MAX_CHOICES])
        except (*BROKEN, discord.HTTPException) as error:
            log.info("a completion came too late", **described(error))
