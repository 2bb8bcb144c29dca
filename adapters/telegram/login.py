"""Connect to Telegram: validate the token's form, then have the server confirm it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from adapters.telegram import errors
from adapters.telegram.poll import UpdatesTransport
from adapters.telegram.transport import Session, Transport
from bot.errors import AwayError, ConfigurationError

if TYPE_CHECKING:
    from adapters.telegram.waiting import Patience

_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,256}")
log = structlog.get_logger()


async def connect(token: str, api_url: str, file_url: str, patience: Patience) -> Bot:
    """A bot that Telegram has accepted.

    Raises:
        AwayError: the server does not answer.
        ConfigurationError: the token is unusable. Never shows the token.
    """
    if not _TOKEN.fullmatch(token):
        raise ConfigurationError("TELEGRAM_TOKEN is no Telegram token: one from @BotFather looks like 123456:ABC-DEF.")
    bot = _bot(token, api_url, file_url, patience)
    trouble = await _trouble(bot, patience)
    if trouble:
        await bot.shutdown()
        raise trouble
    return bot


def _bot(token: str, api_url: str, file_url: str, patience: Patience) -> Bot:
    session = Session(api_url)
    request, updates = Transport(session, patience.request), UpdatesTransport(session, patience.request)
    return Bot(token, api_url, file_url, request=request, get_updates_request=updates)


async def _trouble(bot: Bot, patience: Patience) -> ConfigurationError | None:
    """An error that says why the bot can't be used; None if it can."""
    try:
        async with asyncio.timeout(patience.start):
            return await _refused(bot, patience)
    except TimeoutError:
        seconds = f"{patience.start:g} seconds"
        return AwayError(f"Telegram did not answer within {seconds}: check the network and TELEGRAM_API_URL.")


async def _refused(bot: Bot, patience: Patience) -> ConfigurationError | None:
    pauses = patience.pauses()
    while True:
        wait = next(pauses)
        try:
            await bot.initialize()
        except InvalidToken:
            return ConfigurationError("Telegram refused the token in TELEGRAM_TOKEN.")
        except RetryAfter as error:
            wait = errors.seconds(error)
        except TelegramError as error:
            log.warning("Telegram does not answer", kind=errors.kind(error))
        else:
            return None
        await asyncio.sleep(wait)
