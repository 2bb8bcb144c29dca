"""The bot's descriptions on Telegram: set if there are none, but never replacing an owner's own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import structlog
from telegram.error import TelegramError

from adapters.telegram import errors
from bot.words.profile import DESCRIPTIONS, SHORT_DESCRIPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot

    from adapters.telegram.send import Sender
    from bot.chat import Ask, Handler

log = structlog.get_logger()


async def introduce(tutor: Handler, ask: Ask, bot: Bot, sender: Sender) -> None:
    """Set both descriptions unless that was done before. Failures are logged."""
    key = f"telegram-profile:{bot.id}"
    ours = hashlib.sha256("\n".join((DESCRIPTIONS[0], SHORT_DESCRIPTIONS[0])).encode()).hexdigest()
    try:
        if await ask(tutor.recall, key) == ours:
            return
        await sender.persist(lambda: _describe(bot))
        await ask(tutor.remember, key, ours)
    except TelegramError as error:
        log.warning("the descriptions were not set", kind=errors.kind(error))
    except Exception as error:  # noqa: BLE001 - a missing description must not stop the service
        log.warning("the descriptions were not set", kind=type(error).__name__)


async def _describe(bot: Bot) -> None:
    if _is_due((await bot.get_my_description()).description, DESCRIPTIONS):
        await bot.set_my_description(DESCRIPTIONS[0])
    if _is_due((await bot.get_my_short_description()).short_description, SHORT_DESCRIPTIONS):
        await bot.set_my_short_description(SHORT_DESCRIPTIONS[0])


def _is_due(found: str, ours: Sequence[str]) -> bool:
    return not found.strip() or found in ours[1:]
