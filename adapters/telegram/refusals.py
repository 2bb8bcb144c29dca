"""What Telegram's refusals mean; a log names their kind, never their text, which may quote a message or an address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from telegram.error import BadRequest, Forbidden

if TYPE_CHECKING:
    from telegram.error import RetryAfter, TelegramError

NOT_MODIFIED: Final = "message is not modified"
UNPARSABLE: Final = "can't parse entities"
NO_CHAT: Final = "chat not found"
DEACTIVATED: Final = "user is deactivated"
NO_TEXT: Final = "no text in the message to edit"
_PHOTO: Final = (
    "photo_",
    "image_process_failed",
    "file must be non-empty",
    "there is no photo",
    "caption is too long",
    "not enough rights to send photos",
    "request entity too large",
    "file is too big",
)
_KINDS: Final = (
    NOT_MODIFIED,
    UNPARSABLE,
    NO_CHAT,
    DEACTIVATED,
    "message to edit not found",
    "message can't be edited",
    NO_TEXT,
    "message thread not found",
    "message text is empty",
    "message is too long",
    "message caption is too long",
    "query is too old",
    "button_data_invalid",
    "inline keyboard button",
    "blocked by the user",
    "initiate conversation",
    "bot_command",
    "bad webhook",
    *_PHOTO,
)
"""Phrases of Telegram's descriptions in lower case, which is how the library hands some of them on."""


def kind(error: BaseException) -> str:
    """Return the known phrase of a refusal, else the name of its class."""
    said = str(error).lower()
    return next((phrase for phrase in _KINDS if phrase in said), type(error).__name__)


def is_gone(error: TelegramError) -> bool:
    """Tell whether nothing can reach this chat until the person comes back."""
    return isinstance(error, Forbidden) or (isinstance(error, BadRequest) and kind(error) in (NO_CHAT, DEACTIVATED))


def is_about_photo(error: TelegramError) -> bool:
    """Tell whether a photo is refused for what it is, so that the same in words may well be taken."""
    return any(phrase in str(error).lower() for phrase in _PHOTO)


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram says to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
