"""Logs in, or says in one sentence why that can't be."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from adapters.discord.errors import BROKEN, wait_of
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.discord.client import Client

PATIENCE: Final = 15.0
"""Seconds that Discord has for the log-in, all attempts together."""
PAUSE: Final = 0.5

WHERE: Final = "Copy it anew from the Discord Developer Portal (your application, Bot, Reset Token) into DISCORD_TOKEN."
TELEGRAMS: Final = re.compile(r"\d+:[\w-]+")


def check(token: str) -> None:
    """Refuse what can't be a bot's token on Discord, before it is sent anywhere.

    Raises:
        ConfigurationError: it is empty, has white space or other characters that no token has, or is Telegram's.
    """
    if not token.strip():
        raise ConfigurationError(f"The token for Discord is empty. {WHERE}")
    if TELEGRAMS.fullmatch(token.strip()):
        raise ConfigurationError(f"The token for Discord looks like one of Telegram's. {WHERE}")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigurationError(f"The token for Discord has characters that no token has, such as a space. {WHERE}")


async def logged_in(make: Callable[[], Client], token: str, patience: float = PATIENCE) -> Client:
    """Return a client that is logged in and makes requests, not connected to the gateway.

    Raises:
        ConfigurationError: Discord refused the token, or did not answer in `patience` seconds.
    """
    try:
        async with asyncio.timeout(patience):
            while True:
                client = make()
                try:
                    await client.login(token)
                except BaseException as error:  # noqa: BLE001 - a cancelled log-in is closed too, and raised again
                    await client.close()
                    await asyncio.sleep(_pause_after(error))
                else:
                    return client
    except TimeoutError:
        raise ConfigurationError(
            f"Discord did not answer within {patience:g} seconds. Check the connection, and DISCORD_API_URL if set."
        ) from None


def _pause_after(error: BaseException) -> float:
    """Return for how long to wait before the next attempt; raise what no further attempt can mend."""
    if isinstance(error, discord.LoginFailure):
        raise ConfigurationError(f"Discord refused the token. {WHERE}") from None
    if isinstance(error, aiohttp.InvalidURL):
        raise ConfigurationError("DISCORD_API_URL is not an address.") from None
    wait = wait_of(error)
    if wait is not None:
        return wait
    if isinstance(error, BROKEN):
        return PAUSE
    if isinstance(error, discord.HTTPException):
        raise ConfigurationError(f"Discord refused the log-in (HTTP status {error.status}).") from None
    if isinstance(error, KeyError | TypeError | ValueError):
        raise ConfigurationError("What answered the log-in is not Discord. Check DISCORD_API_URL.") from None
    raise error
