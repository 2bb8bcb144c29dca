"""Show the core's replies to an event: as its response, in place of the pressed message, or as new messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
import structlog

from adapters.discord.errors import GONE, OVER, TOO_MANY_OLD_EDITS, UNKNOWN_MESSAGE, described
from adapters.discord.render import nonce, paged
from adapters.drawing import drawn
from bot.chat import Card, Command, Pointed, Pressed, Toast, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.api import Wire
    from adapters.discord.render import Page
    from adapters.discord.response import Response
    from bot.chat import Reply, Said

log = structlog.get_logger()


class UnreachableError(Exception):
    """The user can no longer be messaged."""


@dataclass(slots=True)
class Replies:
    """Show the replies to one event; `response` is None for a message event."""

    wire: Wire
    event: Command | Pressed | Pointed | Said
    response: Response | None = None
    _count: int = field(default=0, init=False)
    _waiting: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._waiting = isinstance(self.event, Command | Pointed)

    async def show(self, replies: Sequence[Reply]) -> None:
        """Show the replies in order, but first the one in place of the pressed message: the response can be that.

        Raises:
            UnreachableError: the user closed the direct chat or is gone; nothing further was tried.
        """
        try:
            for reply in sorted(replies, key=lambda each: not self._replaces(each)):
                await self._show(reply)
            if self._waiting and self.response:
                await self._withdraw(self.response)
        except discord.HTTPException as error:
            if error.code in GONE and self.event.address.direct:
                raise UnreachableError from error
            raise

    async def _withdraw(self, response: Response) -> None:
        """Delete a command's deferred reply, which would show "thinking" for 15 minutes."""
        await response.settled()
        if response.owned and response.open:
            await self.wire.withdraw(response.interaction)

    async def _show(self, reply: Reply) -> None:
        card = reply if isinstance(reply, Card) else Card(text(reply.text))
        first, *others = paged(*await drawn(card))
        if self._waiting or self._replaces(card):
            self._waiting = False
            await self._in_place(first)
        elif isinstance(reply, Toast):
            await self._aside(first)
        else:
            await self._new(first)
        for page in others:
            await self._new(page)

    @property
    def _pressed(self) -> discord.Message | None:
        return self.response.interaction.message if self.response and isinstance(self.event, Pressed) else None

    def _replaces(self, reply: Reply) -> bool:
        """True if a reply replaces the pressed message; one that others see, too, is never edited by a press."""
        pressed = self._pressed if isinstance(reply, Card) and reply.replace else None
        return pressed is not None and (self.event.address.direct or pressed.flags.ephemeral)

    async def _in_place(self, page: Page) -> None:
        """Respond with the page in place of a pressed message; if that is gone or can't be edited, send a new one."""
        if self.response and await self._responded(self.response, page):
            return None
        if self.response and self.response.open:
            try:
                return await self.wire.edit_original(self.response.interaction, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE, TOO_MANY_OLD_EDITS)
        if self._pressed and self.event.address.direct and self.response and not self.response.open:
            try:
                return await self.wire.edit(self.event.address.chat, self._pressed.id, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE, TOO_MANY_OLD_EDITS)
        return await self._new(page)

    async def _responded(self, response: Response, page: Page) -> bool:
        if self._pressed:
            return await response.edits(page)
        return await response.says(page, ephemeral=not self.event.address.direct)

    async def _new(self, page: Page) -> None:
        """Send a new message: with a nonce in a direct chat, ephemeral in a server."""
        if not self.event.address.direct:
            return await self._aside(page)
        if self.response:
            self.response.defer()  # a message in response to a press would quote the pressed one
        try:
            await self._send(page)
        except discord.HTTPException as error:
            # A user who installed the app but shares no server with the bot gets replies, but can't be messaged.
            if error.code not in GONE or not await self._followed_up(page, ephemeral=False):
                raise

    async def _aside(self, page: Page) -> None:
        """Send an ephemeral message that only this user sees."""
        if self.response and await self.response.says(page, ephemeral=True):
            return
        if await self._followed_up(page, ephemeral=True):
            return
        if self.event.address.direct:
            await self._send(page)
        else:
            log.warning("a reply could not be shown: the interaction is over", event_kind=type(self.event).__name__)

    async def _followed_up(self, page: Page, *, ephemeral: bool) -> bool:
        if self.response:
            await self.response.settled()
        if not self.response or not self.response.open:
            return False
        try:
            await self.wire.follow_up(self.response.interaction, page, ephemeral=ephemeral)
        except discord.HTTPException as error:
            self._pass_over(error)
            return False
        return True

    async def _send(self, page: Page) -> None:
        self._count += 1
        await self.wire.send(self.event.address.chat, page, nonce(self.event.id, self._count))

    def _pass_over(self, error: discord.HTTPException, *expected: int) -> None:
        """Mark the interaction as closed if the error says so; re-raise anything else that is not expected."""
        if error.code in OVER and self.response:
            self.response.open = False
            log.info("the interaction is over", event_kind=type(self.event).__name__, **described(error))
        elif error.code not in expected:
            raise error
