"""Send single messages through discord.py, retrying lost connections."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord
import structlog
from discord.webhook.async_ import async_context, interaction_response_params

from adapters.discord.errors import ALREADY_ACKNOWLEDGED, BROKEN, UNWANTED_FILES, described, wait_of
from adapters.discord.render import edited, sent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from discord import InteractionResponseType

    from adapters.discord.client import Client
    from adapters.discord.render import Page

T = TypeVar("T")
log = structlog.get_logger()

PAUSES: Final = (0.25, 1.0, 3.0)
"""Seconds between attempts when the connection is lost."""
LONGEST_WAIT: Final = 900.0
"""Longest total wait, in seconds, for rate limits on a reply: the lifetime of an interaction."""


class Wire:
    """Call discord.py's request methods directly, bypassing its views and message objects, which it would cache.

    Every method raises `discord.HTTPException` for a refusal, and one of `errors.BROKEN` when every attempt fails.
    """

    def __init__(self, client: Client, pauses: Sequence[float] = PAUSES, *, waits: bool) -> None:
        """With `waits`, wait out every 429 however long it is; without it, raise on the long ones."""
        self.client, self._pauses, self._waits = client, pauses, waits

    async def open(self, user: str) -> str:
        """Open the direct channel with a user and return its id."""
        return str((await self._persist(lambda: self.client.http.start_private_message(user)))["id"])

    async def send(self, channel: str, page: Page, nonce: str) -> str:
        """Send a message to a channel and return its id; a repeat within minutes is deduplicated by its nonce."""

        async def attempt(page: Page) -> str:
            with sent(page, nonce=nonce) as params:
                return str((await self.client.http.send_message(channel, params=params))["id"])

        return await self._carry(page, attempt)

    async def edit(self, channel: str, message: int | str, page: Page) -> None:
        """Replace one of the bot's messages with the page."""

        async def attempt(page: Page) -> None:
            # In a server, Discord has refused flag changes on the bot's own message without the right to manage
            # messages.
            with edited(page, flags=False) as params:
                await self.client.http.edit_message(channel, message, params=params)

        await self._carry(page, attempt)

    async def reopen(self, thread: str) -> None:
        """Unarchive a thread, since nothing can be edited in an archived one. A locked thread stays archived."""
        await self._persist(lambda: self.client.http.edit_channel(int(thread), archived=False))

    async def respond(
        self, interaction: discord.Interaction, kind: InteractionResponseType, data: dict[str, Any] | None = None
    ) -> None:
        """Give the first response to an interaction: a deferral, or a message (`data`) without files."""
        params = interaction_response_params(kind.value, data)
        tries = 0

        async def attempt() -> None:
            nonlocal tries
            tries += 1
            try:
                await async_context.get().create_interaction_response(
                    interaction.id, interaction.token, session=interaction.followup.session, params=params
                )
            except discord.HTTPException as error:
                if tries == 1 or error.code != ALREADY_ACKNOWLEDGED:
                    raise  # otherwise the previous attempt got through and only its response was lost

        await self._persist(attempt)

    async def edit_original(self, interaction: discord.Interaction, page: Page) -> None:
        """Replace the deferred reply, or the message whose button was pressed, with the page."""

        async def attempt(page: Page) -> None:
            with edited(page) as params:
                await async_context.get().edit_original_interaction_response(
                    interaction.application_id,
                    interaction.token,
                    session=interaction.followup.session,
                    payload=params.payload,
                    multipart=params.multipart,
                    files=params.files,
                )

        await self._carry(page, attempt)

    async def follow_up(self, interaction: discord.Interaction, page: Page, *, ephemeral: bool) -> None:
        """Send a follow-up message. A lost response may duplicate it, since follow-ups take no nonce."""

        async def attempt(page: Page) -> None:
            with sent(page, ephemeral=ephemeral) as params:
                await async_context.get().execute_webhook(
                    interaction.application_id,
                    interaction.token,
                    session=interaction.followup.session,
                    payload=params.payload,
                    multipart=params.multipart,
                    files=params.files,
                    wait=True,
                )

        await self._carry(page, attempt)

    async def withdraw(self, interaction: discord.Interaction) -> None:
        """Delete the deferred reply."""

        async def attempt() -> None:
            with suppress(discord.NotFound):
                await interaction.delete_original_response()

        await self._persist(attempt)

    async def _carry(self, page: Page, attempt: Callable[[Page], Awaitable[T]]) -> T:
        """Send a page; if its picture is refused, send it once more with the picture in words."""
        try:
            return await self._persist(lambda: attempt(page))
        except discord.HTTPException as error:
            if not page.picture or error.code not in UNWANTED_FILES:
                raise
            log.error("a picture was refused", **described(error))  # noqa: TRY400 - the text may quote the message
        return await self._persist(lambda: attempt(page.in_words))

    async def _persist(self, attempt: Callable[[], Awaitable[T]]) -> T:
        pauses, patience = iter(self._pauses), LONGEST_WAIT if self._waits else 0.0
        while True:
            try:
                return await attempt()
            except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
                pause = wait_of(error)
                if pause is None:
                    pause = next(pauses, None) if isinstance(error, BROKEN) else None
                else:
                    patience -= pause
                if pause is None or patience < 0:
                    raise
            await asyncio.sleep(pause)
