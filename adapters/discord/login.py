"""Log in, or explain in one sentence why not."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

import discord

from adapters.discord.errors import BROKEN, wait_of
from bot.errors import AwayError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.discord.client import Client

PATIENCE: Final = 15.0
"""Seconds Discord has for the login, all attempts together."""
PAUSE: Final = 0.5

WHERE: Final = "Copy it from the Discord Developer Portal (your application, Bot, Reset Token) into DISCORD_TOKEN."
TELEGRAMS: Final = re.compile(r"\d+:[\w-]+")


def check(token: str) -> None:
    """Reject strings that can't be a Discord bot token before sending them anywhere.

    Raises:
        ConfigurationError: it is empty, has characters that no token has (such as spaces), or is a Telegram token.
    """
    if not token.strip():
        raise ConfigurationError(f"The token for Discord is empty. {WHERE}")
    if TELEGRAMS.fullmatch(token.strip()):
        raise ConfigurationError(f"The token for Discord looks like one of Telegram's. {WHERE}")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigurationError(f"The token for Discord has characters that no token has, such as a space. {WHERE}")


async def logged_in(make: Callable[[], Client], token: str, patience: float = PATIENCE) -> Client:
    """A client that is logged in and can make requests, but is not connected to the gateway.

    Raises:
        AwayError: Discord did not answer in `patience` seconds.
        ConfigurationError: it refused the token.
    """
    try:
        async with asyncio.timeout(patience):
            while True:
                client = make()
                try:
                    await client.login(token)
                except BaseException as error:  # noqa: BLE001 - close a cancelled login too, then re-raise
                    await client.close()
                    await asyncio.sleep(_pause_after(error))
                else:
                    return client
    except TimeoutError:
        raise AwayError(
            f"Discord did not answer within {patience:g} seconds. Check the connection, and DISCORD_API_URL if set."
        ) from None


def _pause_after(error: BaseException) -> float:
    """Seconds before the next attempt; raises if retrying can't help."""
    if isinstance(error, discord.LoginFailure):
        raise ConfigurationError(f"Discord refused the token. {WHERE}") from None
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
