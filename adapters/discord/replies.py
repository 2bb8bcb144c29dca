"""Show the core's replies to an event: in the deferred reply, in place of the pressed message, or as new messages."""

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
    from bot.chat import Reply, Said

log = structlog.get_logger()


class UnreachableError(Exception):
    """The user can no longer be messaged."""


@dataclass(slots=True)
class Replies:
    """Show the replies to one event.

    `interaction` is None for a message event. `open` is True while the interaction accepts replies, and `owned` if this
    process deferred it.
    """

    wire: Wire
    event: Command | Pressed | Pointed | Said
    interaction: discord.Interaction | None = None
    open: bool = False
    owned: bool = False
    _count: int = field(default=0, init=False)
    _waiting: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._waiting = isinstance(self.event, Command | Pointed)

    async def show(self, replies: Sequence[Reply]) -> None:
        """Show the replies in order.

        Raises:
            UnreachableError: the user closed the direct chat or is gone; nothing further was tried.
        """
        try:
            for reply in replies:
                await self._show(reply)
            if self._waiting and self.owned and self.open and self.interaction:
                await self.wire.withdraw(self.interaction)  # otherwise it shows "thinking" for 15 minutes
        except discord.HTTPException as error:
            if error.code in GONE and self.event.address.direct:
                raise UnreachableError from error
            raise

    async def _show(self, reply: Reply) -> None:
        card = reply if isinstance(reply, Card) else Card(text(reply.text))
        first, *others = paged(*await drawn(card))
        if self._waiting or (card.replace and self._is_theirs()):
            self._waiting = False
            await self._in_place(first)
        elif isinstance(reply, Toast):
            await self._aside(first)
        else:
            await self._new(first)
        for page in others:
            await self._new(page)

    def _is_theirs(self) -> bool:
        """True if only this user can see the pressed message; a public one is never edited by one person's press."""
        pressed = self.interaction.message if self.interaction and isinstance(self.event, Pressed) else None
        return pressed is not None and (self.event.address.direct or pressed.flags.ephemeral)

    async def _in_place(self, page: Page) -> None:
        """Edit the deferred reply or the pressed message; if it is gone or can't be edited now, send a new one."""
        if self.interaction and self.open:
            try:
                return await self.wire.edit_original(self.interaction, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE, TOO_MANY_OLD_EDITS)
        pressed = self.interaction.message if self.interaction else None
        if pressed and self.event.address.direct and not self.open:
            try:
                return await self.wire.edit(self.event.address.chat, pressed.id, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE, TOO_MANY_OLD_EDITS)
        return await self._new(page)

    async def _new(self, page: Page) -> None:
        """Send a new message: with a nonce in a direct chat, ephemeral in a server."""
        if not self.event.address.direct:
            return await self._aside(page)
        try:
            await self._send(page)
        except discord.HTTPException as error:
            # A user who installed the app but shares no server with the bot gets replies, but can't be messaged.
            if error.code not in GONE or not await self._followed_up(page, ephemeral=False):
                raise

    async def _aside(self, page: Page) -> None:
        """Send an ephemeral message that only this user sees."""
        if await self._followed_up(page, ephemeral=True):
            return
        if self.event.address.direct:
            await self._send(page)
        else:
            log.warning("a reply could not be shown: the interaction is over", event_kind=type(self.event).__name__)

    async def _followed_up(self, page: Page, *, ephemeral: bool) -> bool:
        if not self.interaction or not self.open:
            return False
        try:
            await self.wire.follow_up(self.interaction, page, ephemeral=ephemeral)
        except discord.HTTPException as error:
            self._pass_over(error)
            return False
        return True

    async def _send(self, page: Page) -> None:
        self._count += 1
        await self.wire.send(self.event.address.chat, page, nonce(self.event.id, self._count))

    def _pass_over(self, error: discord.HTTPException, *expected: int) -> None:
        """Mark the interaction as closed if the error says so; re-raise anything else that is not expected."""
        if error.code in OVER:
            self.open = False
            log.info("the interaction is over", event_kind=type(self.event).__name__, **described(error))
        elif error.code not in expected:
            raise error
