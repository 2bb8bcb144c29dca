"""Reads Telegram's updates as events of the core."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import structlog
from telegram import ChatMemberRestricted, Message, Update
from telegram.constants import ChatID, ChatMemberStatus, ChatType

from bot.chat import Added, Address, Command, Left, Moved, Pressed, Removed, Room, Said
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from typing import Any

    from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, User

    from bot.chat import Event

PLATFORM: Final = "telegram"
UPDATES: Final = ("message", "callback_query", "my_chat_member", "inline_query")
"""The kinds of update that are asked for."""
MANAGED: Final = frozenset(spec.name for spec in COMMANDS if spec.managed)
"""The commands for those who manage a group."""

_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)
_OUTSIDE: Final = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Press:
    """What only Telegram needs to know of a press: the query to answer, and the message whose button it was."""

    query: str
    message: int | None


@dataclass(frozen=True, slots=True)
class Query:
    """What someone types behind the bot's name in any chat: its number, and the text so far."""

    id: str
    text: str


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


def query(update: Update) -> Query | None:
    """Return what someone types behind the bot's name in some chat, None if the update is nothing of the kind."""
    asked = update.inline_query
    return Query(asked.id, asked.query) if asked else None


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
    if message.chat.type == ChatType.CHANNEL:
        return None
    change = _change(ident, message)
    if change:
        return change
    address = _speaker(message)
    return _said(ident, address, message, username) if address else None


def _said(ident: str, address: Address, message: Message, username: str) -> Event | None:
    if message.text is None:
        return Said(ident, address, "") if address.direct and message.effective_attachment else None
    found = _COMMAND.fullmatch(message.text)
    if not found:
        return Said(ident, address, message.text) if address.direct else None
    name, other, argument = found.groups(default="")
    if other and not address.direct and other.lower() != username.lower():
        return None
    return _command(Command(ident, address, name.lower(), argument.strip()), message.chat)


def _change(ident: str, message: Message) -> Event | None:
    """Return what a message about a group itself says: someone left it, or it has become a supergroup."""
    here, person = str(message.chat.id), message.left_chat_member
    if message.migrate_to_chat_id:
        return Moved(ident, _group(here), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return Moved(ident, _group(str(message.migrate_from_chat_id)), here)
    if person and not person.is_bot:
        return Left(ident, _address(person, message.chat, ""))
    return None


def _speaker(message: Message) -> Address | None:
    """Return who speaks, and where: a person, or an administrator who hides behind the group; None for all others.

    What bots and channels say is nothing to us, nor what is forwarded from the channel that a group is linked to.
    """
    if message.sender_chat:
        hidden = message.from_user and message.from_user.id == ChatID.ANONYMOUS_ADMIN
        return (
            _group(str(message.chat.id), _thread(message)) if hidden and message.sender_chat == message.chat else None
        )
    if message.from_user is None or message.from_user.is_bot:
        return None
    return _address(message.from_user, message.chat, _thread(message))


def _command(command: Command, chat: Chat) -> Command | None:
    """Return a command with the place that it is about; from someone unknown only what is for managers."""
    address, managed = command.address, command.name in MANAGED
    if address.direct or not managed:
        return command if address.user else None
    room = Room(address.chat, address.thread, chat.title or "")
    return replace(command, manager=not address.user, room=room)


def _pressed(ident: str, query: CallbackQuery) -> Event | None:
    message = query.message
    if message is None or query.data is None:
        return None
    thread = _thread(message) if isinstance(message, Message) else ""
    return Pressed(ident, _address(query.from_user, message.chat, thread), query.data)


def _membership(ident: str, change: ChatMemberUpdated) -> Event | None:
    before, after = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if change.chat.type == ChatType.PRIVATE:
        blocked = change.new_chat_member.status == ChatMemberStatus.BANNED
        return Left(ident, _address(change.from_user, change.chat, "")) if blocked else None
    if change.chat.type not in _GROUPS or before == after:
        return None
    return (Added if after else Removed)(ident, _group(str(change.chat.id)))


def _inside(member: ChatMember) -> bool:
    """Tell whether someone is in a group: who is restricted may be outside as well."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status not in _OUTSIDE


def _group(chat: str, thread: str = "") -> Address:
    """Return the address of a group, where nobody says who speaks."""
    return Address(PLATFORM, "", chat, direct=False, space=chat, thread=thread)


def _address(user: User, chat: Chat, thread: str) -> Address:
    direct = chat.type == ChatType.PRIVATE
    return Address(PLATFORM, str(user.id), str(chat.id), direct, "" if direct else str(chat.id), thread)


def _thread(message: Message) -> str:
    """Return the forum topic; a mere chain of replies has a number too, but nothing can be sent to it."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
