"""Connect to Telegram: validate the token's form, then have the server confirm it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from adapters.telegram import errors
from adapters.telegram.poll import UpdatesRequest
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from adapters.telegram.waiting import Patience

CONNECTIONS: Final = 256
_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,256}")
_PROXIES: Final = "The proxy settings in HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, or NO_PROXY"
log = structlog.get_logger()


async def connect(token: str, api_url: str, file_url: str, patience: Patience) -> Bot:
    """A bot that Telegram has accepted.

    Raises:
        ConfigurationError: the token or address is unusable, or the server does not answer. Never shows the token.
    """
    if not _TOKEN.fullmatch(token):
        raise ConfigurationError("TELEGRAM_TOKEN is no Telegram token: one from @BotFather looks like 123456:ABC-DEF.")
    if not api_url.startswith(("https://", "http://")):
        raise ConfigurationError("TELEGRAM_API_URL must begin with https:// or http://.")
    try:
        bot = _bot(token, api_url, file_url, patience)
    except OSError:
        raise ConfigurationError("SSL_CERT_FILE or SSL_CERT_DIR names certificates that cannot be read.") from None
    except Exception:  # noqa: BLE001 - the HTTP client raises anything on proxy variables that it can't read
        raise ConfigurationError(
            f"{_PROXIES} cannot be used: an address is malformed, or of a kind not supported."
        ) from None
    trouble = await _trouble(bot, patience)
    if trouble:
        await bot.shutdown()
        raise ConfigurationError(trouble)
    return bot


def _bot(token: str, api_url: str, file_url: str, patience: Patience) -> Bot:
    wait = patience.request
    request = HTTPXRequest(CONNECTIONS, read_timeout=wait, write_timeout=wait, connect_timeout=wait, pool_timeout=wait)
    updates = UpdatesRequest(2, read_timeout=wait, write_timeout=wait, connect_timeout=wait)
    return Bot(token, api_url, file_url, request=request, get_updates_request=updates)


async def _trouble(bot: Bot, patience: Patience) -> str:
    """A sentence explaining why the bot can't be used; "" if it can."""
    try:
        async with asyncio.timeout(patience.start):
            return await _refused(bot, patience)
    except TimeoutError:
        return f"Telegram did not answer within {patience.start:g} seconds: check the network and TELEGRAM_API_URL."


async def _refused(bot: Bot, patience: Patience) -> str:
    pauses = patience.pauses()
    while True:
        wait = next(pauses)
        try:
            await bot.initialize()
        except InvalidToken:
            return "Telegram refused the token in TELEGRAM_TOKEN."
        except RetryAfter as error:
            wait = errors.seconds(error)
        except TelegramError as error:
            log.warning("Telegram does not answer", kind=errors.kind(error))
        else:
            return ""
        await asyncio.sleep(wait)
