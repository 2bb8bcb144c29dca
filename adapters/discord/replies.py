"""Shows the core's replies to one event: in the deferred reply, in the pressed message's place, or as new messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
import structlog

from adapters.discord.errors import GONE, OVER, UNKNOWN_MESSAGE, described
from adapters.discord.render import nonce, paged
from adapters.drawing import drawn
from bot.chat import Card, Command, Pressed, Toast, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.api import Wire
    from adapters.discord.render import Page
    from bot.chat import Reply, Said

log = structlog.get_logger()


class UnreachableError(Exception):
    """The person can't be written to any more."""


@dataclass(slots=True)
class Replies:
    """Shows what is said to one event.

    `interaction` is None where the event is a message, and `open` says whether it still takes replies; `owned` whether
    it was this process that deferred it.
    """

    wire: Wire
    event: Command | Pressed | Said
    interaction: discord.Interaction | None = None
    open: bool = False
    owned: bool = False
    _count: int = field(default=0, init=False)
    _waiting: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._waiting = isinstance(self.event, Command)

    async def show(self, replies: Sequence[Reply]) -> None:
        """Show the replies in their order.

        Raises:
            UnreachableError: the person closed the direct chat, or is gone; nothing more was tried.
        """
        try:
            for reply in replies:
                await self._show(reply)
            if self._waiting and self.owned and self.open and self.interaction:
                await self.wire.withdraw(self.interaction)  # or it would say for 15 minutes that the bot is thinking
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
        """Tell whether the pressed message is the person's own to see: what all see is never edited by one's press."""
        pressed = self.interaction.message if self.interaction and isinstance(self.event, Pressed) else None
        return pressed is not None and (self.event.address.direct or pressed.flags.ephemeral)

    async def _in_place(self, page: Page) -> None:
        """Edit the deferred reply or the pressed message; where it is gone, say it anew."""
        if self.interaction and self.open:
            try:
                return await self.wire.edit_original(self.interaction, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE)
        pressed = self.interaction.message if self.interaction else None
        if pressed and self.event.address.direct and not self.open:
            try:
                return await self.wire.edit(self.event.address.chat, pressed.id, page)
            except discord.HTTPException as error:
                self._pass_over(error, UNKNOWN_MESSAGE)
        return await self._new(page)

    async def _new(self, page: Page) -> None:
        """Send a message of its own: to the direct chat, where it has a nonce, or for one person's eyes in a server."""
        if not self.event.address.direct:
            return await self._aside(page)
        try:
            await self._send(page)
        except discord.HTTPException as error:
            # whoever installed the app but shares no server with it gets replies, but no messages
            if error.code not in GONE or not await self._followed_up(page, ephemeral=False):
                raise

    async def _aside(self, page: Page) -> None:
        """Send a message that only the person sees and that does not stay."""
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
        """Note that the interaction takes no more replies; raise again what is neither that nor expected."""
        if error.code in OVER:
            self.open = False
            log.info("the interaction is over", event_kind=type(self.event).__name__, **described(error))
        elif error.code not in expected:
            raise error
