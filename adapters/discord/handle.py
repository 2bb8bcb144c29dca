"""Pass Discord's events to the core and show its replies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import discord
import structlog

from adapters.discord.commands import MAX_CHOICES, choice
from adapters.discord.errors import BROKEN, described
from adapters.discord.read import focused, interacted, said
from adapters.discord.render import nonce, paged
from adapters.discord.replies import Replies, UnreachableError
from adapters.discord.response import Response
from adapters.discord.rooms import for_notices, looked_at
from adapters.discord.turns import Turns
from bot import metrics
from bot.chat import Card, Command, Later, Left

if TYPE_CHECKING:
    from adapters.discord.api import Wire
    from bot.chat import Added, Ask, Handler, Pointed, Pressed, Removed

log = structlog.get_logger()

AGAIN: Final = (1.0, 5.0, 30.0)
"""Seconds between retries of an event that the core could not store and that Discord sends only once."""
COMPLETION: Final = 2.0
"""Seconds the core has for a completion; the rest of Discord's three is for the trip to it."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Handle each event in its own task: in order for each person, concurrently across people."""

    wire: Wire
    tutor: Handler
    ask: Ask
    _turns: Turns = field(default_factory=Turns)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Ask the core and show its replies; meanwhile, the interaction is deferred before Discord gives up on it."""
        event = interacted(interaction)
        if event is not None:
            await self._take(interaction, event)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._complete(interaction)

    async def message(self, message: discord.Message) -> None:
        """Ask the core about a direct message and show its replies."""
        event = said(message)
        if event is not None:
            async with self._turns.of(event.address.user):
                await self._settle(Replies(self.wire, event))

    async def server(self, event: Added | Removed) -> None:
        """Report to the core that the bot was added to or removed from a server, and post its reply."""
        async with self._turns.of(event.address.space):
            for pause in (*AGAIN, 0.0):
                replies = await self.ask(self.tutor.handle, event)
                if not any(isinstance(reply, Later) for reply in replies):
                    return await self._greet(event, [reply for reply in replies if isinstance(reply, Card)])
                await asyncio.sleep(pause)
        log.warning("the core could not take an event up", event_kind=type(event).__name__)
        return None

    async def _greet(self, event: Added | Removed, cards: list[Card]) -> None:
        """Post in the channel for the server's own notices, where the person who added the bot will look."""
        try:
            if cards and (chat := await for_notices(self.wire.client, event.address.space)):
                for index, page in enumerate(page for card in cards for page in paged(card, None)):
                    await self.wire.send(chat, page, nonce(event.id, index))
        except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
            log.info("a server was not greeted", **described(error))

    async def _take(self, interaction: discord.Interaction, event: Command | Pressed | Pointed) -> None:
        response = Response(self.wire, interaction, event)
        try:
            async with self._turns.of(event.address.user):
                if isinstance(event, Command):
                    event = await looked_at(self.wire.client, event)
                await self._settle(Replies(self.wire, event, response))
            await response.settled()
        except asyncio.CancelledError:
            response.abandon()
            raise

    async def _settle(self, replies: Replies) -> None:
        event = replies.event
        metrics.arrived(event)
        try:
            await replies.show(await self.ask(self.tutor.handle, event))
            metrics.shown(event)
        except UnreachableError:
            log.info("a person can't be written to any more", event_kind=type(event).__name__)
            await self.ask(self.tutor.handle, Left(f"{event.id}:left", event.address))
        except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
            log.warning("a reply could not be shown", event_kind=type(event).__name__, **described(error))

    async def _complete(self, interaction: discord.Interaction) -> None:
        kind, typed, by = focused(interaction)
        try:
            async with asyncio.timeout(COMPLETION):
                found = await self.ask(self.tutor.suggest, kind, typed, by) if kind else []
        except TimeoutError:
            found = []
        choices = [made for made in map(choice, found) if made]
        try:
            await interaction.response.autocomplete(choices[:MAX_CHOICES])
        except (*BROKEN, discord.HTTPException) as error:
            log.info("a completion came too late", **described(error))
