"""Interpret Telegram's refusals. Logs name the kind, never the text, which may quote a message or an address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from telegram.error import BadRequest, Forbidden

if TYPE_CHECKING:
    from telegram.error import RetryAfter, TelegramError

    from bot.chat import Obstacle

NOT_MODIFIED: Final = "message is not modified"
UNPARSABLE: Final = "can't parse entities"
NO_CHAT: Final = "chat not found"
DEACTIVATED: Final = "user is deactivated"
BLOCKED: Final = ("user_is_blocked", "user is blocked", "blocked by the user")
"""Usually a 403, but some methods report it as a 400."""
LOST_PEER: Final = ("input_user_deactivated", "peer_id_invalid")
NO_TEXT: Final = "no text in the message to edit"
_PHOTO: Final = (
    "photo_",
    "image_process_failed",
    "file must be non-empty",
    "there is no photo",
    "caption is too long",
    "not enough rights to send photos",
    "chat_send_photos_forbidden",
    "chat_send_media_forbidden",
    "request entity too large",
    "file is too big",
)
_LOST: Final = (
    "message to edit not found",
    "message can't be edited",
    "message media can't be edited",
    "message_id_invalid",
    NO_TEXT,
)
_OBSTACLES: Final[dict[Obstacle, tuple[str, ...]]] = {
    "removed": ("bot was kicked", "bot is not a member", "the group chat was deleted"),
    "closed": ("topic_closed",),
    "missing": ("message thread not found", "topic_deleted", NO_CHAT),
    "forbidden": (
        "not enough rights",
        "have no rights to send",
        "no write access",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_send_",
    ),
}
_GONE: Final = frozenset({NO_CHAT, DEACTIVATED, *BLOCKED, *LOST_PEER})
_KINDS: Final = (
    NOT_MODIFIED,
    UNPARSABLE,
    NO_CHAT,
    DEACTIVATED,
    *_LOST,
    "message text is empty",
    "message is too long",
    "message caption is too long",
    "query is too old",
    "button_data_invalid",
    "inline keyboard button",
    *BLOCKED,
    *LOST_PEER,
    "initiate conversation",
    "bot_command",
    "bad webhook",
    *_PHOTO,
    *(phrase for phrases in _OBSTACLES.values() for phrase in phrases),
)
"""Phrases from Telegram's error descriptions, in lower case because the library changes the case of some."""


def kind(error: BaseException) -> str:
    """The known phrase in a refusal, or else the name of its class."""
    said = str(error).lower()
    return next((phrase for phrase in _KINDS if phrase in said), type(error).__name__)


def is_gone(error: TelegramError) -> bool:
    """True if the chat is unreachable until the person comes back."""
    return isinstance(error, Forbidden) or (isinstance(error, BadRequest) and kind(error) in _GONE)


def is_lost(error: TelegramError) -> bool:
    """True if a message can never be edited again, as opposed to not right now."""
    return kind(error) in _LOST


def obstacle(error: TelegramError) -> Obstacle:
    """What keeps messages out of a group until someone fixes it; "" if it may resolve itself."""
    said = str(error).lower()
    for found, phrases in _OBSTACLES.items():
        if any(phrase in said for phrase in phrases):
            return found
    return "forbidden" if isinstance(error, Forbidden) else ""


def is_about_photo(error: TelegramError) -> bool:
    """True if the photo itself is refused, so the same content in words may be accepted."""
    return any(phrase in str(error).lower() for phrase in _PHOTO)


def seconds(error: RetryAfter) -> float:
    """Seconds Telegram says to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
