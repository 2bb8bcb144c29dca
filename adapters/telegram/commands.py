"""Telegram's menus of commands, registered only when the table has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import structlog
from telegram import BotCommand, BotCommandScopeAllChatAdministrators, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from adapters.telegram import errors
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot

    from adapters.telegram.send import Sender
    from bot.chat import Ask, Handler
    from bot.commands import CommandSpec

log = structlog.get_logger()


async def register(tutor: Handler, ask: Ask, bot: Bot, sender: Sender) -> None:
    """Show the commands where they work, unless Telegram has this table already. A failure is logged."""
    key, table = f"telegram-commands:{bot.id}", digest(COMMANDS)
    try:
        if await ask(tutor.recall, key) == table:
            return
        await sender.persist(lambda: _set(bot))
        await ask(tutor.remember, key, table)
    except TelegramError as error:
        log.warning("the commands were not registered", kind=errors.kind(error))
    except Exception as error:  # noqa: BLE001 - the database may be gone; the menu is no reason not to serve
        log.warning("the commands were not registered", kind=type(error).__name__)


def digest(commands: Sequence[CommandSpec]) -> str:
    """Return a hash of what the menus show."""
    shown = "\n".join(f"{spec.name}\t{spec.description}\t{spec.managed}" for spec in commands if spec.menu)
    return hashlib.sha256(shown.encode()).hexdigest()


async def _set(bot: Bot) -> None:
    """Show everyone's commands in private chats, and the managers' to those who manage a group."""
    for managed, scope in ((False, BotCommandScopeAllPrivateChats()), (True, BotCommandScopeAllChatAdministrators())):
        menu = [BotCommand(spec.name, spec.description) for spec in COMMANDS if spec.menu and spec.managed == managed]
        await bot.set_my_commands(menu, scope=scope)
