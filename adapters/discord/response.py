"""The first response to an interaction: the reply itself if it is ready soon, otherwise a deferral."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import discord
import structlog
from discord import InteractionResponseType as Kind

from adapters.discord.errors import ALREADY_ACKNOWLEDGED, BROKEN, UNKNOWN_INTERACTION, code_of, described
from adapters.discord.render import EPHEMERAL, edited, sent
from bot.chat import Pressed

if TYPE_CHECKING:
    from adapters.discord.api import Wire
    from adapters.discord.render import Page
    from bot.chat import Command, Pointed

HOLD: Final = 0.5
"""Seconds the core has before the interaction is deferred."""
DEADLINE: Final = 3.0
"""Seconds after which Discord no longer accepts a first response to an interaction."""

MESSAGES: Final = (Kind.message_update, Kind.channel_message)

Data: TypeAlias = "dict[str, Any] | None"
log = structlog.get_logger()


class Response:
    """An interaction and its first response, which Discord takes only once.

    Attributes:
        open: True while the interaction accepts replies.
        owned: True if this process gave the response.
    """

    def __init__(self, wire: Wire, interaction: discord.Interaction, event: Command | Pressed | Pointed) -> None:
        """Start the clock: without a reply in `HOLD` seconds, the interaction is deferred."""
        self.interaction = interaction
        self.open, self.owned = True, False
        self._wire, self._event = wire, event
        self._given: asyncio.Task[bool] | None = None
        self._timer = asyncio.get_running_loop().call_later(HOLD, self.defer)

    def defer(self) -> None:
        """Begin to defer, unless a response is under way."""
        self._give(*self._deferral())

    async def settled(self) -> None:
        """Wait until Discord has taken or refused the response; without one, defer."""
        await (self._given or self._give(*self._deferral()))

    async def edits(self, page: Page) -> bool:
        """Respond with a page in place of the pressed message; False if it must be shown in another way."""
        return await self._carries(Kind.message_update, edited(page).payload)

    async def says(self, page: Page, *, ephemeral: bool) -> bool:
        """Respond with a page as a message; False if it must be shown in another way."""
        return await self._carries(Kind.channel_message, sent(page, ephemeral=ephemeral).payload)

    def abandon(self) -> None:
        """Stop the clock, and whatever is under way."""
        self._timer.cancel()
        if self._given:
            self._given.cancel()

    async def _carries(self, kind: Kind, message: Data) -> bool:
        if self._given or message is None:  # files may take longer than Discord waits
            await self.settled()
            return False
        return await self._give(kind, message)

    def _give(self, kind: Kind, data: Data) -> asyncio.Task[bool]:
        self._timer.cancel()
        self._given = self._given or asyncio.create_task(self._respond(kind, data))
        return self._given

    async def _respond(self, kind: Kind, data: Data) -> bool:
        """Return True if Discord took it; defer after a message that it refused, which is then shown in another way."""
        try:
            async with asyncio.timeout(DEADLINE):
                await self._wire.respond(self.interaction, kind, data)
        except (*BROKEN, discord.HTTPException) as error:
            if kind in MESSAGES and code_of(error) not in (0, UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED):
                await self._respond(*self._deferral())
                return False
            self.open = code_of(error) != UNKNOWN_INTERACTION
            log.warning(
                "an interaction was not acknowledged", event_kind=type(self._event).__name__, **described(error)
            )
            return False
        self.owned = True
        return True

    def _deferral(self) -> tuple[Kind, Data]:
        """An update for a press; for a command, a placeholder that only those see who will see the reply."""
        if isinstance(self._event, Pressed):
            return Kind.deferred_message_update, None
        return Kind.deferred_channel_message, None if self._event.address.direct else {"flags": EPHEMERAL}
