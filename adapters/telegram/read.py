"""Parse Telegram updates into the core's events."""

from __future__ import annotations

import itertools
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
"""The kinds of updates requested."""
MANAGED: Final = frozenset(spec.name for spec in COMMANDS if spec.managed)
"""Commands for group managers."""
JUDGED: Final = frozenset(spec.name for spec in COMMANDS if spec.managed or spec.judged)
"""Commands whose effect depends on who manages the group."""

_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)
_OUTSIDE: Final = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_SKIPPED: Final = itertools.count(1)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Press:
    """Telegram-specific details of a press: the query to answer and the message whose button was pressed."""

    query: str
    message: int | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query typed after the bot's name in any chat: its id, the text so far, and who types."""

    id: str
    text: str
    user: str


def event(update: Update, username: str) -> Event | None:
    """The core event for an update; None if the bot ignores it, or if it lacks what every such update has.

    Args:
        update: as Telegram sent it.
        username: the bot's own username; in a group, commands addressed to other bots are ignored.
    """
    try:
        return _sound(_event(update, f"{PLATFORM}:{update.update_id}", username))
    except Exception as error:  # noqa: BLE001 - the library checks no field, so anything may be missing or odd
        _skip(error)
        return None


def chat(update: Update) -> int:
    """The id of the chat that an update belongs to; 0 for none."""
    try:
        return int(update.effective_chat.id) if update.effective_chat else 0
    except Exception:  # noqa: BLE001 - as above
        return 0


def _event(update: Update, ident: str, username: str) -> Event | None:
    if update.message:
        return _message(ident, update.message, username)
    if update.callback_query:
        return _pressed(ident, update.callback_query)
    if update.my_chat_member:
        return _membership(ident, update.my_chat_member)
    return None


def query(update: Update) -> Query | None:
    """Return what someone types after the bot's name in some chat; None if the update is something else."""
    asked = update.inline_query
    if not asked or not isinstance(asked.id, str) or not isinstance(asked.query, str):
        return None
    by = getattr(asked, "from_user", None)  # the library says that there is one, but takes a query without
    return Query(asked.id, asked.query, str(by.id) if by else "")


def press(update: Update) -> Press | None:
    """The press in an update; None if there is none."""
    query = update.callback_query
    if not query or not isinstance(query.id, str):
        return None
    return Press(query.id, getattr(query.message, "message_id", None))


def is_numbered(raw: object) -> bool:
    """True if this may be an update: an object with a number of its own."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def readable(raw: dict[str, Any]) -> dict[str, Any]:
    """The update if the library can parse it; otherwise a stub with only its number.

    An unparsable update would otherwise be redelivered forever and block everything behind it.
    """
    try:
        Update.de_json(raw, None)
    except Exception as error:  # noqa: BLE001 - the library may raise anything on unknown data
        _skip(error)
        return {"update_id": raw["update_id"]}
    return raw


def _skip(error: Exception) -> None:
    """Log that an update is skipped, with how many have been so far; its text is never shown."""
    log.error("an update could not be read", error=type(error).__name__, so_far=next(_SKIPPED))


def _sound(found: Event | None) -> Event | None:
    """Return the event.

    Raises:
        ValueError: its ids are not numbers.
        TypeError: its text is not a string.
    """
    if found:
        where = found.address
        moved = found.space if isinstance(found, Moved) else ""
        _ = [int(number) for number in (where.user, where.chat, where.thread, moved) if number]
        typed = getattr(found, "text", getattr(found, "token", ""))
        if not isinstance(typed, str):
            raise TypeError
    return found


def _message(ident: str, message: Message, username: str) -> Event | None:
    if message.chat.type == ChatType.CHANNEL:
        return None
    change = _change(ident, message)
    if change:
        return change
    address = _speaker(message)
    said = _said(ident, address, message, username) if address else None
    if isinstance(said, Command):
        said = replace(said, whom=_whom(message))
    return replace(said, locale=_locale(message.from_user)) if said else None


def _said(ident: str, address: Address, message: Message, username: str) -> Command | Said | None:
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
    """The event for a group change: a member left, or the group became a supergroup."""
    here, person = str(message.chat.id), message.left_chat_member
    if message.migrate_to_chat_id:
        return Moved(ident, _group(here), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return Moved(ident, _group(str(message.migrate_from_chat_id)), here)
    if person and not person.is_bot:
        return Left(ident, _address(person, message.chat, ""))
    return None


def _speaker(message: Message) -> Address | None:
    """The speaker's address: a person, or an administrator posting as the group; None for anyone else.

    Messages from bots and channels are ignored, including posts forwarded from the group's linked channel.
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
    """The command with its target room; an anonymous sender may only use manager commands."""
    address = command.address
    if address.direct or command.name not in JUDGED:
        return command if address.user else None
    room = Room(address.chat, address.thread, chat.title or "")
    return replace(command, manager=not address.user, room=room)


def _pressed(ident: str, query: CallbackQuery) -> Event | None:
    message = query.message
    if message is None or query.data is None:
        return None
    thread = _thread(message) if isinstance(message, Message) else ""
    address = _address(query.from_user, message.chat, thread)
    return Pressed(ident, address, query.data, locale=_locale(query.from_user), message=str(message.message_id))


def _membership(ident: str, change: ChatMemberUpdated) -> Event | None:
    before, after = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if change.chat.type == ChatType.PRIVATE:
        blocked = change.new_chat_member.status == ChatMemberStatus.BANNED
        return Left(ident, _address(change.from_user, change.chat, "")) if blocked else None
    if change.chat.type not in _GROUPS or before == after:
        return None
    here = _group(str(change.chat.id))
    # When a group becomes a supergroup, Telegram reports that the bot joined before it reports that the group moved.
    return Added(ident, here, unsure=change.chat.type == ChatType.SUPERGROUP) if after else Removed(ident, here)


def _inside(member: ChatMember) -> bool:
    """True if someone is in the group. Restricted members may also be outside it."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status not in _OUTSIDE


def _whom(message: Message) -> str:
    """The person whose message this replies to; "" for a bot, and for a topic's first message, which is not one."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created or replied.sender_chat or replied.from_user is None:
        return ""
    return "" if message.chat.type == ChatType.PRIVATE or replied.from_user.is_bot else str(replied.from_user.id)


def _locale(user: User | None) -> str:
    """The language of the person's app, such as "en" or "pt-br"; "" if Telegram does not say."""
    return (user.language_code or "") if user else ""


def _group(chat: str, thread: str = "") -> Address:
    """A group's address, with no known speaker."""
    return Address(PLATFORM, "", chat, direct=False, space=chat, thread=thread)


def _address(user: User, chat: Chat, thread: str) -> Address:
    direct = chat.type == ChatType.PRIVATE
    return Address(PLATFORM, str(user.id), str(chat.id), direct, "" if direct else str(chat.id), thread)


def _thread(message: Message) -> str:
    """The forum topic. A plain reply thread also has a number, but nothing can be sent to it."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
