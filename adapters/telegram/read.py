"""Reads Telegram's updates as events of the core."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.chat import Address, Command, Left, Pressed, Said

if TYPE_CHECKING:
    from typing import Any

    from telegram import CallbackQuery, Chat, ChatMemberUpdated, User

    from bot.chat import Event

PLATFORM: Final = "telegram"
UPDATES: Final = ("message", "callback_query", "my_chat_member")
"""The kinds of update that are asked for."""

_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Press:
    """What only Telegram needs to know of a press: the query to answer, and the message whose button it was."""

    query: str
    message: int | None


def event(update: Update, username: str) -> Event | None:
    """Return the event that an update is to the core, None if it is nothing to us.

    Args:
        update: as Telegram sent it.
        username: the bot's own; commands to others are nothing to us in a group.
    """
    ident = f"{PLATFORM}:{update.update_id}"
    if update.message:
        return _message(ident, update.message, username)
    if update.callback_query:
        return _pressed(ident, update.callback_query)
    if update.my_chat_member:
        return _membership(ident, update.my_chat_member)
    return None


def press(update: Update) -> Press | None:
    """Return the press that an update is, None if it is none."""
    query = update.callback_query
    return Press(query.id, query.message.message_id if query.message else None) if query else None


def readable(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an update that the library can parse: itself, or one that says nothing but its number.

    One that the library cannot parse would otherwise come again for ever, and nothing after it.
    """
    try:
        Update.de_json(raw, None)
    except Exception as error:  # noqa: BLE001 - whatever the library raises on data of a form that it does not know
        log.error("an update could not be read", error=type(error).__name__)  # noqa: TRY400 - it would show the text
        return {"update_id": raw["update_id"]}
    return raw


def _message(ident: str, message: Message, username: str) -> Event | None:
    if message.from_user is None or message.from_user.is_bot or message.chat.type == ChatType.CHANNEL:
        return None
    address = _address(message.from_user, message.chat, _thread(message))
    if message.text is None:
        return Said(ident, address, "") if address.direct and message.effective_attachment else None
    found = _COMMAND.fullmatch(message.text)
    if not found:
        return Said(ident, address, message.text) if address.direct else None
    name, other, argument = found.groups(default="")
    if other and not address.direct and other.lower() != username.lower():
        return None
    return Command(ident, address, name.lower(), argument.strip())


def _pressed(ident: str, query: CallbackQuery) -> Event | None:
    message = query.message
    if message is None or query.data is None:
        return None
    thread = _thread(message) if isinstance(message, Message) else ""
    return Pressed(ident, _address(query.from_user, message.chat, thread), query.data)


def _membership(ident: str, change: ChatMemberUpdated) -> Event | None:
    gone = change.chat.type == ChatType.PRIVATE and change.new_chat_member.status == ChatMemberStatus.BANNED
    return Left(ident, _address(change.from_user, change.chat, "")) if gone else None


def _address(user: User, chat: Chat, thread: str) -> Address:
    direct = chat.type == ChatType.PRIVATE
    return Address(PLATFORM, str(user.id), str(chat.id), direct, "" if direct else str(chat.id), thread)


def _thread(message: Message) -> str:
    """Return the forum topic; a mere chain of replies has a number too, but nothing can be sent to it."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
